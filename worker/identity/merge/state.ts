/**
 * What one line keeps about merges. A *home* is the person an address, a message or a fact first belonged to; a line holds its own
 * home and those of the people merged into it. A *move* takes homes from a giver to a taker: a merge all of the giver's, an unmerge
 * one person's (with whoever had come with them) back to that person. Plain data: it stands in one row.
 */

import type { Holding, Manifest, Rank, Wish } from '../../../shared/merge.ts';
import type { Mark } from '../evidence.ts';

export type { Holding, Manifest, Rank, Wish } from '../../../shared/merge.ts';

/** A home that was here and went on. */
export type Away = { home: string; to: Rank; hop: number };

/**
 * A move out of this line. `asking`: the taker isn't bound yet. `copying`, `committing`: sealed. `cancelling`: taken back, and sealed
 * until the taker has dropped it, if it was. `draining`: committed; what was heard meanwhile is relayed. `closing`: all is relayed.
 */
export type Outgoing = {
  number: number;
  wish: Wish;
  step: 'asking' | 'copying' | 'committing' | 'cancelling' | 'draining' | 'closing';
  /** Empty until sealed. */
  scope: readonly Holding[];
  manifest: Manifest | null;
  chunk: number;
  queued: number;
  drained: number;
};

/** A move into this line; `scope` is empty until the commit. */
export type Incoming = {
  number: number;
  from: Rank;
  kind: Wish['kind'];
  step: 'importing' | 'committed';
  scope: readonly string[];
  applied: number;
  relayed: number;
};

/** How the newest move from somebody ended here. */
export type Settled = { giver: string; number: number; outcome: 'committed' | 'dropped' };

export type MergeState = {
  self: Rank;
  /** Grows with every seal: the epoch moved rows name as their origin. */
  epoch: number;
  held: readonly Holding[];
  away: readonly Away[];
  wishes: readonly Wish[];
  /** Keys of decisions acted upon. */
  decided: readonly string[];
  /** Moves begun from here. */
  moves: number;
  outgoing: Outgoing | null;
  incoming: Incoming | null;
  settled: readonly Settled[];
};

/** So many decisions are remembered: more than a person is allowed in the days a letter can be late. */
export const DECISIONS_KEPT = 64;

/** A line that never merged. */
export function freshMerge(self: Rank, marks: readonly Mark[] = []): MergeState {
  return {
    ...{ self, epoch: 1, held: [{ home: self.id, hop: 0, within: null, marks }], away: [], wishes: [], decided: [] },
    ...{ moves: 0, outgoing: null, incoming: null, settled: [] },
  };
}

export function isOlder(one: Rank, other: Rank): boolean {
  return one.created < other.created || (one.created === other.created && one.id < other.id);
}

/** Whether a home's rows stand here, sealed or not. */
export function holds(state: MergeState, home: string): boolean {
  return state.held.some((one) => one.home === home);
}

/** Everything of it went into another line: it only relays and points on. */
export function isTombstone(state: MergeState): boolean {
  return !holds(state, state.self.id);
}

/** What the outgoing move has sealed; empty when nothing is. */
export function sealedHomes({ outgoing }: MergeState): readonly Holding[] {
  return outgoing?.scope ?? [];
}

/** Somebody's home and whoever came along with it. */
export function broughtBy(held: readonly Holding[], home: string): Holding[] {
  const found = held.filter((one) => one.home === home);
  for (const one of found) found.push(...held.filter((other) => other.within === one.home));
  return found;
}

/** Every strong identity known of these homes. */
export function marksOf(held: readonly Holding[]): Mark[] {
  return held.flatMap(({ marks }) => marks);
}

/** Lists stand in one order, so that equal states are equal rows. */
export function byHome<One extends { home: string }>(list: readonly One[]): One[] {
  return list.toSorted((left, right) => (left.home < right.home ? -1 : 1));
}
