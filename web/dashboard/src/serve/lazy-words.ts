import { speaker } from '../../../client/words.ts';
import { lazyWords } from './locale/lazy.ts';
import { useServeWords } from './words.ts';

const shared = useServeWords();
const words = { ...shared, l: speaker(lazyWords, () => shared.language.value) };

/** The dashboard's words, and by `l` those of what is opened while serving. */
export function useLazyWords(): typeof words {
  return words;
}
