import { afterEach, describe, expect, test, vi } from 'vitest';
import { mini, plain, shop, Visit } from './visit.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
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
