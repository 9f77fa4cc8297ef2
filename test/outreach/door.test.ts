/** The last door of an offer, in the person's own line: consent, caps and hours are asked again right before the provider is. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPS } from '../../shared/campaign/eligible.ts';
import { refusesOffers } from '../../worker/channels/sms/optout.ts';
import { lineOf } from '../../worker/line.ts';
import { atRest, decide } from '../customer/merge-rig.ts';
import { customer, rows, said, visitor } from '../customer/rig.ts';
import { customerDoes } from '../customer/ticket-rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import {
  at,
  DAY,
  HOUR,
  known,
  made,
  MINI,
  moments,
  OFFER,
  offerOf,
  outside,
  rings,
  runs,
  says,
  staged,
  TEN,
  ticks,
  act,
  type Person,
} from './rig.ts';

staged();

const sentTo = (person: Person) => outside.left.filter(({ whom }) => whom.endsWith(person.sms.peer.slice(3)));
const state = async (id: string) => (await rows(id, 'select state, why, left_at from offer'))[0];

/** The clock goes on while this is done, ten times as fast. */
async function flowing(work: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => at(Date.now() + 100), 10);
  await work().finally(() => clearInterval(timer));
}

let levels = 0;
/** A campaign that runs for nobody: its leases are what a line asks for. */
async function campaign(): Promise<string> {
  const id = await runs(`nobody${(levels += 1)}`);
  // Of nobody it would be over at once: it has begun, and its people were not looked for yet.
  await ticks(id, 1);
  return id;
}

async function agreed(): Promise<Person> {
  const person = await known('door');
  await says(person, true);
  return person;
}

