/** 绩效: by hour, reason, topic, site and tier: each row’s figures, what stands behind them, and what a time is compared with. */
import { describe, expect, it } from 'vitest';
import { dateOf } from '../../../shared/calendar.ts';
import { addTally, figureKinds, figureNames, figuresOf, giftTo, type Tally } from '../../../shared/figures.ts';
import { axes, type Axis, type Counted } from '../../../shared/ledger.ts';
import { cellsOf, reportOf, standsIn } from '../../../worker/ledger/cells.ts';
import { rangesOf } from '../../../web/dashboard/src/reports/range.ts';
import { cases } from './cases.ts';

const range: Counted = { from: '2026-01-01', to: '2026-12-31', parts: false };
const encounters = cases.flatMap((one, at) =>
  one.encounters.map((given, place) => ({
    ...given,
    ...{
      session: `s_${at}_${place}`,
      site: ['', 'shop', 'help'][at % 3] ?? '',
      tier: at % 4,
      reason: at % 2 ? 'danger' : '',
    },
  })),
);
const report = (axis: Axis) =>
  reportOf(
    [...new Set(encounters.map((one) => dateOf(one.openedAt)))].sort().map((day) => {
      const facts = encounters.filter((one) => dateOf(one.openedAt) === day);
      return { day, cells: cellsOf(facts), byAxis: cellsOf(facts, axis) };
    }),
    range,
    axis,
  );

describe('by one more axis', () => {
  it.each(axes)('N90 by %s the rows add up to the whole, and what stands behind each gives it back', (axis) => {
    const { rows, whole } = report(axis);
    expect(rows.length).toBeGreaterThan(1);
    const sum: Tally = {};
    for (const { tally } of rows) addTally(sum, tally);
    const { perDay: _, ...rest } = whole;
    expect(sum).toEqual(rest);
    for (const { id, tally } of rows) {
      const behind = encounters.filter((one) => standsIn(one, { ...range, [axis]: id === '' ? '-' : id }));
      for (const name of figureNames.filter((one) => one !== 'perDay')) {
        const gifts = behind.map((one) => giftTo(name, one, null)).filter((gift) => gift !== null);
        const figure = figuresOf(tally)[name];
        expect(gifts.length === 0, `${axis} ${id} ${name}`).toBe(figure.of === 0);
        if (figureKinds[name].way === 'count') expect(figure.value).toBe(gifts.length);
      }
    }
  });

  it('N90 the hour is that of the figures’ zone', () => {
    expect(report('hour').rows.map(({ id }) => id)).toEqual(['10', '13', '17']);
  });
});

describe('a time and what it is compared with', () => {
  const now = Date.parse('2026-03-31T12:00:00+08:00');
  it('N91 is as long, right before, a week or a month earlier, or from a chosen day', () => {
    expect(rangesOf(7, now)).toEqual({
      now: { from: '2026-03-25', to: '2026-03-31' },
      before: { from: '2026-03-18', to: '2026-03-24' },
    });
    expect(rangesOf(1, now, 'week').before).toEqual({ from: '2026-03-24', to: '2026-03-24' });
    // February has no 31st.
    expect(rangesOf(1, now, 'month').before).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(rangesOf(7, now, 'month').before).toEqual({ from: '2026-02-25', to: '2026-03-03' });
    expect(rangesOf(2, now, 'chosen', '2025-11-10').before).toEqual({ from: '2025-11-10', to: '2025-11-11' });
    expect(rangesOf(2, now, 'chosen', '').before).toEqual({ from: '2026-03-28', to: '2026-03-29' });
  });
});
