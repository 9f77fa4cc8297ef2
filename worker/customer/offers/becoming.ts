/** An offer becomes something else: kept, and owed to its campaign and to the directory. Runs inside one transaction. */
import type { OfferTold } from '../../../shared/campaign/calls.ts';
import { oweDirectory } from '../owing-directory.ts';
import type { Turn } from '../turn.ts';
import type { OfferKept } from './store.ts';

/** Letters of this name tell a campaign. */
export const TOLD = 'offer-told:';

/** As the campaign is told of it. */
export function toldOf(one: OfferKept): OfferTold {
  const { version, channel, why, at, parts, replied, optedOut, complained, resolved } = one;
  const state = one.state === 'going' ? 'taken' : one.state;
  return { version, state, channel, why, at, parts, replied, optedOut, complained, resolved };
}

/** Saves what changed, and owes the campaign and the directory the news. */
export function become(turn: Turn, one: OfferKept, change: Partial<OfferKept>): OfferKept {
  const next = { ...one, ...change, version: one.version + 1 };
  turn.offers.save(next);
  oweOfferTold(turn, one.id);
  oweDirectory(turn);
  return next;
}

function oweOfferTold(turn: Turn, id: string): void {
  // Of no address: wherever the row is, it is told.
  turn.letters.owe({ lane: 'offers', kind: 'remind', key: `${TOLD}${id}`, body: '', dueAt: turn.now });
}
