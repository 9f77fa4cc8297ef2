import { describe, expect, test } from 'vitest';
import type { Body } from '../../shared/message.ts';
import { verifyAcs3 } from '../../sandbox/sms/acs3.ts';
import { verifyTc3 } from '../../sandbox/sms/tc3.ts';
import type { Call, SendTools } from '../../worker/channels/channel.ts';
import { CallFault } from '../../worker/channels/fault.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import { aliyunAccount, NOW, tencentAccount, twilioAccount } from './platforms.ts';

type Seen = { url: URL; headers: Headers; text: string };
const accounts = { aliyun: aliyunAccount, tencent: tencentAccount, twilio: twilioAccount };
const hello: Body = { kind: 'text', text: '订单 A1001 已发货😀' };

async function sendBy(
  name: keyof typeof accounts,
  answer: object | string | Error,
  status = 200,
  body = hello,
  peer = '+8613800138000',
  generated = false,
) {
  const seen: Seen[] = [];
  const call: Call = async (request) => {
    seen.push({
      url: new URL(request.url),
      headers: request.headers,
      text: new TextDecoder().decode(await request.arrayBuffer()),
    });
    if (answer instanceof Error) throw answer;
    return typeof answer === 'string' ? new Response(answer, { status }) : Response.json(answer, { status });
  };
  const tools: SendTools = {
    call,
    token: () => Promise.resolve({ ok: false, code: 'internal', detail: 'SMS needs no token' }),
    now: NOW,
    nonce: () => '0123456789abcdef',
    publicBase: 'https://gw.example.com',
    shared: (url) => Promise.resolve(url.startsWith('/') ? `https://gw.example.com${url}?key=k` : url),
    media: () => Promise.resolve(null),
  };
  const account = accounts[name];
  const sent = await channelFor(account)?.send(
    { id: 'm_1', address: { channel: 'sms', account: account.id, peer }, body, automatic: false, generated },
    tools,
  );
  return { sent, seen, first: seen[0] };
}

const tencentSays = (code: string) => ({
  Response: {
    SendStatusSet: [{ SerialNo: 'sid1', PhoneNumber: '+8613800138000', Code: code, Message: 'm' }],
    RequestId: 'r',
  },
});

describe('C8 what each carrier gets', () => {
  test('C8 aliyun: the template’s variable, our id, a signature that an independent verifier accepts', async () => {
    const { sent, first } = await sendBy('aliyun', { Code: 'OK', BizId: '900619746936498440^0' });
    expect(sent).toEqual({ ok: true, providerId: '900619746936498440^0' });
    if (!first) throw new Error('nothing left');
    const query = first.url.searchParams;
    expect(Object.fromEntries(query)).toEqual({
      PhoneNumbers: '13800138000',
      SignName: '一线优选',
      TemplateCode: 'SMS_1000001',
      TemplateParam: '{"content":"订单 A1001 已发货😀"}',
      OutId: 'm_1',
    });
    const signed = {
      method: 'POST',
      paths: ['/'],
      hosts: [first.url.host],
      query,
      header: (name: string) => first.headers.get(name) ?? undefined,
      body: new Uint8Array(),
    };
    const key = { id: aliyunAccount.keyId, secret: aliyunAccount.keySecret };
    expect(verifyAcs3(signed, key, NOW, () => true)).toBeUndefined();
    expect(verifyAcs3(signed, { ...key, secret: 'other' }, NOW, () => true)).toBeDefined();
  });

  test('C8 tencent: likewise, the very bytes signed', async () => {
    const { sent, first } = await sendBy('tencent', tencentSays('Ok'));
    expect(sent).toEqual({ ok: true, providerId: 'sid1' });
    if (!first) throw new Error('nothing left');
    expect(JSON.parse(first.text)).toMatchObject({
      PhoneNumberSet: ['+8613800138000'],
      TemplateParamSet: ['订单 A1001 已发货😀'],
      SessionContext: 'm_1',
      SmsSdkAppId: '1400000001',
    });
    const asked = {
      header: (name: string) => first.headers.get(name) ?? undefined,
      hosts: [first.url.host],
      body: new TextEncoder().encode(first.text),
    };
    const key = { id: tencentAccount.keyId, secret: tencentAccount.keySecret };
    expect(verifyTc3(asked, key, 'sms', NOW)).toBeUndefined();
    expect(verifyTc3({ ...asked, body: new TextEncoder().encode(`${first.text} `) }, key, 'sms', NOW)).toBeDefined();
  });

  test('C8 twilio: free text, and where to report', async () => {
    const { sent, first } = await sendBy('twilio', { sid: 'SM1', status: 'queued' }, 201, hello, '+447700900009');
    expect(sent).toEqual({ ok: true, providerId: 'SM1' });
    expect(first?.url.pathname).toBe(`/2010-04-01/Accounts/${twilioAccount.accountSid}/Messages.json`);
    expect(first?.headers.get('authorization')).toBe(
      `Basic ${btoa(`${twilioAccount.accountSid}:${twilioAccount.authToken}`)}`,
    );
    expect(Object.fromEntries(new URLSearchParams(first?.text))).toEqual({
      To: '+447700900009',
      From: twilioAccount.number,
      Body: '订单 A1001 已发货😀',
      StatusCallback: 'https://gw.example.com/hooks/sms/twilio/twilio-uk?kind=report',
    });
  });
});

