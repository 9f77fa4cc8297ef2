import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import type { Address } from '../../shared/actors.ts';
import type { MessageStatus } from '../../shared/message.ts';
import { stubOf } from '../stub.ts';
import { openWorld } from '../world.ts';
import { agent, customer, freshPerson, openScreen, rows, said, text, type Screen } from './rig.ts';

type Call = { path: string; body: string; answer: (answer: object) => void };

/**
 * The providers' side, answered by the test one call at a time. The waiting call looks for its answer in its own context: the
 * runtime lets no object wake another's promise.
 */
function provider() {
  const calls: Call[] = [];
  openWorld({
    'world.test': async (request) => {
      const path = new URL(request.url).pathname;
      if (path.endsWith('/stable_token')) return Response.json({ access_token: 'token', expires_in: 7200 });
      const body = decodeURIComponent(`${request.url} ${await request.text()}`);
      let given: object | null = null;
      calls.push({ path, body, answer: (answer) => (given = answer) });
      while (given === null) await new Promise((resolve) => setTimeout(resolve, 3));
      return Response.json(given);
    },
  });
  const nth = async (index: number): Promise<Call> => {
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(index), { timeout: 5_000, interval: 5 });
    const call = calls[index];
    if (!call) throw new Error('no call');
    return call;
  };
  /** The call whose request carries these words. */
  const about = async (words: string): Promise<Call> => {
    await vi.waitFor(() => expect(calls.map((one) => one.body).join('\n')).toContain(words), { timeout: 5_000 });
    const call = calls.findLast((one) => one.body.includes(words));
    if (!call) throw new Error('no call');
    return call;
  };
  return { calls, nth, about };
}

const wechatOk = { errcode: 0, errmsg: 'ok' };
const aliyunOk = (id: string) => ({ Code: 'OK', Message: 'OK', BizId: id, RequestId: 'r' });

/** A session held by the agent, with a screen of theirs, where the person last wrote on `address`. */
async function held(id: string, address: Address, calls: Call[]): Promise<{ screen: Screen; fence: number }> {
  await customer(id).hear(said(address, `hello-${address.channel}`, '我要人工客服'));
  // The desk has nobody on duty and says so; those words go out first.
  let answered = 0;
  await vi.waitFor(async () => {
    for (; answered < calls.length; answered += 1) {
      calls[answered]?.answer(address.channel === 'sms' ? aliyunOk(`start${answered}`) : wechatOk);
    }
    const settled = `select id from session where state = 'left-message'
      and not exists (select 1 from letter where kind in ('desk', 'send'))`;
    expect(await rows(id, settled)).toHaveLength(1);
  }, 5_000);
  const [session] = await rows(id, `select id from session where state <> 'closed'`);
  const given = await customer(id).assigned({
    session: String(session?.id),
    agent: { id: 'a_1', name: '林小夏' },
    turn: 1000,
  });
  if (!given.ok) throw new Error(given.code);
  return { screen: await openScreen(id, agent(), `d-${id}`), fence: given.fence };
}

const write = (id: string, sql: string) =>
  runInDurableObject(stubOf(customer(id)), (_: unknown, { storage }: DurableObjectState) => {
    storage.sql.exec(sql);
  });

async function statusOf(id: string, words: string): Promise<MessageStatus> {
  const found = await rows(id, 'select status, body from message');
  return String(found.find((row) => String(row.body).includes(words))?.status) as MessageStatus;
}

