import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Body } from '../../shared/message.ts';
import type { WechatAccount } from '../../worker/channels/account.ts';
import type { Sent, SendTools } from '../../worker/channels/channel.ts';
import { CallFault } from '../../worker/channels/fault.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import { PART_BYTES, parts } from '../../worker/channels/wechat/payload.ts';
import { send, typing } from '../../worker/channels/wechat/send.ts';
import { OPENID, wechatAccount } from './platforms.ts';
import { platform } from './answers.ts';

const official = wechatAccount('official', 'encrypted', 'xml');
const mini = wechatAccount('mini', 'encrypted', 'json');

const address = { channel: 'wechat', account: official.id, peer: OPENID } as const;
const sending = (body: Body, account: WechatAccount, tools: SendTools): Promise<Sent> =>
  send({ id: 'm1', address, body, automatic: true, generated: false }, account, tools);
const hello: Body = { kind: 'text', text: '您好 😀' };

describe('C18 bodies as WeChat’s messages', () => {
  const menu: Body = {
    kind: 'menu',
    text: '请选择',
    options: [
      { id: 'a', label: '查订单' },
      { id: 'human', label: '转人工' },
    ],
  };
  const link: Body = { kind: 'link', title: '说明', description: '如何退货', url: '/help/returns' };
  const cases: [string, Body, WechatAccount, object][] = [
    ['text', hello, official, { msgtype: 'text', text: { content: '您好 😀' } }],
    [
      'a menu on an official account',
      menu,
      official,
      {
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: '请选择',
          list: [
            { id: 'a', content: '查订单' },
            { id: 'human', content: '转人工' },
          ],
        },
      },
    ],
    ['a menu in a mini-program', menu, mini, { msgtype: 'text', text: { content: '请选择\n1. 查订单\n2. 转人工' } }],
    [
      'an answer with steps, a picture of ours and a link',
      {
        kind: 'answer',
        text: '退货',
        steps: ['填单', '寄回'],
        media: [{ kind: 'image', url: '/help/a.svg', caption: '面单' }],
        links: [{ label: '规则', url: 'https://a.example/r' }],
      },
      official,
      {
        msgtype: 'text',
        text: {
          content: '退货\n1. 填单\n2. 寄回\n面单 https://gw.example.com/help/a.svg\n规则 https://a.example/r',
        },
      },
    ],
    [
      'an order',
      { kind: 'order', order: { no: 'A1', stateText: '已发货', items: [{ title: '杯子' }] } },
      mini,
      { msgtype: 'text', text: { content: '订单 A1：已发货\n杯子' } },
    ],
    ['an image of WeChat’s', { kind: 'image', mediaId: 'm1' }, mini, { msgtype: 'image', image: { media_id: 'm1' } }],
    [
      'an image of ours',
      { kind: 'image', url: '/files/a.png' },
      official,
      { msgtype: 'text', text: { content: '[图片] https://gw.example.com/files/a.png' } },
    ],
    ['a voice', { kind: 'voice', mediaId: 'm2' }, official, { msgtype: 'voice', voice: { media_id: 'm2' } }],
    [
      'a link on an official account',
      link,
      official,
      {
        msgtype: 'news',
        news: {
          articles: [
            { title: '说明', description: '如何退货', url: 'https://gw.example.com/help/returns', picurl: '' },
          ],
        },
      },
    ],
    [
      'a link in a mini-program',
      link,
      mini,
      {
        msgtype: 'link',
        link: { title: '说明', description: '如何退货', url: 'https://gw.example.com/help/returns', thumb_url: '' },
      },
    ],
  ];
  test.each(cases)('C18 %s', async (_, body, account, expected) => {
    const { posted, tools } = platform({ errcode: 0, errmsg: 'ok' });
    expect(await sending(body, account, tools)).toEqual({ ok: true, providerId: null });
    expect(posted).toHaveLength(1);
    const [first] = posted;
    expect(first?.method).toBe('POST');
    expect(first?.url.pathname).toBe('/cgi-bin/message/custom/send');
    expect(first?.url.searchParams.get('access_token')).toBe('T1');
    expect(JSON.parse(first?.text ?? '')).toEqual({ touser: OPENID, ...expected });
    expect(first?.text).not.toContain('\\u');
  });

  test('M5 words of a model carry WeChat’s own mark, and only those', async () => {
    const { posted, tools } = platform({ errcode: 0, errmsg: 'ok' });
    await send({ id: 'm1', address, body: hello, automatic: true, generated: true }, official, tools);
    await send({ id: 'm2', address, body: hello, automatic: true, generated: false }, official, tools);
    const labels = posted.map((one) => (JSON.parse(one.text) as { aimsgcontext?: object }).aimsgcontext);
    expect(labels).toEqual([{ is_ai_msg: 1 }, undefined]);
  });

  test('C18 what WeChat can’t say is refused before anything leaves', async () => {
    const body: Body = { kind: 'event', event: 'x' };
    const { posted, tools } = platform({ errcode: 0 });
    expect(await sending(body, official, tools)).toMatchObject({
      ok: false,
      fate: 'failed',
      reason: { code: 'unsupported_kind' },
    });
    expect(posted).toEqual([]);
    expect(channelFor(official)?.refuses(body)).toMatchObject({ code: 'unsupported_kind' });
    expect(channelFor(official)?.refuses(hello)).toBeNull();
  });

  test('C18 long words are cut into parts that lose no character and each fit', () => {
    const size = (text: string) => new TextEncoder().encode(text).length;
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 0, maxLength: 3000 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, times) => {
          const text = seed.repeat(times);
          const cut = parts(text);
          expect(cut.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
          for (const part of cut) {
            expect(size(part)).toBeLessThanOrEqual(PART_BYTES);
            expect(part).not.toMatch(/\p{Surrogate}/u);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(parts('一'.repeat(600))).toHaveLength(1);
    expect(parts(`${'一'.repeat(400)}。${'二'.repeat(400)}`)[0]).toBe(`${'一'.repeat(400)}。`);
    const bound = channelFor(official);
    expect(bound?.split({ kind: 'text', text: '一'.repeat(1300) })).toHaveLength(3);
    expect(bound?.split(hello)).toEqual([hello]);
  });
});

describe('C6 fates by error code', () => {
  const fates: [number, object][] = [
    [45015, { fate: 'failed', windowClosed: true, reason: { code: 'window_closed' } }],
    [45047, { fate: 'hold', reason: { code: 'quota_spent' } }],
    [-1, { fate: 'retry', afterMs: 2_000 }],
    [45011, { fate: 'retry', afterMs: 60_000 }],
    // 11:04:05 in Beijing: the daily limit is lifted in 12:55:55.
    [45009, { fate: 'retry', afterMs: 46_555_000 }],
    [40003, { fate: 'failed', reason: { code: 'wechat_40003' } }],
    [43004, { fate: 'failed' }],
    [45168, { fate: 'failed' }],
    [48002, { fate: 'failed' }],
    [40164, { fate: 'failed' }],
    [99999, { fate: 'failed', reason: { code: 'wechat_99999' } }],
  ];
  test.each(fates)('C6 %i', async (errcode, expected) => {
    const { posted, tools } = platform({ errcode, errmsg: 'no rid: 1' });
    const sent = await sending(hello, official, tools);
    expect(sent).toMatchObject({ ok: false, ...expected });
    expect(posted).toHaveLength(1);
    if (!sent.ok) expect(sent.reason.detail).toContain(String(errcode));
  });
});

describe('C6 a refused token', () => {
  test.each([40001, 40014, 41001, 42001])('C6 %i: renewed once, the call repeated once', async (errcode) => {
    const { posted, asked, tools } = platform({ errcode }, { errcode: 0 });
    expect(await sending(hello, official, tools)).toEqual({ ok: true, providerId: null });
    expect(asked).toEqual([undefined, 'T1']);
    expect(posted.map((each) => each.url.searchParams.get('access_token'))).toEqual(['T1', 'T2']);
  });
  test('C6 refused again: no loop, tried later', async () => {
    const { posted, asked, tools } = platform({ errcode: 42001 });
    expect(await sending(hello, official, tools)).toMatchObject({ ok: false, fate: 'retry' });
    expect(posted).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });
  test('C6 without a token nothing leaves; a fault of the settings lasts', async () => {
    for (const [code, fate] of [
      ['unavailable', 'retry'],
      ['not_allowed', 'failed'],
    ] as const) {
      const { posted, tools } = platform({ errcode: 0 });
      const without: SendTools = { ...tools, token: () => Promise.resolve({ ok: false, code, detail: 'no' }) };
      expect(await sending(hello, official, without)).toMatchObject({ ok: false, fate });
      expect(posted).toEqual([]);
    }
  });
});

describe('C6 no answer', () => {
  test('C6 certainly not sent is tried again, anything else is unknown and never repeated', async () => {
    const never = platform(new CallFault('never_left', 'refused'));
    expect(await sending(hello, official, never.tools)).toMatchObject({ ok: false, fate: 'retry' });
    for (const fault of [new CallFault('unknown', 'time is over'), new Error('boom'), 'Bad Gateway']) {
      const lost = platform(fault);
      expect(await sending(hello, official, lost.tools)).toMatchObject({ ok: false, fate: 'unknown' });
      expect(lost.posted).toHaveLength(1);
    }
  });
});

describe('C18 typing', () => {
  test('C18 is best effort, by each kind’s own call', async () => {
    const good = platform({ errcode: 0 });
    expect(await typing(OPENID, true, official, good.tools)).toBe(true);
    expect(await typing(OPENID, false, mini, good.tools)).toBe(true);
    expect(good.posted.map((each) => each.url.pathname)).toEqual([
      '/cgi-bin/message/custom/typing',
      '/cgi-bin/message/custom/business/typing',
    ]);
    expect(JSON.parse(good.posted[1]?.text ?? '')).toEqual({ touser: OPENID, command: 'CancelTyping' });
    expect(await typing(OPENID, true, official, platform({ errcode: 45080 }).tools)).toBe(false);
    expect(await typing(OPENID, true, official, platform(new Error('down')).tools)).toBe(false);
  });
});
