import { describe, expect, test } from 'vitest';
import { code2session, phoneNumber, userInfo } from '../../worker/channels/wechat/session.ts';
import { platform } from './answers.ts';
import { wechatAccount } from './platforms.ts';

const official = wechatAccount('official', 'encrypted', 'xml');

describe('C17 who it is by WeChat’s word', () => {
  const app = {
    channel: 'miniprogram',
    id: 'wxapp',
    name: 'a',
    secret: 's',
    base: 'https://api.weixin.qq.com',
    origins: [],
  } as const;
  const account = { ...app, origins: [] };

  test('C17 a login code becomes an openid, once', async () => {
    const { posted, tools } = platform({ openid: 'o1', session_key: 'k==', unionid: 'u1' });
    expect(await code2session(account, 'code1', tools.call)).toEqual({
      ok: true,
      openid: 'o1',
      unionid: 'u1',
      sessionKey: 'k==',
    });
    expect(Object.fromEntries(posted[0]?.url.searchParams ?? [])).toEqual({
      appid: 'wxapp',
      secret: 's',
      js_code: 'code1',
      grant_type: 'authorization_code',
    });
    expect(await code2session(account, 'code1', platform({ openid: 'o1', session_key: 'k' }).tools.call)).toMatchObject(
      { unionid: null },
    );
  });
  test.each([
    [40029, 'bad_token'],
    [40226, 'not_allowed'],
    [45011, 'rate_limited'],
    [-1, 'unavailable'],
    [40013, 'wrong_account'],
    [7, 'unavailable'],
  ])('C17 error %i is %s', async (errcode, code) => {
    expect(await code2session(account, 'c', platform({ errcode, errmsg: 'x' }).tools.call)).toMatchObject({
      ok: false,
      code,
    });
  });
  test('C17 a code that is none never leaves, an answer that is none is unavailable', async () => {
    const { posted, tools } = platform({ openid: 'o' });
    expect(await code2session(account, 'a b&c=1', tools.call)).toMatchObject({ ok: false, code: 'bad_token' });
    expect(posted).toEqual([]);
    expect(await code2session(account, 'c', platform(new Error('down')).tools.call)).toMatchObject({
      ok: false,
      code: 'unavailable',
    });
    expect(await code2session(account, 'c', platform({}).tools.call)).toMatchObject({ ok: false, code: 'unavailable' });
  });
  test('C17 a follower’s unionid, a phone code’s number', async () => {
    const follower = platform({ subscribe: 1, openid: 'o1', unionid: 'u1' });
    expect(await userInfo(official, 'o1', follower.tools)).toEqual({ ok: true, follows: true, unionid: 'u1' });
    const stranger = platform({ errcode: 42001 }, { subscribe: 0, openid: 'o1' });
    expect(await userInfo(official, 'o1', stranger.tools)).toEqual({ ok: true, follows: false, unionid: null });
    const info = {
      phoneNumber: '13800138000',
      purePhoneNumber: '13800138000',
      countryCode: '86',
      watermark: { timestamp: 1, appid: 'wxapp' },
    };
    const phone = platform({ errcode: 0, phone_info: info });
    expect(await phoneNumber(account, 'p1', 'o1', phone.tools)).toEqual({ ok: true, phone: '+8613800138000' });
    expect(JSON.parse(phone.posted[0]?.text ?? '')).toEqual({ code: 'p1', openid: 'o1' });
    const other = platform({ errcode: 0, phone_info: { ...info, watermark: { appid: 'wxother' } } });
    expect(await phoneNumber(account, 'p1', 'o1', other.tools)).toMatchObject({ ok: false, code: 'wrong_account' });
    expect(await phoneNumber(account, 'p1', 'o1', platform({ errcode: 40029 }).tools)).toMatchObject({
      ok: false,
      code: 'bad_token',
    });
  });
});
