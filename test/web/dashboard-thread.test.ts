import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../web/dashboard/src/thread/items.ts';
import { canReach, reachOf, targetOf } from '../../web/dashboard/src/composer/endpoints.ts';
import { keepDraft, readDraft, dropDrafts } from '../../web/dashboard/src/composer/drafts.ts';
import { barredWords } from '../../shared/reminders/sms.ts';
import { breaks } from '../../worker/channels/sms/template.ts';
import { emptyMarks } from '../../shared/reduce.ts';
import type { EndpointView, Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';

const MINUTE = 60_000;
const day = (at: number) => String(Math.floor(at / (24 * 60 * MINUTE)));

function message(revision: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${revision}`,
    revision,
    endpoint: 'e1',
    channel: 'web',
    position: revision,
    direction: 'in',
    speaker: { kind: 'customer' },
    body: { kind: 'text', text: `${revision}` },
    at: revision * MINUTE,
    session: 's1',
    status: 'received',
    ...change,
  };
}

function line(messages: Message[], change: Partial<Line> = {}): Line {
  return {
    epoch: 'e',
    revision: messages.at(-1)?.revision ?? 0,
    person: { id: 'c', name: '韩伟' },
    endpoints: [],
    session: { id: 's1', state: 'agent', openedAt: 0, fence: 1 },
    handover: null,
    marks: emptyMarks,
    messages,
    more: false,
    ...change,
  };
}

const kinds = (given: Line, unread: number | null = null) => itemsOf(given, unread, day).map((one) => one.kind);

describe('the timeline', () => {
  it('begins with its day and its session, and joins what one voice says in a row', () => {
    const items = itemsOf(line([message(1), message(2), message(3, { channel: 'sms' })]), null, day);
    expect(items.map((one) => one.kind)).toEqual(['day', 'session', 'message', 'message', 'message']);
    const said = items.filter((one) => one.kind === 'message');
    expect(said.map((one) => [one.joined, one.tail])).toEqual([
      [false, false],
      [true, true],
      [false, true],
    ]);
  });

  it('parts days and sessions, and says nothing of a session whose beginning is not loaded', () => {
    const far = 24 * 60;
    const messages = [message(1), message(far + 1, { session: 's2' })];
    expect(kinds(line(messages))).toEqual(['day', 'session', 'message', 'day', 'session', 'message']);
    expect(kinds(line([message(1)], { more: true }))).toEqual(['day', 'message']);
  });

  it('marks where the unread begins once, at the first word of the customer', () => {
    const messages = [message(1), message(2, { direction: 'out', speaker: { kind: 'agent' } }), message(3), message(4)];
    expect(kinds(line(messages), 1)).toEqual(['day', 'session', 'message', 'message', 'unread', 'message', 'message']);
    expect(kinds(line(messages), 4)).not.toContain('unread');
  });

  it('puts the hand-over where it happened, or at the end while nothing was said since', () => {
    const handover = {
      ...{ session: 's1', number: '', reason: '', summary: { zh: '', en: '' }, slots: [], tried: [] },
      ...{ identity: { name: '', proof: 'none' as const, channels: [] }, skill: '', urgency: 'normal' as const },
      ...{ emotion: { level: 'calm' as const, words: [] }, language: 'zh', visits: 1, unserved: 0 },
    };
    const messages = [message(1), message(2)];
    expect(kinds(line(messages, { handover: { ...handover, at: 1.5 * MINUTE } }))).toEqual([
      'day',
      'session',
      'message',
      'handover',
      'message',
    ]);
    expect(kinds(line(messages, { handover: { ...handover, at: 9 * MINUTE } })).at(-1)).toBe('handover');
    expect(kinds(line(messages, { handover: { ...handover, session: 'old', at: 9 } }))).not.toContain('handover');
  });

  it('gives every item a key of its own', () => {
    const keys = itemsOf(line([1, 2, 3, 2000, 4000].map((at) => message(at))), 2, day).map((one) => one.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const endpoint = (change: Partial<EndpointView>): EndpointView => ({
  id: 'e1',
  channel: 'wechat',
  account: 'gh',
  accountName: '公众号',
  label: 'o6…',
  window: null,
  lastInboundAt: 1,
  ...change,
});

describe('where a reply goes', () => {
  it('tells an open, a counted, a spent, a closed and a blocked address apart', () => {
    expect(reachOf(endpoint({}), 10)).toEqual({ kind: 'open' });
    expect(reachOf(endpoint({ window: { left: 3, endsAt: 60_010 } }), 10)).toEqual({
      kind: 'counted',
      left: 3,
      closesInMs: 60_000,
    });
    expect(reachOf(endpoint({ window: { left: 0, endsAt: 60_010 } }), 10).kind).toBe('spent');
    const sideBySide = endpoint({
      counts: [
        { left: 2, endsAt: 9e6 },
        { left: 3, endsAt: 60_000 },
      ],
    });
    expect(reachOf(sideBySide, 10)).toMatchObject({ left: 3, closesInMs: 59_990 });
    expect(reachOf(sideBySide, 70_000)).toMatchObject({ kind: 'counted', left: 2 });
    expect(reachOf(endpoint({ counts: [] }), 10).kind).toBe('closed');
    expect(reachOf(endpoint({ window: { left: 3, endsAt: 10 } }), 10).kind).toBe('closed');
    const blocked = reachOf(endpoint({ blocked: { code: 'opted_out', detail: '' } }), 10);
    expect(blocked.kind).toBe('blocked');
    expect([reachOf(endpoint({}), 10), blocked].map(canReach)).toEqual([true, false]);
  });

  it('answers where the customer last wrote, unless the agent chose another', () => {
    const both = [endpoint({ id: 'e1', lastInboundAt: 9 }), endpoint({ id: 'e2', lastInboundAt: 5 })];
    const messages = [
      message(1, { endpoint: 'e2' }),
      message(2, { endpoint: 'e1', body: { kind: 'event', event: 'scan' } }),
    ];
    expect(targetOf(both, messages, null)?.id).toBe('e2');
    expect(targetOf(both, messages, 'e1')?.id).toBe('e1');
    expect(targetOf(both, messages, 'gone')?.id).toBe('e2');
    expect(targetOf(both, [], null)?.id).toBe('e1');
    expect(targetOf([], [], null)).toBeNull();
  });
});

describe('an SMS before it is sent', () => {
  const sender = { signName: '一线', templates: { reply: { text: '${content}' } } };
  const said = [
    '您好',
    '看 https://a.cn/x',
    '见 shop.example.com',
    '打 13800138000',
    '单号 202611230090123',
    '400-800-1234',
    'ｗｗｗ．a.cn',
  ];
  it.each(said)('is refused here exactly where the gateway refuses it: %s', (text) => {
    expect(barredWords(text) !== null).toBe(breaks(sender, { kind: 'text', text }) !== null);
  });
});

describe('drafts', () => {
  function memory(): Storage {
    const held = new Map<string, string>();
    return {
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => void held.set(key, value),
      removeItem: (key) => void held.delete(key),
      key: (at) => [...held.keys()][at] ?? null,
      clear: () => held.clear(),
      get length() {
        return held.size;
      },
    };
  }
  const begun = { reply: '您好', note: '', mode: 'reply' as const, endpoint: null };

  it('are kept per agent and conversation, and leave no trace when emptied', () => {
    const store = memory();
    keepDraft(store, 'm_1', 'c_1', begun);
    expect(readDraft(store, 'm_1', 'c_1')).toEqual(begun);
    expect(readDraft(store, 'm_2', 'c_1').reply).toBe('');
    keepDraft(store, 'm_1', 'c_1', { ...begun, reply: '' });
    expect(store.length).toBe(0);
  });

  it('survive rubbish in the storage, and are dropped at sign-out with nothing else', () => {
    const store = memory();
    store.setItem('yixian.desk.draft.m_1.c_1', '{"reply":7');
    expect(readDraft(store, 'm_1', 'c_1').reply).toBe('');
    keepDraft(store, 'm_1', 'c_2', begun);
    keepDraft(store, 'm_1', 'c_3', begun);
    store.setItem('yixian.desk.theme', 'dark');
    dropDrafts(store);
    expect(store.length).toBe(1);
  });
});
