import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { qualityWords } from './locale/words.ts';

const shared = useWords();
const q = speaker(qualityWords, () => shared.language.value);

/** A pair of words of the gateway's in the language of the screen. */
const both = (given: { zh: string; en: string }): string => given[shared.language.value];

const words = { ...shared, q, both };

/** The dashboard's words, and by `q` those of quality of service. */
export function useQualityWords(): typeof words {
  return words;
}
