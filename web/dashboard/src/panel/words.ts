import { speaker } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';
import { panelWords } from './locale/words.ts';

const shared = useWords();
const p = speaker(panelWords, () => shared.language.value);
const words = { ...shared, p };

/** The dashboard's words, and by `p` those of the person's panel. */
export function usePanelWords(): typeof words {
  return words;
}
