import { describe, expect, test } from 'vitest';
import type { WechatAccount } from '../../sandbox/config.ts';
import { makePush } from '../../sandbox/wechat/acts.ts';
import { readAnswer } from '../../sandbox/wechat/answer.ts';
import { encrypt, openSealed, signature } from '../../sandbox/wechat/crypto.ts';
import { makeUrlLink } from '../../sandbox/wechat/links.ts';
import { judgeUpload } from '../../sandbox/wechat/media.ts';
import { pushJson, sealPush } from '../../sandbox/wechat/push.ts';
import { allowance, spend } from '../../sandbox/wechat/quota.ts';
import { readLetter, readPosted } from '../../sandbox/wechat/send.ts';
import { issuePlain, issueStable, judgeToken, type Token } from '../../sandbox/wechat/tokens.ts';
import { valueAllowed } from '../../sandbox/wechat/values.ts';
import { BadXml, parseXml } from '../../sandbox/wechat/xml.ts';

const account: WechatAccount = {
  channel: 'wechat',
  kind: 'official',
  id: 'gh_shop',
  name: '店',
  appid: 'wx0123456789abcdef',
  secret: 's',
  token: 'tok',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  mode: 'encrypted',
  format: 'xml',
};
const mini: WechatAccount = { ...account, kind: 'mini', id: 'gh_mini', format: 'json' };
const NOW = 1_767_323_045_000;
const stored = { mediaId: 'M1', thumbId: 'T1', pictureUrl: 'http://x/p' };
const random16 = Buffer.from('0123456789abcdef', 'latin1');
const by = { nowMs: NOW, nonce: '42', random16 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('tokens', () => {
  const token = (endsAt: number, more: Partial<Token> = {}): Token => ({
    value: 't',
    kind: 'stable',
    endsAt,
    killed: false,
    ...more,
  });
  const calm = { wanted: false, timesToday: 0, lastAt: 0 };

  test('normal mode keeps a token until its last five minutes', () => {
    expect(issueStable([token(NOW + 300_001)], calm, NOW)).toMatchObject({ act: 'keep' });
    expect(issueStable([token(NOW + 300_000)], calm, NOW)).toEqual({ act: 'renew', kill: [] });
  });
  test('force kills the old one, at most 20 a day and 30 s apart', () => {
    const force = { wanted: true, timesToday: 19, lastAt: NOW - 30_000 };
    expect(issueStable([token(NOW + 9e6)], force, NOW)).toEqual({ act: 'renew', kill: ['t'] });
    expect(issueStable([], { ...force, timesToday: 20 }, NOW)).toEqual({ act: 'refuse', errcode: 45009 });
    expect(issueStable([], { ...force, lastAt: NOW - 29_999 }, NOW)).toEqual({ act: 'refuse', errcode: 45011 });
  });
  test('a new plain token leaves the one before five minutes', () => {
    expect(issuePlain([token(NOW + 9e6, { kind: 'plain' })], NOW)).toEqual({
      endSooner: [{ value: 't', endsAt: NOW + 300_000 }],
    });
  });
  test('missing, unknown, killed and expired are told apart', () => {
    expect(judgeToken('', undefined, NOW)).toBe(41001);
    expect(judgeToken('x', undefined, NOW)).toBe(40001);
    expect(judgeToken('t', token(NOW + 1, { killed: true }), NOW)).toBe(40001);
    expect(judgeToken('t', token(NOW), NOW)).toBe(42001);
    expect(judgeToken('t', token(NOW + 1), NOW)).toBe(0);
  });
});

describe('windows', () => {
  test('what each act allows', () => {
    expect(allowance('official', 'message')).toEqual({ most: 5, lastsMs: 48 * 3600_000 });
    expect(allowance('official', 'menu')).toEqual({ most: 3, lastsMs: 60_000 });
    expect(allowance('mini', 'enter')).toEqual({ most: 2, lastsMs: 60_000 });
    expect(allowance('mini', 'menu')).toBeUndefined();
  });
  test('closed is 45015, used up is 45047, and windows are not added up', () => {
    expect(spend([], NOW)).toEqual({ ok: false, errcode: 45015 });
    expect(spend([{ act: 'message', left: 5, endsAt: NOW }], NOW)).toEqual({ ok: false, errcode: 45015 });
    expect(spend([{ act: 'message', left: 0, endsAt: NOW + 1 }], NOW)).toEqual({ ok: false, errcode: 45047 });
    let windows = [
      { act: 'message' as const, left: 5, endsAt: NOW + 9e6 },
      { act: 'menu' as const, left: 3, endsAt: NOW + 60_000 },
    ];
    let sent = 0;
    for (;;) {
      const paid = spend(windows, NOW);
      if (!paid.ok) break;
      windows = paid.after as typeof windows;
      sent += 1;
    }
    expect(sent).toBe(5);
  });
});

describe('customer messages', () => {
  const world = { hasMedia: (id: string) => id === 'M1', isBound: (appid: string) => appid === 'wxmini' };
  const judge = (message: Record<string, unknown>, to = account): number => {
    const read = readLetter(to, message, world);
    return read.ok ? 0 : read.errcode;
  };
  test.each([
    ['text', { msgtype: 'text', text: { content: '您好' } }, 0],
    ['empty text', { msgtype: 'text', text: { content: '' } }, 44004],
    ['2,049 bytes', { msgtype: 'text', text: { content: 'x'.repeat(2049) } }, 45002],
    ['unknown medium', { msgtype: 'image', image: { media_id: 'gone' } }, 40007],
    ['two articles', { msgtype: 'news', news: { articles: [{ title: 'a' }, { title: 'b' }] } }, 45008],
    ['unknown type', { msgtype: 'poem', poem: {} }, 40008],
    ['menu without entries', { msgtype: 'msgmenu', msgmenu: { head_content: '?' } }, 47001],
    ['menu', { msgtype: 'msgmenu', msgmenu: { head_content: '满意吗', list: [{ id: '1', content: '满意' }] } }, 0],
    [
      'card of a stranger',
      {
        msgtype: 'miniprogrampage',
        miniprogrampage: { title: 't', pagepath: 'p', appid: 'wxother', thumb_media_id: 'M1' },
      },
      40013,
    ],
    [
      'card',
      {
        msgtype: 'miniprogrampage',
        miniprogrampage: { title: 't', pagepath: 'p', appid: 'wxmini', thumb_media_id: 'M1' },
      },
      0,
    ],
    ['sensitive', { msgtype: 'text', text: { content: '可以代开发票' } }, 45168],
  ])('%s', (_, message, errcode) => expect(judge(message)).toBe(errcode));
  test('a mini-program has no voice and no menu, but a link', () => {
    expect(judge({ msgtype: 'voice', voice: { media_id: 'M1' } }, mini)).toBe(40008);
    expect(judge({ msgtype: 'link', link: { title: 't', url: 'https://a.example' } }, mini)).toBe(0);
  });
  test('an escaped Chinese letter is shown literally, raw UTF-8 is read, rubbish refused', () => {
    expect(readPosted(bytes('{"a":"\\u4f60"}'))).toEqual({ ok: true, value: { a: '\\u4f60' } });
    expect(readPosted(bytes('{"a":"你\\n\\u0041"}'))).toEqual({ ok: true, value: { a: '你\nA' } });
    expect(readPosted(new Uint8Array())).toEqual({ ok: false, errcode: 44002 });
    expect(readPosted(Uint8Array.of(0x7b, 0xff))).toEqual({ ok: false, errcode: 47001 });
  });
});

describe('pushes', () => {
  const tree = makePush(account, 'oUser', { kind: 'text', content: '好]]>的<😀' }, stored, NOW)?.tree ?? {};

  test('CDATA survives its own end mark', () => {
    const { body } = sealPush({ ...account, mode: 'plain' }, { ...tree, MsgId: '6054768590064713728' }, by);
    expect(parseXml(body).tree).toMatchObject({
      Content: '好]]>的<😀',
      MsgId: '6054768590064713728',
      FromUserName: 'oUser',
    });
    expect(body).toContain('<MsgId>6054768590064713728</MsgId>');
  });
  test('JSON has bare 64-bit ids and a list of one as the object itself', () => {
    expect(pushJson({ MsgId: '6054768590064713728', CreateTime: '1' })).toBe(
      '{"MsgId":6054768590064713728,"CreateTime":1}',
    );
    const event = makePush(
      mini,
      'o',
      { kind: 'event', event: 'subscribe_msg_popup_event', answers: [{ templateId: 'T', accept: true }] },
      stored,
      NOW,
    );
    expect(JSON.parse(pushJson(event?.tree ?? {}))).toMatchObject({
      List: { TemplateId: 'T', SubscribeStatusString: 'accept', PopupScene: '0' },
    });
  });
  test('the three modes carry what they must', () => {
    const plain = sealPush({ ...account, mode: 'plain' }, tree, by);
    expect(plain.query.get('signature')).toBe(signature('tok', '1767323045', '42'));
    expect(plain.query.has('encrypt_type')).toBe(false);
    const both = parseXml(sealPush({ ...account, mode: 'compatible' }, tree, by).body).tree;
    expect(both).toMatchObject({ MsgType: 'text', Encrypt: expect.any(String) as string });
    const secure = sealPush(account, tree, by);
    const envelope = parseXml(secure.body).tree as Record<string, string>;
    expect(Object.keys(envelope)).toEqual(['ToUserName', 'Encrypt']);
    const opened = openSealed(account, {
      timestamp: '1767323045',
      nonce: '42',
      sealed: envelope.Encrypt ?? '',
      mark: secure.query.get('msg_signature') ?? '',
    });
    expect(opened.ok && parseXml(opened.message).tree).toMatchObject({ Content: '好]]>的<😀' });
    const json = JSON.parse(sealPush({ ...mini, mode: 'compatible' }, tree, by).body) as Record<string, unknown>;
    expect(json).toMatchObject({ MsgType: 'text', Encrypt: expect.any(String) as string });
  });
  test('every event of the documents can be made', () => {
    for (const event of [
      'subscribe',
      'unsubscribe',
      'SCAN',
      'LOCATION',
      'CLICK',
      'VIEW',
      'view_miniprogram',
      'scancode_push',
      'scancode_waitmsg',
      'pic_sysphoto',
      'pic_photo_or_album',
      'pic_weixin',
      'location_select',
      'subscribe_msg_change_event',
      'TEMPLATESENDJOBFINISH',
      'never_heard_of',
    ]) {
      expect(makePush(account, 'o', { kind: 'event', event }, stored, NOW)?.tree).toMatchObject({
        MsgType: 'event',
        Event: event,
      });
    }
    expect(makePush(account, 'o', { kind: 'event', event: 'subscribe', scene: 7 }, stored, NOW)?.tree.EventKey).toBe(
      'qrscene_7',
    );
  });
});

describe('answers to a push', () => {
  const reply = (content: string, to = 'oUser'): string =>
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[gh_shop]]></FromUserName><CreateTime>1767323045</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`;
  const sealedReply = (inner: string, mark?: string): string => {
    const sealed = encrypt(account.encodingAesKey, account.appid, inner, random16);
    const good = signature('tok', '1767323045', '42', sealed);
    return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${mark ?? good}]]></MsgSignature><TimeStamp>1767323045</TimeStamp><Nonce><![CDATA[42]]></Nonce></xml>`;
  };
  test('success and nothing are handled', () => {
    expect(readAnswer(account, 'oUser', false, 'success')).toEqual({ kind: 'handled' });
    expect(readAnswer(account, 'oUser', false, '')).toEqual({ kind: 'handled' });
    expect(readAnswer(account, 'oUser', false, '"success"').kind).toBe('broken');
  });
  test('a plain account reads a plain reply, an encrypted one only a signed one', () => {
    expect(readAnswer({ ...account, mode: 'plain' }, 'oUser', false, reply('在'))).toEqual({
      kind: 'reply',
      type: 'text',
      shown: { content: '在' },
    });
    expect(readAnswer(account, 'oUser', false, reply('在')).kind).toBe('broken');
    expect(readAnswer(account, 'oUser', false, sealedReply(reply('在')))).toEqual({
      kind: 'reply',
      type: 'text',
      shown: { content: '在' },
    });
    expect(readAnswer(account, 'oUser', false, sealedReply(reply('在'), '0'.repeat(40)))).toEqual({
      kind: 'broken',
      why: 'encrypted reply: wrong signature',
    });
  });
  test('a reply to someone else, JSON on an XML account, and a mini-program reply are broken', () => {
    expect(readAnswer({ ...account, mode: 'plain' }, 'oUser', false, reply('在', 'oOther')).kind).toBe('broken');
    expect(readAnswer(account, 'oUser', false, '{"ok":true}').kind).toBe('broken');
    expect(readAnswer({ ...mini, format: 'xml', mode: 'plain', id: 'gh_shop' }, 'oUser', false, reply('在')).kind).toBe(
      'broken',
    );
  });
});

