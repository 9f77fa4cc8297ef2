import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { DeskSettings } from '../../../../shared/settings/desk.ts';
import { usualPatience, type Patience } from '../list/rows.ts';
import { useDeskWords } from './words.ts';
import { staffCall, Unreachable } from '../staff/net.ts';

/** Older than this it is asked for again when somebody looks. */
const FRESH_MS = 60_000;

/** What the company calls its groups, service classes and breaks: the settings document `desk`, read when first needed. */
export const useHouse = defineStore('house', () => {
  const words = useDeskWords();
  const value = shallowRef<DeskSettings | null>(null);
  let asked = 0;

  async function load(): Promise<void> {
    if (Date.now() - asked < FRESH_MS) return;
    asked = Date.now();
    try {
      const answer = await staffCall<{ value: DeskSettings }>('GET', 'settings/desk');
      if (answer.ok) value.value = answer.value;
      else asked = 0;
    } catch (fault) {
      asked = 0;
      if (!(fault instanceof Unreachable)) throw fault;
    }
  }

  type Named = { id: string; zh: string; en: string };
  const calledIn = (list: readonly Named[] | undefined) =>
    new Map((list ?? []).map((one) => [one.id, one[words.language.value]]));
  const groups = computed(() => calledIn(value.value?.groups));
  const classes = computed(() => calledIn(value.value?.classes));
  const breaks = computed(() => calledIn(value.value?.breaks));

  return {
    value,
    /** When a customer who waits for the next word is soon late, and late. */
    patience: computed<Patience>(() => value.value ?? usualPatience),
    load,
    /** It was written: read it again. */
    forget: () => {
      asked = 0;
      void load();
    },
    groups,
    breaks,
    /** A group's name; one that has gone keeps its id. */
    group: (id: string) => groups.value.get(id) ?? id,
    className: (id: string) => classes.value.get(id) ?? id,
    /** `missed`: the desk set it. */
    breakName: (id: string) => breaks.value.get(id) ?? (id === 'missed' ? words.d('missedBreak') : id),
  };
});
