import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTwiml } from '../../sandbox/call/twiml.ts';
import type { CallAnswer, CallNext } from '../../shared/call.ts';
import type { Body } from '../../shared/message.ts';
import { documentOf, troubleOf } from '../../worker/channels/phone/answer.ts';
import { change } from '../../worker/channels/phone/live.ts';
import { callerNumber } from '../../worker/channels/phone/number.ts';
import { fetchRecording } from '../../worker/channels/phone/recording.ts';
import { speakable, wordsOf } from '../../worker/channels/phone/spoken.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import { NOW, PUBLIC, voiceAccount, voiceForm } from './platforms.ts';

const HOOK = `${PUBLIC}/hooks/phone/twilio/hotline`;
const base = {
  CallSid: 'CA1',
  AccountSid: voiceAccount.accountSid,
  From: '+8613800138000',
  To: voiceAccount.number,
  CallStatus: 'ringing',
  Direction: 'inbound',
};

async function momentOf(form: Record<string, string>, query = '') {
  const read = await channelFor(voiceAccount)?.read(voiceForm({ ...base, ...form }, query), NOW);
  if (!read?.ok || !read.call) throw new Error(JSON.stringify(read));
  return read.call;
}

describe('a call’s hook', () => {
  test('C30 it rings: the number is the address', async () => {
    expect(await momentOf({})).toEqual({
      call: 'CA1',
      address: { channel: 'phone', account: 'hotline', peer: '+8613800138000' },
      moment: { kind: 'incoming' },
      at: NOW,
    });
  });

  test.each(['anonymous', '+266696687', '+7378742833', '', 'sip:somebody@example.com'])(
    'C30 a withheld number (%s) is a guest of this call',
    async (From) => {
      expect((await momentOf({ From })).address.peer).toBe('call-CA1');
    },
  );

  test.each([
    ['+8613800138000', '+8613800138000'],
    ['+861088886666', '+861088886666'],
    ['008613800138000', '+8613800138000'],
    ['+447700900123', '+447700900123'],
    ['075512345678', '+8675512345678'],
    ['13800138000', '+8613800138000'],
    ['10086', null],
    ['x'.repeat(100), null],
  ])('C19 C30 %s is %s', (written, number) => {
    expect(callerNumber(written, '86')).toBe(number);
  });

  test.each([
    [{ SpeechResult: '转人工' }, '?on=said&step=3', { kind: 'said', step: 3, words: '转人工', by: 'voice' }],
    [{ Digits: '0' }, '?on=said&step=3', { kind: 'said', step: 3, words: '0', by: 'keys' }],
    [{ SpeechResult: ' ' }, '?on=said&step=3', { kind: 'silent', step: 3 }],
    [{}, '?on=silent&step=4', { kind: 'silent', step: 4 }],
    [{ CallStatus: 'completed', CallDuration: '62' }, '', { kind: 'status', state: 'completed', sequence: 0, seconds: 62 }],
    [{ CallStatus: 'in-progress', SequenceNumber: '2' }, '?on=status', { kind: 'status', state: 'in-progress', sequence: 2, seconds: 0 }],
    [{ DialCallStatus: 'no-answer' }, '?on=dialled&step=5', { kind: 'dialled', step: 5, state: 'no-answer', seconds: 0 }],
    [{ RecordingUrl: 'https://x/Recordings/RE1', RecordingDuration: '9' }, '?on=recorded&step=6', { kind: 'recorded', step: 6, recording: 'RE1', seconds: 9 }],
    [{ RecordingSid: 'RE1', RecordingStatus: 'absent' }, '?on=recording&of=talk', { kind: 'recording', recording: '', of: 'talk', seconds: 0 }],
  ])('C33 %o at “%s”', async (form, query, moment) => {
    expect((await momentOf(form, query)).moment).toEqual(moment);
  }); // prettier-ignore

  test('C37 a recording’s callback names the person by our own address, nothing else does', async () => {
    const form = { RecordingSid: 'RE1', RecordingDuration: '3' };
    expect((await momentOf(form, '?on=recording&of=words&person=c_abc')).person).toBe('c_abc');
    expect((await momentOf(form, '?on=recording&of=words&person=..%2F')).person).toBeUndefined();
    expect((await momentOf({}, '?person=c_abc')).person).toBeUndefined();
  });

  test.each([
    [{ CallStatus: 'weird' }, ''],
    [{ CallSid: '../x' }, ''],
    [{ DialCallStatus: '' }, '?on=dialled&step=1'],
    [{}, '?on=recording'],
  ])('C30 %o at “%s” is refused', async (form, query) => {
    const read = await channelFor(voiceAccount)?.read(voiceForm({ ...base, ...form }, query), NOW);
    expect(read).toMatchObject({ ok: false, code: 'bad_request' });
  });

  test('C30 another account’s call is refused', async () => {
    const read = await channelFor(voiceAccount)?.read(voiceForm({ ...base, AccountSid: 'AC2' }), NOW);
    expect(read).toMatchObject({ ok: false, code: 'wrong_account' });
  });
});

