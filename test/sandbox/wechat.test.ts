import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSealed, signature } from '../../sandbox/wechat/crypto.ts';
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

describe('the mini-program', () => {
  test('a login code works once and for five minutes, and names the person across accounts', async () => {
    const visit = new Visit('login');
    const { code } = (await visit.post('wechat/login-code', { appid: mini.appid, persona: 'lin' })).body;
    const ask = async (js_code: unknown): Promise<Record<string, unknown>> => {
      const query = new URLSearchParams({
        appid: mini.appid,
        secret: mini.secret,
        js_code: String(js_code),
        grant_type: 'authorization_code',
      });
      return (await visit.call(`wechat/sns/jscode2session?${query}`)).body;
    };
    const session = await ask(code);
    expect(Buffer.from(String(session.session_key), 'base64').length).toBe(16);
    expect(await ask(code)).toMatchObject({ errcode: 40029 });
    const late = (await visit.post('wechat/login-code', { appid: mini.appid, persona: 'lin' })).body.code;
    visit.later(300_000);
    expect(await ask(late)).toMatchObject({ errcode: 40029 });
    const { openid } = await visit.act(shop, { kind: 'event', event: 'subscribe' });
    const info = (await visit.call(`wechat/cgi-bin/user/info?access_token=${await visit.token(shop)}&openid=${openid}`))
      .body;
    expect(info).toMatchObject({ subscribe: 1, unionid: session.unionid });
    expect(session.openid).not.toBe(openid);
  });

  test('the phone code gives the number once', async () => {
    const visit = new Visit('phone');
    const { code } = (await visit.post('wechat/phone-code', { appid: mini.appid, persona: 'lin' })).body;
    const path = `wechat/wxa/business/getuserphonenumber?access_token=${await visit.token(mini)}`;
    expect((await visit.post(path, { code })).body).toMatchObject({
      errcode: 0,
      phone_info: { purePhoneNumber: '13800138000', countryCode: '86' },
    });
    expect((await visit.post(path, { code })).body).toMatchObject({ errcode: 40029 });
  });

  test('entering the chat opens two messages for a minute', async () => {
    const visit = new Visit('enter');
    const { openid } = await visit.act(mini, { kind: 'event', event: 'user_enter_tempsession', sessionFrom: 'x' });
    await visit.alarm();
    expect(visit.heard[0]?.headers.get('content-type')).toContain('json');
    expect((await visit.send(mini, openid, '1')).errcode).toBe(0);
    expect((await visit.send(mini, openid, '2')).errcode).toBe(0);
    expect((await visit.send(mini, openid, '3')).errcode).toBe(45047);
    visit.later(60_000);
    expect((await visit.send(mini, openid, '4')).errcode).toBe(45015);
  });

  test('a subscription message needs a consent for each, and sound values', async () => {
    const visit = new Visit('subscription');
    const template = 'TEMPLATE_0001';
    const { openid } = await visit.act(mini, {
      kind: 'event',
      event: 'subscribe_msg_popup_event',
      answers: [{ templateId: template, accept: true }],
    });
    const path = `wechat/cgi-bin/message/subscribe/send?access_token=${await visit.token(mini)}`;
    const letter = {
      touser: openid,
      template_id: template,
      data: { thing1: { value: '退款已受理' }, time2: { value: '2026-11-25 10:00' } },
    };
    expect((await visit.post(path, { ...letter, data: { thing1: { value: '长'.repeat(21) } } })).body).toMatchObject({
      errcode: 47003,
    });
    expect((await visit.post(path, letter)).body).toMatchObject({ errcode: 0 });
    expect((await visit.post(path, letter)).body).toMatchObject({ errcode: 43101 });
  });

  test('an uploaded picture can be sent and fetched by its account only', async () => {
    const visit = new Visit('media');
    const form = new FormData();
    form.set('media', new File([Uint8Array.of(0x89, 0x50)], 'a.png', { type: 'image/png' }));
    const upload = await visit.call(`wechat/cgi-bin/media/upload?type=image&access_token=${await visit.token(shop)}`, {
      method: 'POST',
      body: form,
    });
    const id = String(upload.body.media_id);
    expect(upload.body).toMatchObject({ type: 'image' });
    const got = await visit.call(`wechat/cgi-bin/media/get?media_id=${id}&access_token=${await visit.token(shop)}`);
    expect(got.response.headers.get('content-type')).toBe('image/png');
    expect(
      (await visit.call(`wechat/cgi-bin/media/get?media_id=${id}&access_token=${await visit.token(plain)}`)).body,
    ).toMatchObject({ errcode: 40007 });
  });
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
