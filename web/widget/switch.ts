/** A switch as a row: what it is, a note under it, and its knob. */
import { make } from './dom.ts';

/** `key` finds it again once it is drawn anew. */
export function switchRow(key: string, label: string, note: string, on: boolean, tapped: () => void): HTMLElement {
  const row = make(
    'button',
    { type: 'button', class: 'switch', role: 'switch', 'aria-checked': String(on), onclick: tapped },
    make('span', {}, label, note !== '' && make('small', {}, note)),
    make('i', { class: 'knob' }),
  );
  row.dataset['key'] = key;
  return row;
}

/** Puts what was drawn anew in the place of what stood there; what had the focus has it again, else `next`. */
export function redrawn(place: HTMLElement, drawn: readonly HTMLElement[], next = ''): void {
  const root = place.getRootNode();
  const held = root instanceof ShadowRoot ? root.activeElement : null;
  const key = place.contains(held) && held instanceof HTMLElement ? (held.dataset['key'] ?? '') : '';
  const had = place.contains(held);
  place.replaceChildren(...drawn);
  if (!had && next === '') return;
  const all = [...place.querySelectorAll<HTMLElement>('[data-key]')];
  const found =
    all.find((one) => one.dataset['key'] === key) ?? all.find((one) => one.dataset['key'] === next) ?? all[0];
  found?.focus();
}
