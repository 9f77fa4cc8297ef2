import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { deskWords } from './locale/desk-words.ts';

const shared = useWords();
const d = speaker(deskWords, () => shared.language.value);
/** What the gateway says in both languages, in the agent's. */
const both = (given: { zh: string; en: string }) => given[shared.language.value];
const words = { ...shared, d, both };

/** The dashboard's words, and by `d` those of the desk. */
export function useDeskWords(): typeof words {
  return words;
}
