/** Whose things are by now: every room hears it as an ordinary fact, the newest wins, and what comes late changes nothing. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DocketQuery } from '../../shared/docket.ts';
import { ticketRowOf } from '../../worker/customer/ticket/view.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { opens, reads } from '../customer/ticket-rig.ts';
import { fact, NOW, onFloor } from '../desk/room.ts';
import { must } from '../results.ts';
import { freshAgent, openDashboard, row, seatOf } from '../seat/dashboard.ts';
import { told as encounter } from '../shared/told.ts';
import { stubOf } from '../stub.ts';
import { fresh as freshTicket } from '../ticket/desk.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { fresh, message, news, session } from './told.ts';

/** What the younger line and the older one, which took it in at its revision 20, tell the directory. */
const younger = (revision: number) =>
  news({
    revision,
    customer: { ...news().customer, customer: 'c_b', name: '访客' },
    sessions: [session('s_b', { customer: 'c_b', name: '访客' })],
    messages: [message('m_b', '包裹丢在驿站了', { customer: 'c_b', name: '访客', revision: revision - 2 })],
  });
const older = (revision: number) =>
  news({
    revision,
    customer: { ...news().customer, customer: 'c_a' },
    sessions: [session('s_b', { customer: 'c_a' })],
    messages: [message('m_b', '包裹丢在驿站了', { customer: 'c_a', revision: 18 })],
    homes: ['c_b'],
  });
const people = { filter: {}, after: null, now: NOW };

describe('the directory', () => {
  it('I41 I42 names whom things moved to, whatever comes late and in which order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([younger(7), younger(9), older(20), older(21), younger(9)], { minLength: 5 }),
        async (told) => {
          const directory = fresh();
          for (const one of told) await directory.tell(one);
          const found = await directory.search({ q: '驿站', filter: {}, after: null });
          expect(found.messages.map(({ row }) => [row.message, row.customer])).toEqual([['m_b', 'c_a']]);
          expect((await directory.people(people)).people.map((one) => one.customer)).toEqual(['c_a']);
          for (const name of ['c_a', 'c_b']) {
            const { sessions } = await directory.of({ customer: name, after: null });
            expect(sessions.map((one) => [one.session, one.customer])).toEqual([['s_b', 'c_a']]);
          }
        },
      ),
      { numRuns: 20 },
    ));

  it('I42 who got their own line back is there again, and an older word of the other takes nothing', async () => {
    const directory = fresh();
    for (const one of [younger(9), older(20), younger(30), older(21)]) await directory.tell(one);
    const { people: listed } = await directory.people(people);
    expect(listed.map((one) => one.customer).sort()).toEqual(['c_a', 'c_b']);
    const found = await directory.search({ q: '驿站', filter: {}, after: null });
    expect(found.messages.map(({ row }) => row.customer)).toEqual(['c_b']);
    expect((await directory.of({ customer: 'c_b', after: null })).sessions).toHaveLength(1);
  });

  it('V30 words taken back are gone also where an old line says so late; an erased person leads nowhere', async () => {
    const directory = fresh();
    await directory.tell(older(20));
    await directory.tell({ ...younger(9), messages: [], gone: ['m_b'] });
    expect((await directory.search({ q: '驿站', filter: {}, after: null })).messages).toEqual([]);
    await directory.forget('c_a');
    await runInDurableObject(stubOf(directory), (_: unknown, { storage }: DurableObjectState) => {
      expect(storage.sql.exec('select id from customer').toArray()).toEqual([]);
    });
  });
});

