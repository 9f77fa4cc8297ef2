import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { assistWords } from './locale/words.ts';

const shared = useWords();
const words = { ...shared, a: speaker(assistWords, () => shared.language.value) };

/** The dashboard's words, and by `a` those of the live assist. */
export function useAssistWords(): typeof words {
  return words;
}
