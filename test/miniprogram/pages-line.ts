/** A line with messages, for the tests of what pages draw. */
import type { Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { emptyMarks } from '../../shared/reduce.ts';
import type { Seen } from '../../miniprogram/line/rows.ts';

/** Noon of an ordinary Wednesday, wherever the test runs. */
export const noon = new Date(2026, 10, 25, 12, 0).getTime();
export const MINUTE = 60_000;

/** The message of this revision, one a minute from noon. */
export function message(revision: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${revision}`,
    revision,
    endpoint: 'e1',
    channel: 'miniprogram',
    position: revision,
    direction: 'in',
    speaker: { kind: 'customer' },
    body: { kind: 'text', text: `words ${revision}` },
    at: noon + revision * MINUTE,
    session: 's1',
    status: 'received',
    ...change,
  };
}

export function line(messages: Message[], change: Partial<Line> = {}): Line {
  return {
    epoch: 'e',
    revision: messages.at(-1)?.revision ?? 0,
    person: { id: 'c', name: '林小满' },
    endpoints: [],
    session: { id: 's1', state: 'robot', openedAt: 0, fence: 1 },
    handover: null,
    marks: emptyMarks,
    messages,
    more: false,
    ...change,
  };
}

export function seen(change: Partial<Seen> = {}): Seen {
  return {
    language: 'zh',
    base: 'https://gateway.test',
    now: noon + 60 * MINUTE,
    instance: 'm-1',
    pending: [],
    gifts: [],
    offline: false,
    window: null,
    unread: 0,
    ...change,
  };
}

/** A pending send, as the outbox holds it. */
export function entry(key: string, payload: object, change: object = {}) {
  return { key, payload, at: noon + 50 * MINUTE, number: null, revision: null, refused: null, ...change };
}

export const text = (words: string) => ({ type: 'send', body: { kind: 'text', text: words } });
