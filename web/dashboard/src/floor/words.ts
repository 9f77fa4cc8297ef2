import { speaker } from '../../../client/words.ts';
import { useDeskWords } from '../desk/words.ts';
import { floorWords } from './locale/words.ts';

const shared = useDeskWords();
const f = speaker(floorWords, () => shared.language.value);
const words = { ...shared, f };

/** The desk's words, and by `f` those of the floor. */
export function useFloorWords(): typeof words {
  return words;
}
