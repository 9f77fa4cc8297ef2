import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { placesOf } from './exchange/formats.ts';
import { pages, type KnowledgeKey } from './locale/pages.ts';

const shared = useWords();
const k = speaker<KnowledgeKey>(pages, () => shared.language.value);

/** A name the gateway sends, in words; one that has none stays as it is. */
function named(start: 'place' | 'trouble', name: string): string {
  const found = Object.entries<string>(pages[shared.language.value]).find(([key]) => key === `${start}.${name}`);
  return found?.[1] ?? name;
}

/** A place in an entry or flow: zh.answer.steps.0 → 中文 · 答案 · 步骤 · 1. */
function place(path: string): string {
  return placesOf(path)
    .map((step) => (/^\d+$/u.test(step) ? String(Number(step) + 1) : named('place', step)))
    .join(' · ');
}

const words = { ...shared, k, named, place };

/** The dashboard's words, and by `k` those of the knowledge screens. */
export function useKnowledgeWords(): typeof words {
  return words;
}
