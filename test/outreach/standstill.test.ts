/** A campaign told to stand still, or standing still by itself: from then on nothing leaves. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { LEASE_MS } from '../../shared/campaign/calls.ts';
import { campaigns, usualCampaigns } from '../../shared/settings/campaigns.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { customer, rows } from '../customer/rig.ts';
import { opens } from '../customer/ticket-rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import {
  act,
  at,
  campaign,
  holds,
  HOUR,
  lin,
  loses,
  made,
  many,
  moments,
  offerOf,
  outside,
  report,
  rings,
  runs,
  says,
  sentTo,
  staged,
  ticks,
  freshLevel,
  type Person,
} from './rig.ts';

staged();

/** A campaign that has begun and looked for nobody yet, and somebody who agreed. */
async function begun(): Promise<{ id: string; person: Person }> {
  const level = freshLevel();
  const [person] = (await many(level, 1, 0)) as [Person];
  const id = await runs(level);
  await ticks(id, 1);
  return { id, person };
}

/** The switch of the settings, as a lead turns it; this isolate knows at once. */
async function switched(paused: boolean): Promise<void> {
  const shelf = env.SETTINGS.getByName(SETTINGS);
  const { revision = 0, value = usualCampaigns } = (await shelf.read('campaigns')) ?? {};
  must(await shelf.write({ name: 'campaigns', revision, value: { ...v.parse(campaigns, value), paused }, by: lin }));
  await refreshSettings(env);
}

