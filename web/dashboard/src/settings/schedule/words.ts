import { speaker } from '../../../../client/words.ts';
import { useSettingsWords } from '../words.ts';
import { scheduleWords } from './locale/words.ts';

const shared = useSettingsWords();
const p = speaker(scheduleWords, () => shared.language.value);
const words = { ...shared, p };

/** The settings' words, and by `p` those of the plan. */
export function useScheduleWords(): typeof words {
  return words;
}
