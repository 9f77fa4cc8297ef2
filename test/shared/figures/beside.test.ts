/** 绩效: figures that no encounter tells, reckoned by hand: occupancy by the desk, limits by the list of tickets. */
import { describe, expect, it } from 'vitest';
import type { DeskDay } from '../../../shared/actors.ts';
import { figureNames, figuresOf, toldBeside, type FigureName } from '../../../shared/figures.ts';
import { isToldBy, type Counted, type ReportBy } from '../../../shared/ledger.ts';
import { asksDuty, asksTickets, besideOf, withBeside } from '../../../worker/hall/report-beside.ts';

const days = ['2026-11-01', '2026-11-02'];
const all: Counted = { from: '2026-11-01', to: '2026-11-02', parts: false };
const MINUTE = 60_000;
type Agent = DeskDay['agents'][number];
const agent = (id: string, states: Agent['states'], engagedMs: number | null): Agent => ({
  ...{ id, name: id.toUpperCase(), handled: 0, answered: 0, answerMs: 0, missed: 0, stretches: [] },
  ...{ states, engagedMs },
});
const duties: DeskDay[] = [
  {
    agents: [
      // 60 minutes there, of which 30 with somebody and 10 of wrap-up: 40 / 60.
      agent('xia', { online: 40 * MINUTE, busy: 10 * MINUTE, 'wrap-up': 10 * MINUTE, break: 99 * MINUTE }, 30 * MINUTE),
      // Never there for anybody.
      agent('ann', { break: 5 * MINUTE, offline: 60 * MINUTE }, 0),
      // The day began before it was counted.
      agent('old', { online: 60 * MINUTE }, null),
    ],
    groups: [],
  },
  { agents: [agent('xia', { online: 20 * MINUTE }, 0), agent('li', { online: 20 * MINUTE }, 20 * MINUTE)], groups: [] },
];
const limits = [
  {
    ...{ day: '2026-11-01', group: 'money', opened: 4 },
    ...{ first: { n: 4, sum: 3 }, solve: { n: 2, sum: 1 }, promise: { n: 0, sum: 0 } },
  },
  {
    ...{ day: '2026-11-02', group: '', opened: 1 },
    ...{ first: { n: 1, sum: 1 }, solve: { n: 1, sum: 1 }, promise: { n: 1, sum: 0 } },
  },
];
const report = (range: Counted, by: ReportBy) =>
  withBeside({ whole: {}, days: [], rows: [] }, besideOf({ range, by }, days, { duties, limits }));
const value = (tally: Parameters<typeof figuresOf>[0] | undefined, name: FigureName) =>
  tally === undefined ? undefined : figuresOf(tally)[name];

describe('figures beside those of encounters', () => {
  it('N98 occupancy, of all, by day and by agent; breaks, and days before it was counted, are left out', () => {
    const { whole, days: told, rows } = report(all, 'agent');
    expect(value(whole, 'occupied')).toEqual({ value: 60 / 100, of: 100 * MINUTE });
    expect(told.map(({ day, tally }) => [day, value(tally, 'occupied')?.value])).toEqual([
      ['2026-11-01', 40 / 60],
      ['2026-11-02', 20 / 40],
    ]);
    expect(rows.map(({ id, name, tally }) => [id, name, value(tally, 'occupied')?.value])).toEqual([
      ['ann', 'ANN', null],
      ['li', 'LI', 1],
      ['old', 'OLD', null],
      ['xia', 'XIA', 40 / 80],
    ]);
    const own = report({ ...all, parts: true, agent: 'li' }, 'day');
    expect(value(own.whole, 'occupied')).toEqual({ value: 1, of: 20 * MINUTE });
  });

  it('N98 limits of tickets, of all, by day and by group', () => {
    const { whole, days: told, rows } = report(all, 'group');
    expect(value(whole, 'ticketFirst')).toEqual({ value: 4 / 5, of: 5 });
    expect(value(whole, 'ticketSolved')).toEqual({ value: 2 / 3, of: 3 });
    expect(value(whole, 'ticketPromised')).toEqual({ value: 0, of: 1 });
    expect(told.map(({ tally }) => value(tally, 'ticketFirst')?.value)).toEqual([3 / 4, 1]);
    expect(rows.map(({ id, tally }) => [id, value(tally, 'ticketSolved')?.value])).toEqual([
      ['', 1],
      ['money', 1 / 2],
    ]);
    for (const [group, first] of [
      ['money', 3 / 4],
      ['-', 1],
      ['gone', null],
    ] as const)
      expect(value(report({ ...all, group }, 'day').whole, 'ticketFirst')?.value).toBe(first);
  });

  it('N98 nothing is asked where it would be told of more than was asked for', () => {
    expect([asksDuty(all), asksTickets(all)]).toEqual([true, true]);
    expect([asksDuty({ ...all, group: 'money' }), asksTickets({ ...all, group: 'money' })]).toEqual([false, true]);
    expect([asksDuty({ ...all, parts: true, agent: 'li' }), asksTickets({ ...all, parts: true, agent: 'li' })]).toEqual(
      [true, false],
    );
    for (const more of [{ channel: 'sms' as const }, { topic: 'refund' }, { hour: '09' }])
      expect([asksDuty({ ...all, ...more }), asksTickets({ ...all, ...more })]).toEqual([false, false]);
  });

  it('N98 a table has a column for them where they are told', () => {
    const told = (by: ReportBy) => toldBeside.filter((name) => isToldBy(name, by));
    expect(told('day')).toEqual(toldBeside);
    expect(told('agent')).toEqual(['occupied']);
    expect(told('group')).toEqual(['ticketFirst', 'ticketSolved', 'ticketPromised']);
    for (const by of ['channel', 'hour', 'topic'] as const) expect(told(by)).toEqual([]);
    expect(figureNames.filter((name) => !isToldBy(name, 'hour'))).toEqual(['perDay', ...toldBeside]);
  });
});
