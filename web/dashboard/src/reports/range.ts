/** Days of a report and of the time before it, in the figures' own zone; and how two figures compare. */
import { dateOf } from '../../../../shared/calendar.ts';
import { figureKinds, type FigureName } from '../../../../shared/figures.ts';

const DAY_MS = 24 * 3_600_000;
export type Days = { from: string; to: string };

/** The last days up to today, and as many before them. */
export function rangesOf(days: number, now: number): { now: Days; before: Days } {
  const back = (count: number) => dateOf(now - count * DAY_MS);
  return {
    now: { from: back(days - 1), to: back(0) },
    before: { from: back(2 * days - 1), to: back(days) },
  };
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