describe('an offer at its last door', () => {
  it('O35 goes by consent with its evidence, and is told back: sent, then delivered by the carrier’s receipt', async () => {
    const [person, id] = [await agreed(), await campaign()];
    outside.carrier = () => ({ Code: 'OK', BizId: 'biz-1', Message: 'OK' });
    const told = await made(offerOf(id, person));
    expect(told).toMatchObject({ state: 'taken', channel: 'sms' });
    expect((await rows(person.id, 'select evidence from offer'))[0]?.['evidence']).toMatch(/^sms:opt-/u);
    await until('it left', () => sentTo(person).length === 1);
    await until('it is sent', async () => (await state(person.id))?.['state'] === 'sent');
    // Asked again it is the same offer.
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'sent' });
    must(
      await customer(person.id).report({
        ...{ kind: 'report', key: 'r1', providerId: 'biz-1', address: person.sms, status: 'delivered', at: Date.now() },
      }),
    );
    expect((await state(person.id))?.['state']).toBe('delivered');
    expect(sentTo(person)).toHaveLength(1);
  });

  it('O36 a refusal heard while it waits at the door lets nothing leave', async () => {
    const [person, id] = [await agreed(), await campaign()];
    must(await act(id, 'pause'));
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
    await moments([person], 1_000);
    expect(sentTo(person)).toHaveLength(0);
    await says(person, false);
    must(await act(id, 'resume'));
    await moments([person], HOUR);
    await until('the door shut', async () => (await state(person.id))?.['state'] === 'fell');
    expect(await state(person.id)).toMatchObject({ why: 'no-consent', left_at: null });
    expect(sentTo(person)).toHaveLength(0);
  });

  it('O36 the hour is asked again at the door: what waited until the evening goes the next morning', async () => {
    const [person, id] = [await agreed(), await campaign()];
    must(await act(id, 'pause'));
    await made(offerOf(id, person));
    await moments([person], 1_000);
    must(await act(id, 'resume'));
    at(TEN + 10 * HOUR + 60_000);
    await rings(person.id);
    await until('it waits for the morning', async () => (await state(person.id))?.['state'] === 'later');
    expect(sentTo(person)).toHaveLength(0);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'later', why: 'quiet', at: TEN + 22 * HOUR });
    at(TEN + 22 * HOUR);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
    await until('it left', () => sentTo(person).length === 1);
  });

  it('O37 caps hold over all campaigns, also where two of them stand at the door at once', async () => {
    const person = await agreed();
    const ids = [await campaign(), await campaign(), await campaign()];
    await Promise.all(ids.map((id) => made(offerOf(id, person))));
    await moments([person], 1_000);
    await until('the doors are shut', async () => {
      const open = await rows(person.id, `select 1 from offer where state in ('taken', 'going')`);
      return open.length === 0;
    });
    expect(sentTo(person)).toHaveLength(1);
    const fell = await rows(person.id, `select why from offer where state = 'fell'`);
    expect(fell).toEqual([{ why: 'cap' }, { why: 'cap' }]);
  });

  it('O38 one whose call was cut off is of unknown fate, counts as sent, and is never repeated', async () => {
    const [person, id] = [await agreed(), await campaign()];
    outside.carrier = () => new Promise(() => undefined);
    await made(offerOf(id, person));
    await until('the carrier is being called', () => sentTo(person).length === 1);
    expect((await state(person.id))?.['state']).toBe('going');
    await evictDurableObject(stubOf(customer(person.id))).catch(() => undefined);
    await moments([person], HOUR);
    await until('nobody knows its fate', async () => (await state(person.id))?.['state'] === 'unknown');
    expect(sentTo(person)).toHaveLength(1);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'unknown' });
    expect(await made(offerOf(await campaign(), person))).toMatchObject({ state: 'fell', why: 'cap' });
  });

  it('O39 in the mini-program it goes by an accepted template of offers alone, and stands among the notices; no planner pushes it on', async () => {
    const [person, id] = [await agreed(), await campaign()];
    const mini = visitor({ channel: 'miniprogram', account: MINI, peer: `o_${person.id}` });
    const does = customerDoes(person.id, mini);
    const order = () => offerOf(id, person, { channels: ['miniprogram'] });
    expect(
      await does({ act: 'subscribe', answers: [{ template: 'tmpl-logistics-update-0001', answer: 'accept' }] }),
    ).toBeNull();
    expect(await made(order())).toMatchObject({ state: 'fell', why: 'no-consent' });
    at(Date.now() + 10);
    expect(await does({ act: 'choose', purpose: 'marketing', given: true })).toBeNull();
    expect(await made(order())).toMatchObject({ state: 'fell', why: 'no-quota' });
    expect(await does({ act: 'subscribe', answers: [{ template: OFFER, answer: 'accept' }] })).toBeNull();
    expect(await made(order())).toMatchObject({ state: 'taken', channel: 'miniprogram' });
    await until('it left', () => outside.left.some(({ to }) => to === 'subscription'));
    await until('it is told', async () => (await state(person.id))?.['state'] === 'sent');
    expect(await rows(person.id, `select template, left_over from subscription where left_over > 0`)).toEqual([
      { template: 'tmpl-logistics-update-0001', left_over: 1 },
    ]);
    expect(await rows(person.id, `select kind from notice`)).toEqual([{ kind: 'offer' }]);
    expect(await rows(person.id, `select 1 from news`)).toEqual([]);
    expect(await does({ act: 'read-notices', notices: 'all' })).toBeNull();
    expect((await state(person.id))?.['state']).toBe('read');
    // Refused by the switch, it is refused by SMS too.
    at(Date.now() + 3 * DAY);
    expect(await does({ act: 'choose', purpose: 'marketing', given: false })).toBeNull();
    expect(await made(offerOf(await campaign(), person))).toMatchObject({ state: 'fell', why: 'no-consent' });
    expect((await rows(person.id, 'select opted_out from offer'))[0]).toEqual({ opted_out: 1 });
  });

  it('O40 退订 in a conversation stops offers everywhere at once, is answered, and service news goes on', async () => {
    const [person, id] = [await agreed(), await campaign()];
    expect(refusesOffers(' 退订。')).toBe(true);
    for (const question of ['怎么退订', 'R', '退', '退订会影响物流通知吗', 'END'])
      expect(refusesOffers(question)).toBe(false);
    must(await lineOf(env, person.id).hear(said(person.wechat, 'bye', '退订')));
    const [answer] = await rows(
      person.id,
      `select body ->> '$.text' as words from message where direction = 'out' order by revision desc`,
    );
    expect(answer?.['words']).toMatch(/退订/u);
    at(Date.now() + 2 * HOUR);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'fell', why: 'no-consent' });
    const choices = await rows(person.id, `select purpose, channel, given from choice order by id desc limit 2`);
    expect(choices).toEqual([
      { purpose: 'marketing', channel: 'sms', given: 0 },
      { purpose: 'marketing', channel: '', given: 0 },
    ]);
    const done = must(
      await customer(person.id).own({
        order: 'notify',
        notice: {
          ...{
            key: 'ship',
            kind: 'logistics',
            title: { zh: '到了', en: 'There' },
            text: { zh: '', en: '' },
            facts: [],
            opens: null,
          },
        },
      }),
    );
    expect(done).toMatchObject({ known: false });
    expect(await rows(person.id, 'select purpose from news')).toContainEqual({ purpose: 'service' });
  });

  it('O41 who became one with somebody gets one, and who parts again gets no second', async () => {
    const [older, younger, id] = [await agreed(), await agreed(), await campaign()];
    for (const one of [older, younger]) must(await customer(one.id).hear(said(one.wechat, `hi-${one.id}`, '你好')));
    at(Date.now() + 3 * HOUR);
    expect(await made(offerOf(id, older))).toMatchObject({ state: 'taken' });
    await until('it left', () => sentTo(older).length === 1);
    await flowing(() => decide(older, 'merge', younger).then(() => atRest(older, younger)));
    at(Date.now() + 2 * DAY);
    expect(await made(offerOf(id, younger))).toMatchObject({ state: 'fell', why: 'had' });
    await flowing(() => decide(older, 'unmerge', younger).then(() => atRest(older, younger)));
    expect(await made(offerOf(id, younger))).toMatchObject({ state: 'fell', why: 'had' });
    expect(sentTo(younger)).toHaveLength(0);
    const shown = must(await lineOf(env, younger.id).offers({ order: 'list', viewer: null }));
    expect('offers' in shown && shown.offers).toEqual([]);
  });
});

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
      const campaigns = [await campaign(), await campaign(), await campaign()];
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
        const times = sentTo(person).map((one_) => one_.at);
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
}, 120_000);
