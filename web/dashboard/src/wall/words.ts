import { speaker } from '../../../client/words.ts';
import { useReportWords } from '../reports/words.ts';
import { wallWords } from './locale/words.ts';

const shared = useReportWords();
const w = speaker(wallWords, () => shared.language.value);
const words = { ...shared, w };

/** The words of the reports, and by `w` those of the wall. */
export function useWallWords(): typeof words {
  return words;
}
