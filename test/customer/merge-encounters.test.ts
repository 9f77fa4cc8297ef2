/** Two open encounters become one and two again, with the real desk: the one that ended by the merge stands where it stood. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Duty } from '../../shared/seat.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { atRest, decide, dump, tells, type Somebody } from './merge-rig.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text } from './rig.ts';

const desk = () => env.DESK.getByName('main');
let version = 0;
async function presence(id: string, duty: Duty, connected = true): Promise<void> {
  version += 1;
  const heardAt = connected ? {} : { heardAt: 1 };
  must(await desk().presence({ agent: { id, name: `客服${id}` }, duty, connected, version, ...heardAt }));
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(async () => {
  // Who still waits would be given to the next test's agent.
  const by = { id: 'lead', name: '赵敏' };
  for (const { session, state } of (await desk().view()).sessions)
    if (state !== 'robot')
      await desk().act({ agent: by, lead: true, act: { act: 'force-close', session, reason: '-' } });
  await until('all is over', async () => (await desk().view()).sessions.every(({ state }) => state === 'robot'));
  for (const id of ['x', 'y']) await presence(id, 'offline', false);
});

const openOf = async ({ id }: Somebody) =>
  (
    await rows(
      id,
      `select id, state, agent_id as agent, waiting_since as since, endpoint, handover ->> '$.urgency' as urgency,
       service ->> '$.collaborators' as beside from session where state <> 'closed'`,
    )
  )[0];
/** How the desk has somebody: with whom, or in what state. */
async function atDesk(person: Somebody) {
  const one = await openOf(person);
  const found = (await desk().view()).sessions.find(({ session }) => session === one?.['id']);
  return found && { customer: found.customer, where: found.agent?.id ?? found.state };
}

type Where = 'robot' | 'queued' | 'x' | 'y';
/** Two who came one after the other: each with the robot, in line, or with an agent who answered. */
async function two(one: Where, other: Where): Promise<[Somebody, Somebody]> {
  const [older, younger] = [freshPerson(), freshPerson()];
  for (const { id, wechat } of [older, younger]) must(await customer(id).hear(said(wechat, `${id}-1`, '你好')));
  // Whoever is in line would be given to an agent who is free.
  const inLineLast = [
    [older, one],
    [younger, other],
  ] as const;
  for (const [who, where] of inLineLast.toSorted(([, first]) => (first === 'queued' ? 1 : -1)))
    await stands(who, where);
  return [older, younger];
}

async function stands(person: Somebody, where: Where): Promise<void> {
  for (const id of ['x', 'y']) await presence(id, id === where ? 'online' : 'busy');
  if (where !== 'robot') must(await customer(person.id).hear(said(person.wechat, `${person.id}-2`, '转人工')));
  const state = where === 'x' || where === 'y' ? 'agent' : where;
  await until(where, async () => (await openOf(person))?.['state'] === state);
  if (state === 'agent') {
    const mine = await openScreen(person.id, agent(where, `客服${where}`), `desk-${where}`);
    const [row] = await rows(person.id, 'select fence from session');
    mine.say({ type: 'send', number: 1, body: text('您好，请讲'), fence: Number(row?.['fence']) });
    await mine.next('accepted');
  }
  for (const id of ['x', 'y']) await presence(id, 'busy');
  await until('the desk knows', async () => ((await atDesk(person))?.where ?? 'robot') === where);
}

/** All rows, but for what was acknowledged to a colleague's screen: that stays with the line. */
async function whole(who: Somebody) {
  const { operation: _, ...rest } = await dump(who);
  return rest;
}

const pairs: readonly (readonly [Where, Where])[] = [
  ['queued', 'queued'],
  ['queued', 'x'],
  ['x', 'y'],
  ['robot', 'queued'],
  ['x', 'queued'],
  ['x', 'x'],
];

