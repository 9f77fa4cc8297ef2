/** The emoji open above the field and put theirs where the caret stands; their grid is fetched then. */
import { set, wear } from './dom.ts';
import { part } from './part.ts';
import type { View } from './view.ts';
import type { Say } from './words.ts';

/** Wires the button; `grow` fits the field to its words. */
export function offerEmoji({ input, emoji, composer, late }: View, say: Say, grow: () => void): void {
  let grid: HTMLElement | null = null;
  const leave = () => {
    grid?.remove();
    grid = null;
    set(emoji, 'aria-expanded', 'false');
    input.focus();
  };
  const pick = (one: string) => {
    input.setRangeText(one, input.selectionStart, input.selectionEnd, 'end');
    grow();
    leave();
  };
  emoji.addEventListener('click', () => {
    if (grid) return leave();
    void part(() => import('./emoji.ts'), late, say).then(({ emojiGrid, style }) => {
      if (grid) return;
      wear(composer, style);
      grid = emojiGrid(say('emoji'), pick, leave);
      composer.before(grid);
      set(emoji, 'aria-expanded', 'true');
      grid.querySelector('button')?.focus();
    });
  });
}
