import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { historyWords } from './locale/words.ts';

const shared = useWords();
const h = speaker(historyWords, () => shared.language.value);

/** A pair of words of the gateway's in the language of the screen. */
const both = (given: { zh: string; en: string }): string => given[shared.language.value];

const words = { ...shared, h, both };

/** The dashboard's words, and by `h` those of the history and the search. */
export function useHistoryWords(): typeof words {
  return words;
}
