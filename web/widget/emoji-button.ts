/** The emoji open above the field and put theirs where the caret stands; their grid is fetched then. */
import { set } from './dom.ts';
import type { View } from './view.ts';
import type { Say } from './words.ts';

/** Wires the button; `grow` fits the field to its words. */
export function offerEmoji({ input, emoji, composer }: View, say: Say, grow: () => void): void {
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
    void import('./emoji.ts').then(({ emojiGrid }) => {
      if (grid) return;
      grid = emojiGrid(say('emoji'), pick, leave);
      composer.before(grid);
      set(emoji, 'aria-expanded', 'true');
      grid.querySelector('button')?.focus();
    });
  });
}
