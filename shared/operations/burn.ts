/** 错误预算: how many times too fast failures use up what the service level allows. Pure. */
import { MINUTE_MS } from './alarm.ts';

/** What a minute brought: done well, and failed by our fault or the provider's. */
export type Tally = { minute: number; good: number; bad: number };

/** So many of a thousand may fail in a month. */
export const BUDGET = 0.001;
/** Windows in minutes: both of a pair must burn, so that it is large and goes on. */
export const windows = { fast: [60, 5], slow: [360, 30] } as const;
/** Of fewer failures in the shorter window nothing is said: one of two is no half. */
export const LEAST_BAD = 3;
/** Tallies are needed so long. */
export const TALLY_MINUTES = 360;

/** How many times the budget each pair of windows uses up at `now`: the lower of the two. */
export function burning(tallies: readonly Tally[], now: number): { fast: number; slow: number } {
  const minute = Math.floor(now / MINUTE_MS);
  const over = (length: number) => {
    const within = tallies.filter((one) => one.minute > minute - length && one.minute <= minute);
    const bad = within.reduce((sum, one) => sum + one.bad, 0);
    const all = within.reduce((sum, one) => sum + one.good + one.bad, 0);
    return { bad, rate: all === 0 ? 0 : bad / all / BUDGET };
  };
  const both = ([long, short]: readonly [number, number]) => {
    const [whole, last] = [over(long), over(short)];
    return last.bad < LEAST_BAD ? 0 : Math.min(whole.rate, last.rate);
  };
  return { fast: both(windows.fast), slow: both(windows.slow) };
}
