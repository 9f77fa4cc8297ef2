import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSealed, signature } from '../../sandbox/wechat/crypto.ts';
import { pushWeather } from '../../sandbox/wechat/person.ts';
import { parseXml } from '../../sandbox/wechat/xml.ts';
import { mini, plain, shop, Visit, type Heard } from './visit.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const messageOf = (heard: Heard | undefined): Record<string, string> => {
  if (!heard) throw new Error('nothing was heard');
  const { tree } = parseXml(heard.body);
  if (typeof tree === 'string') throw new Error('no message');
  return tree as Record<string, string>;
};

describe('a person writes to an official account', () => {
  test('the push is signed and encrypted as the account is set up, and told once', async () => {
    const visit = new Visit('push');
    expect((await visit.act(shop, { kind: 'text', content: '在吗' })).status).toBe(409);
    await visit.act(shop, { kind: 'event', event: 'subscribe' });
    const { messageId, openid } = await visit.act(shop, { kind: 'text', content: '在吗]]>😀' });
    expect(await visit.alarm()).toBe(true);
    const [first, second] = visit.heard;
    const query = second?.url.searchParams ?? new URLSearchParams();
    expect(second?.url.pathname).toBe(`/hooks/wechat/${shop.id}`);
    expect(query.get('signature')).toBe(signature(shop.token, query.get('timestamp') ?? '', query.get('nonce') ?? ''));
    const opened = openSealed(shop, {
      timestamp: query.get('timestamp') ?? '',
      nonce: query.get('nonce') ?? '',
      sealed: messageOf(second).Encrypt ?? '',
      mark: query.get('msg_signature') ?? '',
    });
    if (!opened.ok) throw new Error(opened.why);
    expect(parseXml(opened.message).tree).toMatchObject({
      Content: '在吗]]>😀',
      MsgId: messageId,
      FromUserName: openid,
      ToUserName: shop.id,
    });
    expect(messageId.length).toBeGreaterThan(16);
    expect(first?.url.searchParams.get('encrypt_type')).toBe('aes');
    visit.later(60_000);
    await visit.alarm();
    expect(visit.heard.length).toBe(2);
  });

  test('no 200 within 5 s is tried three times with the same MsgId, then the person reads that the account is out', async () => {
    const visit = new Visit('retry');
    await visit.act(plain, { kind: 'event', event: 'subscribe' });
    await visit.alarm();
    visit.ear = () => new Response('busy', { status: 503 });
    const { messageId } = await visit.act(plain, { kind: 'text', content: '在吗' });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await visit.alarm();
      visit.later(4999);
      await visit.alarm();
      visit.later(1);
    }
    const tries = visit.heard.slice(1);
    expect(tries.map((each) => messageOf(each).MsgId)).toEqual([messageId, messageId, messageId]);
    expect(new Set(tries.map((each) => each.url.searchParams.get('nonce'))).size).toBe(3);
    expect((await visit.chat(plain)).at(-1)).toMatchObject({
      side: 'system',
      body: { content: '该公众号暂时无法提供服务，请稍后再试' },
    });
  });

  test('a body that is no answer is not repeated, but shown as an outage; a right passive reply is shown', async () => {
    const visit = new Visit('passive');
    await visit.act(plain, { kind: 'event', event: 'subscribe' });
    visit.ear = () => Response.json({ ok: true });
    await visit.alarm();
    expect((await visit.chat(plain)).at(-1)).toMatchObject({ side: 'system', kind: 'outage' });
    visit.ear = (heard) => {
      const { FromUserName } = messageOf(heard);
      return new Response(
        `<xml><ToUserName>${FromUserName}</ToUserName><FromUserName>${plain.id}</FromUserName><CreateTime>1767323045</CreateTime><MsgType>text</MsgType><Content><![CDATA[在的]]></Content></xml>`,
      );
    };
    await visit.act(plain, { kind: 'text', content: '在吗' });
    await visit.alarm();
    expect((await visit.chat(plain)).at(-1)).toMatchObject({
      side: 'account',
      kind: 'text',
      body: { content: '在的' },
    });
  });

  test('fault switches repeat and spoil pushes', async () => {
    const visit = new Visit('faults');
    await visit.post('faults', {
      'webhook.wechat': { duplicate: 2, times: 1 },
      'webhook.wechat.send': { spoil: 'downgrade', times: 1 },
    });
    await visit.act(shop, { kind: 'event', event: 'subscribe' });
    visit.later(1000);
    await visit.alarm();
    expect(visit.heard.length).toBe(3);
    expect(visit.heard.map((each) => each.url.searchParams.has('encrypt_type'))).toEqual([false, true, true]);
    expect((await visit.call('faults')).body).toEqual({});
  });
});

