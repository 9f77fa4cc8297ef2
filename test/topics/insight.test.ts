/** What a lead reads of topics: sums, rises that are no chance, causes, what to mend and what came of it. */
import { expect, test } from 'vitest';
import type { Day } from '../../worker/topics/cells.ts';
import { cellsOf, nothing, type Counting, type Encounter } from '../../worker/topics/cells.ts';
import { causeOf, checked, listOf, rowsOf, type Known } from '../../worker/topics/insight.ts';
import { chanceOf, risen } from '../../worker/topics/rise.ts';
import { dayAfter } from '../../shared/zone.ts';

const TODAY = '2026-11-25';

function encounter(session: string, more: Partial<Encounter> = {}): Encounter {
  return {
    ...{ session, customer: 'c_1', number: 'N1', revision: 1, openedAt: 1, channel: 'web', group: '', product: '' },
    ...{ level: '', people: false, agentMs: 0, unsolved: false, upset: false },
    ...more,
  };
}
const asked = (session: string, topic: string | null, more: Partial<Counting> = {}): Counting => ({
  ...{ session, topic, fate: 'answered' as const, entry: 'e1', fault: false },
  ...more,
});
/** A day on which so many sessions asked about each topic. */
function day(
  name: string,
  counts: Record<string, number>,
  more: Partial<Encounter> = {},
  how: Partial<Counting> = {},
): Day {
  const each = Object.entries(counts).flatMap(([topic, n]) =>
    Array.from({ length: n }, (_, at) => ({ topic, session: `${name}-${topic}-${at}` })),
  );
  const cells = cellsOf(
    each.map(({ session }) => encounter(session, more)),
    each.map(({ session, topic }) => asked(session, topic, how)),
  );
  return { day: name, cells };
}
const known = (id: string, bornOn = '2026-10-01'): Known => ({
  ...{ id, name: `name of ${id}`, language: 'zh', typical: 'typical', bornAt: 1, bornOn },
});

test('T106 a session counts once in each of its topics, by the worst that became of it; agents’ time is shared out', () => {
  const cells = cellsOf(
    [
      encounter('s1', { people: true, agentMs: 60_000, upset: true }),
      encounter('s2'),
      encounter('s3'),
      encounter('s4'),
    ],
    [
      ...[asked('s1', 'a'), asked('s1', 'a', { fate: 'unhelpful' }), asked('s1', 'b')],
      ...[asked('s2', 'a', { fate: 'missed', entry: null, fault: true }), asked('s3', null)],
    ],
  );
  const sums = (topic: string) => cells.filter((one) => one.topic === topic).map((one) => one.sums);
  expect(sums('a')).toEqual([
    { ...nothing, sessions: 2, missed: 1, unhelpful: 1, people: 1, fault: 1, upset: 1, agentMs: 30_000 },
  ]);
  expect(sums('b')).toEqual([{ ...nothing, sessions: 1, inVain: 1, people: 1, upset: 1, agentMs: 30_000 }]);
  expect(sums('')).toEqual([{ ...nothing, sessions: 1 }]);
});

test('T107 the chance of a count is that of a Poisson whose mean the days before tell', () => {
  expect(chanceOf(0, 3, 4)).toBe(1);
  // One day with none before: a negative binomial of shape ½ and chance ½, 1 − √½ for one or more.
  expect(chanceOf(1, 0, 1)).toBeCloseTo(1 - Math.SQRT1_2, 12);
  // Much is known: nearly a plain Poisson of mean 4.
  const poisson = (n: number) =>
    Array.from({ length: n }, (_, k) => k).reduce((p, k) => p - (Math.exp(-4) * 4 ** k) / factorial(k), 1);
  expect(chanceOf(9, 40_000, 10_000)).toBeCloseTo(poisson(9), 4);
  for (let found = 1; found < 20; found += 1) expect(chanceOf(found, 12, 4)).toBeLessThan(chanceOf(found - 1, 12, 4));
});
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

test('T107 a rise stands against chance over all topics together, and against what is too little to matter', () => {
  expect(risen(12, [3, 4, 3, 4], 1)).toBe(3.5);
  expect(risen(9, [2, 2, 3, 2], 1)).not.toBeNull();
  expect(risen(9, [2, 2, 3, 2], 400)).toBeNull();
  expect(risen(4, [0, 0, 0, 0], 1)).toBeNull();
  expect(risen(150, [100, 100, 100, 100], 1)).toBeNull();
  expect(risen(12, [], 1)).toBeNull();
});

