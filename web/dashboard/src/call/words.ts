import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { callWords } from './locale/words.ts';

const shared = useWords();
const c = speaker(callWords, () => shared.language.value);
const words = { ...shared, c };

/** The dashboard's words, and by `c` those of a telephone call. */
export function useCallWords(): typeof words {
  return words;
}