describe('C6 fates by the carriers’ codes', () => {
  const cases: [keyof typeof accounts, object | string | Error, number, object][] = [
    [
      'aliyun',
      { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发分钟级流控Permits:1' },
      200,
      { fate: 'retry', afterMs: 60_000 },
    ],
    [
      'aliyun',
      { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发小时级流控Permits:5' },
      200,
      { fate: 'retry', afterMs: 3_600_000 },
    ],
    ['aliyun', { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发天级流控Permits:50' }, 200, { fate: 'failed' }],
    [
      'aliyun',
      { Code: 'isv.DENY_IP_RANGE', Message: 'x' },
      200,
      { fate: 'failed', reason: { code: 'aliyun_isv.DENY_IP_RANGE' } },
    ],
    ['aliyun', { Code: 'isp.SYSTEM_ERROR', Message: 'x' }, 200, { fate: 'retry' }],
    ['aliyun', { Code: 'isv.AMOUNT_NOT_ENOUGH', Message: 'x' }, 400, { fate: 'failed' }],
    ['aliyun', { Message: 'no code' }, 200, { fate: 'unknown' }],
    ['tencent', tencentSays('FailedOperation.PhoneNumberInBlacklist'), 200, { fate: 'failed', optedOut: true }],
    ['tencent', tencentSays('LimitExceeded.PhoneNumberThirtySecondLimit'), 200, { fate: 'retry', afterMs: 30_000 }],
    ['tencent', tencentSays('LimitExceeded.PhoneNumberDailyLimit'), 200, { fate: 'failed' }],
    [
      'tencent',
      { Response: { Error: { Code: 'AuthFailure.SignatureExpire', Message: 'x' } } },
      200,
      { fate: 'failed' },
    ],
    ['tencent', { Response: { Error: { Code: 'InternalError.Timeout', Message: 'x' } } }, 200, { fate: 'unknown' }],
    ['tencent', { Response: {} }, 200, { fate: 'unknown' }],
    ['twilio', { code: 21610, message: 'x', status: 400 }, 400, { fate: 'failed', optedOut: true }],
    ['twilio', { code: 21211, message: 'x', status: 400 }, 400, { fate: 'failed', reason: { code: 'twilio_21211' } }],
    ['twilio', { code: 20429, message: 'x', status: 429 }, 429, { fate: 'retry' }],
    ['twilio', { message: 'x' }, 503, { fate: 'unknown' }],
  ];
  test.each(cases)('C6 %s %o (%i)', async (name, answer, status, expected) => {
    const { sent, seen } = await sendBy(name, answer, status);
    expect(sent).toMatchObject({ ok: false, ...expected });
    expect(seen).toHaveLength(1);
  });

  test.each(['aliyun', 'tencent', 'twilio'] as const)(
    'C6 %s: no answer is unknown, never left is tried again',
    async (name) => {
      expect((await sendBy(name, new CallFault('never_left', 'refused'))).sent).toMatchObject({ fate: 'retry' });
      for (const fault of [new CallFault('unknown', 'time'), new Error('boom'), '<html>']) {
        expect((await sendBy(name, fault, 502)).sent).toMatchObject({ ok: false, fate: 'unknown' });
      }
    },
  );

  test('C6 of several numbers ours counts', async () => {
    const set = [
      { SerialNo: '', PhoneNumber: '+8613900139000', Code: 'LimitExceeded.PhoneNumberDailyLimit' },
      { SerialNo: 'sid2', PhoneNumber: '+8613800138000', Code: 'Ok' },
    ];
    expect((await sendBy('tencent', { Response: { SendStatusSet: set } })).sent).toEqual({
      ok: true,
      providerId: 'sid2',
    });
  });
});

test('C8 what breaks the template’s rules never leaves', async () => {
  for (const name of ['aliyun', 'tencent'] as const) {
    const { sent, seen } = await sendBy(name, { Code: 'OK' }, 200, { kind: 'text', text: '请看 https://a.com' });
    expect(sent).toMatchObject({ ok: false, fate: 'failed', reason: { code: 'sms_rule' } });
    expect(seen).toEqual([]);
  }
});

describe('M5 words of a model say so in every SMS', () => {
  test.each(['aliyun', 'tencent', 'twilio'] as const)('M5 %s', async (name) => {
    const answers = {
      aliyun: { Code: 'OK', BizId: '1^0' },
      tencent: { Response: tencentSays('Ok').Response },
      twilio: { sid: `SM${'0'.repeat(32)}`, status: 'queued' },
    };
    const marked = await sendBy(
      name,
      answers[name],
      200,
      { kind: 'text', text: '请在订单详情里查看' },
      '+8613800138000',
      true,
    );
    const plain = await sendBy(name, answers[name], 200, { kind: 'text', text: '请在订单详情里查看' });
    const shown = ({ first }: typeof marked) =>
      decodeURIComponent(`${first?.url.search}${first?.text}`).replaceAll('+', ' ');
    expect(shown(marked)).toContain('请在订单详情里查看（AI 生成）');
    expect(shown(plain)).not.toContain('AI');
  });
});
