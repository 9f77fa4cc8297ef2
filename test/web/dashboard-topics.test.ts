/** 咨询热点 on the dashboard: bars, money, choices of a filter, the questions an entry begins with, what came a week later. */
import { describe, expect, it } from 'vitest';
import type { MendRow, TopicRow } from '../../shared/topics/api.ts';
import { barsOf, choicesOf, costOf, outcomeOf, wordingsOf } from '../../web/dashboard/src/topics/sums.ts';

const sums = { sessions: 1, missed: 0, unhelpful: 0, inVain: 0, people: 0, fault: 0, upset: 0, agentMs: 0 };
const row = (groups: TopicRow['groups']): TopicRow => ({
  ...{ id: 't1', name: 'n', language: 'zh', typical: 'q', bornAt: 0, sums, before: 0, days: [1], fresh: false },
  ...{ rise: null, cause: 'none', needless: 0, entry: null, channels: [], groups, products: [], levels: [] },
});

describe('topics on the dashboard', () => {
  it('T111 bars are high as their share of the fullest day, each with its date', () => {
    expect(barsOf([0, 2, 4], '2026-02-27')).toEqual([
      { day: '2026-02-27', sessions: 0, high: 0 },
      { day: '2026-02-28', sessions: 2, high: 0.5 },
      { day: '2026-03-01', sessions: 4, high: 1 },
    ]);
    expect(barsOf([0], '2026-01-01')[0]?.high).toBe(0);
  });

  it('T111 time is money only where somebody said what a minute costs', () => {
    expect(costOf(90_000, 2)).toBe(3);
    expect(costOf(90_000, 0)).toBeNull();
  });

  it('T111 a filter offers what was seen, the usual first, none last, and keeps what was seen before', () => {
    const rows = [
      row([
        { id: '', sessions: 9 },
        { id: 'a', sessions: 1 },
      ]),
      row([{ id: 'b', sessions: 4 }]),
    ];
    expect(choicesOf(rows, 'group')).toEqual(['b', 'a', '-']);
    expect(choicesOf([], 'group', ['b', '-', 'a'])).toEqual(['a', 'b', '-']);
  });

  it('T112 an entry begins with the typical question, then the open ones, none twice', () => {
    const examples = [
      { text: 'answered', fate: 'answered' },
      { text: 'typical ', fate: 'missed' },
      { text: 'open', fate: 'people' },
      { text: 'open', fate: 'missed' },
    ] as const;
    expect(wordingsOf('typical', examples)).toEqual(['typical', 'open', 'answered']);
    expect(wordingsOf('', [])).toEqual([]);
  });

  it('T113 what came of a line is told once its week is over', () => {
    const line = (needless: number | null): MendRow => ({
      ...{ topic: 't', name: 'n', language: 'zh', typical: 'q', cause: 'missing', entry: null },
      ...{ sessions: 9, needless: 5, agentMs: 0 },
      after: needless === null ? null : { sessions: 9, needless, answered: null },
    });
    expect([null, 2, 5, 8].map((needless) => outcomeOf(line(needless)))).toEqual([
      null,
      { outcome: 'fewer', n: 3 },
      { outcome: 'same', n: 0 },
      { outcome: 'more', n: 3 },
    ]);
  });
});
