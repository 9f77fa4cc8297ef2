import { computed, ref, watch, type Ref } from 'vue';
import type { Line } from '../../../../shared/line.ts';
import { useServeWords } from '../serve/words.ts';
import { useStaff } from '../staff/staff.ts';
import { atted, colleagues, colleaguesComing, loadColleagues, named } from './colleagues.ts';
import type { DraftMode } from './drafts.ts';
import {
  filled,
  found,
  loadPhrases,
  matchOf,
  phrases,
  phrasesComing,
  slashed,
  usePhrase,
  type Phrase,
} from './phrases.ts';

/** One row of the list above the field. */
export type Choice = { key: string; strong: string; text: string; mark?: string };
type Given = {
  text: Ref<string>;
  mode: Readonly<Ref<DraftMode>>;
  caret: Readonly<Ref<number>>;
  line: () => Line;
  put(text: string): void;
};

/** The list that opens while one writes: phrases after a slash, colleagues after an @ in a note. */
export function useLists({ text, mode, caret, line, put }: Given) {
  const words = useServeWords();
  const staff = useStaff();
  const dismissed = ref(false);
  const picked = ref(0);

  const asked = computed(() => slashed(text.value));
  const naming = computed(() => (mode.value === 'note' ? atted(text.value, caret.value) : null));
  const phrasesShown = computed(() =>
    asked.value === null ? [] : found(phrases.value, asked.value, words.language.value),
  );
  const colleaguesShown = computed(() => (naming.value === null ? [] : named(colleagues.value, naming.value)));

  const list = computed<{ kind: 'phrases' | 'colleagues'; choices: Choice[] } | null>(() => {
    if (dismissed.value) return null;
    if (asked.value !== null) {
      const choices = phrasesShown.value.map((one) => ({
        ...{ key: one.id, strong: one.title, text: one.text },
        mark: one.own ? words.s('mine') : one.group,
      }));
      return { kind: 'phrases', choices };
    }
    if (naming.value === null || colleagues.value.length === 0) return null;
    return {
      kind: 'colleagues',
      choices: colleaguesShown.value.map((one) => ({ key: one.id, strong: `@${one.name}`, text: '' })),
    };
  });
  const match = computed<Phrase | null>(() =>
    mode.value === 'reply' && asked.value === null ? matchOf(phrases.value, text.value, words.language.value) : null,
  );

  watch(mode, (chosen) => chosen === 'note' && void loadColleagues(), { immediate: true });
  watch([asked, naming], ([slash, at]) => {
    picked.value = 0;
    if (slash === null && at === null) dismissed.value = false;
    if (slash !== null) void loadPhrases();
    if (at !== null) void loadColleagues();
  });

  /** Puts a phrase in the place of what was typed. */
  function insert(phrase: Phrase): void {
    usePhrase(phrase);
    put(filled(phrase.text, line(), staff.member?.name ?? ''));
  }

  /** Takes the row at this place of the open list. */
  function pick(at: number): void {
    if (list.value?.kind === 'phrases') {
      const phrase = phrasesShown.value[at];
      if (phrase) insert(phrase);
      return;
    }
    const colleague = colleaguesShown.value[at];
    if (!colleague) return;
    const before = text.value.slice(0, caret.value).replace(/@[^\s@]{0,20}$/u, `@${colleague.name} `);
    put(before + text.value.slice(caret.value));
  }

  /** What a key does to the open list; false: it is not the list's. */
  function key(event: KeyboardEvent): boolean {
    if (event.key === 'Enter' && event.altKey && match.value) {
      insert(match.value);
      return true;
    }
    // Nothing half looked for is sent as it stands because the list is still on its way.
    if (event.key === 'Enter' && naming.value !== null && !dismissed.value && colleaguesComing.value) return true;
    const open = list.value;
    if (!open) return false;
    if (event.key === 'Enter' && open.kind === 'phrases' && phrasesComing.value) return true;
    if (event.key === 'Escape') {
      dismissed.value = true;
      return true;
    }
    const count = open.choices.length;
    if (count === 0) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) picked.value = (picked.value + step + count) % count;
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') pick(picked.value);
    else return false;
    return true;
  }

  /** Closes the list that is open, for another one opens over the field; the next one is untouched. */
  function dismiss(): void {
    if (list.value) dismissed.value = true;
  }

  return { list, picked, match, pick, insert, dismiss, key };
}
