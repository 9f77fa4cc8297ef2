import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { bulkWords } from './locale/words.ts';

const shared = useWords();
const b = speaker(bulkWords, () => shared.language.value);
const words = { ...shared, b };

/** The dashboard's words, and by `b` those of acts on several. */
export function useBulkWords(): typeof words {
  return words;
}