describe('an encounter that ended by a merge', () => {
  it.each(pairs)(
    'I65 %s and %s: merged and parted, each stands where it stood; so does the desk',
    async (one, other) => {
      const [older, younger] = await two(one, other);
      const both = () =>
        Promise.all([older, younger].map(async (who) => [await openOf(who), await atDesk(who), await whole(who)]));
      const before = await both();
      await decide(older, 'merge', younger);
      await atRest(older, younger);
      expect(await rows(older.id, `select 1 from session where state <> 'closed'`)).toHaveLength(1);
      await decide(older, 'unmerge', younger);
      await atRest(older, younger);
      await until('the desk heard of both', async () => {
        const now = await Promise.all([atDesk(older), atDesk(younger)]);
        return now.every((at, which) => JSON.stringify(at) === JSON.stringify(before[which]?.[1])) || null;
      });
      expect(await both()).toEqual(before);
    },
    60_000,
  );

  it.each(pairs)(
    'I65 %s and %s: with traffic in between, each has its place, its words and its agent',
    async (one, other) => {
      const [older, younger] = await two(one, other);
      const before = await Promise.all([older, younger].map(openOf));
      await decide(older, 'merge', younger);
      await atRest(older, younger);
      await until('one at the desk', async () => {
        const all = (await desk().view()).sessions.filter(({ session }) =>
          before.some((row) => row?.['id'] === session),
        );
        return all.filter(({ state }) => state !== 'robot').length <= 1 || null;
      });
      for (const who of [younger, older]) await tells(who, said(who.wechat, `${who.id}-since`, `${who.id} 的话`));
      await decide(older, 'unmerge', younger);
      await atRest(older, younger);
      for (const [which, who] of [older, younger].entries()) {
        const at = which === 0 ? one : other;
        await until('the desk heard', async () => ((await atDesk(who))?.where ?? 'robot') === at);
        const now = await openOf(who);
        const [was] = [before[which]];
        // Who had been answered and has spoken since waits since then.
        const since = was?.['since'] ?? now?.['since'];
        expect(now).toEqual({ ...was, since });
        if (at !== 'robot') expect((await atDesk(who))?.customer).toBe(who.id);
        const words = await rows(who.id, `select body ->> '$.text' as words from message where direction = 'in'`);
        expect(words.map((row) => row['words'])).toContain(`${who.id} 的话`);
      }
    },
    60_000,
  );

  it('I65 its agent speaks to its customer again, and to nobody else', async () => {
    const [older, younger] = await two('x', 'y');
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    const mine = await openScreen(younger.id, agent('y', '客服y'), 'desk-again');
    const [row] = await rows(younger.id, `select fence from session where state = 'agent'`);
    mine.say({ type: 'send', number: 1, body: text('还是我'), fence: Number(row?.['fence']) });
    await mine.next('accepted');
    expect(JSON.stringify((await dump(older))['message'])).not.toContain('还是我');
  }, 60_000);

  it('I65 an agent who went home meanwhile: back in line at the old place, and the customer is told', async () => {
    const [older, younger] = await two('x', 'y');
    const was = await openOf(younger);
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    await presence('y', 'offline', false);
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    await until('in line', async () => (await atDesk(younger))?.where === 'queued');
    await until('told', async () => (await openOf(younger))?.['state'] === 'queued');
    expect(await openOf(younger)).toMatchObject({ id: was?.['id'], agent: null });
    const told = await rows(younger.id, `select body ->> '$.text' as words from message where direction = 'out'`);
    expect(JSON.stringify(told)).toContain('客服y');
  }, 60_000);

  it('I65 what was ended for both since stays ended', async () => {
    const [older, younger] = await two('x', 'queued');
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    const mine = await openScreen(older.id, agent('x', '客服x'), 'desk-ends');
    const [row] = await rows(older.id, `select fence from session where state = 'agent'`);
    mine.say({
      type: 'act',
      number: 1,
      act: {
        act: 'close',
        fence: Number(row?.['fence']),
        summary: { category: 'delivery-late', text: '已登记', resolved: true },
      },
    });
    await Promise.race([mine.next('accepted'), mine.next('refused')]);
    expect(mine.of('refused')).toEqual([]);
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    expect([await openOf(older), await openOf(younger)]).toEqual([undefined, undefined]);
  }, 60_000);

  it('I65 three: the middle one takes its own along, and each stands again as it leaves', async () => {
    const [a, b] = await two('queued', 'queued');
    const c = freshPerson();
    await stands(c, 'queued');
    const all = [a, b, c];
    const before = await Promise.all(all.map(openOf));
    await decide(b, 'merge', c);
    await atRest(b, c);
    await decide(a, 'merge', b);
    await atRest(a, b, c);
    await decide(a, 'unmerge', b);
    await atRest(a, b, c);
    expect([await openOf(a), await openOf(b)]).toEqual(before.slice(0, 2));
    await decide(b, 'unmerge', c);
    await atRest(a, b, c);
    expect(await Promise.all(all.map(openOf))).toEqual(before);
    const left = `select 1 from session where service ->> '$.taken' is not null or service ->> '$.joined' is not null`;
    for (const { id } of all) expect(await rows(id, left)).toEqual([]);
  }, 90_000);
});
