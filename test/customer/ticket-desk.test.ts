/** Tickets and the desk: given by the same rules, kept by who has them, given on by hand, looked for anew. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Duty } from '../../shared/seat.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
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
  for (const id of ['w', 'x', 'y']) await presence(id, 'offline', false);
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

it('J13 given by hand it leaves the desk; taken from somebody the desk looks anew; done it is gone', async () => {
  const person = await met();
  const { ticket } = await opens(person.id);
  await acts(person.id, ticket.id, { act: 'assign', assignee: { id: 'z', name: '小张' } });
  const of = async (round: number) => (await atDesk()).find((one) => one.session === `${ticket.id}.${round}`);
  await until('gone from the desk', async () => ((await of(1))?.state ?? 'closed') === 'closed');
  await presence('y', 'online');
  expect(await assigneeOf(person.id, ticket.id)).toBe('z');
  await acts(person.id, ticket.id, { act: 'assign', assignee: null });
  await until('found anew', async () => (await assigneeOf(person.id, ticket.id)) === 'y');
  expect((await of(2))?.agent).toBe('y');
  await acts(person.id, ticket.id, { act: 'assign', assignee: null });
  await until('another round', async () => (await of(3)) !== undefined);
  await acts(person.id, ticket.id, { act: 'move', to: 'closed' });
  await until('closed at the desk', async () => ((await of(3))?.state ?? 'closed') === 'closed');
  const again = await acts(person.id, ticket.id, { act: 'reopen', text: '客户来电' });
  expect(again.ticket.phase).toBe('doing');
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