describe('small rules', () => {
  test.each([
    ['thing1', '订单已发货', true],
    ['thing1', '一'.repeat(21), false],
    ['thing1', '有\n换行', false],
    ['phrase2', '已发货', true],
    ['phrase2', 'shipped', false],
    ['character_string3', 'YX2026-1', true],
    ['character_string3', '订单', false],
    ['time4', '2026年11月25日 10:30', true],
    ['time4', '10:30~11:00', true],
    ['date5', '2026-11-25', true],
    ['date5', '明天', false],
    ['amount6', '¥329.00', true],
    ['amount6', '三百', false],
    ['number7', '3.5', true],
    ['phone_number8', '+86-13800138000', true],
    ['name9', '林小满', true],
    ['name9', '一二三四五六七八九十一', false],
    ['car_number1', '粤A12345', true],
    ['poem1', 'x', false],
  ])('%s = %s', (key, value, allowed) => expect(valueAllowed(key, value)).toBe(allowed));
  test('links expire within 30 days and carry a limited alphabet', () => {
    expect(makeUrlLink({ path: 'pages/index', expire_type: 1, expire_interval: 30 }, NOW).ok).toBe(true);
    expect(makeUrlLink({ expire_type: 1, expire_interval: 31 }, NOW)).toEqual({ ok: false, errcode: 85401 });
    expect(makeUrlLink({ path: '/pages/index' }, NOW)).toEqual({ ok: false, errcode: 40165 });
    expect(makeUrlLink({ query: '中文' }, NOW)).toEqual({ ok: false, errcode: 40212 });
  });
  test('uploads', () => {
    expect(judgeUpload('image', { name: 'a.png', type: 'image/png', size: 9 })).toBe(0);
    expect(judgeUpload('poem', { name: 'a', type: 'image/png', size: 9 })).toBe(40004);
    expect(judgeUpload('thumb', { name: 'a.jpg', type: 'image/jpeg', size: 65_537 })).toBe(40006);
    expect(judgeUpload('image', undefined)).toBe(41005);
  });
  test.each(['<a>', '<a></b>', 'x', '<a/><b/>', '<!DOCTYPE a><a/>', '<a>&boom;</a>', '<a>'.repeat(9)])(
    'no XML: %s',
    (text) => {
      expect(() => parseXml(text)).toThrow(BadXml);
    },
  );
});
