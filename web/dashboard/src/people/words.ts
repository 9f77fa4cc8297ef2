import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { peopleWords } from './locale/words.ts';

const shared = useWords();
const g = speaker(peopleWords, () => shared.language.value);
const words = { ...shared, g };

/** The dashboard's words, and by `g` those of the list of customers. */
export function usePeopleWords(): typeof words {
  return words;
}
