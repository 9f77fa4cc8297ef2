/** How an encounter with a person ends: its summary, silence, greeting and tags. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoClosing } from '../../shared/settings/closing.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { stubOf } from '../stub.ts';
import { agent, customer, openScreen, rows } from './rig.ts';
import { closingIs, Hand, served, sessionRow } from './served.ts';

const summary = { category: 'delivery-late', text: '催促发货，已登记', resolved: true };

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

describe('the summary', () => {
  it('B1 no agent who answered closes without one; its category is a leaf of the tree', async () => {
    await closingIs({});
    const { person, desk, session, fence } = await served();
    expect(await desk.act({ act: 'close', fence })).toBe('summary_required');
    expect(await desk.act({ act: 'close', fence, summary: { ...summary, category: 'delivery' } })).toBe(
      'unknown_category',
    );
    expect(await desk.act({ act: 'close', fence, summary })).toBe('accepted');
    const { state, service } = await sessionRow(person.id, session);
    expect(state).toBe('closed');
    expect(service['summary']).toMatchObject({ ...summary, path: { zh: '物流 / 催促与延误' }, by: { id: 'a_1' } });
    expect(service['owed']).toBeNull();
    expect(desk.screen.texts()).toContain('感谢您的咨询，祝您生活愉快，再见！');
    const record = await desk.screen.next('event', (one) => one.change.kind === 'record');
    expect(record.change).toMatchObject({ record: { session, summary: { resolved: true } } });
  });

  it('B1 where it isn’t required the agent may close without', async () => {
    await closingIs({ required: false });
    const { desk, fence } = await served();
    expect(await desk.act({ act: 'close', fence })).toBe('accepted');
  });

  it('B2 a session its customer ended is owed one by who answered last; a lead may write it too; nobody else', async () => {
    await closingIs({});
    const { person, mine, session } = await served();
    expect(await mine.act({ act: 'close' })).toBe('accepted');
    const seat = env.SEAT.getByName('a_1');
    await until('the seat lists it', async () => {
      const row = await rowsOfSeat(seat, session);
      return row?.done === 0;
    });
    expect((await sessionRow(person.id, session)).service['owed']).toEqual({ id: 'a_1', name: '林小夏' });
    const other = new Hand(await openScreen(person.id, agent('a_2', '王晴'), 'o1'));
    expect(await other.act({ act: 'summarise', session, summary })).toBe('not_owed');
    const own = new Hand(await openScreen(person.id, agent(), 'd2'));
    expect(await own.act({ act: 'summarise', session, summary })).toBe('accepted');
    await until('the seat is free of it', async () => (await rowsOfSeat(seat, session))?.done === 1);
    expect((await sessionRow(person.id, session)).service['owed']).toBeNull();
  });

  it('B2 a session nobody answered needs none', async () => {
    await closingIs({});
    const { person, mine, session, desk } = await served({ answered: false });
    expect(await mine.act({ act: 'close' })).toBe('accepted');
    expect((await sessionRow(person.id, session)).service['owed']).toBeNull();
    expect(await desk.act({ act: 'summarise', session, summary })).toBe('not_owed');
  });
});

describe('silence', () => {
  const idle = { ...demoClosing.idle, remindMs: 60_000, endMs: 180_000 };

  it('B3 a customer silent after the agent’s word is reminded once, then the session ends with its words', async () => {
    await closingIs({ idle });
    const start = Date.now();
    const { person, session, desk } = await served();
    const actor = stubOf(customer(person.id));
    vi.useFakeTimers({ now: start + 50_000, toFake: ['Date'] });
    await ring(person.id);
    expect(desk.screen.texts().filter((one) => one.includes('还在吗'))).toHaveLength(0);
    vi.setSystemTime(start + 61_500);
    await evictDurableObject(actor);
    await ring(person.id);
    vi.setSystemTime(start + 70_000);
    await ring(person.id);
    const said = async () =>
      (await rows(person.id, `select body, automatic from message where automatic is not null order by revision`)).map(
        (one) => String(one['automatic']),
      );
    expect(await said()).toEqual(['reminder']);
    expect((await sessionRow(person.id, session)).state).toBe('agent');
    vi.setSystemTime(start + 182_000);
    await ring(person.id);
    expect(await said()).toEqual(['reminder', 'closing']);
    const { state, service, asked } = await sessionRow(person.id, session);
    expect([state, asked]).toEqual(['closed', 1]);
    expect(service['owed']).toMatchObject({ id: 'a_1' });
  });

  it('B3 whoever waits for the agent is never timed out; a word of the customer ends the silence', async () => {
    await closingIs({ idle });
    const start = Date.now();
    const { person, session, mine, desk, fence } = await served();
    expect(await mine.say('在的')).toBe('accepted');
    vi.useFakeTimers({ now: start + 400_000, toFake: ['Date'] });
    await ring(person.id);
    expect((await sessionRow(person.id, session)).state).toBe('agent');
    expect(await desk.say('好的', { fence })).toBe('accepted');
    vi.setSystemTime(start + 470_000);
    await ring(person.id);
    expect(await rows(person.id, `select 1 from message where automatic = 'reminder'`)).toHaveLength(1);
  });
});

describe('greeting and tags', () => {
  it('B4 an agent greets once in an encounter, by name; the wait for a human word goes on', async () => {
    await closingIs({ greeting: demoClosing.greeting });
    const { person, give, mine } = await served({ answered: false });
    await mine.screen.next('event', (one) => JSON.stringify(one.change).includes('您好，我是林小夏'));
    await give({ id: 'a_2', name: '王晴' });
    await give();
    const greetings = await rows(person.id, `select speaker from message where automatic = 'greeting'`);
    expect(greetings.map((one) => JSON.parse(String(one['speaker'])) as { name: string })).toMatchObject([
      { name: '林小夏' },
      { name: '王晴' },
    ]);
    expect((await rows(person.id, 'select waiting_since from session'))[0]?.['waiting_since']).not.toBeNull();
  });

  it('B5 tags are the staff’s alone, set by who serves; without leave only those of the settings', async () => {
    await closingIs({ free: false });
    const { person, session, desk, mine } = await served();
    expect(await desk.act({ act: 'tag', session, tags: ['需回访', '我的标签'] })).toBe('not_allowed');
    expect(await desk.act({ act: 'tag', session, tags: ['需回访', '需回访'] })).toBe('accepted');
    expect((await sessionRow(person.id, session)).service['tags']).toEqual(['需回访']);
    const stranger = new Hand(await openScreen(person.id, agent('a_9', '路人'), 's1'));
    expect(await stranger.act({ act: 'tag', session, tags: [] })).toBe('not_allowed');
    await closingIs({ free: true });
    expect(await desk.act({ act: 'tag', session, tags: ['我的标签'] })).toBe('accepted');
    expect(JSON.stringify(mine.screen.frames)).not.toContain('标签');
  });
});

async function ring(id: string): Promise<void> {
  await runDurableObjectAlarm(stubOf(customer(id)));
}

/** What the agent's seat keeps of a summary owed. */
async function rowsOfSeat(seat: object, id: string) {
  return runInDurableObject(stubOf(seat), (_: unknown, state: DurableObjectState) =>
    state.storage.sql
      .exec<{ done: number }>(`select done from news where kind = 'owed' and id = ?`, id)
      .toArray()
      .at(0),
  );
}
