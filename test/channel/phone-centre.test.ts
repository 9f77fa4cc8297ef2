import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelFor } from '../../worker/channels/registry.ts';
import { centreAccount, centrePush, NOW } from './platforms.ts';

describe('call centres', () => {
  const tccc = centreAccount('tccc');
  const aliyun = centreAccount('aliyun');
  const cdr = {
    SdkAppId: '1400000000',
    SessionId: 's-1',
    Caller: '008613800138000',
    Callee: '075512345678',
    Direction: '0',
    Duration: 83,
    SeatUser: { UserId: 'zhang', Name: '张三' },
    EndedTimestamp: 1_767_323_045,
    IVRKeyPressed: '1-2',
    HungUpSide: 'user',
    EndStatusString: 'ok',
    RecordId: 'r1',
  };

  async function heard(account: typeof tccc, push: unknown, query = '') {
    const read = await channelFor(account)?.read(centrePush(account, push, query), NOW);
    if (!read?.ok) throw new Error(JSON.stringify(read));
    return read;
  }

  test('C40 a call of TCCC in words, under a name that stays', async () => {
    const read = await heard(tccc, cdr, '&action=cdr&version=1');
    expect(read.heard).toEqual([
      {
        kind: 'event',
        key: 'tccc:cdr:s-1:1767323045',
        address: { channel: 'phone', account: 'tccc-1', peer: '+8613800138000' },
        event: 'tccc_cdr',
        text: '来电（腾讯云联络中心）：已接通，通话 1:23，坐席 张三，按键 1-2，客户挂断，有录音',
        at: 1_767_323_045_000,
      },
    ]);
    expect(await read.answer(null, NOW)).toMatchObject({ status: 200, body: '{"ErrCode":0,"ErrMsg":""}' });
  });

  test('C40 outgoing calls stand in the line of who was called; unknown kinds keep their own words', async () => {
    const out = await heard(tccc, { ...cdr, Direction: '1', Callee: '13900139001' });
    expect(out.heard[0]?.address.peer).toBe('+8613900139001');
    const other = await heard(tccc, { SessionId: 's-2', Caller: '13800138000', Extra: '新东西' }, '&action=voicemail');
    expect(other.heard[0]).toMatchObject({ event: 'tccc_voicemail' });
    expect(JSON.stringify(other.heard)).toContain('新东西');
  });

  test('C75 Aliyun’s events come alike as they are, in EventBridge’s envelope, and there in words', async () => {
    const own = {
      eventType: 'AgentTalking',
      eventTime: '2026-01-02T03:04:05Z',
      contactId: 'c1',
      caller: '13800138000',
    };
    const envelope = {
      specversion: '1.0',
      id: 'e-1',
      source: 'acs.ccc',
      type: 'ccc:AgentTalking',
      time: own.eventTime,
    };
    const bare = (await heard(aliyun, own)).heard;
    expect(bare).toHaveLength(1);
    expect((await heard(aliyun, { ...envelope, data: own })).heard).toEqual(bare);
    expect((await heard(aliyun, { ...envelope, data: JSON.stringify(own) })).heard).toEqual(bare);
    // The envelope's own name and time stand in where the event has none.
    const { contactId, caller } = own;
    expect((await heard(aliyun, { ...envelope, data: { contactId, caller } })).heard).toEqual(bare);
    const odd = centrePush(aliyun, { ...envelope, data: '{' });
    expect(await channelFor(aliyun)?.read(odd, NOW)).toMatchObject({ ok: false, code: 'bad_request' });
  });

  test('C40 Aliyun’s events by the table, unknown ones raw, those of no caller taken and kept nowhere', async () => {
    const common = { eventTime: '2026-01-02T03:04:05Z', instanceId: 'i', contactId: 'c1', agentId: 'agent@i' };
    const known = await heard(aliyun, { ...common, eventType: 'AgentTalking', callerNumber: '13800138000' });
    expect(known.heard[0]).toMatchObject({ key: 'aliyun:AgentTalking:c1:2026-01-02T03:04:05Z', at: NOW });
    expect(JSON.stringify(known.heard)).toContain('坐席已接通');
    const raw = await heard(aliyun, [
      { ...common, eventType: 'SomethingNew', caller: '13800138000', more: { a: [1] } },
    ]);
    expect(JSON.stringify(raw.heard)).toContain('SomethingNew');
    expect((await heard(aliyun, { ...common, eventType: 'AgentCheckIn' })).heard).toEqual([]);
  });

  test('C40 the word in the address, or HTTP basic with it, is the proof', async () => {
    const push = centrePush(tccc, cdr);
    const bare = new URL(push.url);
    bare.searchParams.delete('key');
    const by = (headers: Record<string, string>) =>
      channelFor(tccc)?.read({ ...push, url: bare, headers: new Headers(headers) }, NOW);
    expect(await by({})).toMatchObject({ ok: false, code: 'bad_signature' });
    expect(await by({ authorization: `Basic ${btoa(`tccc-1:${tccc.hookKey}`)}` })).toMatchObject({ ok: true });
    expect(await by({ authorization: `Basic ${btoa(`tccc-1:wrong`)}` })).toMatchObject({ ok: false });
  });

  test.each(['', '{', '[]', '1', '{}', '{"SessionId":""}', '['.repeat(60_000)])(
    'C40 junk %# is refused',
    async (junk) => {
      expect(await channelFor(tccc)?.read(centrePush(tccc, junk), NOW)).toMatchObject({ ok: false });
    },
  );

  const name = fc.oneof(
    fc.stringMatching(/^[\w.:-]{1,64}$/u),
    fc.constantFrom('constructor', 'toString', '__proto__', 'hasOwnProperty', 'AgentTalking', 'ok'),
  );
  const more = fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 12 });
  const caller = { caller: '13800138000', Caller: '13800138000' };

  test('C63 whatever kind an event is of, it stands there in bounded words of its own; told again, under the same name', async () => {
    await fc.assert(
      fc.asyncProperty(name, name, more, fc.string({ maxLength: 4000 }), async (kind, session, rest, long) => {
        const ali = {
          ...rest,
          long,
          ...caller,
          eventType: kind,
          eventTime: '2026-01-02T03:04:05Z',
          contactId: session,
        };
        const cdr = { ...rest, ...caller, SessionId: session, Direction: '0', EndStatusString: kind, UserRemark: long };
        const chat = { ...rest, long, ...caller, SessionId: session, Direction: '0' };
        for (const [account, push, query] of [
          [aliyun, ali, ''],
          [tccc, cdr, '&action=cdr'],
          [tccc, chat, `&action=${encodeURIComponent(kind)}`],
        ] as const) {
          const read = await channelFor(account)?.read(centrePush(account, push, query), NOW);
          // Only a name that is none is turned away.
          if (!read?.ok) {
            expect(session).not.toMatch(/^[\w.-]{1,96}$/u);
            continue;
          }
          const [heard] = read.heard;
          if (heard?.kind !== 'event') throw new Error(JSON.stringify(read.heard));
          expect((heard.text ?? '').length).toBeLessThanOrEqual(480);
          expect(heard.event.length).toBeLessThanOrEqual(64);
          expect(heard.key.length).toBeLessThanOrEqual(300);
          expect(heard.address.peer).toBe('+8613800138000');
          expect(heard.text).not.toMatch(/native code|\[object/u);
          const again = await channelFor(account)?.read(centrePush(account, push, query), NOW + 90_000);
          expect(again).toMatchObject({ ok: true, heard: [{ key: heard.key, text: heard.text }] });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('C63 kinds that no table lists keep their own name and words', async () => {
    for (const eventType of ['constructor', 'SomethingNew']) {
      const read = await heard(aliyun, { eventType, caller: '13800138000', note: '原话' });
      expect(JSON.stringify(read.heard)).toContain(`阿里云云呼叫中心 ${eventType} `);
      expect(JSON.stringify(read.heard)).toContain('原话');
    }
    const ended = await heard(tccc, { ...cdr, EndStatusString: 'toString', HungUpSide: 'constructor' });
    expect(JSON.stringify(ended.heard)).toContain('：toString，');
  });
});
