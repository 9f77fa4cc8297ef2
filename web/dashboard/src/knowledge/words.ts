import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { pages, type KnowledgeKey } from './locale/pages.ts';

const shared = useWords();
const k = speaker<KnowledgeKey>(pages, () => shared.language.value);

/** A name the gateway sends, in words; one that has none stays as it is. */
function named(start: 'place' | 'trouble', name: string): string {
  const found = Object.entries<string>(pages[shared.language.value]).find(([key]) => key === `${start}.${name}`);
  return found?.[1] ?? name;
}

const words = { ...shared, k, named };

/** The dashboard's words, and by `k` those of the knowledge screens. */
export function useKnowledgeWords(): typeof words {
  return words;
}
