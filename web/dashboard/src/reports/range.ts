/** Days of a report and of the time before it, in the figures' own zone; and how two figures compare. */
import { dateOf } from '../../../../shared/calendar.ts';
import { figureKinds, type FigureName } from '../../../../shared/figures.ts';
import { REPORT_DAYS } from '../../../../shared/ledger.ts';
import { monthsAfter } from '../../../../shared/targets.ts';
import { dayAfter, daysBetween, isDate } from '../../../../shared/zone.ts';

export type Days = { from: string; to: string };

/** What a time is compared with: as long a time right before it, a week or a month earlier, or from a chosen day. */
export type Against = 'before' | 'week' | 'month' | 'chosen';

/** The last days up to today, and as many of the time they are compared with. */
export function rangesOf(
  days: number,
  now: number,
  against: Against = 'before',
  chosen = '',
): { now: Days; before: Days } {
  const to = dateOf(now);
  const from = dayAfter(to, 1 - days);
  const begins = {
    before: () => dayAfter(from, -days),
    week: () => dayAfter(from, -7),
    month: () => monthsAfter(from, -1),
    chosen: () => (isDate(chosen) ? chosen : dayAfter(from, -days)),
  }[against]();
  return { now: { from, to }, before: { from: begins, to: dayAfter(begins, days - 1) } };
}

/** How a figure went: by how much, and whether that is good; null: there is nothing to compare. */
export function changeOf(
  name: FigureName,
  value: number | null,
  before: number | null,
): { by: number; tone: 'good' | 'bad' | 'plain' } | null {
  if (value === null || before === null) return null;
  const by = value - before;
  const { better } = figureKinds[name];
  if (by === 0 || better === null) return { by, tone: 'plain' };
  return { by, tone: by > 0 === (better === 'more') ? 'good' : 'bad' };
}

/** The days an address names (`?from=&to=`), as so many up to a moment; null: none, or no such. */
export function askedDays({ from, to }: Record<string, unknown>): (Days & { days: number; at: number }) | null {
  if (typeof from !== 'string' || typeof to !== 'string' || !isDate(from) || !isDate(to)) return null;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > REPORT_DAYS) return null;
  return { from, to, days, at: Date.parse(`${to}T12:00:00+08:00`) };
}
