/** What a dashboard is told: from its position on, in order, within its window, over sleep and reset. */
import { env } from 'cloudflare:workers';
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeCodes, KEPT_CHANGES, KEPT_MS, STREAM_VERSION, WINDOW_EVENTS } from '../../shared/frame.ts';
import { stubOf } from '../stub.ts';
import { applySeatChange, type SeatState } from '../../shared/seat.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { type Dashboard, freshAgent, openDashboard, row, seatOf, socketTo } from './dashboard.ts';

afterEach(() => vi.useRealTimers());

const customersOf = (state: SeatState) =>
  state.conversations.map((one) => `${one.customer}@${one.revision}`).toSorted();

/** What the screen shows after all it was told; fails when an event doesn't follow. */
function play(...dashboards: Dashboard[]): SeatState {
  let state: SeatState | null = null;
  for (const frame of dashboards.flatMap((one) => one.frames)) {
    if (frame.type === 'reset') state = { ...frame.snapshot, epoch: frame.epoch, revision: frame.revision };
    if (frame.type !== 'event') continue;
    if (!state) throw new Error('an event before any state');
    expect(frame.previous).toBe(state.revision);
    state = applySeatChange(state, frame.revision, frame.change);
  }
  if (!state) throw new Error('nothing was told');
  return state;
}

describe('the door', () => {
  it('S1 wants hello first, S2 a ticket that was not used, S8 this version', async () => {
    const agent = freshAgent();
    const cases: [object | string, string, number][] = [
      [{ type: 'got', revision: 0 }, 'hello_first', closeCodes.stop],
      ['rubbish', 'hello_first', closeCodes.stop],
      [
        { type: 'hello', version: STREAM_VERSION, ticket: 'x'.repeat(43), instance: 'i', position: null },
        'bad_ticket',
        closeCodes.newTicket,
      ],
      [
        { type: 'hello', version: 99, ticket: 'x'.repeat(43), instance: 'i', position: null },
        'stale_client',
        closeCodes.stop,
      ],
    ];
    for (const [frame, code, closed] of cases) {
      const dashboard = await socketTo(agent);
      dashboard.say(frame);
      expect((await dashboard.next('refused')).code).toBe(code);
      await until('closed', () => dashboard.closed === closed);
    }
    const { ticket } = must(await seatOf(agent).ticket(agent));
    const hello = { type: 'hello', version: STREAM_VERSION, ticket, instance: 'i', position: null };
    const [first, second] = [await socketTo(agent), await socketTo(agent)];
    first.say(hello);
    await first.next('reset');
    second.say(hello);
    expect((await second.next('refused')).code).toBe('bad_ticket');
  });

  it('S2 a ticket ends with its thirty seconds, and with a reset of the seat', async () => {
    const agent = freshAgent();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const late = must(await seatOf(agent).ticket(agent)).ticket;
    vi.setSystemTime(Date.now() + 30_000);
    const lost = must(await seatOf(agent).ticket(agent)).ticket;
    for (const ticket of [late, lost]) {
      if (ticket === lost) await evictDurableObject(stubOf(seatOf(agent)));
      const dashboard = await socketTo(agent);
      dashboard.say({ type: 'hello', version: STREAM_VERSION, ticket, instance: 'i', position: null });
      expect((await dashboard.next('refused')).code).toBe('bad_ticket');
    }
  });

  it('S3 refuses what is malformed and goes on; the number it carries is named', async () => {
    const dashboard = await openDashboard(freshAgent());
    dashboard.say('{');
    dashboard.say({ type: 'sing' });
    dashboard.say({ type: 'act', number: 1, act: { act: 'fly' } });
    dashboard.say(`"${'x'.repeat(70_000)}"`);
    dashboard.say({ type: 'act', number: 1, act: { act: 'duty', duty: 'busy' } });
    await dashboard.next('accepted');
    expect(dashboard.of('refused').map((one) => [one.code, one.number])).toEqual([
      ['bad_json', undefined],
      ['unknown_frame', undefined],
      ['bad_request', 1],
      ['too_large', undefined],
    ]);
  });

  it('S1 closes who never says hello, and refuses the twenty-first dashboard', async () => {
    const agent = freshAgent();
    const silent = await socketTo(agent);
    for (let count = 1; count < 20; count += 1) await socketTo(agent);
    await expect(socketTo(agent)).rejects.toThrow('429');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_001 });
    expect(await runDurableObjectAlarm(stubOf(seatOf(agent)))).toBe(true);
    await until('closed', () => silent.closed === closeCodes.newTicket);
    await openDashboard(agent);
  });
});

