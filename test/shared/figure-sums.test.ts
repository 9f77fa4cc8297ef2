/** 绩效: sums of facts: no order of them and no cut changes a figure, and what stands behind each gives it back. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureWords } from '../../shared/figure-words.ts';
import { classOf, figureNames, figuresOf, giftTo } from '../../shared/figures.ts';
import type { Counted, Encounter } from '../../shared/ledger.ts';
import { cellsOf, isCounted, joined, reportOf } from '../../worker/ledger/cells.ts';
import { TEN, told } from './told.ts';

const DAY_S = 86_400;
const range: Counted = { from: '2026-11-01', to: '2026-12-31', parts: false };

describe('figures', () => {
  it('N5 have a sentence each in both languages, and the page repeats it', () => {
    const page = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
    for (const name of figureNames) {
      const { zh, en, says } = figureWords[name];
      for (const words of [zh, en, says.zh, says.en]) expect(page, name).toContain(words);
      expect(says.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('N5 a time’s class lies never over a limit the time is under', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 86_400_000 }),
        fc.constantFrom(10_000, 30_000, 60_000),
        (ms, limit) => {
          const end = classOf(ms);
          expect(end).toBeGreaterThanOrEqual(ms);
          expect(end <= limit).toBe(ms <= limit);
        },
      ),
    );
  });

  const some = fc.record({
    first: fc.integer({ min: 1, max: 400 }),
    day: fc.integer({ min: 0, max: 20 }),
    agent: fc.constantFrom('xia', 'qing'),
    channel: fc.constantFrom('web' as const, 'wechat' as const),
    group: fc.constantFrom('', 'after-sale'),
    score: fc.constantFrom(null, 1, 4, 5),
    kind: fc.constantFrom('robot', 'served', 'gone', 'passed'),
    robot: fc.record({ entries: fc.nat(3), wrong: fc.nat(2), missed: fc.nat(2) }),
    open: fc.constantFrom(null, [], [[TEN, TEN + 40_000]] as [number, number][]),
    targetMs: fc.constantFrom(10_000, 120_000),
    category: fc.constantFrom('refund', 'complaint', 'invoice'),
    back: fc.constantFrom(null, { openedAt: TEN, category: 'refund' }),
  });
  const made = fc.array(some, { minLength: 1, maxLength: 25 }).map((list) =>
    list.map(({ first, day, agent, kind, score, open, targetMs, back, ...about }, at) =>
      told(
        [
          [0, 'customer'],
          [1, 'robot'],
          ...(kind === 'robot' ? [] : [[2, 'queued'] as const]),
          ...(kind === 'served' || kind === 'passed'
            ? ([
                [3, 'to', agent],
                [3 + first, 'agent'],
              ] as const)
            : []),
          ...(kind === 'passed'
            ? ([
                [500, 'given', 'li'],
                [500 + first, 'agent'],
              ] as const)
            : []),
        ].map((one) => [...one] as Parameters<typeof told>[0][number]),
        1_000,
        {
          ...{ session: `s_${at}`, begins: TEN + day * DAY_S * 1000 + at, ...about },
          ...{ measured: { open, targetMs }, next: back },
          ...(score === null ? {} : { asked: true, rating: { score } }),
        },
      ),
    ),
  );
  const dayOf = (one: Encounter) => new Date(one.openedAt + 8 * 3_600_000).toISOString().slice(0, 10);
  const byDay = (encounters: readonly Encounter[]) =>
    [...new Set(encounters.map(dayOf))].sort().map((day) => ({
      day,
      cells: cellsOf(encounters.filter((one) => dayOf(one) === day)),
    }));

  it('N3 N5 any order of facts, and any cut into days and months, gives the same', () => {
    fc.assert(
      fc.property(made, fc.infiniteStream(fc.nat()), fc.nat(20), (encounters, chance, cut) => {
        const turned = encounters
          .map((one) => ({ one, key: Number(chance.next().value) }))
          .sort((a, b) => a.key - b.key);
        const days = byDay(encounters);
        const report = reportOf(days, range, 'agent');
        expect(reportOf(byDay(turned.map(({ one }) => one)), range, 'agent')).toEqual(report);
        const parts = [days.slice(cut), days.slice(0, cut)].map((some) => reportOf(some, range, 'agent'));
        expect(joined(parts)).toEqual(report);
        // But for what is counted by an agent's days, which are days.
        const { perDay, ...rest } = report.whole;
        const { perDay: asOneDay, ...once } = reportOf(
          [{ day: 'all', cells: cellsOf(encounters) }],
          range,
          'agent',
        ).whole;
        expect(once).toEqual(rest);
        expect(asOneDay?.sum).toBe(perDay?.sum);
      }),
    );
  });

  it('N9 per agent and day: each agent’s days with an encounter, whatever channels and groups it came by', () => {
    const served = (day: number, agent: string, channel: 'web' | 'wechat', session: string) =>
      told(
        [
          [0, 'customer'],
          [1, 'queued'],
          [2, 'to', agent],
          [5, 'agent'],
        ],
        60,
        { session, channel, begins: TEN + day * DAY_S * 1000 },
      );
    const days = byDay([
      served(0, 'xia', 'web', 's_1'),
      served(0, 'xia', 'wechat', 's_2'),
      served(0, 'qing', 'web', 's_3'),
      served(3, 'xia', 'web', 's_4'),
    ]);
    const { whole, rows } = reportOf(days, range, 'agent');
    expect(figuresOf(whole).perDay).toEqual({ value: 4 / 3, of: 3 });
    expect(rows.map(({ id, tally }) => [id, figuresOf(tally).perDay.value])).toEqual([
      ['qing', 1],
      ['xia', 1.5],
    ]);
    const channels = reportOf(days, range, 'channel').rows;
    expect(channels.map(({ id, tally }) => [id, figuresOf(tally).perDay])).toEqual([
      ['web', { value: 1, of: 3 }],
      ['wechat', { value: 1, of: 1 }],
    ]);
    expect(figuresOf(reportOf(days, { ...range, parts: true, agent: 'xia' }, 'day').whole).perDay).toEqual({
      ...{ value: 1.5, of: 2 },
    });
  });

  it('N6 the encounters behind a figure give it back', () => {
    fc.assert(
      fc.property(
        made,
        fc.constantFrom(...figureNames),
        fc.constantFrom(undefined, 'xia', 'li'),
        (encounters, name, agent) => {
          const asked: Counted = { ...range, parts: agent !== undefined, ...(agent === undefined ? {} : { agent }) };
          const figure = figuresOf(reportOf(byDay(encounters), asked, 'day').whole)[name];
          const behind = encounters.flatMap((one) =>
            [null, ...one.parts].flatMap((part) => {
              if (!isCounted({ agent: part?.agent.id ?? '', group: one.group, channel: one.channel }, asked)) return [];
              const gift = giftTo(name, one, part);
              return gift === null ? [] : [gift];
            }),
          );
          if (name === 'perDay') {
            const days = agent === undefined ? null : Math.round((figure.value ?? 0) * figure.of);
            const served = encounters.filter(({ takenAt }) => takenAt !== null).length;
            expect(behind.length).toBe(days ?? served);
            return;
          }
          if (name === 'wrong' || name === 'known') {
            expect(behind.length).toBeLessThanOrEqual(figure.of);
            return;
          }
          if (name !== 'answerMean' && name !== 'answerOpenMean') expect(behind.length).toBe(figure.of);
          if (
            name === 'solved' ||
            name === 'rated' ||
            name === 'satisfied' ||
            name === 'taken' ||
            name === 'scoreMean'
          ) {
            const mean = behind.length === 0 ? null : behind.reduce((sum, one) => sum + one, 0) / behind.length;
            expect(figure.value).toBe(mean);
          }
        },
      ),
    );
  });
});
