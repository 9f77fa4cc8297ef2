/** The contract of channels for call centres: they tell events, not words; everything else a hook owes holds for them as well. */
import { describe, expect, test } from 'vitest';
import { refusals } from '../../shared/refusal.ts';
import { HOOK_BODY_LIMIT } from '../../worker/channels/channel.ts';
import { channelAtHook, channelFor, hookPath } from '../../worker/channels/registry.ts';
import { broken, hostileJson } from './hostile.ts';
import { centreAccount, centrePush, NOW } from './platforms.ts';

const tccc = centreAccount('tccc');
const aliyun = centreAccount('aliyun');
const subjects = [
  {
    name: 'tccc',
    account: tccc,
    query: '&action=cdr',
    event: (id: string) => ({ SessionId: id, Caller: '13800138000', Direction: '0', EndedTimestamp: 1_767_323_045 }),
    taken: '{"ErrCode":0,"ErrMsg":""}',
  },
  {
    name: 'aliyun',
    account: aliyun,
    query: '',
    event: (id: string) => ({
      ...{ eventType: 'AgentTalking', eventTime: '2026-01-02T03:04:05Z' },
      ...{ contactId: id, callerNumber: '13800138000' },
    }),
    taken: '{"success":true}',
  },
] as const;

describe.each(subjects)('call centre $name', ({ account, query, event, taken }) => {
  const bound = channelFor(account);
  if (!bound) throw new Error('the account has no channel');
  const tell = (given: unknown = event('s-1')) => centrePush(account, given, query);
  async function heard(incoming = tell()) {
    const read = await bound?.read(incoming, NOW);
    if (!read?.ok || read.heard.length !== 1) throw new Error(JSON.stringify(read));
    const [one] = read.heard;
    return { one, read };
  }

  test('C14 a genuine event is heard once, of who called, under a name that stays', async () => {
    const { one } = await heard();
    expect(one).toMatchObject({
      kind: 'event',
      address: { channel: 'phone', account: account.id, peer: '+8613800138000' },
    });
    expect((await heard()).one?.key).toBe(one?.key);
    expect((await heard(tell(event('s-2')))).one?.key).not.toBe(one?.key);
  });

  test('C14 the answer says taken, as the platform wants it', async () => {
    const { read } = await heard();
    expect(await read.answer(null, NOW)).toMatchObject({ status: 200, body: taken });
  });

  test('C14 without the word, and with one that is nearly it, an event is refused', async () => {
    for (const key of ['', `${account.hookKey}x`, account.hookKey.slice(1), account.hookKey.toUpperCase()]) {
      const forged = tell();
      forged.url.searchParams.set('key', key);
      expect(await bound.read(forged, NOW)).toMatchObject({ ok: false, code: 'bad_signature' });
    }
  });

  test('C14 hostile bytes are refused with a code, and the next genuine event is heard', async () => {
    for (const { name, raw } of hostileJson) {
      const read = await bound.read(tell(raw), NOW);
      // An empty list tells nothing, and is no lie.
      if (read.ok) expect({ name, heard: read.heard }).toEqual({ name, heard: [] });
      else expect(Object.keys(refusals)).toContain(read.code);
    }
    for (const raw of broken) {
      expect(await bound.read(tell(raw), NOW)).toMatchObject({ ok: false, code: 'bad_encoding' });
    }
    expect((await heard()).one?.kind).toBe('event');
  });

  test('C14 junk larger than any event is refused before it is read', async () => {
    for (const size of [HOOK_BODY_LIMIT + 1, 1024 * 1024]) {
      const junk = tell(new Uint8Array(size).fill(0x20));
      expect(await bound.read(junk, NOW)).toMatchObject({ ok: false, code: 'too_large' });
    }
  });

  test('C14 only the methods the platform uses are taken', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD']) {
      expect(await bound.read({ ...tell(), method }, NOW)).toMatchObject({ ok: false, code: 'wrong_method' });
    }
  });

  test('C19 its hook leads to it and to no other', () => {
    const path = hookPath(account) ?? '';
    expect(channelAtHook([tccc, aliyun], path)?.account).toBe(account);
    expect(channelAtHook([tccc, aliyun], `${path}/`)).toBeNull();
  });
});