describe('what is owed to the outside', () => {
  it('L5 leaves in order per address, one at a time; another address is not held back', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    const say = (number: number, words: string, endpoint?: string) =>
      screen.say({ type: 'send', number, body: text(words), fence, ...(endpoint ? { endpoint } : {}) });
    say(1, '第一条');
    say(2, '第二条');
    await screen.next('accepted', (frame) => frame.number === 2);
    const first = await about('第一条');
    await customer(person.id).hear(said(person.wechat, 'w1', '我也在公众号'));
    const [wechat] = await rows(person.id, `select id from endpoint where channel = 'wechat'`);
    say(3, '公众号这条', String(wechat?.id));
    (await about('公众号这条')).answer(wechatOk);
    await vi.waitFor(async () => expect(await statusOf(person.id, '公众号这条')).toBe('sent'));
    expect(await statusOf(person.id, '第二条')).toBe('queued');
    expect(calls.some((one) => one.body.includes('第二条'))).toBe(false);
    first.answer(aliyunOk('biz1'));
    (await about('第二条')).answer(aliyunOk('biz2'));
    await vi.waitFor(async () => expect(await statusOf(person.id, '第二条')).toBe('sent'));
  });

  it('L5 L9 a send cut off by a reset becomes unknown and is not repeated', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    screen.say({ type: 'send', number: 1, body: text('飞到一半'), fence });
    await about('飞到一半');
    const before = calls.length;
    await abortAllDurableObjects();
    await customer(person.id).poll(agent(), 'x', null, 0);
    expect(await statusOf(person.id, '飞到一半')).toBe('unknown');
    await customer(person.id).hear(said(person.sms, 'after', '还在吗'));
    expect(calls).toHaveLength(before);
  });

  it('C77 a receipt by our own name of it tells the fate of a send whose answer never came, also where it came first', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    const cutOff = async (number: number, words: string, meanwhile: (own: string) => Promise<unknown>) => {
      screen.say({ type: 'send', number, body: text(words), fence });
      const own = new URL((await about(words)).body.split(' ')[0] ?? '').searchParams.get('OutId') ?? '';
      await meanwhile(own);
      await abortAllDurableObjects();
      await customer(person.id).poll(agent(), 'x', null, 0);
      return own;
    };
    const report = (ownId: string, providerId: string, status: 'delivered' | 'failed') =>
      customer(person.id).report({
        ...{ kind: 'report', key: `${providerId}-${status}`, providerId, ownId, address: person.sms, status, at: 1 },
      });
    const own = await cutOff(1, '断在半路', () => Promise.resolve());
    expect(own).toMatch(/^m_/u);
    expect(await report('m_somebody_else', 'biz-other', 'delivered')).toEqual({ ok: true, known: false });
    expect(await statusOf(person.id, '断在半路')).toBe('unknown');
    expect(await report(own, 'biz-own', 'delivered')).toEqual({ ok: true, known: true });
    expect(await statusOf(person.id, '断在半路')).toBe('delivered');
    // It has its name at the provider now: another one of that name is somebody else's.
    expect(await report(own, 'biz-own-2', 'failed')).toEqual({ ok: true, known: false });
    expect(await statusOf(person.id, '断在半路')).toBe('delivered');
  });

  it('C77 before its fate is known a receipt waits, and is heard as it is cut off', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    screen.say({ type: 'send', number: 1, body: text('回执先到'), fence });
    const ownId = new URL((await about('回执先到')).body.split(' ')[0] ?? '').searchParams.get('OutId') ?? '';
    const early = { kind: 'report', key: 'e', providerId: 'biz-e', ownId, address: person.sms, at: 1 } as const;
    expect(await customer(person.id).report({ ...early, status: 'delivered' })).toEqual({ ok: true, known: false });
    expect(await statusOf(person.id, '回执先到')).toBe('queued');
    await abortAllDurableObjects();
    await customer(person.id).poll(agent(), 'x', null, 0);
    expect(await statusOf(person.id, '回执先到')).toBe('delivered');
    expect(await rows(person.id, 'select 1 from report')).toEqual([]);
  });

  it('C77 so it is with an SMS that called somebody to come and read', async () => {
    const person = freshPerson();
    provider();
    await customer(person.id).hear(said(person.sms, 'hello', '你好'));
    const [endpoint] = await rows(person.id, `select id from endpoint where channel = 'sms'`);
    await write(
      person.id,
      `insert into summons (id, way, endpoint, at, status) values ('w_own', 'sms', '${String(endpoint?.id)}', 1, 'unknown')`,
    );
    const told = { kind: 'report', key: 'w', providerId: 'biz-w', ownId: 'w_own', address: person.sms, at: 1 } as const;
    expect(await customer(person.id).report({ ...told, status: 'delivered' })).toEqual({ ok: true, known: true });
    expect(await rows(person.id, 'select status, provider_id from summons')).toEqual([
      { status: 'delivered', provider_id: 'biz-w' },
    ]);
  });

  it('C9 reports move the status forward only, also before the send is answered', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    screen.say({ type: 'send', number: 1, body: text('早到的回执'), fence });
    const call = await about('早到的回执');
    const report = (status: 'delivered' | 'sent' | 'failed') =>
      customer(person.id).report({
        kind: 'report',
        key: `r-${status}`,
        providerId: 'biz9',
        address: person.sms,
        status,
        at: 1,
      });
    expect(await report('delivered')).toEqual({ ok: true, known: false });
    call.answer(aliyunOk('biz9'));
    await vi.waitFor(async () => expect(await statusOf(person.id, '早到的回执')).toBe('delivered'));
    expect(await report('sent')).toEqual({ ok: true, known: true });
    expect(await statusOf(person.id, '早到的回执')).toBe('delivered');
    const shown = screen.of('event').flatMap((event) => (event.change.kind === 'status' ? [event.change.status] : []));
    expect(shown.slice(-2)).toEqual(['sent', 'delivered']);
  });

  it('C9 a proof of delivery outlives a failure said before or after it', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    const report = (providerId: string, status: 'delivered' | 'failed') =>
      customer(person.id).report({
        ...{ kind: 'report', key: `${providerId}-${status}`, providerId, address: person.sms, status, at: 1 },
      });
    const spoken = async (number: number, words: string) => {
      screen.say({ type: 'send', number, body: text(words), fence });
      (await about(words)).answer(aliyunOk(`biz-late-${number}`));
      await vi.waitFor(async () => expect(await statusOf(person.id, words)).toBe('sent'));
    };
    await spoken(1, '先报失败');
    await report('biz-late-1', 'failed');
    // What could not be delivered goes on by the next way (C68), here a colleague's call.
    expect(await statusOf(person.id, '先报失败')).toBe('queued');
    await report('biz-late-1', 'delivered');
    expect(await statusOf(person.id, '先报失败')).toBe('delivered');
    await spoken(2, '先报送达');
    await report('biz-late-2', 'delivered');
    await report('biz-late-2', 'failed');
    expect(await statusOf(person.id, '先报送达')).toBe('delivered');
  });

  it('C5 refuses into a spent or closed window before anything is called', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.wechat, calls);
    const speak = (key: string, left: number, endsAt: number) =>
      customer(person.id).hear({ heard: { ...said(person.wechat, key, key).heard, window: { left, endsAt } } });
    await speak('w2', 1, Date.now() + 3_600_000);
    screen.say({ type: 'send', number: 1, body: text('最后一条'), fence });
    (await about('最后一条')).answer(wechatOk);
    await vi.waitFor(async () => expect(await statusOf(person.id, '最后一条')).toBe('sent'));
    const base = calls.length;
    screen.say({ type: 'send', number: 2, body: text('超出条数'), fence });
    expect(await screen.next('refused', (frame) => frame.number === 2)).toMatchObject({ code: 'quota_spent' });
    await speak('w3', 5, Date.now() - 1);
    screen.say({ type: 'send', number: 3, body: text('太晚'), fence });
    expect(await screen.next('refused', (frame) => frame.number === 3)).toMatchObject({ code: 'window_closed' });
    expect(calls).toHaveLength(base);
  });

  it('C5 the platform saying that the count is spent holds the message; it goes on the next act', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.wechat, calls);
    screen.say({ type: 'send', number: 1, body: text('先被挡住'), fence });
    (await about('先被挡住')).answer({ errcode: 45047, errmsg: 'out of response count limit rid: 1' });
    await vi.waitFor(async () =>
      expect(await rows(person.id, `select 1 as n from letter where state = 'held'`)).toHaveLength(1),
    );
    expect(await statusOf(person.id, '先被挡住')).toBe('queued');
    const base = calls.length;
    await customer(person.id).hear(said(person.wechat, 'w9', '客户又说话了'));
    await vi.waitFor(() => expect(calls.length).toBe(base + 1));
    (await about('先被挡住')).answer(wechatOk);
    await vi.waitFor(async () => expect(await statusOf(person.id, '先被挡住')).toBe('sent'));
  });

  it('C6 a lasting error fails with its reason in words; what stands behind it still goes', async () => {
    const person = freshPerson();
    const { calls, about } = provider();
    const { screen, fence } = await held(person.id, person.sms, calls);
    screen.say({ type: 'send', number: 1, body: text('黑名单里'), fence });
    screen.say({ type: 'send', number: 2, body: text('后面一条'), fence });
    (await about('黑名单里')).answer({ Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: 'illegal', RequestId: 'r' });
    (await about('后面一条')).answer(aliyunOk('biz2'));
    await vi.waitFor(async () => expect(await statusOf(person.id, '后面一条')).toBe('sent'));
    expect(await statusOf(person.id, '黑名单里')).toBe('failed');
    const reasons = screen
      .of('event')
      .flatMap((event) => (event.change.kind === 'status' && event.change.reason ? [event.change.reason] : []));
    expect(reasons[0]?.detail).toBeTruthy();
  });
});
