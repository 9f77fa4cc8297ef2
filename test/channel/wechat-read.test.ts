import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../worker/channels/channel.ts';
import { signature } from '../../worker/channels/wechat/crypto.ts';
import { read } from '../../worker/channels/wechat/read.ts';
import { NOW, OPENID, seal, wechatAccount, wechatPush, wechatSays, xmlOf } from './platforms.ts';

const official = wechatAccount('official', 'plain', 'xml');

describe('C2 modes', () => {
  const modes = ['plain', 'compatible', 'encrypted'] as const;
  const say = (mode: (typeof modes)[number], options = {}): Incoming =>
    wechatSays(wechatAccount('official', mode, 'xml'), { MsgType: 'text', Content: '你好', MsgId: '1' }, options);

  test('C2 a request in another mode than the account’s is refused, a genuine down-grade too', async () => {
    for (const set of modes) {
      for (const sent of modes) {
        const got = await read(say(sent), wechatAccount('official', set, 'xml'), NOW);
        if (set === sent) expect(got).toMatchObject({ ok: true });
        else expect(got).toMatchObject({ ok: false, code: 'wrong_mode' });
      }
      if (set === 'plain') continue;
      const down = say(set, { downgrade: true });
      expect(await read(down, wechatAccount('official', set, 'xml'), NOW)).toMatchObject({
        ok: false,
        code: 'wrong_mode',
      });
    }
  });

  test('C2 in the encrypted modes the plain signature proves nothing', async () => {
    const account = wechatAccount('official', 'encrypted', 'xml');
    const genuine = say('encrypted');
    const url = new URL(genuine.url);
    url.searchParams.set('msg_signature', url.searchParams.get('signature') ?? '');
    expect(await read({ ...genuine, url }, account, NOW)).toMatchObject({ ok: false, code: 'bad_signature' });
  });

  test('C2 in compatible mode only the sealed words count', async () => {
    const account = wechatAccount('official', 'compatible', 'xml');
    const got = await read(say('compatible'), account, NOW);
    expect(got).toMatchObject({ ok: true, heard: [{ body: { kind: 'text', text: '你好' } }] });
  });

  test('C2 every length of message is opened, whatever padding it gets', async () => {
    const account = wechatAccount('official', 'encrypted', 'xml');
    for (let length = 1; length <= 40; length += 1) {
      const got = await read(
        wechatSays(account, { MsgType: 'text', Content: 'a'.repeat(length), MsgId: '1' }),
        account,
        NOW,
      );
      expect(got).toMatchObject({ ok: true, heard: [{ body: { text: 'a'.repeat(length) } }] });
    }
  });
});

describe('C2 whose it is', () => {
  test('C2 another appid inside the cipher is refused', async () => {
    const account = wechatAccount('official', 'encrypted', 'xml');
    const got = await read(
      wechatSays(account, { MsgType: 'text', Content: 'a', MsgId: '1' }, { appid: 'wx0000000000000000' }),
      account,
      NOW,
    );
    expect(got).toMatchObject({ ok: false, code: 'wrong_account' });
  });

  test('C2 another ToUserName is refused in every mode', async () => {
    for (const mode of ['plain', 'compatible', 'encrypted'] as const) {
      const account = wechatAccount('official', mode, 'xml');
      const fields = {
        ToUserName: 'gh_other',
        FromUserName: OPENID,
        CreateTime: String(NOW / 1000),
        MsgType: 'text',
        Content: 'a',
        MsgId: '1',
      };
      expect(await read(wechatPush(account, xmlOf(fields)), account, NOW)).toMatchObject({
        ok: false,
        code: 'wrong_account',
      });
    }
  });

  test('C14 a sealed part that is no cipher is refused', async () => {
    const account = wechatAccount('official', 'encrypted', 'xml');
    for (const sealed of ['AAAA', '!!!!', 'A'.repeat(64), btoa('x'.repeat(48)), seal(account, 'a').slice(4)]) {
      const timestamp = String(NOW / 1000);
      const mark = await signature(account.token, timestamp, 'n', sealed);
      const url = new URL(
        `https://gw.example.com/?timestamp=${timestamp}&nonce=n&encrypt_type=aes&msg_signature=${mark}`,
      );
      const body = new TextEncoder().encode(xmlOf({ ToUserName: account.id, Encrypt: sealed }));
      const got = await read({ method: 'POST', url, headers: new Headers(), body }, account, NOW);
      expect(got).toMatchObject({ ok: false });
      if (!got.ok) expect(['bad_signature', 'wrong_account']).toContain(got.code);
    }
  });
});

describe('C1 the address is verified', () => {
  const check = (change: Record<string, string>) => {
    const query = {
      signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
      timestamp: '1714036504',
      nonce: '1514711492',
      echostr: '4375120948345356249',
    };
    const url = new URL(
      `https://gw.example.com/hooks/wechat/x?${new URLSearchParams({ ...query, ...change }).toString()}`,
    );
    return read({ method: 'GET', url, headers: new Headers(), body: new Uint8Array() }, official, 1714036504_000);
  };

  test('C1 the echo comes back byte for byte', async () => {
    const got = await check({});
    if (!got.ok) throw new Error(got.detail);
    expect(got.heard).toEqual([]);
    const answer = await got.answer(null, NOW);
    expect(answer).toEqual({ status: 200, contentType: 'text/plain; charset=utf-8', body: '4375120948345356249' });
  });

  test('C1 a wrong signature, an old one and a missing echo are refused', async () => {
    expect(await check({ nonce: '1' })).toMatchObject({ ok: false, code: 'bad_signature' });
    expect(await check({ echostr: '' })).toMatchObject({ ok: false, code: 'bad_request' });
    expect(await check({ timestamp: 'yesterday' })).toMatchObject({ ok: false, code: 'bad_request' });
    const url = new URL(
      'https://gw.example.com/?signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492&echostr=1',
    );
    const late = await read({ method: 'GET', url, headers: new Headers(), body: new Uint8Array() }, official, NOW);
    expect(late).toMatchObject({ ok: false, code: 'expired' });
  });
});
