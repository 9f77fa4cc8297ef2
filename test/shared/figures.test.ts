/** 绩效: golden encounters, and what the figures make of them. */
import { describe, expect, it } from 'vitest';
import { figuresOf, type FigureName, type Figures } from '../../shared/figures.ts';
import type { Counted, Encounter } from '../../shared/ledger.ts';
import { cellsOf, reportOf } from '../../worker/ledger/cells.ts';
import { TEN, told, who } from './told.ts';

const DAY_S = 86_400;
const range: Counted = { from: '2026-11-01', to: '2026-12-31', parts: false };
const all = (...encounters: Encounter[]) =>
  reportOf([{ day: '2026-11-25', cells: cellsOf(encounters) }], range, 'agent');
const whole = (...encounters: Encounter[]) => figuresOf(all(...encounters).whole);
const own = (agent: string, ...encounters: Encounter[]) => {
  const row = all(...encounters).rows.find((one) => one.id === agent);
  if (!row) throw new Error(`${agent} has no row`);
  return figuresOf(row.tally);
};
const values = (figures: Figures, ...names: FigureName[]) => names.map((name) => figures[name].value);

const robotOnly = told(
  [
    [0, 'customer'],
    [1, 'robot'],
    [60, 'customer'],
    [61, 'robot'],
  ],
  7_200,
);
const plain = told(
  [
    [0, 'customer'],
    [1, 'robot'],
    [30, 'customer'],
    [30, 'queued'],
    [31, 'robot'],
    [34, 'to', 'xia'],
    [42, 'agent'],
    [60, 'customer'],
    [80, 'agent'],
  ],
  100,
  { asked: true, rating: { score: 5, solved: true }, resolved: false },
);
const passed = told(
  [
    [0, 'customer'],
    [0, 'queued'],
    [2, 'to', 'xia'],
    [6, 'agent'],
    [50, 'customer'],
    [60, 'given', 'qing'],
    [65, 'agent'],
  ],
  120,
  { asked: true },
);

