import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { shiftWords } from './locale/words.ts';

const shared = useWords();
const m = speaker(shiftWords, () => shared.language.value);
const words = { ...shared, m };

/** The dashboard's words, and by `m` those of one's own shifts. */
export function useShiftWords(): typeof words {
  return words;
}