describe('what is said', () => {
  test.each([
    ['**退款**在[订单页](https://a.example/x)申请', '退款在订单页申请'],
    ['单号 SF1468820013579 已发出', '单号 S F 1 4 6 8 8 2 0 0 1 3 5 7 9 已发出'],
    ['编号 1126-121374。', '编号 1 1 2 6 , 1 2 1 3 7 4。'],
    ['2026-11-26 送达', '2026-11-26 送达'],
    ['共 12800 元', '共 12800 元'],
    ['共 1280000元', '共 1280000元'],
    ['# 步骤\n- 打开\n- 提交', '步骤。打开。提交'],
    ['好的👌🏽，请看 https://a.example/b?c=1', '好的，请看'],
    ['【杭州】', '杭州'],
  ])('C31 “%s” is “%s”', (written, said) => {
    expect(speakable(written)).toBe(said);
  });

  test('C31 addresses are never read: they go by SMS, or stand in the message centre', () => {
    const body: Body = { kind: 'answer', text: '请看', links: [{ label: '说明', url: 'https://a.example/help' }] };
    expect(wordsOf({ body, links: 'sms' }, 'zh')).toBe('请看 我把链接用短信发给您。');
    expect(wordsOf({ body, links: 'centre' }, 'zh')).toContain('消息中心');
    expect(wordsOf({ body, links: null }, 'en')).toBe('请看');
  });

  test('C31 choices have keys, and 0 is a person’s', () => {
    const options = ['a', 'b', 'human'].map((id) => ({ id, label: id === 'human' ? '转人工' : `选项${id}` }));
    const say = [{ body: { kind: 'menu' as const, text: '哪一个？', options }, links: null }];
    const document = documentOf(
      answered({ kind: 'listen', step: 1, waitSeconds: 5, oneKey: true }, say),
      voiceAccount,
      HOOK,
    );
    expect(document).toContain('选项a，请按1；选项b，请按2；转人工，请按0。');
  });
});

const answered = (next: CallNext, say: CallAnswer['say'] = []): CallAnswer => ({
  person: 'c_1',
  say,
  language: 'zh',
  next,
});
const next = fc.oneof(
  fc.record({
    kind: fc.constant('listen' as const),
    step: fc.nat(999),
    waitSeconds: fc.integer({ min: 1, max: 30 }),
    oneKey: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('dial' as const),
    step: fc.nat(999),
    number: fc.constant('+8613500135000'),
    record: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('record' as const), step: fc.nat(999) }),
  fc.constant({ kind: 'hang-up' as const }),
);
const words = fc.oneof(
  fc.string({ maxLength: 5000, unit: 'binary' }),
  fc.constantFrom('a ]]> b', '<Dial>+1</Dial>', '&amp;<x>"\'', '\u0000\u0007坏', '\ud800', '𠮷👨‍👩‍👧'),
);
const body: fc.Arbitrary<Body> = fc.oneof(
  words.map((text) => ({ kind: 'text' as const, text })),
  fc.record({
    kind: fc.constant('menu' as const),
    text: words,
    options: fc.array(fc.record({ id: fc.string({ minLength: 1 }), label: words }), { maxLength: 12 }),
  }),
  fc.constant({ kind: 'image' as const, url: '/media/x' }),
);

