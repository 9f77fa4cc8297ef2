/** What came of a campaign: whose answer was solved, and who bought, beside the control group. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { MEASURED_DAYS } from '../../worker/outreach/measure.ts';
import { decide } from '../customer/merge-rig.ts';
import { agent, customer, openScreen, rows, visitor } from '../customer/rig.ts';
import { closingIs, Hand } from '../customer/served.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import {
  at,
  campaign,
  DAY,
  freshLevel,
  HOUR,
  known,
  many,
  moments,
  report,
  runs,
  staged,
  TEN,
  ticks,
  writes,
  type Person,
} from './rig.ts';

staged();

let turns = 700;
const resolved = async (id: string) => (await report(id)).all.resolved;

async function sent(level: string, count: number): Promise<string> {
  const id = await runs(level);
  await ticks(id, 4);
  await until('the offers left', async () => (await report(id)).all.sent === count);
  return id;
}

/** They write, somebody is given them, and ends it so. */
async function ends(person: Person, solved: boolean): Promise<string> {
  must(await writes(person, '我要转人工'));
  const session = String((await rows(person.id, 'select id from session order by opened_at desc'))[0]?.['id']);
  const { fence } = must(
    await customer(person.id).assigned({ session, agent: { id: 'a_1', name: '林小夏' }, turn: (turns += 1) }),
  );
  const desk = new Hand(await openScreen(person.id, agent(), `d-${person.id}`));
  expect(await desk.say('您好', { fence })).toBe('accepted');
  const summary = { category: 'aftersales-refund', text: '已说明', resolved: solved };
  expect(await desk.act({ act: 'close', fence, summary })).toBe('accepted');
  return session;
}

describe('what came of a campaign', () => {
  it('O28 退订 in words is a refusal, not an answer', async () => {
    const level = freshLevel();
    const people = await many(level, 2, 0);
    const [leaves, asks] = people as [Person, Person];
    const id = await sent(level, 2);
    await moments(people);
    must(await writes(leaves, '退订'));
    must(await writes(asks, '怎么用这个券'));
    await moments(people);
    expect((await report(id)).all).toMatchObject({ sent: 2, replied: 1, optedOut: 1 });
  });

  it('O44 an answer to an offer that ended solved counts, by the last word about it; other encounters do not', async () => {
    await closingIs({ required: false });
    const level = freshLevel();
    const people = await many(level, 3, 0);
    const [solved, left, before] = people as [Person, Person, Person];
    // One asked and was helped before the offer came: that is not of it.
    const earlier = await ends(before, true);
    await moments(people, 40 * 60_000);
    const id = await sent(level, 3);
    await moments(people);
    await ends(solved, true);
    await ends(left, false);
    await moments(people);
    expect((await report(id)).all).toMatchObject({ sent: 3, replied: 2, resolved: 1 });
    // The customer says otherwise than their agent.
    const session = String((await rows(solved.id, 'select id from session order by opened_at desc'))[0]?.['id']);
    // What was solved before the offer came is not of it, though it is said only now, and though they answered the offer too.
    must(await writes(before, '这个券怎么用'));
    const late = new Hand(await openScreen(before.id, visitor(before.sms), 'o2'));
    expect(await late.act({ act: 'rate', session: earlier, score: 5, solved: true })).toBe('accepted');
    await moments(people);
    expect((await report(id)).all).toMatchObject({ replied: 3, resolved: 1 });
    const screen = new Hand(await openScreen(solved.id, visitor(solved.sms), 'o1'));
    expect(await screen.act({ act: 'rate', session, score: 2, solved: false })).toBe('accepted');
    await moments(people);
    expect(await resolved(id)).toBe(0);
    // What was said of it before, come late, changes nothing.
    await campaign(id).told({
      ...{ person: solved.id },
      told: {
        ...{ version: 1, state: 'sent', channel: 'sms', why: null, at: TEN, parts: 1 },
        ...{ replied: true, optedOut: false, complained: false, resolved: true },
      },
    });
    expect(await resolved(id)).toBe(0);
  });

  it('O43 who bought within the days after its beginning is counted by version and for the control group', async () => {
    const level = freshLevel();
    const people = await many(level, 16, 0);
    const words = { title: '满减', text: '满减' };
    const id = await runs(level, { arms: [{ id: 'a', share: 50, zh: words, en: words, sms: 'baby-50' }] });
    await ticks(id, 4);
    const { people: all } = must(await campaign(id).people({ filter: {}, after: null }));
    const heldOut = all.filter(({ state }) => state === 'held-out').map(({ customer: one }) => one);
    const meant = people.map((person) => person.id);
    const got = meant.filter((one) => !heldOut.includes(one));
    expect(heldOut.length * got.length).toBeGreaterThan(0);
    const buys = async (who: string, when: number) => {
      at(Math.max(Date.now() + 1, when));
      const purchases = [{ key: `p-${who}-${when}`, category: '母婴', amount: 100, at: when }];
      must(await customer(who).backend({ order: 'purchases', purchases }));
    };
    const begins = await report(id);
    expect(begins.bought).toMatchObject({ done: false, groups: [] });
    expect(begins.bought.at).toBe(Date.parse('2037-12-08T06:00:00+08:00'));
    // Two of those who got it, one twice; one of those held out; one the day after the last.
    await buys(got[0]!, TEN + HOUR);
    await buys(got[0]!, TEN + 2 * HOUR);
    await buys(heldOut[0]!, TEN + DAY);
    await buys(got[1] ?? got[0]!, Date.parse('2037-12-07T23:59:00+08:00'));
    if (got[2]) await buys(got[2], Date.parse('2037-12-08T00:01:00+08:00'));
    await moments(people);
    await ticks(id, 2);
    expect((await report(id)).bought.groups, 'not before it is time').toEqual([]);
    at((begins.bought.at ?? 0) + 1_000);
    await ticks(id, 3);
    const { bought, comparisons } = await report(id);
    expect(bought.done).toBe(true);
    expect(bought.groups).toMatchObject([
      { arm: 'a', people: got.length, did: Math.min(2, got.length) },
      { arm: null, people: heldOut.length, did: 1 },
    ]);
    const [against] = comparisons;
    expect(against).toMatchObject({ first: 'a', second: null, outcome: 'bought', verdict: 'too-few' });
    expect(MEASURED_DAYS).toBe(7);
  });

  it('O43 who went into another line meanwhile counts by what that one bought', async () => {
    const level = freshLevel();
    // The older line is the one that stays.
    const other = await known('elsewhere');
    const [one] = (await many(level, 1, 0)) as [Person];
    const id = await sent(level, 1);
    await decide(one, 'merge', other);
    await moments([one, other]);
    at(TEN + DAY);
    const purchases = [{ key: 'p-merged', category: '母婴', amount: 100, at: Date.now() }];
    must(await customer(other.id).backend({ order: 'purchases', purchases }));
    await moments([one, other]);
    const { at: when } = (await report(id)).bought;
    at((when ?? 0) + 1_000);
    await until('the purchase is counted', async () => {
      await moments([one, other]);
      const found = await env.DIRECTORY.getByName('main').bought({ people: [one.id], days: 7, last: TEN + 6 * DAY });
      return found.length === 1;
    });
    await ticks(id, 3);
    expect((await report(id)).bought.groups).toMatchObject([{ arm: 'a', people: 1, did: 1 }]);
  });
});
