import { describe, expect, test } from 'vitest';
import type { WechatAccount } from '../../worker/channels/account.ts';
import { decrypt, signature } from '../../worker/channels/wechat/crypto.ts';
import { grant } from '../../worker/channels/wechat/limits.ts';
import { read } from '../../worker/channels/wechat/read.ts';
import { word } from '../../worker/channels/wechat/tree.ts';
import { readXml } from '../../worker/channels/wechat/xml.ts';
import { NOW, OPENID, wechatAccount, wechatSays } from './platforms.ts';

const official = wechatAccount('official', 'plain', 'xml');
const mini = wechatAccount('mini', 'plain', 'json');

describe('C5 windows', () => {
  const HOUR = 3_600_000;
  test('C5 what opens how many messages for how long', () => {
    expect(grant('official', null, NOW)).toEqual({ left: 5, endsAt: NOW + 48 * HOUR });
    expect(grant('mini', null, NOW)).toEqual({ left: 5, endsAt: NOW + 48 * HOUR });
    expect(grant('official', 'CLICK', NOW)).toEqual({ left: 3, endsAt: NOW + 60_000 });
    expect(grant('official', 'VIEW', NOW)).toBeUndefined();
    expect(grant('official', 'user_enter_tempsession', NOW)).toBeUndefined();
    expect(grant('mini', 'user_enter_tempsession', NOW)).toEqual({ left: 2, endsAt: NOW + 60_000 });
    expect(grant('mini', 'CLICK', NOW)).toBeUndefined();
  });
  test('C5 a message from the clock ahead opens no longer window than one from now', async () => {
    const heard = await read(
      wechatSays(official, { MsgType: 'text', Content: 'a', MsgId: '1' }, { at: NOW + 240_000 }),
      official,
      NOW,
    );
    expect(heard).toMatchObject({ ok: true, heard: [{ window: { endsAt: NOW + 48 * HOUR } }] });
  });
});

describe('C4 passive replies', () => {
  const reply = async (
    account: WechatAccount,
    body: Parameters<NonNullable<Awaited<ReturnType<typeof opened>>>['answer']>[0],
  ) => {
    const got = await opened(account);
    return got.answer(body, NOW);
  };
  async function opened(account: WechatAccount) {
    const got = await read(
      wechatSays(account, { MsgType: 'text', Content: 'a', MsgId: '1' }, { nonce: 'nonce7' }),
      account,
      NOW,
    );
    if (!got.ok) throw new Error(got.detail);
    return got;
  }
  const text = '您好 ]]> 😀';

  test('C4 a text goes back to who wrote, in clear where the account is', async () => {
    const answer = await reply(official, { kind: 'text', text });
    expect(answer).toMatchObject({ status: 200, contentType: 'text/xml; charset=utf-8' });
    const xml = readXml(answer.body);
    if (!xml.ok) throw new Error(xml.detail);
    const fields = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Content'].map((name) =>
      word(xml.tree, name),
    );
    expect(fields).toEqual([OPENID, official.id, String(Math.floor(NOW / 1000)), 'text', text]);
  });

  test('C4 sealed and signed where the account is', async () => {
    for (const mode of ['compatible', 'encrypted'] as const) {
      const account = wechatAccount('official', mode, 'xml');
      const xml = readXml((await reply(account, { kind: 'text', text })).body);
      if (!xml.ok) throw new Error(xml.detail);
      const sealed = word(xml.tree, 'Encrypt');
      expect(word(xml.tree, 'Nonce')).toBe('nonce7');
      expect(word(xml.tree, 'MsgSignature')).toBe(
        await signature(account.token, word(xml.tree, 'TimeStamp'), 'nonce7', sealed),
      );
      const inner = await decrypt(account, sealed);
      if (!inner.ok) throw new Error(inner.detail);
      expect(inner.message).toContain('<ToUserName>');
      const read = readXml(inner.message);
      expect(read.ok && word(read.tree, 'Content')).toBe(text);
    }
  });

  test('C4 what a reply can’t carry is answered success, unsealed, and said beforehand', async () => {
    const account = wechatAccount('official', 'encrypted', 'xml');
    const picture = { kind: 'image', url: 'https://a/b.png' } as const;
    expect((await reply(account, picture)).body).toBe('success');
    expect((await reply(account, { kind: 'text', text: '长'.repeat(700) })).body).toBe('success');
    expect((await reply(mini, { kind: 'text', text })).body).toBe('success');
    expect((await reply(account, null)).body).toBe('success');
  });
});
