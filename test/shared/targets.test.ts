/** Targets: which phase runs, what a figure is to reach next, and where its days lead. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { targets, usualTargets } from '../../shared/settings/targets.ts';
import { forecastOf, goalOf, isReached, monthsAfter, phasesFrom } from '../../shared/targets.ts';
import { dayAfter, daysBetween } from '../../shared/zone.ts';

const plan = { ...usualTargets, from: '2026-09-01' };
const TODAY = '2026-11-25';
/** Days up to today, the newest last. */
const days = (values: readonly (number | null)[]) =>
  values.map((value, at) => ({ day: dayAfter(TODAY, at - values.length + 1), value }));

describe('targets', () => {
  it('N10 phases follow each other by months, the last one holds on, and none runs before the plan', () => {
    const running = (day: string) => phasesFrom(plan, day).map(({ phase, ends }) => [phase.id, ends]);
    expect(running('2026-08-31')).toEqual([]);
    expect(running('2026-09-01')[0]).toEqual(['pilot', '2027-05-31']);
    expect(running('2027-05-31')[0]?.[0]).toBe('pilot');
    expect(running('2027-06-01')[0]).toEqual(['channels', '2028-02-29']);
    expect(running('2031-01-01')).toEqual([['excellence', '2029-02-28']]);
    expect(phasesFrom(usualTargets, TODAY)).toEqual([]);
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
  });

  it('N10 a figure has the goal of the phase that runs, else of the first to come that names it', () => {
    const open = phasesFrom(plan, TODAY);
    expect(goalOf('once', open)).toMatchObject({ value: 0.75, phase: { id: 'pilot' } });
    expect(goalOf('satisfied', open)).toMatchObject({ value: 0.85, phase: { id: 'channels' } });
    expect(goalOf('talks', open)).toBeNull();
    expect([isReached('firstMedian', 30_000, 30_000), isReached('once', 0.749, 0.75)]).toEqual([true, false]);
  });

  it('N11 a steady course is told with its day, a jumping one isn’t', () => {
    const rising = days(Array.from({ length: 20 }, (_, at) => 0.5 + at * 0.01));
    expect(forecastOf('once', rising, 0.75, TODAY)).toMatchObject({ kind: 'reaches', on: dayAfter(TODAY, 6) });
    expect(forecastOf('once', rising, 0.6, TODAY)).toEqual({ kind: 'reached' });
    expect(forecastOf('abandoned', rising, 0.1, TODAY)).toEqual({ kind: 'away' });
    const jumping = days(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 0.3 : 0.6)));
    expect(forecastOf('once', jumping, 0.75, TODAY)).toEqual({ kind: 'unclear' });
    expect(forecastOf('once', days([0.1, null, 0.2, 0.3, 0.4, null, 0.5, 0.6]), 0.75, TODAY)).toEqual({ kind: 'few' });
  });

  it('N11 one wild day moves it little, and days that are all the same lead nowhere', () => {
    const values = Array.from({ length: 21 }, (_, at) => 0.5 + at * 0.005);
    values[4] = 1;
    const told = forecastOf('once', days(values), 0.75, TODAY);
    // Without it: thirty days.
    expect(told.kind === 'reaches' && Math.abs(daysBetween(TODAY, told.on) - 30)).toBeLessThanOrEqual(2);
    expect(forecastOf('once', days(values.map(() => 0.5)), 0.75, TODAY)).toEqual({ kind: 'unclear' });
  });

  it('N11 of days without a course hardly more than one in twenty are told to have one', () => {
    const runs = 400;
    let told = 0;
    // Classes of a hundredth: values that are the same are no course either.
    const share = fc.integer({ min: 20, max: 60 }).map((n) => n / 100);
    fc.assert(
      fc.property(fc.array(share, { minLength: 30, maxLength: 30 }), (values) => {
        if (forecastOf('once', days(values), 0.9, TODAY).kind !== 'unclear') told += 1;
      }),
      { numRuns: runs, seed: 7 },
    );
    expect(told / runs).toBeLessThan(0.1);
  });

  it('N12 phases end one after the other; a goal is within its figure’s range, once a phase, and of a figure with a direction', () => {
    const takes = (given: unknown) => v.safeParse(targets, given).success;
    expect(takes(usualTargets)).toBe(true);
    const [first] = usualTargets.phases;
    const with1 = (goals: unknown[], months = 9) => ({ ...plan, phases: [{ ...first, months, goals }] });
    expect(takes(with1([{ figure: 'once', value: 1.2 }]))).toBe(false);
    expect(takes(with1([{ figure: 'talks', value: 10 }]))).toBe(false);
    expect(takes(with1(Array.from({ length: 2 }, () => ({ figure: 'once', value: 0.5 }))))).toBe(false);
    expect(takes({ ...plan, phases: usualTargets.phases.toReversed() })).toBe(false);
    expect(takes({ ...plan, from: '2026-02-30' })).toBe(false);
    expect(takes({ ...plan, from: 'soon' })).toBe(false);
  });
});
