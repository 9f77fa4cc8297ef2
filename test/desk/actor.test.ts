/** The desk and real customers: orders arrive, once, through eviction, lost answers and a customer that is down. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Duty } from '../../shared/seat.ts';
import { stubOf } from '../stub.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';

const desk = () => env.DESK.getByName('main');
let version = 0;

async function presence(id: string, duty: Duty, connected = true): Promise<void> {
  version += 1;
  must(await desk().presence({ agent: { id, name: `客服${id}` }, duty, connected, version }));
}

async function onDesk<Value>(work: (sql: SqlStorage) => Value): Promise<Value> {
  return runInDurableObject(stubOf(desk()), (_desk: unknown, state: DurableObjectState) => work(state.storage.sql));
}

/** A person who asked for a human. */
async function asks(): Promise<{ id: string }> {
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.web, `${person.id}-1`, '转人工')));
  return { id: person.id };
}
const session = async (id: string) =>
  (await rows(id, 'select id, state, agent_id, fence, turn from session order by opened_at desc limit 1'))[0];
const stands = (id: string, state: string, agent: string | null = null) =>
  until(`${id} ${state}`, async () => {
    const found = await session(id);
    return found?.state === state && found.agent_id === agent ? found : null;
  });

async function quiet(): Promise<void> {
  await until(
    'no letters',
    async () => (await onDesk((sql) => sql.exec('select * from letter').toArray())).length === 0,
  );
}

afterEach(async () => {
  vi.useRealTimers();
  for (const id of ['x', 'y', 'z']) await presence(id, 'offline', false);
});

describe('the desk', () => {
  it('D5 D3 gives a waiting customer to who is on duty, and back when they go', async () => {
    await presence('x', 'online');
    const { id } = await asks();
    await stands(id, 'agent', 'x');
    await presence('y', 'busy');
    await presence('x', 'offline');
    const queued = await stands(id, 'queued');
    await evictDurableObject(stubOf(desk()));
    await presence('y', 'online');
    const again = await stands(id, 'agent', 'y');
    expect(Number(again.turn)).toBe(Number(queued.turn) + 1);
  });

  it('D4 says so when nobody is on duty, and takes the message back into the line when somebody comes', async () => {
    const { id } = await asks();
    await stands(id, 'left-message');
    await presence('z', 'online');
    await stands(id, 'agent', 'z');
  });

  it('D5 an order whose answer was lost is given again and obeyed once', async () => {
    await presence('x', 'online');
    const { id } = await asks();
    const before = await stands(id, 'agent', 'x');
    await quiet();
    const told = JSON.stringify({ state: 'agent', agent: { id: 'x', name: '客服x' } });
    await onDesk((sql) =>
      sql.exec(
        `insert into letter (lane, kind, to_whom, turn, body, next_at) values (?, 'stands', ?, ?, ?, 0)`,
        ...[String(before.id), id, Number(before.turn), told],
      ),
    );
    await runInDurableObject(stubOf(desk()), (_desk: unknown, state: DurableObjectState) =>
      state.storage.setAlarm(Date.now() + 60_000),
    );
    await evictDurableObject(stubOf(desk()));
    expect(await runDurableObjectAlarm(stubOf(desk()))).toBe(true);
    await quiet();
    expect(await session(id)).toEqual(before);
  });

  it('D5 a customer that is down is told later, with growing pauses, and set aside after twelve tries until it speaks', async () => {
    const { id } = await asks();
    await stands(id, 'left-message');
    await quiet();
    const left = (await desk().view()).sessions.find((one) => one.customer === id);
    await runInDurableObject(stubOf(customer(id)) as never, (_actor: unknown, state: DurableObjectState) =>
      state.storage.sql.exec('alter table session rename to session_away'),
    );
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await presence('y', 'busy');
    const { turn } = must(await desk().take({ agent: 'y', session: left?.session ?? '', force: true }));
    const about = { session: left?.session ?? '', customer: id, name: '', channel: 'web' as const, handover: null };
    // Heard of as answered: this is not about the first answer's lease.
    must(await desk().fact({ ...about, state: 'agent', version: 50, turn, answeredAt: Date.now(), at: Date.now() }));
    const letter = async () =>
      (
        await onDesk((sql) =>
          sql.exec('select tries, quarantined, next_at from letter where to_whom = ?', id).toArray(),
        )
      )[0];
    const pauses: number[] = [];
    for (let tries = 1; tries <= 12; tries += 1) {
      const now = Date.now();
      const row = await until(`try ${tries}`, async () => {
        const found = await letter();
        return found?.tries === tries ? found : null;
      });
      pauses.push(Number(row.next_at) - now);
      vi.setSystemTime(Number(row.next_at));
      if (tries < 12) expect(await runDurableObjectAlarm(stubOf(desk()))).toBe(true);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(await letter()).toMatchObject({ quarantined: 1 });
    await runDurableObjectAlarm(stubOf(desk()));
    expect(await letter()).toMatchObject({ tries: 12 });

    await runInDurableObject(stubOf(customer(id)) as never, (_actor: unknown, state: DurableObjectState) =>
      state.storage.sql.exec('alter table session_away rename to session'),
    );
    must(await desk().fact({ ...about, state: 'agent', version: 99, turn: 0, at: Date.now() }));
    await stands(id, 'agent', 'y');
  });

  it('D4 a session its customer knows nothing of leaves the floor and frees its place', async () => {
    await presence('x', 'online');
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k', '你好')));
    must(
      await desk().fact({
        ...{ session: 's_none', customer: person.id, name: '', channel: 'web', state: 'queued', version: 1 },
        ...{ turn: 0, handover: null, at: Date.now() },
      }),
    );
    await until('gone', async () => !(await desk().view()).sessions.some((one) => one.session === 's_none'));
    expect((await desk().view()).agents.find((one) => one.id === 'x')?.load).toBe(
      (await desk().view()).sessions.filter((one) => one.agent?.id === 'x').length,
    );
  });

  it('D3 a lease runs out by the alarm alone', async () => {
    await presence('x', 'online');
    const { id } = await asks();
    await stands(id, 'agent', 'x');
    await quiet();
    await presence('x', 'online', false);
    await evictDurableObject(stubOf(desk()));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 12_001 });
    expect(await runDurableObjectAlarm(stubOf(desk()))).toBe(true);
    vi.useRealTimers();
    await stands(id, 'left-message');
  });
});
