/** 撤回, 引用, notes that name a colleague, and who looks at the line. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { closingIs, Hand, served } from './served.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

const idOf = async (person: string, words: string) =>
  String((await rows(person, `select id from message where body like '%${words}%' order by revision desc`))[0]?.['id']);

describe('taking words back', () => {
  it('B8 within two minutes the words are gone from every screen, page and quote; own ones only', async () => {
    await closingIs({});
    const { person, mine, desk, fence } = await served();
    await desk.say('单价说错了', { fence });
    const id = await idOf(person.id, '单价说错了');
    await mine.say('收到', { quote: id });
    expect(await mine.act({ act: 'recall', message: id })).toBe('not_found');
    const other = new Hand(await openScreen(person.id, agent('a_2', '王晴'), 'o1'));
    expect(await other.act({ act: 'recall', message: id })).toBe('not_found');
    expect(await desk.act({ act: 'recall', message: id })).toBe('accepted');
    await mine.screen.next('event', (one) => one.change.kind === 'recall');
    const fresh = await openScreen(person.id, visitor(person.web), 'i2');
    const { messages } = (await fresh.next('reset')).snapshot;
    expect(JSON.stringify(messages)).not.toContain('单价说错了');
    expect(messages.find((one) => one.id === id)).toMatchObject({ body: { kind: 'event', event: 'recalled' } });
    expect(messages.find((one) => one.quote)).toMatchObject({ quote: { id, text: '' } });
    const resumed = await openScreen(person.id, visitor(person.web), 'i3', {
      epoch: fresh.of('reset')[0]?.epoch ?? '',
      revision: 1,
    });
    await resumed.next('event', (one) => one.change.kind === 'recall');
    expect(JSON.stringify(resumed.frames)).not.toContain('单价说错了');
  });

  it('B8 the customer too; after two minutes what was said stays said', async () => {
    await closingIs({});
    const { person, mine, desk } = await served();
    await mine.say('密码是一二三');
    const id = await idOf(person.id, '密码是一二三');
    expect(await desk.act({ act: 'recall', message: id })).toBe('not_found');
    vi.useFakeTimers({ now: Date.now() + 121_000, toFake: ['Date'] });
    expect(await mine.act({ act: 'recall', message: id })).toBe('recall_late');
    vi.useRealTimers();
    expect(await mine.act({ act: 'recall', message: id })).toBe('accepted');
    await desk.screen.next('event', (one) => one.change.kind === 'recall' && one.change.id === id);
  });

  it('B8 what has left for WeChat is not taken back', async () => {
    await closingIs({});
    openWorld({
      'world.test': async (request) =>
        request.url.includes('stable_token')
          ? Response.json({ access_token: 'token', expires_in: 7200 })
          : Response.json({ errcode: 0, errmsg: 'ok' }),
    });
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, 'k1', '转人工')));
    const session = String((await rows(person.id, 'select id from session'))[0]?.['id']);
    const given = { session, agent: { id: 'a_1', name: '林小夏' }, turn: 900 };
    const { fence } = must(await customer(person.id).assigned(given));
    const desk = new Hand(await openScreen(person.id, agent(), 'd1'));
    await desk.say('已经发出', { fence });
    const id = await idOf(person.id, '已经发出');
    await until(
      'sent',
      async () => (await rows(person.id, `select status from message where id = '${id}'`))[0]?.['status'] === 'sent',
    );
    expect(await desk.act({ act: 'recall', message: id })).toBe('already_left');
    openWorld();
  });
});

describe('quotes', () => {
  it('B9 a reply carries who said what; what the viewer may not see can’t be quoted', async () => {
    await closingIs({});
    const { person, mine, desk, fence } = await served();
    await mine.say('我的包裹还没到');
    const asked = await idOf(person.id, '我的包裹还没到');
    await desk.say('今天会到', { fence, quote: asked });
    const event = await mine.screen.next('event', (one) => JSON.stringify(one.change).includes('今天会到'));
    expect(event.change).toMatchObject({
      message: { quote: { id: asked, speaker: { kind: 'customer' }, text: '我的包裹还没到' } },
    });
    await desk.say('内部备注', { note: true });
    const note = await idOf(person.id, '内部备注');
    expect(await mine.say('?', { quote: note })).toBe('not_found');
    expect(await desk.say('?', { fence, quote: note })).toBe('not_found');
    expect(await desk.say('同意', { note: true, quote: note })).toBe('accepted');
    expect(await desk.say('?', { fence, quote: 'm_nothing' })).toBe('not_found');
  });
});

describe('colleagues', () => {
  it('B11 a colleague named in a note learns of it at their seat, once; the writer doesn’t', async () => {
    await closingIs({});
    const { person, desk } = await served();
    const mentions = [
      { id: 'a_named', name: '王晴' },
      { id: 'a_1', name: '林小夏' },
    ];
    expect(await desk.say('@王晴 帮忙看下', { note: true, mentions })).toBe('accepted');
    const seat = stubOf(env.SEAT.getByName('a_named'));
    const held = () =>
      runInDurableObject(seat, (_: unknown, state: DurableObjectState) =>
        state.storage.sql
          .exec<{ body: string; done: number }>(`select body, done from news where kind = 'mention'`)
          .toArray(),
      );
    await until('the mention', async () => (await held()).length === 1);
    expect(JSON.parse((await held())[0]?.body ?? '{}')).toMatchObject({
      customer: person.id,
      by: { id: 'a_1', name: '林小夏' },
      text: '@王晴 帮忙看下',
    });
    const mine = await runInDurableObject(stubOf(env.SEAT.getByName('a_1')), (_: unknown, state: DurableObjectState) =>
      state.storage.sql.exec(`select 1 from news where kind = 'mention'`).toArray(),
    );
    expect(mine).toEqual([]);
  });

  it('B12 colleagues see who looks and who writes; who is silent for seconds looks no more', async () => {
    await closingIs({});
    const { person, desk, mine } = await served();
    const other = await openScreen(person.id, agent('a_2', '王晴'), 'o1');
    desk.screen.say({ type: 'viewing', on: true });
    other.say({ type: 'viewing', on: true, typing: true });
    const both = await desk.screen.next('viewing', (one) => one.agents.length === 2);
    expect(both.agents).toContainEqual({ id: 'a_2', name: '王晴', typing: true });
    other.say({ type: 'viewing', on: false });
    await desk.screen.next('viewing', (one) => one.agents.length === 1 && one.agents[0]?.id === 'a_1');
    const before = desk.screen.of('viewing').length;
    other.say({ type: 'viewing', on: true });
    await until('seen again', () => desk.screen.of('viewing').length > before);
    const start = Date.now();
    const lost = () =>
      desk.screen
        .of('viewing')
        .at(-1)
        ?.agents.some((one) => one.id === 'a_2') === false;
    const pulse = setInterval(() => desk.screen.say({ type: 'viewing', on: true }), 1_000);
    await until('lost', lost, 10_500);
    clearInterval(pulse);
    expect(Date.now() - start).toBeGreaterThan(3_000);
    expect(mine.screen.of('viewing')).toEqual([]);
  }, 20_000);
});

describe('a product', () => {
  it('B14 V68 shown to the robot is asked about; what a customer may not send is refused', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    const product = { id: 'jacket', title: '轻量\u202e防风夹克', price: '¥329' };
    expect(await mine.does({ type: 'send', body: { kind: 'product', product } })).toBe('accepted');
    await mine.screen.next('event', (one) => JSON.stringify(one.change).includes('您在看「轻量防风夹克」'));
    const order = { no: 'YX1', stateText: '已发货', items: [] };
    expect(await mine.does({ type: 'send', body: { kind: 'order', order } })).toBe('bad_request');
  });
});
