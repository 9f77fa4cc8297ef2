import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { mediaWords } from './locale/words.ts';

const shared = useWords();
const words = { ...shared, m: speaker(mediaWords, () => shared.language.value) };

/** The dashboard's words, and by `m` those of pictures and files. */
export function useMediaWords(): typeof words {
  return words;
}
