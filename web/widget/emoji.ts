/** The emoji beside the field, fetched when they are first wanted. */
import { emojiGroups } from '../client/emoji-list.ts';
import { make } from './dom.ts';
import css from './emoji.css';

/** Worn where it stands. */
export const style: string = css;

const COLUMNS = 8;

/** A grid to choose from: arrows walk, Esc leaves. */
export function emojiGrid(label: string, pick: (emoji: string) => void, leave: () => void): HTMLElement {
  const all = Object.values(emojiGroups).flatMap((group) => group.split(' '));
  const buttons = all.map((one) => make('button', { type: 'button', onclick: () => pick(one) }, one));
  const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
  const walk = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const step = steps[event.key];
    if (event.key === 'Escape') leave();
    else if (step !== undefined) {
      const at = buttons.findIndex((one) => one.matches(':focus'));
      buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return make('div', { class: 'emoji', role: 'dialog', 'aria-label': label, onkeydown: walk }, ...buttons);
}
