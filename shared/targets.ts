/** A figure beside its target: which phase the plan is in, whether it is reached, and when it will be if it goes on like this. Pure. */
import { figureKinds, type FigureName } from './figures.ts';
import type { Phase, Targets } from './settings/targets.ts';
import { dayAfter, daysBetween } from './zone.ts';

/** A day as 2026-11-25. */
type Day = string;
/** `ends`: the last day of the phase. */
export type Running = { phase: Phase; ends: Day };

/** The day so many months after another; the month's last day where it has no such one. */
export function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The phases that have not ended on a day, the running one first; after the last one's end it holds on. Empty: no plan runs. */
export function phasesFrom({ from, phases }: Targets, today: Day): Running[] {
  if (from === '' || today < from) return [];
  const all = phases.map((phase) => ({ phase, ends: dayAfter(monthsAfter(from, phase.months), -1) }));
  const open = all.filter(({ ends }) => ends >= today);
  return open.length > 0 ? open : all.slice(-1);
}

/** What a figure is to reach next: the goal of the running phase, or of the first to come that has one. */
export function goalOf(name: FigureName, running: readonly Running[]): (Running & { value: number }) | null {
  for (const one of running) {
    const goal = one.phase.goals.find(({ figure }) => figure === name);
    if (goal) return { ...one, value: goal.value };
  }
  return null;
}

/** Whether a value is as good as its goal. */
export function isReached(name: FigureName, value: number, goal: number): boolean {
  return figureKinds[name].better === 'less' ? value <= goal : value >= goal;
}

/** How it goes on: there already, there on a day (`now`: where the course stands today), away from it, no course to be seen, or too few days to say. */
export type Forecast = { kind: 'reached' | 'away' | 'unclear' | 'few' } | { kind: 'reaches'; on: Day; now: number };

/** Days with a value that a course needs, and how far ahead one is told. */
const FEWEST = 7;
const FARTHEST = 1_000;
/** A course counts where chance alone shows one like it in one of twenty (Kendall's rank test, two-sided). */
const CLEAR = 1.96;

/**
 * Where the days lead: the median of the slopes between all pairs of days (Theil and Sen), which no single day can bend, drawn
 * through the medians of days and values; told only where the ranks of the values follow the days by more than chance (Kendall).
 */
export function forecastOf(
  name: FigureName,
  days: readonly { day: Day; value: number | null }[],
  goal: number,
  today: Day,
): Forecast {
  const points = days.flatMap(({ day, value }) => (value === null ? [] : [{ x: daysBetween(today, day), y: value }]));
  if (points.length < FEWEST) return { kind: 'few' };
  const slopes: number[] = [];
  let ranks = 0;
  points.forEach((one, at) => {
    for (const later of points.slice(at + 1)) {
      slopes.push((later.y - one.y) / (later.x - one.x));
      ranks += Math.sign(later.y - one.y);
    }
  });
  const slope = median(slopes);
  // Days are told from today, so that the line's height there is today's.
  const now = median(points.map(({ y }) => y)) - slope * median(points.map(({ x }) => x));
  const isClear = Math.abs(ranks) > CLEAR * Math.sqrt(varianceOf(points.map(({ y }) => y)));
  const middle = isClear ? now : median(points.map(({ y }) => y));
  if (isReached(name, middle, goal)) return { kind: 'reached' };
  if (!isClear || slope === 0) return { kind: 'unclear' };
  const ahead = Math.ceil((goal - now) / slope - 1e-9);
  if (ahead < 0) return { kind: 'away' };
  return ahead > FARTHEST ? { kind: 'unclear' } : { kind: 'reaches', on: dayAfter(today, ahead), now };
}

/** Of Kendall's sum over values of which some are the same, were there no course. */
function varianceOf(values: readonly number[]): number {
  const times = new Map<number, number>();
  for (const one of values) times.set(one, (times.get(one) ?? 0) + 1);
  const of = (n: number) => n * (n - 1) * (2 * n + 5);
  return (of(values.length) - [...times.values()].reduce((sum, n) => sum + of(n), 0)) / 18;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [low = 0, high = low] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}
