/** Tickets and the desk: given by the same rules, kept by who has them, given on by hand, looked for anew. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { SessionFact } from '../../shared/actors.ts';
import type { Duty, Notice } from '../../shared/seat.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { onFloor } from '../desk/room.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { acts, opens, reads } from './ticket-rig.ts';

const desk = () => env.DESK.getByName('main');
let version = 0;
async function presence(id: string, duty: Duty, connected = true): Promise<void> {
  version += 1;
  must(await desk().presence({ agent: { id, name: `客服${id}` }, duty, connected, version }));
}
const atDesk = () =>
  runInDurableObject(stubOf(desk()), (_desk: unknown, { storage }: DurableObjectState) =>
    storage.sql
      .exec<{ session: string; state: string; agent: string | null }>(
        `select session, state, agent from session where kind = 'ticket' order by session`,
      )
      .toArray(),
  );

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(async () => {
  for (const id of ['v', 'w', 'x', 'y']) await presence(id, 'offline', false);
});

async function met() {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
  return person;
}
const assigneeOf = async (id: string, ticket: string) => (await reads(id, ticket)).ticket.assignee?.id ?? null;

it('J13 a ticket nobody has goes to who is on duty, without a word to the customer; their going home leaves it theirs', async () => {
  const person = await met();
  const screen = await openScreen(person.id, visitor(person.web), 'i1');
  const { ticket } = await opens(person.id);
  await until('at the desk', async () => (await atDesk()).some((one) => one.session === `${ticket.id}.1`));
  expect(await assigneeOf(person.id, ticket.id)).toBeNull();
  await presence('x', 'online');
  await until('given', async () => (await assigneeOf(person.id, ticket.id)) === 'x');
  const { entries } = await reads(person.id, ticket.id);
  expect(entries.at(-1)).toMatchObject({ by: { kind: 'clock' }, internal: true, event: { what: 'assigned' } });
  await presence('x', 'offline', false);
  await evictDurableObject(stubOf(desk()));
  await presence('y', 'online');
  expect(await assigneeOf(person.id, ticket.id)).toBe('x');
  expect(screen.of('queue')).toEqual([]);
  expect((await desk().view()).sessions.filter((one) => one.kind === 'ticket')).toEqual([]);
  expect(await rows(person.id, `select * from message where body like '%客服x%'`)).toEqual([]);
});

it('J13 given by hand it weighs on who has it; taken from somebody the desk looks anew; done it is gone', async () => {
  const person = await met();
  const { ticket } = await opens(person.id);
  await acts(person.id, ticket.id, { act: 'assign', assignee: { id: 'z', name: '小张' } });
  const of = async (round: number) => (await atDesk()).find((one) => one.session === `${ticket.id}.${round}`);
  await until('gone from the desk', async () => ((await of(1))?.state ?? 'closed') === 'closed');
  await until('held at the desk', async () => (await of(2))?.agent === 'z');
  await presence('y', 'online');
  expect(await assigneeOf(person.id, ticket.id)).toBe('z');
  await acts(person.id, ticket.id, { act: 'assign', assignee: null });
  await until('found anew', async () => (await assigneeOf(person.id, ticket.id)) === 'y');
  expect((await of(3))?.agent).toBe('y');
  await acts(person.id, ticket.id, { act: 'assign', assignee: null });
  await until('another round', async () => (await of(4)) !== undefined);
  await acts(person.id, ticket.id, { act: 'move', to: 'closed' });
  await until('closed at the desk', async () => ((await of(4))?.state ?? 'closed') === 'closed');
  const again = await acts(person.id, ticket.id, { act: 'reopen', text: '客户来电' });
  expect(again.ticket.phase).toBe('doing');
});

it('J14 whoever has it from now on is told at their seat once, by the desk and by a colleague', async () => {
  const person = await met();
  await presence('v', 'online');
  const { ticket } = await opens(person.id);
  await until('given', async () => (await assigneeOf(person.id, ticket.id)) === 'v');
  const told = (id: string) =>
    runInDurableObject(stubOf(env.SEAT.getByName(id)), (_seat: unknown, { storage }: DurableObjectState) =>
      storage.sql
        .exec<{ notice: string }>('select notice from told where notice is not null order by place')
        .toArray()
        .map((row) => JSON.parse(row.notice) as Notice)
        .filter((one) => one.ticket === ticket.id),
    );
  await until('told', async () => (await told('v')).length > 0);
  expect(await told('v')).toMatchObject([{ code: 'ticket-given', customer: person.id }]);
  const { entries } = await acts(person.id, ticket.id, { act: 'assign', assignee: { id: 'q', name: '小钱' } });
  expect(entries.at(-1)?.event.what).toBe('assigned');
  await until('told by hand', async () => (await told('q')).length > 0);
  expect((await told('q'))[0]?.words.zh).toContain(`指派给您`);
  const again = await acts(person.id, ticket.id, { act: 'comment', text: '在跟进', internal: true, key: 'k9' });
  expect(again.ticket.assignee?.id).toBe('q');
  expect([await told('v'), await told('q')].map((one) => one.length)).toEqual([1, 1]);
});

it('J13 tickets have their own capacity: more than that wait, sessions are not held up by them', async () => {
  const settings = env.SETTINGS.getByName(SETTINGS);
  const kept = await settings.read('desk');
  const { desk: now } = await refreshSettings(env);
  const by = { id: 'u_lead', name: '赵敏' };
  const value = { ...now, ticketCapacity: 1, assign: 'auto', profiles: [], groups: [], calendar: null };
  must(await settings.write({ name: 'desk', revision: kept?.revision ?? 0, value, by }));
  await refreshSettings(env);
  const person = await met();
  await presence('w', 'online');
  const [one, two] = [(await opens(person.id)).ticket.id, (await opens(person.id)).ticket.id];
  await until(
    'one given',
    async () => (await assigneeOf(person.id, one)) === 'w' || (await assigneeOf(person.id, two)) === 'w',
  );
  const guest = freshPerson();
  must(await customer(guest.id).hear(said(guest.web, 'k1', '转人工')));
  await until('served', async () => (await rows(guest.id, `select agent_id from session`))[0]?.agent_id === 'w');
  const held = [await assigneeOf(person.id, one), await assigneeOf(person.id, two)];
  expect(held.filter((agent) => agent === 'w')).toHaveLength(1);
  const mine = held[0] === 'w' ? one : two;
  await acts(person.id, mine, { act: 'move', to: 'closed' });
  const other = mine === one ? two : one;
  await until('the next one', async () => (await assigneeOf(person.id, other)) === 'w');
});

it('J13 what was given by hand takes room like what the desk gives, also beyond capacity', () =>
  onFloor(
    (room) => {
      room.comes('x');
      const ticket = (id: string, more: Partial<SessionFact> = {}) => room.tells(id, { kind: 'ticket', ...more });
      must(ticket('t_1.1', { state: 'agent', holder: 'x' }));
      must(ticket('t_2.1', { state: 'agent', holder: 'x' }));
      expect(room.scene.book.load('x', 'ticket')).toBe(2);
      must(ticket('t_3.1'));
      expect(room.where('t_3.1')).toBe('queued');
      expect(room.owed().filter((one) => one.lane.startsWith('t_'))).toEqual([]);
      must(ticket('t_1.1', { state: 'closed' }));
      expect(room.where('t_3.1')).toBe('queued');
      must(ticket('t_2.1', { state: 'closed' }));
      expect(room.where('t_3.1')).toBe('x');
      // An older word of who has it changes nothing; the desk that forgot takes it as it is.
      must(ticket('t_3.1', { state: 'agent', holder: 'y', turn: 0 }));
      expect(room.where('t_3.1')).toBe('x');
      must(ticket('t_9.1', { state: 'agent', holder: 'x', turn: 4 }));
      expect(room.where('t_9.1')).toBe('x');
    },
    { ticketCapacity: 1 },
  ));

it('J14 who is asked for sessions is asked for tickets: missed or declined it goes on to the next, and only they see it', () =>
  onFloor(
    (room) => {
      room.comes('x');
      must(room.tells('t_1.1', { kind: 'ticket' }));
      expect([room.where('t_1.1'), room.asked('t_1.1')]).toEqual(['queued', 'x']);
      expect(room.view.changes(1, room.now).sessions).toMatchObject([{ session: 't_1.1', kind: 'ticket' }]);
      room.comes('y');
      const { version } = room.view.changes(1, room.now);
      room.passes(20_000);
      expect(room.asked('t_1.1')).toBe('y');
      const order = (act: 'accept' | 'force-close') =>
        act === 'accept'
          ? { agent: { id: 'y', name: 'Y' }, lead: true, act: { act, session: 't_1.1' } }
          : { agent: { id: 'y', name: 'Y' }, lead: true, act: { act, session: 't_1.1', reason: '无' } };
      expect(room.floor.act(order('force-close'), room.now)).toMatchObject({ ok: false, code: 'wrong_state' });
      must(room.floor.act(order('accept'), room.now));
      expect(room.where('t_1.1')).toBe('y');
      expect(room.view.changes(version, room.now)).toMatchObject({ sessions: [], gone: ['t_1.1'] });
      expect(room.told('x')).toEqual(['offer-missed']);
    },
    { assign: 'offer' },
  ));