describe('the other rooms', () => {
  it('I42 the desk knows whose an encounter is by its newest fact', () =>
    onFloor((room) => {
      must(room.floor.fact(fact('s', 1, { customer: 'c_b' }), NOW));
      must(room.floor.fact(fact('s', 3, { customer: 'c_a' }), NOW));
      must(room.floor.fact(fact('s', 2, { customer: 'c_b' }), NOW));
      expect(room.scene.book.session('s')?.customer).toBe('c_a');
    }));

  it('I41 the list of tickets takes whose one is with a newer revision, and forgets it with them', async () => {
    const docket = env.DOCKET.getByName('whose');
    const all: DocketQuery = {
      ...{ member: 'a_1', groups: [], view: 'all', kind: null, phase: null, priority: null },
      ...{ assignee: null, search: null, after: null, limit: 50 },
    };
    const listed = { ...ticketRowOf(freshTicket(undefined, 't_moved'), '访客'), customer: 'c_b', revision: 3 };
    const put = (one: typeof listed) => docket.put(one, { channel: 'web', text: '蓝色水杯' });
    const whose = async () => (await docket.list(all)).tickets.map((one) => one.customer);
    for (const one of [listed, { ...listed, customer: 'c_a', revision: 4 }, listed]) must(await put(one));
    expect(await whose()).toEqual(['c_a']);
    await docket.forget('c_a');
    expect(await whose()).toEqual([]);
    expect((await docket.find({ q: '蓝色水杯', filter: {}, after: null })).tickets).toEqual([]);
  });

  it('I42 figures stand with whom an encounter moved to', async () => {
    const ledger = env.LEDGER.getByName('whose');
    const one = (customerId: string, revision: number) =>
      encounter(
        [
          [0, 'customer'],
          [1, 'robot'],
        ],
        9,
        { session: 's_moved', customer: customerId, revision },
      );
    for (const told of [one('c_b', 9), one('c_a', 20), one('c_b', 9)]) await ledger.tell([told]);
    const range = { from: '2026-11-01', to: '2026-11-30', parts: false };
    const { rows: behind } = await ledger.behind({ range, figure: 'talks', after: null, limit: 9 });
    expect(behind.map((one) => one.customer)).toEqual(['c_a']);
  });

  it('I42 a seat lists an encounter with whom it moved to, also when the old row comes late', async () => {
    const agent = freshAgent();
    const seat = seatOf(agent);
    const dashboard = await openDashboard(agent);
    const listed = () =>
      runInDurableObject(stubOf(seat), (_: unknown, { storage }: DurableObjectState) =>
        storage.sql.exec('select customer, revision from conversation where gone = 0').toArray(),
      );
    must(await seat.conversation(row('c_b', 9)));
    must(await seat.conversation(row('c_a', 20), ['c_b']));
    must(await seat.conversation(row('c_b', 10)));
    await dashboard.next('event', ({ change }) => change.kind === 'gone' && change.customer === 'c_b');
    expect(await listed()).toEqual([{ customer: 'c_a', revision: 20 }]);
    // Their own line again: newer.
    must(await seat.conversation(row('c_b', 30)));
    must(await seat.conversation(row('c_a', 21), ['c_b']));
    expect(await listed()).toEqual([
      { customer: 'c_a', revision: 21 },
      { customer: 'c_b', revision: 30 },
    ]);
  });
});

describe('a line', () => {
  beforeAll(async () => {
    openWorld();
    await knowledgeable();
  }, 70_000);

  it('I41 takes tickets that came with another as its own, and tells everybody anew; once', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
    const { ticket } = await opens(person.id);
    const theirs = `update ticket set body = json_set(body, '$.customer', 'c_other')`;
    await runInDurableObject(stubOf(customer(person.id)), (_: unknown, { storage }: DurableObjectState) => {
      storage.sql.exec(theirs);
    });
    expect(await customer(person.id).retell()).toBe(true);
    const after = (await reads(person.id, ticket.id)).ticket;
    expect(after).toMatchObject({ customer: person.id, revision: ticket.revision + 1 });
    const listed = async () => {
      const found = await env.DOCKET.getByName('main').find({ q: ticket.number, filter: {}, after: null });
      return found.tickets.find(({ row }) => row.revision === after.revision && row.customer === person.id);
    };
    await until('the list', async () => (await listed()) !== undefined, 8_000);
    await customer(person.id).retell();
    expect((await reads(person.id, ticket.id)).ticket.revision).toBe(after.revision);
    expect(await rows(person.id, `select id from ticket where json_extract(body, '$.customer') = 'c_other'`)).toEqual(
      [],
    );
  });
});
