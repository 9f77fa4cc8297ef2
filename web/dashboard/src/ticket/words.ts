import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { pages, type TicketKey } from './locale/pages.ts';

const shared = useWords();
const k = speaker<TicketKey>(pages, () => shared.language.value);

/** A pair of words of the gateway's in the language of the screen. */
const both = (given: { zh: string; en: string }): string => given[shared.language.value];

const words = { ...shared, k, both };

/** The dashboard's words, and by `k` those of the ticket screens. */
export function useTicketWords(): typeof words {
  return words;
}
