/** Charts of the reports: days, target, the phase's end and the forecast on one axis. */
import { describe, expect, it } from 'vitest';
import { aheadOf, axisOf, chartOf, scaleOf, shapeOf, type Course } from '../../web/dashboard/src/reports/chart.ts';

const ink = { text: 'a', soft: 'b', rule: 'c', brand: 'd', goal: 'e', ground: 'f', font: 'g' };
const course = (given: Partial<Course> = {}): Course => ({
  days: [0.5, null, 0.7].map((value, at) => ({ day: `2026-11-0${at + 1}`, value })),
  ...{ kind: 'line', goal: { value: 0.9, text: 'goal' }, phase: null, forecast: null },
  told: (value) => `${value}`,
  ...given,
});

describe('the chart of a figure', () => {
  it('N93 goes on after today as far as the forecast, at most a third of what is shown', () => {
    expect(axisOf(course())).toHaveLength(3);
    const near = course({ forecast: { now: 0.7, on: '2026-11-05', text: '' } });
    expect(axisOf(near).at(-1)).toBe('2026-11-05');
    expect(aheadOf(near, axisOf(near)).map((one) => one && Math.round(one * 100))).toEqual([null, null, 70, 80, 90]);
    const far = course({ forecast: { now: 0.7, on: '2027-11-03', text: '' } });
    expect(axisOf(far).at(-1)).toBe('2026-11-06');
    expect(aheadOf(far, axisOf(far)).at(-1)).toBeCloseTo(0.7 + (0.2 * 3) / 365);
    expect(aheadOf(course({ goal: null }), axisOf(course()))).toEqual([]);
  });

  it('N93 has the line of its target within its scale, and the phase’s end where it lies on the axis', () => {
    const marksOf = (given: Course) => JSON.stringify(chartOf(given, ink));
    const near = { ends: '2026-11-04', text: 'ends' };
    expect(marksOf(course({ phase: near }))).toContain('"xAxis":"2026-11-04"');
    expect(marksOf(course({ phase: { ...near, ends: '2028-01-01' } }))).not.toContain('2028');
    expect(marksOf(course())).toContain('"yAxis":0.9');
    expect(chartOf(course(), ink)['yAxis']).toMatchObject({ min: 0, max: 1, interval: 0.25 });
    expect(scaleOf(7, true)).toEqual({ max: 8, step: 2 });
    expect(scaleOf(0, true)).toEqual({ max: 1, step: 1 });
    expect(scaleOf(12_000, false)).toEqual({ max: 15_000, step: 5_000 });
  });

  it('N93 is told in a sentence: lowest, highest, latest; days without a value are none', () => {
    expect(shapeOf(course().days)).toEqual({
      n: 2,
      low: { day: '2026-11-01', value: 0.5 },
      high: { day: '2026-11-03', value: 0.7 },
      last: { day: '2026-11-03', value: 0.7 },
    });
    expect(shapeOf([{ day: '2026-11-01', value: null }])).toBeNull();
  });
});
