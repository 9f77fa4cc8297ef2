/** 目标: which figures of service are to reach what, phase by phase. The plan's own stand there until a lead writes others. */
import * as v from 'valibot';
import { figureKinds, figureName, type FigureName } from '../figures.ts';
import { isDate } from '../zone.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** Largest goal of each unit: a day in ms, the whole, five points, ten thousand. */
const most = { ms: 86_400_000, share: 1, score: 5, count: 10_000 };

/** What one figure is to reach, in its own unit (ms, a share from 0 to 1, a score, a number). */
const goal = v.pipe(
  v.strictObject({ figure: figureName, value: v.pipe(v.number(), v.minValue(0)) }),
  v.forward(
    v.check(({ figure, value }) => value <= most[figureKinds[figure].unit], 'a goal beyond the figure’s range'),
    ['value'],
  ),
  v.forward(
    v.check(({ figure }) => figureKinds[figure].better !== null, 'a figure that shall go neither way has no goal'),
    ['figure'],
  ),
);
export type Goal = v.InferOutput<typeof goal>;

/** `months`: the phase ends so many months after the plan began. */
const phase = v.strictObject({
  ...{ id, zh: label, en: label },
  months: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120)),
  goals: v.pipe(
    v.array(goal),
    v.maxLength(20),
    v.check((given) => new Set(given.map((one) => one.figure)).size === given.length, 'a figure stands there twice'),
  ),
});
export type Phase = v.InferOutput<typeof phase>;

export const targets = v.strictObject({
  /** The day the plan began (Asia/Shanghai); empty: it runs no phases yet, and no figure has a goal. */
  from: v.pipe(
    v.string(),
    v.regex(/^(?:\d{4}-\d{2}-\d{2})?$/u, 'a date as 2026-11-25'),
    v.check((day) => day === '' || isDate(day), 'no such date'),
  ),
  phases: v.pipe(
    v.array(phase),
    v.maxLength(12),
    v.check((given) => new Set(given.map((one) => one.id)).size === given.length, 'an id stands there twice'),
    v.check(
      (given) => given.every(({ months }, at) => at === 0 || months > (given[at - 1]?.months ?? 0)),
      'every phase ends on a later day than the one before',
    ),
  ),
});
export type Targets = v.InferOutput<typeof targets>;

const to = (given: Partial<Record<FigureName, number>>): Goal[] =>
  (Object.entries(given) as [FigureName, number][]).map(([figure, value]) => ({ figure, value }));

/** The plan: answers from a quarter of an hour to ten seconds, half as many solved at once again, twice the work of each. */
export const usualTargets: Targets = {
  from: '',
  phases: [
    {
      id: 'pilot',
      zh: '试点',
      en: 'Pilot',
      months: 9,
      goals: to({ robotMedian: 10_000, firstMedian: 30_000, once: 0.75 }),
    },
    {
      ...{ id: 'channels', zh: '全渠道', en: 'All channels', months: 18 },
      goals: to({ robotMedian: 10_000, firstMedian: 10_000, perDay: 100, satisfied: 0.85, once: 0.75, covered: 0.8 }),
    },
    {
      ...{ id: 'full', zh: '全面运行', en: 'In full', months: 24 },
      goals: to({ robotMedian: 10_000, firstMedian: 10_000, perDay: 120, satisfied: 0.85, once: 0.92, covered: 0.9 }),
    },
    {
      ...{ id: 'excellence', zh: '卓越', en: 'Excellence', months: 30 },
      goals: to({
        robotMedian: 10_000,
        firstMedian: 10_000,
        perDay: 120,
        satisfied: 0.95,
        once: 0.92,
        covered: 0.9,
        complained: 0.015,
      }),
    },
  ],
};

/** The demo's plan began eighty days ago. */
export function demoTargets(now: number): Targets {
  return { ...usualTargets, from: new Date(now - 80 * 86_400_000).toISOString().slice(0, 10) };
}
