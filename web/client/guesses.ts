/** 猜你想问 as a line opens: what the gateway guesses, or the screen's own common questions. Of the widget and the mini-program. */
import type { Guess } from '../../shared/own-api.ts';

/** A question to be tapped. */
export type Quick = Pick<Guess, 'words' | 'id'> & { about: Guess['about'] | 'common' };

const MOST = 4;

/** The person's own first; the common ones where nothing was counted, without the one about an order (`order`) where theirs is asked about already. */
export function quickOf(guesses: readonly Guess[], order: readonly string[], common: readonly string[]): Quick[] {
  if (guesses.some(({ about }) => about === 'entry')) return guesses.slice(0, MOST);
  const own = guesses.some(({ about }) => about === 'parcel') ? common : [...order, ...common];
  return [...guesses, ...own.map((words) => ({ about: 'common' as const, words }))].slice(0, MOST);
}
