/** What a screen draws of a line: its messages in the server's order, then the own words that are still on their way. */
import type { Body, Message } from '../../shared/message.ts';
import type { Line } from '../../shared/line.ts';
import type { NoticeView } from '../../shared/notice.ts';
import type { Entry } from './outbox.ts';

/** A word on its way: `waiting` for a connection or its turn, `refused` with the reason. */
export type PendingRow = {
  key: string;
  body: Body;
  at: number;
  state: 'waiting' | 'refused';
  reason: { code: string; detail: string } | null;
};

type Sendable = { type: string; body?: Body };

/** The pending sends that the line does not show yet. `instance` is this client's own. */
export function pendingRows(line: Line | null, pending: readonly Entry<object>[], instance: string): PendingRow[] {
  const shown = new Set<number>();
  for (const { client } of line?.messages ?? []) if (client?.instance === instance) shown.add(client.number);
  return pending.flatMap((entry) => {
    const { type, body } = entry.payload as Sendable;
    if (type !== 'send' || !body || (entry.number !== null && shown.has(entry.number))) return [];
    return [
      { key: entry.key, body, at: entry.at, state: entry.refused ? 'refused' : 'waiting', reason: entry.refused },
    ] satisfies PendingRow[];
  });
}

/** An act (转人工, a rating …) of this kind is on its way. */
export function pendingAct(pending: readonly Entry<object>[], act: string): boolean {
  return pending.some((entry) => {
    const { type, act: given } = entry.payload as { type: string; act?: { act: string } };
    return type === 'act' && given?.act === act && !entry.refused;
  });
}

/** 服务提醒 of the time whose messages are held, oldest first: further back stands among older messages. */
export function noticesBeside({ notices, messages, more }: Pick<Line, 'notices' | 'messages' | 'more'>): NoticeView[] {
  const from = more ? (messages[0]?.at ?? 0) : 0;
  return (notices?.newest ?? []).filter(({ at }) => at >= from).reverse();
}

/** Messages the person has not seen: of others, after the mark. */
export function unreadCount(messages: readonly Message[], mark: number): number {
  return messages.filter(
    ({ revision, direction, body }) => direction === 'out' && body.kind !== 'event' && revision > mark,
  ).length;
}
