/** The counts of a campaign's people are kept with each change: they are what counting anew would say. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OfferTold } from '../../shared/campaign/calls.ts';
import { PeopleStore } from '../../worker/outreach/people.ts';
import { groups } from '../../worker/outreach/turn.ts';
import { stubOf } from '../stub.ts';

const id = fc.integer({ min: 0, max: 7 }).map((n) => `c_${n}`);
const planned = fc.record({
  ...{ id, arm: fc.constantFrom('a', 'b', null), way: fc.constantFrom('sms' as const, 'web' as const, null) },
  ...{ why: fc.constantFrom('no-consent' as const, null), usual: fc.constantFrom(...groups) },
});
const told = fc.record({
  ...{ version: fc.option(fc.integer({ min: 0, max: 4 })), channel: fc.constantFrom('sms' as const, null) },
  state: fc.constantFrom<OfferTold['state']>('taken', 'sent', 'delivered', 'read', 'later', 'fell', 'unknown'),
  ...{ why: fc.constantFrom('quiet', 'cap', null), at: fc.constant(7), parts: fc.integer({ min: 0, max: 3 }) },
  ...{ replied: fc.boolean(), optedOut: fc.boolean(), complained: fc.boolean(), resolved: fc.boolean() },
});
const step = fc.oneof(
  fc.record({ do: fc.constant('plan' as const), people: fc.array(planned, { maxLength: 4 }) }),
  fc.record({ do: fc.constant('apply' as const), id, told }),
  fc.record({ do: fc.constantFrom('close' as const, 'forget' as const, 'measured' as const, 'any-hour' as const), id }),
);
const sorted = (store: PeopleStore) =>
  store
    .counted()
    .map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted();

it('O28 O31 whatever comes in whatever order, the counts kept are those counted anew', async () => {
  const stub = env.OUTREACH.getByName('k_counts');
  await runInDurableObject(stubOf(stub), (_, { storage }) =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        storage.sql.exec('delete from person; delete from forgotten');
        const store = new PeopleStore(storage.sql);
        store.counted();
        for (const one of steps) {
          if (one.do === 'plan') store.plan(one.people, 7);
          if (one.do === 'apply') store.apply(one.id, one.told);
          if (one.do === 'close') store.close('over', 7);
          if (one.do === 'forget') store.forget(one.id, 7);
          if (one.do === 'any-hour') store.anyHour([one.id]);
          if (one.do === 'measured') store.measured([one.id], new Set([one.id]));
          expect(sorted(store)).toEqual(sorted(new PeopleStore(storage.sql)));
        }
      }),
      { numRuns: 300 },
    ),
  );
});