describe('a campaign that stands still', () => {
  it('O29 paused, those it had not asked wait; resumed, it goes on with them', async () => {
    const level = freshLevel();
    const people = await many(level, 6, 0);
    const id = await runs(level, { perMinute: 12 });
    // One part of a minute: one or two of twelve.
    await ticks(id, 3);
    await until('somebody got theirs', () => outside.left.length > 0);
    must(await act(id, 'pause'));
    const before = outside.left.length;
    expect(before).toBeLessThan(6);
    at(Date.now() + 10 * 60_000);
    await ticks(id, 3);
    for (const { id: one } of people) await rings(one);
    expect(outside.left).toHaveLength(before);
    must(await act(id, 'resume'));
    for (let minute = 0; minute < 8; minute += 1) {
      await ticks(id, 1);
      await moments(people, 61_000);
    }
    await until('all six got theirs', () => outside.left.length === 6);
    for (const person of people) expect(sentTo(person)).toBe(1);
  });

  it.each(['pause', 'stop'] as const)(
    'O29 a %s is answered when the last lease is over: whose line has one in hand then sends nothing by it',
    async (word) => {
      const { id, person } = await begun();
      at(Date.now() + LEASE_MS + 1);
      // The line asks, and hears the answer only once the word was answered.
      const campaignOpens = await holds(campaign(id));
      expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const lineOpens = await holds(customer(person.id));
      const began = { real: performance.now(), clock: Date.now() };
      const answer = campaign(id).act({ act: word, revision: 1, by: lin, submits: null });
      await campaignOpens();
      must(await answer);
      const took = performance.now() - began.real;
      at(began.clock + took);
      await lineOpens();
      await moments([person], 0);
      await moments([person], HOUR);
      expect(outside.left).toEqual([]);
      expect(took, 'it had asked, and was given one').toBeGreaterThan(LEASE_MS - 100);
      const [offer] = await rows(person.id, 'select state, why, left_at from offer');
      expect(offer).toEqual({
        ...(word === 'pause' ? { state: 'taken', why: null } : { state: 'fell', why: 'stopped' }),
        left_at: null,
      });
    },
  );

  it('O29 lost and begun again, it waits for the leases that its earlier life gave', async () => {
    const { id } = await begun();
    expect(await campaign(id).lease(1)).toMatchObject({ may: 'leave' });
    await loses(campaign(id));
    const began = performance.now();
    must(await act(id, 'pause'));
    expect(performance.now() - began).toBeGreaterThan(LEASE_MS - 500);
    expect(await campaign(id).lease(1)).toEqual({ may: 'wait' });
  });

  it('O29 a letter that waits at the door when it is stopped never leaves', async () => {
    const { id, person } = await begun();
    must(await act(id, 'pause'));
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
    await moments([person]);
    expect(await rows(person.id, 'select state from offer')).toEqual([{ state: 'taken' }]);
    const { revision } = must(await campaign(id).view()).campaign;
    expect(await campaign(id).lease(revision)).toEqual({ may: 'wait' });
    must(await act(id, 'resume'));
    expect(await campaign(id).lease(revision + 1), 'of another revision').toEqual({ may: 'wait' });
    must(await act(id, 'stop'));
    expect(await campaign(id).lease(revision)).toEqual({ may: 'never', why: 'stopped' });
    await moments([person], HOUR);
    expect(await rows(person.id, 'select state, why from offer')).toEqual([{ state: 'fell', why: 'stopped' }]);
    expect((await report(id)).stage).toBe('stopped');
    expect(outside.left).toEqual([]);
  });

  it.each([
    ['opt-outs', (person: Person) => says(person, false)],
    ['complaints', ({ id }: Person) => opens(id, { kind: 'complaint', title: '总发广告' })],
  ] as const)(
    'O30 stands still by itself at too many %s, and whoever was not asked yet gets nothing',
    async (why, does) => {
      const level = freshLevel();
      const people = await many(level, 12, 0);
      // Five of twelve in the first seconds.
      const id = await runs(level, { perMinute: 60, limits: { optOuts: 100, complaints: 100 } });
      await ticks(id, 3);
      await until('the first got theirs', () => outside.left.length === 5);
      await moments(people, 1_000);
      const first = people.filter((person) => sentTo(person) === 1);
      for (const person of first.slice(0, 2)) await does(person);
      await moments(people, 1_000);
      expect(await report(id)).toMatchObject({ stage: 'running', halt: null });
      for (const person of first.slice(2, 4)) await does(person);
      await moments(people, 1_000);
      expect(await report(id)).toMatchObject({ stage: 'paused', halt: why, all: { sent: 5, waiting: 7 } });
      expect(must(await campaign(id).view()).campaign.history.at(-1)).toMatchObject({ what: 'halt', by: null, why });
      for (let minute = 0; minute < 3; minute += 1) {
        await ticks(id, 1);
        await moments(people, 61_000);
      }
      expect(people.filter((person) => sentTo(person) > 0)).toEqual(first);
      // Who resumes it has seen what it had come to: it goes on, and stands still again at as many more.
      must(await act(id, 'resume'));
      await ticks(id, 2);
      await until('the next got theirs', () => outside.left.length >= 10);
      await moments(people, 1_000);
      expect(await report(id)).toMatchObject({ stage: 'running', halt: null });
      for (const person of people.filter((one) => sentTo(one) > 0 && !first.includes(one)).slice(0, 4))
        await does(person);
      await moments(people, 1_000);
      expect(await report(id)).toMatchObject({ stage: 'paused', halt: why });
    },
  );

  it('O30 the switch in the settings holds every campaign: at the door, by its clock, and before it begins', async () => {
    const { id, person } = await begun();
    const [idle, ready] = [await begun(), await runs(freshLevel())];
    await switched(true);
    expect(await made(offerOf(id, person))).toMatchObject({ state: 'taken' });
    await moments([person], 1_000);
    expect(await rows(person.id, 'select state from offer')).toEqual([{ state: 'taken' }]);
    await ticks(idle.id, 2);
    expect(await report(idle.id)).toMatchObject({ stage: 'paused', halt: 'switch' });
    await ticks(ready, 2);
    const held = must(await campaign(ready).view()).campaign;
    expect(held, 'who lets it go decides anew').toMatchObject({ stage: 'waiting', halt: 'switch', approved: null });
    expect(outside.left).toEqual([]);
    await switched(false);
    await moments([person], 60_000);
    await until('it left once the switch was off', () => outside.left.length === 1);
  });

  it('O32 after the campaign’s hours nothing leaves, whatever the campaign itself says yet', async () => {
    const { id, person } = await begun();
    must(await act(id, 'pause'));
    expect(await made(offerOf(id, person, { until: Date.now() + HOUR }))).toMatchObject({ state: 'taken' });
    must(await act(id, 'resume'));
    await moments([person], HOUR + 1_000);
    expect(await rows(person.id, 'select state, why, left_at from offer')).toEqual([
      { state: 'fell', why: 'over', left_at: null },
    ]);
    expect(outside.left).toEqual([]);
  });
});
