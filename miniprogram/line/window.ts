/** Which part of the line is drawn: never more than a bounded stretch, however long the history is. */

/** From this revision up to that one; `to` null: up to the end, and on as the line grows. */
export type Window = { from: number; to: number | null };

type Revised = { revision: number };

/** So many messages stand at first and after each move; beyond `MOST` the far side is let go. */
const FEW = 60;
const STEP = 40;
export const MOST = 140;

/** The end of the line. */
export function windowAtEnd(messages: readonly Revised[]): Window {
  return { from: revisionAt(messages, messages.length - FEW), to: null };
}

/** A stretch with this revision in it, with something before and after. */
export function windowAround(messages: readonly Revised[], revision: number): Window {
  return cut(messages, placeOf(messages, revision) - STEP / 2, FEW);
}

/** More of what came before; the same when there is nothing. */
export function windowUp(messages: readonly Revised[], window: Window): Window {
  const from = placeOf(messages, window.from);
  const first = Math.max(0, from - STEP);
  return cut(messages, first, Math.min(MOST, lengthOf(messages, window) + from - first));
}

/** More of what came after; the same at the end. */
export function windowDown(messages: readonly Revised[], window: Window): Window {
  if (window.to === null) return window;
  const end = Math.min(messages.length, placeOf(messages, window.to) + 1 + STEP);
  const first = Math.max(placeOf(messages, window.from), end - MOST);
  return cut(messages, first, end - first);
}

/** A line that grew: who follows the end lets go of the beginning, seldom and much at once; who reads above, of the end. */
export function windowGrown(messages: readonly Revised[], window: Window, following: boolean): Window {
  if (window.to !== null || lengthOf(messages, window) <= MOST) return window;
  return following ? windowAtEnd(messages) : cut(messages, placeOf(messages, window.from), MOST);
}

/** The messages in the window. */
export function inWindow<Message extends Revised>(messages: readonly Message[], window: Window): Message[] {
  const from = placeOf(messages, window.from);
  return messages.slice(from, from + lengthOf(messages, window));
}

function lengthOf(messages: readonly Revised[], { from, to }: Window): number {
  return (to === null ? messages.length : placeOf(messages, to + 1)) - placeOf(messages, from);
}

function cut(messages: readonly Revised[], from: number, count: number): Window {
  const first = Math.max(0, Math.min(from, messages.length - count));
  const end = first + count;
  return { from: revisionAt(messages, first), to: end >= messages.length ? null : revisionAt(messages, end - 1) };
}

/** The place of the first message at or after a revision. */
function placeOf(messages: readonly Revised[], revision: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.revision ?? 0) < revision) low = middle + 1;
    else high = middle;
  }
  return low;
}

function revisionAt(messages: readonly Revised[], place: number): number {
  return messages[Math.max(0, place)]?.revision ?? 0;
}
