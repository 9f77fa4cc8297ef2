import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { serveWords } from './locale/words.ts';

const shared = useWords();
const s = speaker(serveWords, () => shared.language.value);
const words = { ...shared, s };

/** The dashboard's words, and by `s` those of what surrounds an answer. */
export function useServeWords(): typeof words {
  return words;
}