describe('the list', () => {
  it('D6 takes the newest word about each customer, once', async () => {
    const agent = freshAgent();
    const seat = seatOf(agent);
    const dashboard = await openDashboard(agent);
    expect(must(await seat.conversation(row('c1', 5))).applied).toBe(true);
    expect(must(await seat.conversation(row('c1', 5))).applied).toBe(false);
    expect(must(await seat.conversation(row('c1', 4))).applied).toBe(false);
    expect(must(await seat.gone({ customer: 'c1', session: 's_c1', revision: 4 })).applied).toBe(false);
    expect(must(await seat.gone({ customer: 'c1', session: 's_c1', revision: 6 })).applied).toBe(true);
    expect(must(await seat.gone({ customer: 'c1', session: 's_c1', revision: 6 })).applied).toBe(false);
    expect(must(await seat.conversation(row('c1', 6))).applied).toBe(false);
    // Gone anew at 8: what was said before comes too late to bring it back.
    expect(must(await seat.gone({ customer: 'c1', session: 's_c1', revision: 8 })).applied).toBe(false);
    expect(must(await seat.conversation(row('c1', 7))).applied).toBe(false);
    expect(must(await seat.conversation(row('c2', 1))).applied).toBe(true);
    expect(must(await seat.conversation(row('c1', 9))).applied).toBe(true);
    await dashboard.next('event', (frame) => frame.revision === 4);
    expect(customersOf(play(dashboard))).toEqual(['c1@9', 'c2@1']);
  });

  it('D6 S4 resumes by position through sleep and an abrupt reset; a fresh screen ends equal', async () => {
    const agent = freshAgent();
    const first = await openDashboard(agent);
    must(await seatOf(agent).conversation(row('c1', 1)));
    await first.next('event');
    await evictDurableObject(stubOf(seatOf(agent)));
    must(await seatOf(agent).conversation(row('c2', 1)));
    await first.next('event', (frame) => frame.revision === 2);
    first.socket.close();
    must(await seatOf(agent).conversation(row('c1', 2)));
    await abortAllDurableObjects();
    must(await seatOf(agent).conversation(row('c3', 1)));
    const second = await openDashboard(agent, { position: first.position });
    await second.next('event', (frame) => frame.revision === 4);
    expect(second.of('reset')).toEqual([]);
    const fresh = await openDashboard(agent, { instance: 'i2' });
    await fresh.next('reset');
    expect(customersOf(play(first, second))).toEqual(['c1@2', 'c2@1', 'c3@1']);
    expect(play(fresh)).toEqual({ ...play(first, second), conversations: play(fresh).conversations });
    expect(customersOf(play(fresh))).toEqual(customersOf(play(first, second)));
  });

  it('S4 another epoch, a position ahead, or changes no longer kept give a reset, never a partial list', async () => {
    const agent = freshAgent();
    const seat = seatOf(agent);
    const first = await openDashboard(agent);
    for (let revision = 1; revision <= 3; revision += 1) must(await seat.conversation(row('c', revision)));
    await first.next('event', (frame) => frame.revision === 3);
    const { epoch } = first.position;
    await runInDurableObject(stubOf(seat), (_seat: unknown, state: DurableObjectState) =>
      state.storage.sql.exec('delete from change where revision <= 2'),
    );
    const positions = [
      { epoch: 'other', revision: 3 },
      { epoch, revision: 4 },
      { epoch, revision: 1 },
    ];
    for (const position of positions) {
      const dashboard = await openDashboard(agent, { position });
      expect((await dashboard.next('reset')).revision).toBe(3);
    }
    const kept = await openDashboard(agent, { position: { epoch, revision: 2 } });
    await kept.next('event', (frame) => frame.revision === 3);
    expect(kept.of('reset')).toEqual([]);
  });

  it('S4 keeps ten thousand changes or thirty days, whichever is more, and never loses count', async () => {
    const agent = freshAgent();
    const seat = seatOf(agent);
    await runInDurableObject(stubOf(seat), (_seat: unknown, state: DurableObjectState) =>
      state.storage.sql.exec(
        `with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
         insert into change (at, body) select ?, '{}' from n`,
        KEPT_CHANGES + 5,
        Date.now() - KEPT_MS - 1,
      ),
    );
    must(await seat.conversation(row('c', 1)));
    const kept = await runInDurableObject(stubOf(seat), (_seat: unknown, state: DurableObjectState) =>
      state.storage.sql.exec('select count(*) as count, max(revision) as head from change').one(),
    );
    expect(kept).toEqual({ count: KEPT_CHANGES, head: KEPT_CHANGES + 6 });
    await runInDurableObject(stubOf(seat), (_seat: unknown, state: DurableObjectState) =>
      state.storage.sql.exec('delete from change'),
    );
    must(await seat.conversation(row('c', 2)));
    expect((await (await openDashboard(agent)).next('reset')).revision).toBe(KEPT_CHANGES + 7);
  });

  it('S5 a stalled reader costs one window, also over sleep, and loses nothing', async () => {
    const agent = freshAgent();
    const seat = seatOf(agent);
    const dashboard = await openDashboard(agent);
    const { revision } = await dashboard.next('reset');
    dashboard.say({ type: 'got', revision });
    for (let number = 1; number <= 100; number += 1) {
      must(await seat.conversation(row(`c${number}`, 1)));
      if (number === 30) await evictDurableObject(stubOf(seat));
    }
    await until('a full window', () => dashboard.of('event').length === WINDOW_EVENTS);
    await evictDurableObject(stubOf(seat));
    must(await seat.conversation(row('last', 1)));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(dashboard.of('event').length).toBe(WINDOW_EVENTS);
    dashboard.say({ type: 'got', revision: dashboard.position.revision });
    await dashboard.next('event', (frame) => frame.revision === 101);
    expect(play(dashboard).conversations.length).toBe(101);
  });

  it('S5 D15 a desk nobody reads is held back; when the reader is heard again it ends at the truth', async () => {
    const agent = freshAgent();
    const dashboard = await openDashboard(agent);
    await dashboard.next('desk');
    const desk = env.DESK.getByName('main');
    const tell = (session: string, version: number) =>
      desk.fact({
        ...{ session, customer: `c_${session}`, name: `${version}${'访'.repeat(500)}`, channel: 'web', state: 'robot' },
        ...{ version, turn: 0, handover: null, at: 1 },
      });
    for (let version = 1; version <= 3; version += 1) {
      await Promise.all(Array.from({ length: 120 }, (_, index) => tell(`held-${index}`, version)));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const size = () => dashboard.of('desk').reduce((sum, frame) => sum + new Blob([JSON.stringify(frame)]).size, 0);
    expect(size()).toBeGreaterThan(100 * 1024);
    expect(size()).toBeLessThan(256 * 1024);
    const truth = async () => (await desk.changes({ since: 0 })).version;
    // As a client does: every part that says there is more is answered.
    let answered = 0;
    await until('the truth', async () => {
      const parts = dashboard.of('desk');
      if (answered === 0 || parts.length > answered) dashboard.say({ type: 'got', revision: 0 });
      answered = parts.length;
      const all = (await desk.view()).version;
      return dashboard.desk.version >= all && (await truth()) > 0;
    });
    const held = dashboard.desk.sessions.filter((one) => one.session.startsWith('held-'));
    expect(held).toHaveLength(120);
    expect(held.every((one) => one.name.startsWith('3'))).toBe(true);
  });
});
