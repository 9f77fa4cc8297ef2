/** How fast a campaign goes, and when it must not go on. Pure. */
import { shareOf, type Tally } from './evidence.ts';

/** What has left in the minute that runs. */
export type Minute = { began: number; left: number };
const MINUTE_MS = 60_000;

/** How many may leave now, of so many a minute spread evenly, and when to look again. `budgets`: what the ways' providers still take this minute. */
export function mayGo(
  minute: Minute,
  perMinute: number,
  budgets: readonly number[],
  now: number,
): { many: number; minute: Minute; again: number } {
  const current = now - minute.began < MINUTE_MS && now >= minute.began ? minute : { began: now, left: 0 };
  const due = Math.ceil((perMinute * (now - current.began + SLICE_MS)) / MINUTE_MS);
  const many = Math.max(0, Math.min(Math.min(due, perMinute) - current.left, ...budgets));
  return { many, minute: { ...current, left: current.left + many }, again: now + SLICE_MS };
}

/** A minute's letters leave in so many parts. */
const SLICE_MS = 5_000;

/** At least so many may be on their way at once; at a fast pace two seconds' worth of it. */
const MOST_OPEN = 50;
const OPEN_PER_MINUTE = 30;

/** How many more may be sent on their way: a loss leaves the fate of so many unknown, and of no more. */
export const roomFor = (perMinute: number, open: number): number =>
  Math.max(0, Math.max(MOST_OPEN, Math.ceil(perMinute / OPEN_PER_MINUTE)) - open);

export type Toll = { delivered: number; optOuts: number; complaints: number };

/**
 * Which limit is certainly passed: the low end of the share's interval lies above it, and at least three people did it. So
 * one refusal among ten ends nothing, and thirty among a thousand are noticed. Limits per ten thousand.
 */
export function passed(
  { delivered, optOuts, complaints }: Toll,
  limits: { optOuts: number; complaints: number },
): 'opt-outs' | 'complaints' | null {
  const above = (did: number, limit: number) => did >= 3 && certainly({ people: delivered, did }) > limit / 10_000;
  if (above(complaints, limits.complaints)) return 'complaints';
  return above(optOuts, limits.optOuts) ? 'opt-outs' : null;
}

/** Refusals that come before their message's receipt don't make a share above one. */
const certainly = ({ people, did }: Tally): number => shareOf({ people: Math.max(people, did), did }).low;
