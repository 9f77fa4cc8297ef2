import { speaker } from '../../../../client/words.ts';
import { useTicketWords } from '../words.ts';
import { kindWords } from './locale/words.ts';

const shared = useTicketWords();
const e = speaker(kindWords, () => shared.language.value);
const words = { ...shared, e };

/** The ticket screens' words, and by `e` those of the editor of kinds. */
export function useKindWords(): typeof words {
  return words;
}
