import { speaker } from '../../../client/words.ts';
import { actWords } from './locale/act-words.ts';
import { useDeskWords } from './words.ts';

const shared = useDeskWords();
const a = speaker(actWords, () => shared.language.value);
const words = { ...shared, a };

/** The desk's words, and by `a` those of its acts. */
export function useActWords(): typeof words {
  return words;
}
