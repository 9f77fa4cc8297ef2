/** A campaign from its draft to its report: let go by a second person, planned in parts, asked of each line, told back. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../worker/line.ts';
import { customer, rows } from '../customer/rig.ts';
import { refusalOf, must } from '../results.ts';
import { until } from '../world.ts';
import {
  act,
  at,
  campaign,
  DAY,
  draftOf,
  freshLevel,
  holds,
  HOUR,
  lin,
  loses,
  many,
  moments,
  outside,
  report,
  runs,
  says,
  sentTo,
  staged,
  TEN,
  ticks,
  wang,
  writes,
  type Person,
} from './rig.ts';

staged();

/** Whose line has an offer that the campaign knows nothing of. */
async function taken(id: string, people: readonly Person[]): Promise<number> {
  const { people: waiting } = must(await campaign(id).people({ filter: { state: 'waiting' }, after: null }));
  const asked = people.filter((person) => waiting.some(({ customer: one }) => one === person.id));
  const offers = await Promise.all(asked.map((person) => rows(person.id, 'select 1 from offer')));
  return offers.filter((found) => found.length > 0).length;
}

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
    // A change takes the leave back, and who made it lets it go no more.
    must(await campaign(id).save({ id, revision: 2, draft: draftOf(), by: wang }));
    expect(must(await campaign(id).view()).campaign).toMatchObject({ stage: 'draft', approved: null });
    await act(id, 'submit', 'x');
    expect(refusalOf(await act(id, 'approve', '', wang))).toBe('own_work');
  });

  it('O27 O31 plans whom it means, asks each line, and tells what came of each: nobody without consent is written to', async () => {
    const level = freshLevel();
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
    const flags = { replied: false, optedOut: false, complained: false, resolved: false };
    await campaign(id).told({ person: first.id, told: { version: 1, ...old, ...flags } });
    await campaign(id).told({ person: first.id, told: { version: null, ...old, ...flags } });
    expect((await report(id)).all).toMatchObject({ sent: 3, waiting: 0, replied: 1 });
    await ticks(id, 2);
    expect((await report(id)).stage).toBe('over');
  });

  it('O28 holds out those whom the shares leave, and sends them nothing', async () => {
    const level = freshLevel();
    const people = await many(level, 16, 0);
    const said = { title: '满减', text: '满减' };
    const id = await runs(level, { arms: [{ id: 'a', share: 50, zh: said, en: said, sms: 'baby-50' }] });
    await ticks(id, 4);
    const { all } = await report(id);
    expect(all.heldOut).toBeGreaterThan(0);
    expect(all.heldOut).toBeLessThan(16);
    await until('the others’ letters left', () => outside.left.length === 16 - all.heldOut);
    await moments(people);
    await ticks(id);
    expect(outside.left).toHaveLength(16 - all.heldOut);
  });

  it('O32 begins at its hour, and ends after so many hours', async () => {
    const level = freshLevel();
    const people = await many(level, 1, 0);
    const id = await runs(level, { schedule: { begins: 'day', on: '2037-12-02', clock: '19:30' }, hours: 2 });
    await ticks(id, 2);
    expect((await report(id)).stage).toBe('ready');
    at(Date.parse('2037-12-02T19:30:00+08:00'));
    await ticks(id, 1);
    expect((await report(id)).stage).toBe('running');
    at(Date.parse('2037-12-02T21:31:00+08:00'));
    await ticks(id, 1);
    const over = await report(id);
    expect(over).toMatchObject({ stage: 'over', all: { sent: 0 } });
    expect(outside.left).toHaveLength(0);
    expect(people).toHaveLength(1);
  });

  it('O33 lost at any moment, it goes on where it was: nobody twice, nobody forgotten', async () => {
    const level = freshLevel();
    const people = await many(level, 10, 0);
    const id = await runs(level, { perMinute: 60 });
    let unheard = 0;
    for (const [round, person] of people.entries()) {
      // One line doesn't even hear that it is asked.
      const opens = await holds(customer(person.id));
      const tick = ticks(id, 1).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, round * 4));
      await loses(campaign(id));
      await opens();
      await tick;
      unheard += await taken(id, people);
      await moments(people, 20_000);
    }
    expect(unheard, 'it was lost with answers on their way').toBeGreaterThan(0);
    await until('all ten got theirs', async () => {
      await ticks(id, 1);
      await moments(people, 20_000);
      return outside.left.length >= 10;
    });
    await moments(people, HOUR);
    for (const person of people) expect(sentTo(person)).toBe(1);
    expect((await report(id)).all).toMatchObject({ planned: 10, sent: 10 });
  });

  it('O33 a line that is lost as it is asked is asked again later, and gets one', async () => {
    const level = freshLevel();
    const people = await many(level, 3, 0);
    const id = await runs(level);
    await ticks(id, 2);
    const [first] = people as [Person];
    const lost = loses(customer(first.id), 1_500);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await ticks(id, 1);
    await lost;
    expect(await rows(first.id, 'select 1 from offer'), 'it never heard of it').toEqual([]);
    await until('the others have theirs', () => outside.left.length === 2);
    await moments(people, 1_000);
    expect((await report(id)).all).toMatchObject({ planned: 3, waiting: 1 });
    await moments(people, 5 * 60_000 + 1_000);
    await ticks(id, 1);
    await until('theirs left', () => outside.left.length === 3);
    await moments(people, DAY);
    await ticks(id, 1);
    for (const person of people) expect(sentTo(person)).toBe(1);
  });

  it('O34 what a person was offered, by which consent and why them, is shown to them and to staff', async () => {
    const level = freshLevel();
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
