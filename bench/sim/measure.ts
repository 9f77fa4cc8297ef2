/** What a day is worth: promises kept by class, waits, fairness. */
import type { Floor } from './floor.ts';

/** Of each class: first served within its promise, and all whose promise is decided; waits of those served. */
export type Tally = Record<string, { met: number; all: number; waitedMs: number; served: number }>;

/** Adds a finished day to a tally. */
export function count(tally: Tally, floor: Floor): void {
  for (const { facts, firstServedAt, state } of floor.jobs.values()) {
    const one = (tally[facts.sla.id] ??= { met: 0, all: 0, waitedMs: 0, served: 0 });
    const due = facts.place + facts.sla.targetMs;
    if (firstServedAt !== null) {
      one.served += 1;
      one.waitedMs += firstServedAt - facts.place;
    }
    if (firstServedAt === null && (state === 'gone' || floor.now <= due)) continue;
    one.all += 1;
    if (firstServedAt !== null && firstServedAt <= due) one.met += 1;
  }
}

/** Promises kept of a class, in per cent. */
export function keptOf(tally: Tally, id: string): number {
  const one = tally[id];
  return one && one.all > 0 ? (100 * one.met) / one.all : 100;
}

/** The class whose promises are kept least, in per cent. */
export const lowest = (tally: Tally): number => Math.min(...Object.keys(tally).map((id) => keptOf(tally, id)));

export function meanWaitSeconds(tally: Tally): number {
  const all = Object.values(tally);
  return all.reduce((sum, one) => sum + one.waitedMs, 0) / all.reduce((sum, one) => sum + one.served, 0) / 1_000;
}

/** Jain's index of shares: 1 when all are equal. */
export function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, one) => total + one, 0);
  const squares = shares.reduce((total, one) => total + one * one, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}
