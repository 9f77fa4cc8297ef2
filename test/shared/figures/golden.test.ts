/** 绩效: golden encounters: every figure with a number reckoned by hand. */
import { describe, expect, it } from 'vitest';
import { dateOf } from '../../../shared/calendar.ts';
import { figureNames, figuresOf, toldBeside, type FigureName, type Figures } from '../../../shared/figures.ts';
import type { Counted, Encounter } from '../../../shared/ledger.ts';
import { cellsOf, reportOf } from '../../../worker/ledger/cells.ts';
import { localOf } from '../../../shared/zone.ts';
import { cases } from './cases.ts';

const range: Counted = { from: '2026-01-01', to: '2026-12-31', parts: false };
const daysOf = (encounters: readonly Encounter[]) =>
  [...new Set(encounters.map((one) => dateOf(one.openedAt)))].sort().map((day) => ({
    day,
    cells: cellsOf(encounters.filter((one) => dateOf(one.openedAt) === day)),
  }));

describe('golden encounters', () => {
  it.each(cases)('N87 $name', ({ encounters, whole, own = {} }) => {
    const report = reportOf(daysOf(encounters), range, 'agent');
    expect(chosen(figuresOf(report.whole), whole)).toEqual(whole);
    for (const [agent, wanted] of Object.entries(own)) {
      const row = report.rows.find(({ id }) => id === agent);
      expect(chosen(figuresOf(row?.tally ?? {}), wanted), agent).toEqual(wanted);
    }
  });

  it('N87 every figure has one that is more than nothing', () => {
    const reckoned = new Set(
      cases.flatMap(({ whole }) =>
        Object.entries(whole).flatMap(([name, value]) => (value === null || value === 0 ? [] : [name])),
      ),
    );
    // Those have their own, beside.test.ts.
    expect(figureNames.filter((name) => !reckoned.has(name))).toEqual(toldBeside);
  });

  it('N87 an encounter counts on the day it is in Shanghai, whatever the clock of another zone says', () => {
    const at = Date.parse('2026-11-01T01:30:00-04:00');
    expect([dateOf(at), localOf(at, 'America/New_York').minute]).toEqual(['2026-11-01', 90]);
    expect(localOf(at + 3_600_000, 'America/New_York').minute).toBe(90);
  });
});

const chosen = (figures: Figures, wanted: Partial<Record<FigureName, number | null>>) =>
  Object.fromEntries(figureNames.filter((name) => name in wanted).map((name) => [name, figures[name].value]));
