/** What is kept of each day: changed by what changed, the same as counted whole from the facts. */
import { env, runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import { reportBy, type Counted, type Encounter } from '../../shared/ledger.ts';
import { cellsOf, isAxis, reportOf, standsIn } from '../../worker/ledger/cells.ts';
import { TEN, told } from '../shared/told.ts';
import { stubOf } from '../stub.ts';

let actors = 0;
const fresh = () => env.LEDGER.getByName(`k-${(actors += 1)}`);
const november: Counted = { from: '2026-11-01', to: '2026-11-30', parts: false };
const ranges: Counted[] = [
  november,
  { ...november, channel: 'wechat' },
  { ...november, group: 'after-sale' },
  { ...november, group: '-', channel: 'web' },
  { ...november, from: '2026-11-26' },
  { ...november, parts: true, agent: 'xia' },
  { ...november, topic: 'refund' },
  { ...november, topic: '-', channel: 'web' },
  { ...november, hour: '10' },
];

/** Every report there is of these facts. */
function reports(facts: readonly Encounter[]) {
  const days = [...new Set(facts.map((one) => dateOf(one.openedAt)))].sort();
  return ranges.flatMap((range) =>
    reportBy.options
      .filter((by) => !(isAxis(by) && range.parts))
      .map((by) => {
        const of = days
          .filter((day) => day >= range.from)
          .map((day) => {
            const some = facts.filter((one) => dateOf(one.openedAt) === day && standsIn(one, range));
            return { day, cells: cellsOf(some), ...(isAxis(by) ? { byAxis: cellsOf(some, by) } : {}) };
          });
        return reportOf(of, range, by);
      }),
  );
}
const counted = async (ledger: ReturnType<typeof fresh>) => {
  const all: unknown[] = [];
  for (const range of ranges)
    for (const by of reportBy.options.filter((one) => !(isAxis(one) && range.parts)))
      all.push(await ledger.count({ range, by }));
  return all;
};
const recounted = async (ledger: ReturnType<typeof fresh>) => {
  await runInDurableObject(stubOf(ledger), (_, state) => {
    state.storage.sql.exec('update counted set version = 0');
  });
  return counted(ledger);
};

const telling = fc.record({
  nth: fc.nat(6),
  revision: fc.nat(5),
  score: fc.constantFrom(null, 1, 4, 5),
  first: fc.integer({ min: 1, max: 60 }),
  agent: fc.constantFrom('xia', 'qing'),
  called: fc.constantFrom('林小夏', '王晴', '夏'),
  channel: fc.constantFrom('web' as const, 'wechat' as const),
  group: fc.constantFrom('', 'after-sale'),
  category: fc.constantFrom('', 'refund', 'invoice'),
  robot: fc.boolean(),
});
const factOf = ({
  nth,
  revision,
  score,
  first,
  agent,
  called,
  robot,
  ...about
}: typeof telling extends fc.Arbitrary<infer T> ? T : never) => {
  const made = told(
    robot
      ? [
          [0, 'customer'],
          [1, 'robot'],
        ]
      : [
          [0, 'customer'],
          [1, 'queued'],
          [2, 'to', agent],
          [2 + first, 'agent'],
        ],
    300,
    {
      ...{ session: `s_${nth}`, revision, begins: TEN + (nth % 3) * 86_400_000 + nth, ...about },
      ...(score === null ? {} : { asked: true, rating: { score } }),
    },
  );
  return { ...made, parts: made.parts.map((part) => ({ ...part, agent: { ...part.agent, name: called } })) };
};

it('N96 a day that changed costs what changed, and every report equals the one counted whole from the facts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(telling, { minLength: 3, maxLength: 24 }),
      fc.infiniteStream(fc.nat(5)),
      async (tellings, chance) => {
        const ledger = fresh();
        const facts = new Map<string, Encounter>();
        const seen = new Map<string, Encounter>();
        for (const one of tellings) {
          // One revision is always told the same.
          const key = `${one.nth}.${one.revision}`;
          const fact = seen.get(key) ?? factOf(one);
          seen.set(key, fact);
          await ledger.tell([fact]);
          if ((facts.get(fact.session)?.revision ?? -1) <= fact.revision) facts.set(fact.session, fact);
          if (chance.next().value === 0) await ledger.count({ range: november, by: 'agent' });
        }
        const live = await counted(ledger);
        expect(live).toEqual(reports([...facts.values()]));
        expect(JSON.stringify(await recounted(ledger))).toBe(JSON.stringify(live));
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

it('N96 what is told by the hundred is added up meanwhile, and asked for once more nothing is', async () => {
  const ledger = fresh();
  const many = Array.from({ length: 1_203 }, (_, at) =>
    told(
      [
        [0, 'customer'],
        [1 + (at % 40), 'robot'],
      ],
      60,
      { session: `s_${at}`, begins: TEN + at },
    ),
  );
  await ledger.tell(many);
  const left = () =>
    runInDurableObject(
      stubOf(ledger),
      (_, state) => state.storage.sql.exec<{ n: number }>('select count(*) as n from changed').one().n,
    );
  expect(await left()).toBe(203);
  const live = await counted(ledger);
  expect(await left()).toBe(0);
  await ledger.tell(many.slice(0, 9));
  expect(await left()).toBe(0);
  expect(live).toEqual(reports(many));
  expect(JSON.stringify(await recounted(ledger))).toBe(JSON.stringify(live));
}, 60_000);
