/** Counting in a profile: how often, how much, since when; within so many days back from a moment. */
import type { Sensitive } from './fact.ts';
import { agreedTo, dayBegins, dayOf, type Profile, type Series, type SeriesOf } from './fold.ts';

/** How often, and what it adds up to. */
export type Counted = { count: number; sum: number };
/** One day of a count. */
type OneDay = Counted & { day: number };

/** Whether one subject is another or stands under it: `delivery` holds `delivery/late` and `delivery-late`. */
export const isUnder = (subject: string, wanted: string): boolean =>
  wanted === '' || subject === wanted || subject.startsWith(`${wanted}/`) || subject.startsWith(`${wanted}-`);

export type Wanted = { of: SeriesOf; is?: string; product?: string; days: number };

/** May this be counted: what is sensitive counts only while they agree. */
export const mayCount = (profile: Profile, class_: Sensitive | undefined): boolean =>
  class_ === undefined || agreedTo(profile, class_);

/** What was counted in the last so many days, today among them. */
export function countIn(profile: Profile, wanted: Wanted, now: number): Counted {
  const found: Counted = { count: 0, sum: 0 };
  eachDay(profile, wanted, now, (_, count, sum) => {
    found.count += count;
    found.sum += sum;
  });
  return found;
}

/** The days of it, oldest first. */
export function daysIn(profile: Profile, wanted: Wanted, now: number): OneDay[] {
  const found: OneDay[] = [];
  eachDay(profile, wanted, now, (day, count, sum) => found.push({ day, count, sum }));
  return found.sort((one, other) => one.day - other.day);
}

function eachDay(
  profile: Profile,
  wanted: Wanted,
  now: number,
  take: (day: number, count: number, sum: number) => void,
): void {
  const until = dayOf(now);
  const since = until - wanted.days;
  for (const one of profile.series) {
    if (!isWanted(profile, one, wanted)) continue;
    const { days } = one;
    for (let at = days.length - 3; at >= 0; at -= 3) {
      const day = days[at] ?? 0;
      if (day <= since) break;
      if (day <= until) take(day, days[at + 1] ?? 0, days[at + 2] ?? 0);
    }
  }
}

const isWanted = (profile: Profile, one: Series, { of, is = '', product = '' }: Wanted): boolean =>
  one.of === of &&
  isUnder(one.is, is) &&
  (product === '' || (one.product ?? '').includes(product)) &&
  mayCount(profile, one.class);

/** Whole days since a moment; null: it never was. */
export const daysSince = (at: number | null, now: number): number | null =>
  at === null ? null : Math.max(0, dayOf(now) - dayOf(at));

/** The names of one series' kind by how often, the most frequent first; equals in the order of their names. */
export function ranked(profile: Profile, of: SeriesOf, days: number, now: number): (Counted & { is: string })[] {
  const names = new Map<string, Counted>();
  for (const series of profile.series) {
    if (series.of !== of) continue;
    const { count, sum } = countIn({ ...profile, series: [series] }, { of, days }, now);
    const before = names.get(series.is) ?? { count: 0, sum: 0 };
    names.set(series.is, { count: before.count + count, sum: before.sum + sum });
  }
  return [...names]
    .map(([is, counted]) => ({ is, ...counted }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || (one.is < other.is ? -1 : 1));
}

/** The days of one name alone, whatever stands under it. */
export function daysOf(profile: Profile, of: SeriesOf, is: string, days: number, now: number): OneDay[] {
  const series = profile.series.filter((one) => one.of === of && one.is === is);
  return daysIn({ ...profile, series }, { of, days }, now);
}

/** When a count that is at least `least` now falls below it if nothing more happens; by `sum` where that is weighed. */
export function fallsAt(found: readonly OneDay[], least: number, days: number, by: 'count' | 'sum'): number | null {
  let left = 0;
  for (const one of found.toReversed()) {
    left += one[by];
    if (left >= least) return dayBegins(one.day + days);
  }
  return null;
}
