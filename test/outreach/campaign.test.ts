/** A campaign from its draft to its report: let go by a second person, planned in parts, asked of each line, told back. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../worker/line.ts';
import { refusalOf, must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import {
  act,
  at,
  campaign,
  counted,
  DAY,
  draftOf,
  HOUR,
  known,
  lin,
  moments,
  outside,
  rings,
  runs,
  says,
  staged,
  TEN,
  ticks,
  wang,
  writes,
  type Person,
} from './rig.ts';

staged();

let levels = 0;
const fresh = () => `lvl${(levels += 1)}-${Math.floor(performance.now())}`;

async function many(level: string, agree: number, others: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let one = 0; one < agree + others; one += 1) {
    const person = await known(level);
    if (one < agree) await says(person, true);
    people.push(person);
  }
  await moments(people);
  await counted(level, agree);
  return people;
}

const report = async (id: string) => must(await campaign(id).report());
const sentTo = (person: Person) => outside.left.filter(({ whom }) => whom.endsWith(person.sms.peer.slice(3))).length;

describe('a campaign', () => {
  it('O26 is let go by somebody who wrote none of it, in the revision they saw; the list shows it', async () => {
    const id = `k_second${Math.floor(performance.now())}`;
    must(await campaign(id).save({ id, draft: draftOf(), by: lin }));
    await act(id, 'submit', 'x');
    expect(refusalOf(await act(id, 'approve'))).toBe('own_work');
    must(await campaign(id).save({ id, revision: 1, draft: draftOf({ name: '改过' }), by: lin }));
    expect(refusalOf(await campaign(id).act({ act: 'approve', revision: 1, by: wang, submits: null }))).toBe('stale');
    expect(refusalOf(await campaign(id).save({ id, revision: 1, draft: draftOf(), by: wang }))).toBe('stale');
    await act(id, 'submit', 'x');
    expect(must(await campaign(id).view()).campaign.cleared).toBeNull();
    must(await act(id, 'approve', '', wang));
    const [row] = (await env.OUTREACH.getByName('main').list()).filter((one) => one.id === id);
    expect(row).toMatchObject({ stage: 'ready', name: '改过', writers: [lin], approved: { by: wang, revision: 2 } });
    const { campaign: seen } = must(await campaign(id).view());
    expect(seen.cleared, 'O48 the next approver compares with it').toEqual(draftOf({ name: '改过' }));
    expect(seen.history.map(({ what, by }) => [what, by?.name])).toEqual([
      ...[
        ['write', '林'],
        ['submit', '林'],
        ['write', '林'],
        ['submit', '林'],
        ['approve', '王'],
      ],
    ]);
  });

  it('O27 O31 plans whom it means, asks each line, and tells what came of each: nobody without consent is written to', async () => {
    const level = fresh();
    const people = await many(level, 3, 2);
    const id = await runs(level);
    await ticks(id, 4);
    await until('three letters left', () => outside.left.length === 3);
    await moments(people);
    const found = await report(id);
    expect(found.planning).toMatchObject({ done: true });
    expect(found.all).toMatchObject({ planned: 5, sent: 3, fell: 2, waiting: 0, heldOut: 0 });
    expect(found.fell).toEqual([{ why: 'no-consent', count: 2 }]);
    expect(found.cost).toEqual({ estimated: 10, spent: 15 });
    for (const [at_, person] of people.entries()) expect(sentTo(person)).toBe(at_ < 3 ? 1 : 0);
    // They read it, one answers, one refuses: it is told of each.
    must(await writes(people[0]!, '什么时候截止'));
    await says(people[1]!, false);
    await moments(people);
    expect((await report(id)).all).toMatchObject({ replied: 1, optedOut: 1 });
    const { people: page } = must(await campaign(id).people({ filter: { state: 'fell' }, after: null }));
    expect(page).toHaveLength(2);
    expect(page[0]).toMatchObject({ why: 'no-consent', arm: 'a' });
    // News of a line that comes late or twice changes nothing.
    const [first] = people as [Person];
    const old = { state: 'later' as const, channel: null, why: 'quiet', at: TEN, parts: 0 };
    const flags = { replied: false, optedOut: false, complained: false };
    await campaign(id).told({ person: first.id, told: { version: 1, ...old, ...flags } });
    await campaign(id).told({ person: first.id, told: { version: null, ...old, ...flags } });
    expect((await report(id)).all).toMatchObject({ sent: 3, waiting: 0, replied: 1 });
    await ticks(id, 2);
    expect((await report(id)).stage).toBe('over');
  });

  it('O28 holds out those whom the shares leave, and sends them nothing', async () => {
    const level = fresh();
    const people = await many(level, 8, 0);
    const said = { title: '满减', text: '满减' };
    const id = await runs(level, { arms: [{ id: 'a', share: 50, zh: said, en: said, sms: 'baby-50' }] });
    await ticks(id, 4);
    const { all } = await report(id);
    expect(all.heldOut).toBeGreaterThan(0);
    expect(all.heldOut).toBeLessThan(8);
    await until('the others’ letters left', () => outside.left.length === 8 - all.heldOut);
    await moments(people);
    await ticks(id);
    expect(outside.left).toHaveLength(8 - all.heldOut);
  });

  it('O29 paused, nothing more leaves once that was answered; resumed, it goes on with those it had not asked', async () => {
    const level = fresh();
    const people = await many(level, 6, 0);
    const id = await runs(level, { perMinute: 12 });
    // One part of a minute: one or two of twelve.
    await ticks(id, 3);
    await until('somebody got theirs', () => outside.left.length > 0);
    const paused = act(id, 'pause');
    await paused;
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

  it('O29 a letter that waits at the door when it is stopped never leaves', async () => {
    const level = fresh();
    const people = await many(level, 1, 0);
    const id = await runs(level);
    await ticks(id, 2);
    must(await act(id, 'pause'));
    const [person] = people as [Person];
    const revision = must(await campaign(id).view()).campaign.revision;
    expect(await campaign(id).lease(revision)).toEqual({ may: 'wait' });
    expect(await campaign(id).lease(revision + 1)).toEqual({ may: 'wait' });
    must(await act(id, 'stop'));
    expect(await campaign(id).lease(revision)).toEqual({ may: 'never', why: 'stopped' });
    await moments(people, HOUR);
    await ticks(id, 2);
    await rings(person.id);
    expect((await report(id)).stage).toBe('stopped');
    expect(outside.left.length).toBeLessThanOrEqual(1);
  });

  it('O30 stands still by itself when too many refuse', async () => {
    const level = fresh();
    const people = await many(level, 12, 0);
    const id = await runs(level, { limits: { optOuts: 100, complaints: 100 } });
    await ticks(id, 4);
    await until('all got theirs', () => outside.left.length === 12);
    await moments(people);
    for (const person of people.slice(0, 4)) await says(person, false);
    await moments(people);
    const found = await report(id);
    expect(found.all.optedOut).toBeGreaterThanOrEqual(3);
    // All were asked before the refusals came: it may be over by then.
    expect(['paused', 'over']).toContain(found.stage);
    if (found.stage === 'paused') expect(found.halt).toBe('opt-outs');
  });

  it('O32 begins at its hour, and ends after so many hours', async () => {
    const level = fresh();
    const people = await many(level, 1, 0);
    const id = await runs(level, { schedule: { begins: 'day', on: '2026-12-02', clock: '19:30' }, hours: 2 });
    await ticks(id, 2);
    expect((await report(id)).stage).toBe('ready');
    at(Date.parse('2026-12-02T19:30:00+08:00'));
    await ticks(id, 1);
    expect((await report(id)).stage).toBe('running');
    at(Date.parse('2026-12-02T21:31:00+08:00'));
    await ticks(id, 1);
    const over = await report(id);
    expect(over).toMatchObject({ stage: 'over', all: { sent: 0 } });
    expect(outside.left).toHaveLength(0);
    expect(people).toHaveLength(1);
  });

  it('O33 lost at any moment, it goes on where it was: nobody twice, nobody forgotten', async () => {
    const level = fresh();
    const people = await many(level, 10, 0);
    const id = await runs(level, { perMinute: 60 });
    for (let round = 0; round < 8; round += 1) {
      const tick = ticks(id, 1).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      await evictDurableObject(stubOf(campaign(id))).catch(() => undefined);
      await tick;
      await moments(people, 20_000);
    }
    await until('all ten got theirs', async () => {
      await ticks(id, 1);
      await moments(people, 20_000);
      return outside.left.length >= 10;
    });
    for (const person of people) expect(sentTo(person)).toBe(1);
    expect((await report(id)).all).toMatchObject({ planned: 10, sent: 10 });
  });

  it('O34 what a person was offered, by which consent and why them, is shown to them and to staff', async () => {
    const level = fresh();
    const [person] = (await many(level, 1, 0)) as [Person];
    const id = await runs(level);
    await ticks(id, 3);
    await until('it left', () => outside.left.length === 1);
    const shown = must(await lineOf(env, person.id).offers({ order: 'list', viewer: null }));
    if (!('offers' in shown)) throw new Error('no list');
    expect(shown.agreed).toBe(true);
    expect(shown.offers).toMatchObject([
      { campaign: id, rule: { zh: '等级' }, arm: 'a', channel: 'sms', evidence: expect.stringMatching(/^sms:opt-/u) },
    ]);
    expect(TEN + DAY).toBeGreaterThan(Date.now());
  });
});
