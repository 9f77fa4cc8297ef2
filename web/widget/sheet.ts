/** A form over the conversation: how an address is proven. */
import type { Language } from '../client/words.ts';
import { closeIcon } from '../tokens/icons.ts';
import { icon, make, set, wear } from './dom.ts';
import css from './sheet.css';
import type { Place } from './look-up.ts';
import type { View } from './view.ts';

const SECOND = 1_000;

/** What a sheet needs of the room. */
export type SheetTools = Place & { language(): Language };
export type Given = { ok: boolean; code?: unknown; waitMs?: unknown };

/** Opens it; Escape or its cross leads back to the field of the conversation. `ended` hears that it is gone. */
export function openSheet(
  { input, panel, scroll }: View,
  words: { title: string; lead: string; shut: string },
  ended: () => void,
) {
  const room = scroll.parentElement ?? panel;
  room.querySelector<HTMLElement>('.link-sheet button')?.click();
  const leave = () => {
    ended();
    place.remove();
    input.focus();
  };
  const shut = make('button', { type: 'button', class: 'bare', 'aria-label': words.shut, onclick: leave });
  shut.append(icon(closeIcon));
  const place = make(
    'section',
    {
      class: 'link-sheet',
      'aria-label': words.title,
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        leave();
      },
    },
    make('div', { class: 'top' }, make('h3', {}, words.title), shut),
    make('p', { class: 'soft' }, words.lead),
  );
  room.append(place);
  wear(place, css);
  return { place, shut, leave };
}

/** What is said under the fields. */
export function makeNote() {
  const node = make('p', { class: 'soft', role: 'status' });
  const tell = (word: string, wrong = false) => {
    node.textContent = word;
    node.classList.toggle('wrong', wrong);
  };
  return { node, tell };
}

/** Counts down on a button until another one may be asked for. */
export function countdown(button: HTMLElement, words: { again(): string; waits(n: number): string }) {
  let ticking: ReturnType<typeof setInterval> | undefined;
  let until = 0;
  const count = () => {
    const left = Math.ceil((until - Date.now()) / SECOND);
    set(button, 'disabled', left > 0);
    button.textContent = left > 0 ? words.waits(left) : words.again();
    if (left <= 0) clearInterval(ticking);
  };
  return {
    stop: () => clearInterval(ticking),
    from(waitMs: number) {
      until = Date.now() + waitMs;
      clearInterval(ticking);
      ticking = setInterval(count, SECOND);
      count();
    },
  };
}
