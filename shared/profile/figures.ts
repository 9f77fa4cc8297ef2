/** Value and lifecycle of one person as whole numbers, each a plain function of the profile (docs/profile.md names the formulas). */
import * as v from 'valibot';
import type { Stage } from './fact.ts';
import { countIn, daysIn, daysSince, mayCount } from './count.ts';
import { dayBegins, isOff, type Profile } from './fold.ts';

const steps = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.length(4));
/** Where the five steps of recency (days, falling), frequency and amount (yuan) begin. */
export const scale = v.strictObject({ recency: steps, frequency: steps, amount: steps });
export type Scale = v.InferOutput<typeof scale>;
export const usualScale: Scale = {
  recency: [30, 60, 120, 240],
  frequency: [2, 4, 8, 16],
  amount: [200, 1_000, 3_000, 10_000],
};

/** Of the last year unless said otherwise; null: nothing is known. */
export type Figures = {
  /** Days since they bought last, how often, and for how much (fen). */
  recency: number | null;
  frequency: number;
  amount: number;
  /** 1–5 each; null: never bought. */
  steps: { recency: number; frequency: number; amount: number } | null;
  /** 0–100: what the steps add up to. */
  value: number;
  /** 0–100 from the stars of 180 days, and by how much it is above that of the 90 days before the last 90. */
  satisfaction: number | null;
  trend: number | null;
  /** 0–100. */
  complaintRisk: number;
  churn: number;
  stage: Stage;
};

/** Null where they switched the whole profile off. */
export function figuresOf(profile: Profile, now: number, scaled: Scale = usualScale): Figures | null {
  if (isOff(profile, 'all')) return null;
  const { count: frequency, sum: amount } = countIn(profile, { of: 'b', days: 365 }, now);
  const steps = stepsOf(profile, now, scaled);
  return {
    ...{ recency: daysSince(boughtAt(profile), now), frequency, amount, steps, value: valueOf(profile, now, scaled) },
    ...{ satisfaction: satisfactionOf(profile, now), trend: trendOf(profile, now) },
    ...{ complaintRisk: complaintRisk(profile, now), churn: churnOf(profile, now), stage: stageOf(profile, now) },
  };
}

function stepsOf(profile: Profile, now: number, scaled: Scale): Figures['steps'] {
  const { count: frequency, sum: amount } = countIn(profile, { of: 'b', days: 365 }, now);
  const recency = daysSince(boughtAt(profile), now);
  if (recency === null || frequency === 0) return null;
  return {
    recency: 5 - scaled.recency.filter((one) => recency > one).length,
    frequency: 1 + scaled.frequency.filter((one) => frequency >= one).length,
    amount: 1 + scaled.amount.filter((one) => amount >= one * 100).length,
  };
}

export function valueOf(profile: Profile, now: number, scaled: Scale): number {
  const steps = stepsOf(profile, now, scaled);
  return steps === null ? 0 : Math.round(((steps.recency + steps.frequency + steps.amount - 3) / 12) * 100);
}

export const satisfactionOf = (profile: Profile, now: number): number | null => stars(profile, 180, now);

export function trendOf(profile: Profile, now: number): number | null {
  const newer = stars(profile, 90, now);
  const older = newer === null ? null : stars(profile, 90, now - 90 * 24 * 3_600_000);
  return newer === null || older === null ? null : newer - older;
}

/** The day they bought last, of what may be counted. */
export function boughtAt(profile: Profile): number | null {
  let day = -1;
  for (const one of profile.series) {
    if (one.of === 'b' && mayCount(profile, one.class)) day = Math.max(day, one.days.at(-3) ?? -1);
  }
  return day < 0 ? null : dayBegins(day);
}

function stars(profile: Profile, days: number, now: number): number | null {
  const { count, sum } = countIn(profile, { of: 'r', days }, now);
  return count === 0 ? null : Math.round(((sum / count - 1) / 4) * 100);
}

/** Complaints of 90 days weigh 35 each, upset encounters 15 (two at most), unsolved ones 10 (three at most), low stars 15. */
export function complaintRisk(profile: Profile, now: number): number {
  const count = (of: 'c' | 'u' | 'x') => countIn(profile, { of, days: 90 }, now).count;
  const low = (stars(profile, 90, now) ?? 100) < 50 ? 15 : 0;
  return Math.min(100, 35 * count('c') + 15 * Math.min(2, count('u')) + 10 * Math.min(3, count('x')) + low);
}

/** How much longer they have been away than they use to be; a falling satisfaction adds 20. Who was here once is judged by 60 days. */
export function churnOf(profile: Profile, now: number): number {
  const away = daysSince(profile.lastAt, now);
  if (away === null) return 0;
  const days = [...activeDays(profile, now)].sort((one, other) => one - other);
  const [first, last] = [days[0], days.at(-1)];
  const rhythm =
    first === undefined || last === undefined || days.length < 3 ? 60 : Math.max(7, (last - first) / (days.length - 1));
  const longer = Math.round(Math.max(0, away / rhythm - 1) * 25);
  return Math.min(100, longer + (longer > 0 && (trendOf(profile, now) ?? 0) < 0 ? 20 : 0));
}

/** Days of the last year on which they came or bought. */
function activeDays(profile: Profile, now: number): Set<number> {
  const found = new Set<number>();
  for (const kind of ['e', 'b'] as const) {
    for (const { day } of daysIn(profile, { of: kind, days: 365 }, now)) found.add(day);
  }
  return found;
}

export function stageOf(profile: Profile, now: number): Stage {
  if ((daysSince(profile.lastAt, now) ?? 0) >= 180) return 'gone';
  if (churnOf(profile, now) >= 60) return 'slipping';
  const recency = daysSince(boughtAt(profile), now);
  if (recency !== null && recency <= 90 && countIn(profile, { of: 'b', days: 365 }, now).count >= 4) return 'loyal';
  return (daysSince(profile.firstAt, now) ?? 0) <= 30 ? 'new' : 'active';
}
