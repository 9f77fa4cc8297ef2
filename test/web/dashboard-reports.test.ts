/** The reports on the dashboard: days of a report and of the time before it, and whether a change is good. */
import { figureNames } from '../../shared/figures.ts';
import { parts } from '../../web/dashboard/src/reports/parts.ts';
import { describe, expect, it } from 'vitest';
import { askedDays, changeOf, rangesOf } from '../../web/dashboard/src/reports/range.ts';

it('N8 the parts of a report show every figure once', () => {
  const shown = parts.flatMap(({ names }) => names);
  expect(shown.toSorted()).toEqual([...figureNames].sort());
});

describe('a report', () => {
  it('N8 asks for whole days up to today in China, and as many before them', () => {
    const night = Date.parse('2026-11-25T23:30:00Z');
    expect(rangesOf(7, night)).toEqual({
      now: { from: '2026-11-20', to: '2026-11-26' },
      before: { from: '2026-11-13', to: '2026-11-19' },
    });
    expect(rangesOf(1, night).before).toEqual({ from: '2026-11-25', to: '2026-11-25' });
  });

  it('O135 opens at the days of an address, and at none that are no days', () => {
    const asked = askedDays({ from: '2026-11-16', to: '2026-11-22' });
    expect(asked).toMatchObject({ days: 7 });
    expect(rangesOf(asked?.days ?? 0, asked?.at ?? 0).now).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    for (const wrong of [{}, { from: '2026-11-22', to: '2026-11-16' }, { from: '2026-02-30', to: '2026-03-01' }])
      expect(askedDays(wrong)).toBeNull();
    expect(askedDays({ from: '2026-01-01', to: '2026-11-16' })).toBeNull();
  });

  it('N8 says of a change whether it is good; of what is neither, or not known before, nothing', () => {
    expect(changeOf('firstMedian', 8_000, 12_000)).toEqual({ by: -4_000, tone: 'good' });
    expect(changeOf('abandoned', 0.2, 0.1)?.tone).toBe('bad');
    expect(changeOf('satisfied', 0.9, 0.8)?.tone).toBe('good');
    expect(changeOf('served', 9, 4)?.tone).toBe('plain');
    expect(changeOf('solved', 1, null)).toBeNull();
  });
});
