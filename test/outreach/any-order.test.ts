/** Whatever is said, offered, merged, parted and lost, in any order: what leaves is agreed to, by day, and within the caps. */
import { evictDurableObject } from 'cloudflare:test';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { CAPS } from '../../shared/campaign/eligible.ts';
import { atRest, decide } from '../customer/merge-rig.ts';
import { customer, rows, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import {
  at,
  DAY,
  flowing,
  HOUR,
  idle,
  known,
  leftFor,
  made,
  offerOf,
  outside,
  rings,
  says,
  staged,
  TEN,
} from './rig.ts';

staged();

it('O42 in any order of consents, refusals, merges, campaigns and losses none leaves after a refusal, at night or above a cap', async () => {
  const step = fc.record({
    what: fc.constantFrom('consent', 'refuse', 'offer', 'offer', 'offer', 'merge', 'part', 'lose'),
    who: fc.constantFrom(0, 1),
    hours: fc.integer({ min: 0, max: 30 }),
  });
  const day = (['consent', 'offer', 'offer', 'refuse', 'offer', 'consent', 'offer'] as const).map((what) => ({
    ...{ what, who: 0 as const, hours: 1 },
  }));
  let left = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 10 }), async (steps) => {
      at(TEN);
      outside.left = [];
      const people = [await known('any'), await known('any')] as const;
      for (const one of people) must(await customer(one.id).hear(said(one.wechat, `hi-${one.id}`, '你好')));
      const campaigns = [await idle(), await idle(), await idle()];
      let offered = 0;
      let one = false;
      // Of each number: what was said of it last, and whether that was consent.
      const agreed = [false, false];
      for (const { what, who, hours } of steps) {
        at(Date.now() + hours * HOUR + 1);
        const person = people[who];
        const before = outside.left.length;
        if (!person) continue;
        if (what === 'consent') await says(person, true);
        if (what === 'refuse') await says(person, false);
        if (what === 'consent' || what === 'refuse') agreed[who] = what === 'consent';
        // A refusal is of the whole person, a consent too where its address has not refused.
        if (what === 'refuse' && one) agreed[1 - who] = false;
        if (what === 'offer') {
          const id = campaigns[(offered += 1) % campaigns.length] ?? '';
          await made(offerOf(id, person, { until: Date.now() + 30 * DAY }));
        }
        if (what === 'merge' && !one) {
          await flowing(() => decide(people[0], 'merge', people[1]).then(() => atRest(...people)));
          one = true;
        }
        if (what === 'part' && one) {
          await flowing(() => decide(people[0], 'unmerge', people[1]).then(() => atRest(...people)));
          one = false;
        }
        if (what === 'lose') await evictDurableObject(stubOf(customer(person.id))).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 15));
        for (const { id } of people) await rings(id, 1).catch(() => undefined);
        // What is on its way left before whatever is said next.
        for (const { id } of people)
          await until(
            'nothing is on its way',
            async () => (await rows(id, `select 1 from offer where state = 'going'`)).length === 0,
          );
        for (const { whom, at: when } of outside.left.slice(before)) {
          left += 1;
          const to = people.findIndex(({ sms }) => whom.endsWith(sms.peer.slice(3)));
          expect(agreed[to]).toBe(true);
          const hour = new Date(when + 8 * HOUR).getUTCHours();
          expect(hour >= 8 && hour < 20).toBe(true);
        }
      }
      for (const person of people) {
        const times = leftFor(person).map((one_) => one_.at);
        for (const { days, most } of CAPS) {
          for (const time of times)
            expect(times.filter((t) => t > time - days * DAY && t <= time).length).toBeLessThanOrEqual(most);
        }
      }
    }),
    // The first day is one in which something leaves, whatever the others are.
    { numRuns: 4, examples: [[day]] },
  );
  expect(left).toBeGreaterThan(0);
}, 300_000);
