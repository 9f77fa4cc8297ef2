import * as v from 'valibot';
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type Ref, toRaw } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { documents, type SettingsName, type SettingsOf } from '../../../../shared/settings.ts';
import { useHouse } from '../desk/house.ts';
import { useStaff } from '../staff/staff.ts';
import { ask } from '../ui/ask.ts';
import { say } from '../ui/toast.ts';
import { send, type Trouble } from './ask.ts';
import { settingsNet, type Read } from './net.ts';
import { problemsOf, type Problems } from './problems.ts';
import { useSettingsWords } from './words.ts';

/** A settings document being written: read, changed, checked by the gateway's own shape, saved upon the revision it was read at. */
export function useDocument<Name extends SettingsName>(name: Name) {
  type Value = SettingsOf<Name>;
  const words = useSettingsWords();
  const staff = useStaff();
  const form = ref(null) as Ref<Value | null>;
  const read = shallowRef<Omit<Read, 'value'> | null>(null);
  const trouble = ref<Trouble | null>(null);
  const busy = ref(false);
  /** Somebody else saved meanwhile: theirs stands here until the writer has chosen. */
  const conflict = shallowRef<(Read & { value: Value }) | null>(null);
  const clean = ref('');
  const problems = ref<Problems>(new Map());

  const print = () => JSON.stringify(form.value);
  const dirty = computed(() => form.value !== null && print() !== clean.value);
  const may = computed(() => staff.leads);

  function show(given: Read): void {
    read.value = given;
    form.value = structuredClone(given.value) as Value;
    clean.value = print();
    problems.value = new Map();
  }
  async function load(): Promise<void> {
    const answer = await send(settingsNet.read(name));
    trouble.value = answer.ok ? null : answer.trouble;
    if (answer.ok) show(answer.value);
  }

  /** What the gateway would refuse, by its place; empty when it would take it. */
  function check(): boolean {
    const checked = v.safeParse(documents[name].shape, JSON.parse(print()));
    problems.value = checked.success ? new Map() : problemsOf(checked.issues);
    return checked.success;
  }

  async function save(base = read.value?.revision ?? 0): Promise<void> {
    if (!form.value || busy.value) return;
    if (!check()) return say(words.s('bad', { n: problems.value.size }), 'bad');
    busy.value = true;
    const value: unknown = JSON.parse(print());
    const answer = await send(settingsNet.write(name, base, value));
    if (!answer.ok && answer.trouble.kind === 'stale') {
      const theirs = await send(settingsNet.read(name));
      if (theirs.ok) conflict.value = { ...theirs.value, value: theirs.value.value as Value };
    } else if (!answer.ok) say(answer.trouble.why, 'bad');
    busy.value = false;
    if (!answer.ok) return;
    say(words.s('saved', { n: answer.value.revision }), 'good');
    const now = await send(settingsNet.read(name));
    if (now.ok) show(now.value);
    if (name === 'desk') useHouse().forget();
  }

  /** Ends a conflict: with one's own words over theirs, or with theirs. */
  async function settle(mine: boolean): Promise<void> {
    const { value: theirs } = conflict;
    if (!theirs) return;
    conflict.value = null;
    if (mine) await save(theirs.revision);
    else show(theirs);
  }

  /** An older revision comes back as something to be saved. */
  function restore(value: unknown): void {
    form.value = structuredClone(toRaw(value)) as Value;
  }

  const leaving = () =>
    ask({
      title: words.s('leave.title'),
      text: words.s('leave.text'),
      yes: words.s('leave.yes'),
      danger: true,
    });
  onBeforeRouteLeave(() => (dirty.value ? leaving() : true));
  const closing = (event: BeforeUnloadEvent) => dirty.value && event.preventDefault();
  const saving = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    if (dirty.value && may.value) void save();
  };
  onMounted(() => {
    void load();
    addEventListener('beforeunload', closing);
    addEventListener('keydown', saving);
  });
  onBeforeUnmount(() => {
    removeEventListener('beforeunload', closing);
    removeEventListener('keydown', saving);
  });

  /** What is wrong at a place (`groups.0.id`), in words. */
  const problem = (path: string): string => {
    const found = problems.value.get(path);
    return found ? words.s(found) : '';
  };
  return { name, form, read, trouble, busy, dirty, may, conflict, problems, problem, load, save, settle, restore };
}

export type OpenDocument = ReturnType<typeof useDocument>;