describe('documents', () => {
  test('C41 whatever is said and done next, the document passes the independent table, and its words are only words', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 4 }), next, (bodies, then) => {
        const say = bodies.map((one) => ({ body: one, links: null }));
        const read = readTwiml(documentOf(answered(then, say), voiceAccount, HOOK));
        if (!read.ok) throw new Error(read.faults.join('; '));
        const verbs = read.verbs.map((one) => one.name);
        expect(verbs.filter((one) => one === 'Dial')).toHaveLength(then.kind === 'dial' ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  test('C35 C41 trouble of ours is told and asked again, in a document too', () => {
    for (const step of [null, 3]) expect(readTwiml(troubleOf(voiceAccount, HOOK, step, 'zh')).ok).toBe(true);
    expect(troubleOf(voiceAccount, HOOK, 3, 'zh')).toContain('on=said&amp;step=3"');
  });

  test('C64 trouble of ours is told in the call’s language, which its questions name; before the first one in both', () => {
    const han = /\p{Script=Han}/u;
    const asked = documentOf(
      { ...answered({ kind: 'listen', step: 3, waitSeconds: 5, oneKey: true }), language: 'en' },
      voiceAccount,
      HOOK,
    );
    expect(asked).toContain('on=said&amp;step=3&amp;in=en');
    const trouble = troubleOf(voiceAccount, HOOK, 3, 'en');
    expect(trouble).toContain('on=silent&amp;step=3&amp;in=en');
    expect(trouble).not.toMatch(han);
    expect(troubleOf(voiceAccount, HOOK, null, 'en')).toMatch(/稍后再拨.*call again later/su);
  });

  test.each([
    '<Response><Shout>a</Shout></Response>',
    '<Response><Say speed="2">a</Say></Response>',
    '<Response><Say/></Response>',
    '<Response><Gather numDigits="x"/></Response>',
    '<Response><Gather><Dial>1</Dial></Gather></Response>',
    '<Response><Say>a</Response>',
    '<Response>a & b</Response>',
    '<Say>a</Say>',
    '<Response/><Response/>',
  ])('C41 the table refuses %s', (document) => {
    expect(readTwiml(document).ok).toBe(false);
  });
});

describe('the provider is asked', () => {
  const about = { person: 'c_1', language: 'zh' as const };
  const asking = (status: number, answer: object, seen: Request[] = []) => {
    return (request: Request) => {
      seen.push(request);
      return Promise.resolve(Response.json(answer, { status }));
    };
  };

  test('C36 hanging up and putting through, with the account’s secret; the document is one of ours', async () => {
    const seen: Request[] = [];
    expect(await change(asking(200, { sid: 'CA1' }, seen), voiceAccount, 'CA1', 'hang-up', HOOK, about)).toBeNull();
    const dial = { kind: 'dial' as const, step: 4, number: '+8613500135000', record: true };
    expect(await change(asking(200, { sid: 'CA1' }, seen), voiceAccount, 'CA1', dial, HOOK, about)).toBeNull();
    expect(seen[0]?.url).toContain(`/2010-04-01/Accounts/${voiceAccount.accountSid}/Calls/CA1.json`);
    expect(seen[0]?.headers.get('authorization')).toBe(`Basic ${btoa(`${voiceAccount.accountSid}:voice-secret`)}`);
    expect(await seen[0]?.text()).toBe('Status=completed');
    const form = new URLSearchParams(await seen[1]?.text());
    expect(readTwiml(form.get('Twiml') ?? '').ok).toBe(true);
  });

  test.each([
    [400, { code: 21220 }, 'call_over'],
    [500, { code: 20500 }, 'unavailable'],
    [404, { code: 20404 }, 'call_over'],
  ])('C36 %i %o is %s', async (status, answer, code) => {
    expect(await change(asking(status, answer), voiceAccount, 'CA1', 'hang-up', HOOK, about)).toMatchObject({ code });
  });

  test('C37 a recording is fetched with the account’s secret, and only a recording', async () => {
    const seen: Request[] = [];
    const call = (request: Request) => {
      seen.push(request);
      return Promise.resolve(new Response('mp3', { status: seen.length === 1 ? 404 : 200 }));
    };
    expect(await fetchRecording({ reference: 'RE1', kind: 'voice' }, voiceAccount, { call })).toMatchObject({
      lasting: false,
    });
    expect(await fetchRecording({ reference: 'RE1', kind: 'voice' }, voiceAccount, { call })).toMatchObject({
      ok: true,
    });
    expect(seen[1]?.url).toMatch(/\/Recordings\/RE1\.mp3$/u);
    expect(await fetchRecording({ reference: '../RE1', kind: 'voice' }, voiceAccount, { call })).toMatchObject({
      lasting: true,
    });
    expect(seen).toHaveLength(2);
  });
});