describe('an encounter as facts', () => {
  it('N1 is the robot’s alone when nobody asked for a person', () => {
    expect(robotOnly).toMatchObject({ robotFirstMs: 1_000, wishedAt: null, takenAt: null, firstMs: null, parts: [] });
    expect(values(whole(robotOnly), 'talks', 'robotOnly', 'served', 'taken', 'firstMedian', 'lengthMean')).toEqual([
      ...[1, 1, 0, null, null, null],
    ]);
  });

  it('N1 N2 says how fast people answered: the first from the wish, all from what was waited for', () => {
    expect(plain).toMatchObject({ firstMs: 12_000, answers: 2, answerMs: 32_000, last: 'xia', solved: true });
    const figures = whole(plain);
    expect(
      values(figures, 'robotMedian', 'firstMedian', 'firstTen', 'firstThirty', 'answerMean', 'lengthMean'),
    ).toEqual([...[1_000, 12_000, 0, 1, 16_000, 66_000]]);
    expect(values(figures, 'rated', 'satisfied', 'scoreMean', 'solved', 'once')).toEqual([1, 1, 5, 1, 1]);
    // For the agent the clock begins when they get it.
    expect(values(own('xia', plain), 'firstMedian', 'answerMean', 'lengthMean')).toEqual([8_000, 14_000, 66_000]);
  });

  it('N1 gives each agent their part of one that was given on, and the rating to who had it last', () => {
    const open = (heldMs: number, ms: number) => ({ heldMs, firstMs: ms, answerMs: ms });
    expect(passed.parts).toEqual([
      {
        agent: who('xia'),
        heldMs: 58_000,
        firstMs: 4_000,
        answers: 1,
        answerMs: 4_000,
        gave: true,
        open: open(58_000, 4_000),
      },
      {
        agent: who('qing'),
        heldMs: 60_000,
        firstMs: 5_000,
        answers: 1,
        answerMs: 5_000,
        gave: false,
        open: open(60_000, 5_000),
      },
    ]);
    expect(passed).toMatchObject({ transfers: 1, answers: 2, answerMs: 6_000 + 15_000 });
    expect(values(whole(passed), 'served', 'transferred', 'rated')).toEqual([1, 1, 0]);
    expect(values(own('xia', passed), 'served', 'transferred', 'rated')).toEqual([1, 1, null]);
    expect(values(own('qing', passed), 'served', 'transferred', 'rated')).toEqual([1, 0, 0]);
  });

  it('N1 a transfer to a group is one once another agent has it; back with the giver it is none', () => {
    const there = told(
      [
        [0, 'queued'],
        [1, 'to', 'xia'],
        [5, 'agent'],
        [10, 'group'],
        [40, 'to', 'qing'],
        [50, 'agent'],
      ],
      60,
    );
    expect([there.transfers, there.parts[0]?.gave]).toEqual([1, true]);
    const back = told(
      [
        [0, 'queued'],
        [1, 'to', 'xia'],
        [5, 'agent'],
        [10, 'group'],
        [40, 'given', 'xia'],
      ],
      60,
    );
    expect([back.transfers, back.parts[0]?.gave, back.parts[0]?.heldMs]).toEqual([0, false, 29_000]);
    const lapsed = told(
      [
        [0, 'queued'],
        [1, 'to', 'xia'],
        [30, 'queued'],
        [31, 'to', 'qing'],
        [35, 'agent'],
      ],
      60,
    );
    expect([lapsed.transfers, lapsed.firstMs]).toEqual([0, 35_000]);
    expect(values(own('xia', lapsed), 'silent', 'firstMedian')).toEqual([1, null]);
  });

  it('N2 never answered is neither fast nor slow', () => {
    const silent = told(
      [
        [0, 'customer'],
        [0, 'queued'],
        [5, 'to', 'xia'],
        [20, 'customer'],
      ],
      600,
      { resolved: false },
    );
    expect(silent).toMatchObject({ firstMs: null, answers: 0 });
    expect(values(whole(silent, plain), 'firstMedian', 'answerMean', 'silent', 'solved')).toEqual([
      12_000, 16_000, 0.5, 0.5,
    ]);
  });

  it('N1 tells giving up from a message left, and both from being taken', () => {
    const gone = told(
      [
        [0, 'customer'],
        [1, 'queued'],
        [90, 'back'],
        [95, 'customer'],
        [96, 'robot'],
      ],
      200,
    );
    const left = told(
      [
        [0, 'customer'],
        [1, 'queued'],
        [2, 'left-message'],
        [10, 'customer'],
      ],
      9_000,
    );
    const later = told(
      [
        [0, 'queued'],
        [2, 'left-message'],
        [3_600, 'to', 'xia'],
        [3_610, 'agent'],
      ],
      4_000,
    );
    expect(values(whole(gone), 'taken', 'abandoned', 'left')).toEqual([0, 1, 0]);
    expect(values(whole(left), 'taken', 'abandoned', 'left')).toEqual([0, 0, 1]);
    expect(values(whole(later), 'taken', 'abandoned', 'left', 'firstMedian')).toEqual([1, 0, 0, 3_660_000]);
    expect(values(whole(gone, left, later, plain), 'taken', 'abandoned', 'left')).toEqual([0.5, 0.25, 0.25]);
  });

  it('N2 what was waited for before a return to the robot is not waited for after it', () => {
    const twice = told(
      [
        [0, 'customer'],
        [0, 'queued'],
        [5, 'back'],
        [6, 'robot'],
        [7_000, 'customer'],
        [7_000, 'queued'],
        [7_003, 'to', 'xia'],
        [7_008, 'agent'],
      ],
      7_100,
    );
    expect(twice).toMatchObject({ firstMs: 8_000, answers: 1 });
  });

  it('N3 who comes back within a week about the same was not helped at once', () => {
    const helped = (next: { openedAt: number; category: string } | null) =>
      values(
        whole(
          told(
            [
              [0, 'customer'],
              [1, 'robot'],
            ],
            60,
            { resolved: true, category: 'refund', next },
          ),
        ),
        'solved',
        'once',
      );
    expect(helped(null)).toEqual([1, 1]);
    expect(helped({ openedAt: TEN + 3 * DAY_S * 1000, category: '' })).toEqual([1, 0]);
    expect(helped({ openedAt: TEN + 3 * DAY_S * 1000, category: 'refund' })).toEqual([1, 0]);
    expect(helped({ openedAt: TEN + 3 * DAY_S * 1000, category: 'invoice' })).toEqual([1, 1]);
    expect(helped({ openedAt: TEN + 8 * DAY_S * 1000, category: 'refund' })).toEqual([1, 1]);
  });

  it('N1 who only looked is counted nowhere', () => {
    expect(Object.values(whole(told([[0, 'robot']], 10))).every((one) => one.of === 0)).toBe(true);
  });

  it('N13 complaints: went to people for one, or was summed up as one; for the agent who had it last', () => {
    const sorry = told(
      [
        [0, 'customer'],
        [1, 'queued'],
        [2, 'to', 'xia'],
        [5, 'agent'],
      ],
      60,
      { session: 's_sorry', category: 'complaint' },
    );
    expect(sorry.complained).toBe(true);
    expect(whole(sorry, plain, robotOnly).complained).toEqual({ value: 1 / 3, of: 3 });
    expect(own('xia', sorry, plain).complained).toEqual({ value: 0.5, of: 2 });
    // Facts from before it was counted.
    const { complained: _, ...old } = sorry;
    expect(whole(old).complained).toEqual({ value: 0, of: 1 });
  });
});
