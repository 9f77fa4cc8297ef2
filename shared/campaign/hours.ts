/**
 * When an offer leaves for somebody who usually comes at one part of the day (各人习惯的时段): within the hours in which offers leave at all
 * and before the campaign ends. Pure; days and clocks are China's.
 */
import { isOff, type Profile } from '../profile/fold.ts';
import { habitOf, HOURS_DAYS } from '../profile/habit.ts';
import { DAY_MS, mayRing, OFFER_HOURS, startOfDay, type Hours } from '../reach/quiet.ts';

/** 0 at night, 1 in the morning, 2 in the afternoon, 3 in the evening: six hours each, as profiles count them. */
export const parts = [0, 1, 2, 3] as const;
export type PartOfDay = (typeof parts)[number];

const HOUR_MS = 3_600_000;
const PART_HOURS = 6;
/** A habit that is less sure says nothing: two of two are enough, two of three are not. */
const SURE = 50;

/** The part of the day they mostly come in; null: it isn't known well enough, or they switched it off or said it is wrong. */
export function usualPart(profile: Profile, now: number): PartOfDay | null {
  if (isOff(profile, 'trait:hours')) return null;
  const habit = habitOf(profile, 'h', HOURS_DAYS, now);
  if (habit === null || habit.confidence < SURE) return null;
  return parts.find((one) => String(one) === habit.is) ?? null;
}

/** The hours of each day in which an offer leaves for them: the open ones of their part; where none is, the open hour nearest to it. */
export function spanOf(part: PartOfDay, open: Hours = OFFER_HOURS): Hours {
  const [begins, ends] = [part * PART_HOURS, (part + 1) * PART_HOURS];
  const [from, to] = [Math.max(begins, open.from), Math.min(ends, open.to)];
  if (from < to) return { from, to };
  const [until, since] = [(open.from - ends + 24) % 24, (begins - open.to + 24) % 24];
  return until <= since ? { from: open.from, to: open.from + 1 } : { from: open.to - 1, to: open.to };
}

/**
 * When it may leave for them, not before `at`. Where their hours don't come before the campaign ends, it is the open hour nearest to them
 * that still does; where no open hour does, `at` itself.
 */
export function hourFor(part: PartOfDay, at: number, ends: number, open: Hours = OFFER_HOURS): number {
  const soonest = mayRing('marketing', true, at, open);
  if (soonest >= ends) return at;
  const span = spanOf(part, open);
  const next = comes(span, soonest);
  if (next < ends) return next;
  const last = lastOpen(ends, open);
  return soonest - ended(span, soonest) <= next - last
    ? soonest
    : mayRing('marketing', true, Math.max(soonest, last - HOUR_MS), open);
}

/** Whose turn it is. */
export const partsNow = (now: number, ends: number, open: Hours = OFFER_HOURS): PartOfDay[] =>
  parts.filter((part) => hourFor(part, now, ends, open) <= now);

/** Whether a moment is one of theirs by the clock. */
export const isIn = (part: PartOfDay, at: number): boolean => comes(spanOf(part), at) === at;

/**
 * Whether so many who still wait need more than half of the open time that is left: then nobody waits for their hours any more, so that
 * nobody is forgotten for them.
 */
export const hurries = (
  waiting: number,
  perMinute: number,
  now: number,
  ends: number,
  open: Hours = OFFER_HOURS,
): boolean => (waiting * 60_000) / perMinute > openMs(now, ends, open) / 2;

function openMs(from: number, to: number, open: Hours): number {
  let sum = 0;
  for (let day = startOfDay(from); day < to; day += DAY_MS) {
    const [opens, closes] = [day + open.from * HOUR_MS, day + open.to * HOUR_MS];
    sum += Math.max(0, Math.min(closes, to) - Math.max(opens, from));
  }
  return sum;
}

/** The next moment in these hours, `at` among them. */
function comes({ from, to }: Hours, at: number): number {
  const day = startOfDay(at);
  const [begins, ends] = [day + from * HOUR_MS, day + to * HOUR_MS];
  if (at < begins) return begins;
  return at < ends ? at : begins + DAY_MS;
}

/** When these hours, in which `at` is not, ended last. */
function ended({ to }: Hours, at: number): number {
  const today = startOfDay(at) + to * HOUR_MS;
  return today <= at ? today : today - DAY_MS;
}

/** Up to when offers leave before a moment. */
function lastOpen(ends: number, open: Hours = OFFER_HOURS): number {
  const day = startOfDay(ends);
  const closes = day + open.to * HOUR_MS;
  return ends > day + open.from * HOUR_MS ? Math.min(ends, closes) : closes - DAY_MS;
}
