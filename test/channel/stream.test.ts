import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { MiniprogramAccount, SiteAccount } from '../../worker/channels/account.ts';
import { originAllowed, verifyUser } from '../../worker/channels/stream.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const SECONDS = Math.floor(NOW / 1000);
const site: SiteAccount = {
  channel: 'web',
  id: 'shop',
  name: '商城',
  origins: ['https://shop.example.com', 'http://localhost:8787/'],
  jwtSecret: 'a-secret-of-the-site-nobody-knows-at-all',
  openPlatform: 'open-1',
};
const mini: MiniprogramAccount = {
  channel: 'miniprogram',
  id: 'wx1',
  name: 'm',
  secret: 's',
  base: 'https://api.weixin.qq.com',
  origins: [],
};

describe('C16 origins', () => {
  test('C16 exactly the listed ones', () => {
    expect(originAllowed('https://shop.example.com', site)).toBe(true);
    expect(originAllowed('http://localhost:8787', site)).toBe(true);
  });
  test.each([
    'https://shop.example.com/',
    'https://shop.example.com:443',
    'http://shop.example.com',
    'https://SHOP.example.com',
    'https://shop.example.com.evil.com',
    'https://evilshop.example.com',
    'https://shop.example.com@evil.com',
    'https://user@shop.example.com',
    'https://shop.example.com#a',
    'https://shop.example.com?a',
    'https://shop.example.com.',
    ' https://shop.example.com',
    'https://shop.example.com\t',
    'https://shоp.example.com',
    'https:shop.example.com',
    'https:\\\\shop.example.com',
    'null',
    '',
    '*',
    'file://',
    'http://localhost',
    'http://127.0.0.1:8787',
    'http://localhost:8788',
  ])('C16 nothing near them: %j', (origin) => {
    expect(originAllowed(origin, site)).toBe(false);
  });
  test('C16 a website’s page always says its origin; an APP and WeChat say none', () => {
    expect(originAllowed(null, site)).toBe(false);
    expect(originAllowed(null, { ...site, channel: 'app', origins: [] })).toBe(true);
    expect(originAllowed('https://shop.example.com', { ...site, channel: 'app', origins: [] })).toBe(false);
    expect(originAllowed(null, mini)).toBe(true);
    expect(originAllowed('https://servicewechat.com', mini)).toBe(false);
  });
});

describe('C16 signed users', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = (
    claims: object,
    header: object = { alg: 'HS256', typ: 'JWT' },
    secret = site.jwtSecret,
    hash = 'sha256',
  ) => {
    const text = `${encode(header)}.${encode(claims)}`;
    return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
  };
  const good = { sub: 'u1', aud: 'shop', iat: SECONDS, exp: SECONDS + 900 };

  test('C16 V68 proves who it is and what comes with it', async () => {
    const full = {
      ...good,
      name: ' 李\u202e雷 ',
      phone_number: '+8613800138000',
      unionid: 'o6_bmj',
      union_scope: 'open-1',
      care: 'elder',
      member_level: ' 金\u2066卡\n',
      extra: 1,
    };
    expect(await verifyUser(sign(full), site, NOW)).toEqual({
      ok: true,
      proven: {
        userId: 'u1',
        name: '李雷',
        phone: '+8613800138000',
        union: { openPlatform: 'open-1', unionid: 'o6_bmj' },
        care: 'elder',
        level: '金卡',
      },
    });
    expect(await verifyUser(sign(good), site, NOW)).toEqual({ ok: true, proven: { userId: 'u1' } });
  });

  const none = { ...good, sub: undefined };
  const cases: [string, string, string][] = [
    ['another key', sign(good, undefined, 'another-secret'), 'bad_token'],
    ['no algorithm', `${encode({ alg: 'none' })}.${encode(good)}.`, 'bad_token'],
    ['another algorithm', sign(good, { alg: 'HS512' }, site.jwtSecret, 'sha512'), 'bad_token'],
    ['an asymmetric one', sign(good, { alg: 'RS256' }), 'bad_token'],
    ['a critical header', sign(good, { alg: 'HS256', crit: ['x'], x: 1 }), 'bad_token'],
    ['another audience', sign({ ...good, aud: 'other' }), 'bad_token'],
    ['no audience', sign({ ...good, aud: undefined }), 'bad_token'],
    ['expired', sign({ ...good, iat: SECONDS - 1000, exp: SECONDS - 100 }), 'expired'],
    ['a long life', sign({ ...good, exp: SECONDS + 901 }), 'bad_token'],
    ['no end', sign({ ...good, exp: undefined }), 'bad_token'],
    ['no beginning', sign({ ...good, iat: undefined }), 'bad_token'],
    ['a beginning in the future', sign({ ...good, iat: SECONDS + 120, exp: SECONDS + 600 }), 'bad_token'],
    ['an end before the beginning', sign({ ...good, iat: SECONDS + 50, exp: SECONDS + 40 }), 'bad_token'],
    ['not yet valid', sign({ ...good, nbf: SECONDS + 60 }), 'bad_token'],
    ['nobody', sign(none), 'bad_token'],
    ['an empty name', sign({ ...good, sub: '' }), 'bad_token'],
    ['a long name', sign({ ...good, sub: 'u'.repeat(65) }), 'bad_token'],
    ['a number as name', sign({ ...good, sub: 1 }), 'bad_token'],
    ['a national number', sign({ ...good, phone_number: '13800138000' }), 'bad_token'],
    ['an unusual spelling', sign({ ...good, phone_number: '+86 13800138000' }), 'bad_token'],
    ['a unionid without scope', sign({ ...good, unionid: 'o6' }), 'bad_token'],
    ['a unionid of another platform', sign({ ...good, unionid: 'o6', union_scope: 'open-2' }), 'bad_token'],
    ['a care group that is none', sign({ ...good, care: 'vip' }), 'bad_token'],
    ['a level that is no text', sign({ ...good, member_level: 3 }), 'bad_token'],
    ['a cut token', sign(good).slice(0, -2), 'bad_token'],
    ['a longer token', `${sign(good)}.x`, 'bad_token'],
    ['no token', '', 'bad_token'],
    ['a huge token', sign({ ...good, name: 'x'.repeat(5000) }), 'bad_token'],
  ];
  test.each(cases)('C16 refused: %s', async (_, token, code) => {
    expect(await verifyUser(token, site, NOW)).toMatchObject({ ok: false, code });
  });
  test('C16 a site without an open platform vouches for no unionid', async () => {
    const claims = { ...good, unionid: 'o6', union_scope: 'open-1' };
    expect(await verifyUser(sign(claims), { ...site, openPlatform: undefined }, NOW)).toMatchObject({
      ok: false,
      code: 'bad_token',
    });
    const scopeless = { ...good, unionid: 'o6' };
    expect(await verifyUser(sign(scopeless), { ...site, openPlatform: undefined }, NOW)).toMatchObject({ ok: false });
  });
});
