import { speaker } from '../../../client/words.ts';
import { alikeWords } from './locale/alike.ts';
import { usePanelWords } from './words.ts';

const panel = usePanelWords();
const a = speaker(alikeWords, () => panel.language.value);
const words = { ...panel, a };

/** The panel's words, and by `a` those of 可能是同一人. */
export function useAlikeWords(): typeof words {
  return words;
}