test('T107 no rise is told of days that only vary', () => {
  let state = 9;
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const poisson = (mean: number) => {
    const left = Math.exp(-mean);
    let n = 0;
    for (let product = random(); product > left; product *= random()) n += 1;
    return n;
  };
  let told = 0;
  for (let at = 0; at < 20_000; at += 1) {
    const mean = 1 + (at % 10);
    if (
      risen(
        poisson(mean),
        [0, 1, 2, 3].map(() => poisson(mean)),
        200,
      ) !== null
    )
      told += 1;
  }
  // A hundred days of two hundred topics: one in a hundred days at most.
  expect(told).toBeLessThanOrEqual(2);
});

test('T106 a view holds volume, the days before, novelty and a rise against the same weekdays', () => {
  const weekdays = [7, 14, 21, 28].map((back) => day(dayAfter(TODAY, -back), { a: 2, b: 6 }));
  const past = [...weekdays, day(dayAfter(TODAY, -1), { a: 9 }), day(TODAY, { a: 14, b: 7, c: 3 })];
  const { rows, from, loose } = rowsOf(past, [known('a'), known('b'), known('c', TODAY)], { today: TODAY, days: 7 });
  expect([from, loose]).toEqual(['2026-11-19', 0]);
  expect(rows.map(({ id, sums, before, fresh, rise }) => [id, sums.sessions, before, fresh, rise])).toEqual([
    ['a', 23, 2, false, { sessions: 14, usual: 2 }],
    ['b', 7, 6, false, null],
    ['c', 3, 0, true, null],
  ]);
  expect(rows[0]?.days).toEqual([0, 0, 0, 0, 0, 9, 14]);
});

test('T106 by channel, group, product and customer group; a dash is none', () => {
  const vip = day(TODAY, { a: 3 }, { channel: 'wechat', level: 'gold', product: '加湿器' });
  const other = cellsOf([encounter('x')], [asked('x', 'a')]);
  const past = [{ day: TODAY, cells: [...vip.cells, ...other] }];
  const count = (filter: object) =>
    rowsOf(past, [known('a')], { today: TODAY, days: 1 }, filter).rows[0]?.sums.sessions;
  expect([count({}), count({ level: 'gold' }), count({ level: '-' }), count({ channel: 'sms' })]).toEqual([
    4,
    3,
    1,
    undefined,
  ]);
  const [row] = rowsOf(past, [known('a')], { today: TODAY, days: 1 }).rows;
  expect(row?.products).toEqual([
    { id: '加湿器', sessions: 3 },
    { id: '', sessions: 1 },
  ]);
});

test.each([
  ['missing', { missed: 6, inVain: 2 }, 6],
  ['wrong', { missed: 2, inVain: 3, unhelpful: 3 }, 6],
  ['product', { missed: 1, inVain: 8, fault: 12 }, 12],
  ['none', { missed: 1, unhelpful: 2 }, 0],
  ['none', { people: 20 }, 0],
] as const)('T108 the cause is %s where the sessions say so', (cause, sums, needless) => {
  expect(causeOf({ ...nothing, sessions: 20, ...sums })).toEqual({ cause, needless });
});

test('T108 the list is ranked by sessions that need not have come, and says a week later what happened', () => {
  const monday = '2026-11-16';
  const missing = { fate: 'missed' as const, entry: null };
  const week = [day(monday, { a: 4, b: 9 }, { agentMs: 1000 }, missing), day('2026-11-17', { c: 20 })];
  const rows = listOf(week, [known('a'), known('b'), known('c')]);
  expect(rows.map(({ topic, cause, needless, agentMs }) => [topic, cause, needless, agentMs])).toEqual([
    ['b', 'missing', 9, 9000],
    ['a', 'missing', 4, 4000],
  ]);
  const after = [day('2026-11-23', { b: 8 }), day('2026-11-24', { a: 5 }, {}, missing)];
  expect(checked({ week: monday, rows }, after).rows.map((one) => [one.topic, one.after])).toEqual([
    ['b', { sessions: 8, needless: 0, answered: 'e1' }],
    ['a', { sessions: 5, needless: 5, answered: null }],
  ]);
});
