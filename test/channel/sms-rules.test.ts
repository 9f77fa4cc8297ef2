import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Body, MessageStatus } from '../../shared/message.ts';
import { channelFor, smsAccountFor } from '../../worker/channels/registry.ts';
import { e164 } from '../../worker/channels/sms/number.ts';
import { optOut } from '../../worker/channels/sms/optout.ts';
import { segments } from '../../shared/sms-segments.ts';
import { advances } from '../../worker/customer/status.ts';
import { breaks, cost } from '../../worker/channels/sms/template.ts';
import { aliyunAccount, tencentAccount, twilioAccount } from './platforms.ts';

describe('C8 the rules of templates', () => {
  const refused: [string, string][] = [
    ['a link', '请看 https://shop.example.com/a'],
    ['a bare domain', '请看 shop.example.com 的说明'],
    ['a full-width link', '请看 ｈｔｔｐｓ：／／ａ．ｃｏｍ'],
    ['a mobile number', '请打 13800138000'],
    ['a spaced one', '请打 138-0013-8000'],
    ['a land line', '请打 010-12345678'],
    ['a 400 number', '请打 400-800-1234'],
  ];
  test.each(refused)('C8 %s is refused', (_, text) => {
    for (const account of [aliyunAccount, tencentAccount]) {
      const body: Body = { kind: 'text', text };
      expect(channelFor(account)?.refuses(body)).toMatchObject({ code: 'sms_rule' });
    }
    expect(channelFor(twilioAccount)?.refuses({ kind: 'text', text })).toBeNull();
  });
  test.each([
    '订单 20260102030405678 已发货',
    '快递单号 SF1380013800012',
    '版本 3.2.1，共 12.5 元',
    '1. 打开设置\n2. 点退货',
    '退货地址在包裹里',
  ])('C8 may go: %s', (text) => {
    expect(breaks(aliyunAccount, { kind: 'text', text })).toBeNull();
  });
  test('C8 a picture can’t be said in an SMS', () => {
    for (const account of [aliyunAccount, tencentAccount, twilioAccount]) {
      expect(channelFor(account)?.refuses({ kind: 'image', mediaId: 'm' })).toMatchObject({ code: 'unsupported_kind' });
    }
  });
  test('C8 long words go in parts within the carrier’s limit, signature and template included', () => {
    const body: Body = { kind: 'text', text: '好'.repeat(1200) };
    const cut = channelFor(aliyunAccount)?.split(body) ?? [];
    expect(cut).toHaveLength(3);
    for (const part of cut)
      expect(cost(aliyunAccount, part.kind === 'text' ? part.text : '').units).toBeLessThanOrEqual(500);
    expect(channelFor(twilioAccount)?.split(body)).toHaveLength(1);
  });
});

describe('C12 segments', () => {
  test('C12 the mainland counts 70/67 whatever the letters', () => {
    expect(segments('a'.repeat(70), true)).toEqual({ encoding: 'UCS-2', units: 70, segments: 1 });
    expect(segments('a'.repeat(71), true)).toEqual({ encoding: 'UCS-2', units: 71, segments: 2 });
    expect(segments('a'.repeat(71), false)).toEqual({ encoding: 'GSM-7', units: 71, segments: 1 });
    expect(cost(aliyunAccount, '好').units).toBe('【一线优选】您好，好 回复本短信可继续咨询'.length);
  });
  test('C12 no pair is parted: an escape or a surrogate pair moves on whole', () => {
    expect(segments('€'.repeat(153), false)).toEqual({ encoding: 'GSM-7', units: 306, segments: 3 });
    expect(segments('😀'.repeat(67), false)).toEqual({ encoding: 'UCS-2', units: 134, segments: 3 });
  });
  test('C12 more text never costs less, and parts never hold more than they can', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.boolean(),
        (text, more, mainland) => {
          const less = segments(text, mainland);
          expect(segments(text + more, mainland).segments).toBeGreaterThanOrEqual(less.segments);
          const room = less.encoding === 'GSM-7' ? (less.segments === 1 ? 160 : 153) : less.segments === 1 ? 70 : 67;
          expect(less.units).toBeLessThanOrEqual(less.segments * room);
          expect(less.units).toBeGreaterThanOrEqual(less.segments === 1 ? 0 : (less.segments - 1) * (room - 1));
        },
      ),
    );
  });
});

describe('C11 refusing and coming back', () => {
  test.each([
    'R',
    'ｒ',
    ' T。',
    'ＴＤ',
    'n',
    '退订',
    '【退订】',
    '拒 收',
    '回复TD',
    '回复 R',
    '不要再发！',
    'stop',
    'Stop.',
    'UNSUBSCRIBE',
    'opt-out',
    '退',
  ])('C11 stops: %s', (text) => {
    expect(optOut(text)).toBe('stop');
  });
  test.each(['START', 'unstop', '恢复订阅'])('C11 starts: %s', (text) => {
    expect(optOut(text)).toBe('start');
  });
  test.each([
    '怎么退订会员',
    '退货',
    'Rhine',
    'YES',
    'no',
    '请不要再发错货了',
    'stop sending me the wrong size',
    '订单TD123',
    '',
    '退款',
  ])('C11 is a question: %s', (text) => {
    expect(optOut(text)).toBeNull();
  });
});

describe('C19 numbers', () => {
  const cases: [string, string | undefined, string | null][] = [
    ['13800138000', '86', '+8613800138000'],
    ['8613800138000', '86', '+8613800138000'],
    ['+86 138-0013-8000', undefined, '+8613800138000'],
    ['008613800138000', undefined, '+8613800138000'],
    ['１３８００１３８０００', '86', '+8613800138000'],
    ['+447700900001', undefined, '+447700900001'],
    ['07700900001', '44', '+447700900001'],
    ['13800138000', undefined, null],
    ['+8612345', undefined, null],
    ['+86138001380001', undefined, null],
    ['12800138000', '86', null],
    ['+0123456789', undefined, null],
    ['+1234567890123456', undefined, null],
    ['+44 77x', undefined, null],
    ['', '86', null],
  ];
  test.each(cases)('C19 %s (%s)', (written, country, expected) => {
    expect(e164(written, country)).toBe(expected);
  });
  test('C19 the first account for a country sends', () => {
    const all = [twilioAccount, aliyunAccount, tencentAccount];
    expect(smsAccountFor(all, '+8613800138000')).toBe(aliyunAccount);
    expect(smsAccountFor(all, '+447700900001')).toBe(twilioAccount);
    expect(smsAccountFor(all, '+4915100000000')).toBeNull();
    expect(smsAccountFor([], '+8613800138000')).toBeNull();
  });
});

test('C9 a status only moves forward, whatever order reports come in', () => {
  const reports: MessageStatus[] = ['sent', 'delivered', 'failed', 'read'];
  fc.assert(
    fc.property(fc.shuffledSubarray([...reports, ...reports]), (order) => {
      let status: MessageStatus = 'queued';
      for (const next of order) if (advances(status, next)) status = next;
      const highest = ['sent', 'failed', 'delivered', 'read']
        .filter((each) => order.includes(each as MessageStatus))
        .at(-1);
      expect(status).toBe(highest ?? 'queued');
    }),
  );
});