describe('an account writes to a person', () => {
  test('five in 48 hours, then 45047; after 48 hours 45015; to one who does not follow 43004', async () => {
    const visit = new Visit('quota');
    await visit.act(shop, { kind: 'event', event: 'subscribe' });
    const { openid } = await visit.act(shop, { kind: 'text', content: '在吗' });
    for (let sent = 0; sent < 5; sent += 1)
      expect(await visit.send(shop, openid, `第 ${sent}`)).toMatchObject({ errcode: 0 });
    const refused = await visit.send(shop, openid, '第六');
    expect(refused).toMatchObject({ errcode: 45047 });
    expect(refused.errmsg).toMatch(/rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
    expect((await visit.chat(shop)).filter((line) => line.side === 'account').length).toBe(5);
    await visit.act(shop, { kind: 'text', content: '还在吗' });
    visit.later(48 * 3600_000);
    expect(await visit.send(shop, openid, '晚了')).toMatchObject({ errcode: 45015 });
    await visit.act(shop, { kind: 'event', event: 'unsubscribe' });
    expect(await visit.send(shop, openid, '别走')).toMatchObject({ errcode: 43004 });
    expect(await visit.send(plain, openid, '别人的')).toMatchObject({ errcode: 40003 });
  });

  test('the machine mark is kept, the form is judged', async () => {
    const visit = new Visit('form');
    await visit.act(shop, { kind: 'event', event: 'subscribe' });
    const { openid } = await visit.act(shop, { kind: 'text', content: '在吗' });
    expect(await visit.send(shop, openid, '我是机器人', { aimsgcontext: { is_ai_msg: 1 } })).toMatchObject({
      errcode: 0,
    });
    expect((await visit.chat(shop)).at(-1)).toMatchObject({ byMachine: true, body: { content: '我是机器人' } });
    const path = `wechat/cgi-bin/message/custom/send?access_token=${await visit.token(shop)}`;
    expect((await visit.call(path)).body).toMatchObject({ errcode: 43002 });
    expect((await visit.call(path, { method: 'POST', body: '' })).body).toMatchObject({ errcode: 44002 });
    expect((await visit.call(path, { method: 'POST', body: '{' })).body).toMatchObject({ errcode: 47001 });
    expect((await visit.post(path, { touser: 'nobody', msgtype: 'text', text: { content: 'x' } })).body).toMatchObject({
      errcode: 40003,
    });
  });

  test('tokens: the same again, expired 42001, killed 40001, missing 41001; a wrong secret 40125', async () => {
    const visit = new Visit('tokens');
    const first = await visit.token(shop);
    expect(await visit.token(shop)).toBe(first);
    const ask = async (token: string): Promise<unknown> =>
      (await visit.post(`wechat/cgi-bin/message/custom/typing?access_token=${token}`, {})).body.errcode;
    expect(await ask('')).toBe(41001);
    expect(await ask('x')).toBe(40001);
    expect(await ask(first)).toBe(40003);
    await visit.post('faults', { 'wechat.tokens': { expire: true } });
    expect(await ask(first)).toBe(42001);
    const second = await visit.token(shop);
    expect(second).not.toBe(first);
    const grant = { grant_type: 'client_credential', appid: shop.appid, secret: shop.secret, force_refresh: true };
    expect((await visit.post('wechat/cgi-bin/stable_token', grant)).body.access_token).toBeTypeOf('string');
    expect(await ask(second)).toBe(40001);
    expect((await visit.post('wechat/cgi-bin/stable_token', grant)).body).toMatchObject({ errcode: 45011 });
    expect((await visit.post('wechat/cgi-bin/stable_token', { ...grant, secret: 'no' })).body).toMatchObject({
      errcode: 40125,
    });
    await visit.post('faults', { caller: { refuse: true, times: 1 } });
    expect((await visit.post('wechat/cgi-bin/stable_token', grant)).body).toMatchObject({ errcode: 40164 });
  });

  test('a simulated outage strikes as often as it is told', async () => {
    const visit = new Visit('outage');
    await visit.act(shop, { kind: 'event', event: 'subscribe' });
    const { openid } = await visit.act(shop, { kind: 'text', content: '在吗' });
    await visit.post('faults', { 'wechat.send': { errcode: -1, times: 2 } });
    expect((await visit.send(shop, openid, 'a')).errcode).toBe(-1);
    expect((await visit.send(shop, openid, 'a')).errcode).toBe(-1);
    expect((await visit.send(shop, openid, 'a')).errcode).toBe(0);
  });
});

test('a send whose answer is lost has reached the person; a held push is overtaken', async () => {
  const visit = new Visit('lost');
  await visit.act(plain, { kind: 'event', event: 'subscribe' });
  await visit.alarm();
  const { openid } = await visit.act(plain, { kind: 'text', content: '一' });
  await visit.alarm();
  const path = `wechat/cgi-bin/message/custom/send?access_token=${await visit.token(plain)}`;
  await visit.post('faults', {
    'wechat.send': { lost: true, slowMs: 30, times: 1 },
    'webhook.wechat': { reorder: true, times: 1 },
  });
  const letter = { touser: openid, msgtype: 'text', text: { content: '没人知道我到了' } };
  expect((await visit.post(path, letter)).status).toBe(504);
  expect((await visit.chat(plain)).at(-1)).toMatchObject({ body: { content: '没人知道我到了' } });
  await visit.act(plain, { kind: 'text', content: '先' });
  await visit.act(plain, { kind: 'text', content: '后' });
  await visit.alarm();
  visit.later(1500);
  await visit.alarm();
  expect(visit.heard.slice(-2).map((each) => messageOf(each).Content)).toEqual(['后', '先']);
});

test('weather is the same for the same seed', async () => {
  const days = Array.from({ length: 60 }, (_, index) => pushWeather(7, `push ${index}`));
  expect(days).toEqual(Array.from({ length: 60 }, (_, index) => pushWeather(7, `push ${index}`)));
  expect(days.filter((day) => day.copies === 1).length).toBeGreaterThan(5);
  expect(days.filter((day) => day.delayMs > 0).length).toBeGreaterThan(3);
  const visit = new Visit('weather');
  await visit.post('faults', { weather: { seed: 7 } });
  for (let told = 0; told < 20; told += 1) await visit.act(mini, { kind: 'text', content: String(told) });
  for (let look = 0; look < 8; look += 1) {
    visit.later(500);
    await visit.alarm();
  }
  expect(new Set(visit.heard.map((each) => each.url.searchParams.get('nonce'))).size).toBe(visit.heard.length);
  expect(visit.heard.length).toBeGreaterThan(20);
});

test('the console checks an address by its echo, byte for byte', async () => {
  const visit = new Visit('console');
  visit.ear = (heard) => new Response(heard.url.searchParams.get('echostr'));
  expect((await visit.post(`wechat/console/${shop.id}/verify`, {})).status).toBe(200);
  visit.ear = (heard) => new Response(`"${heard.url.searchParams.get('echostr') ?? ''}"`);
  expect((await visit.post(`wechat/console/${shop.id}/verify`, {})).status).toBe(422);
});

test('a live page is woken by what happens, and told only what is new', async () => {
  const visit = new Visit('live');
  const { last } = (await visit.call('people/lin/events')).body;
  const waiting = visit.call(`people/lin/events?after=${String(last)}&wait=10`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await visit.act(mini, { kind: 'text', content: '在吗' });
  const { body } = await waiting;
  expect(body.changes).toMatchObject([{ topic: `chat:${mini.id}` }]);
});
