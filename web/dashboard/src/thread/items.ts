import type { HandoverView, Line } from '../../../../shared/line.ts';
import type { Message } from '../../../../shared/message.ts';

/** What stands in a timeline, from the top down. */
export type Item =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'session'; key: string; at: number; ended: boolean }
  | { kind: 'unread'; key: string }
  | { kind: 'handover'; key: string; handover: HandoverView }
  | { kind: 'message'; key: string; message: Message; joined: boolean; tail: boolean };

const JOIN_MS = 3 * 60_000;

/** Lays a line out: days, sessions, the hand-over card, where the unread begins. `unreadFrom` is the last revision read. */
export function itemsOf(line: Line, unreadFrom: number | null, dayOf: (at: number) => string): Item[] {
  const items: Item[] = [];
  let before: Message | null = null;
  let session: string | null = null;
  let unreadShown = unreadFrom === null;
  let handover = line.handover;
  for (const message of line.messages) {
    if (!before || dayOf(before.at) !== dayOf(message.at)) {
      items.push({ kind: 'day', key: `day-${dayOf(message.at)}-${message.id}`, at: message.at });
    }
    if (message.session && message.session !== session) {
      if (session !== null || !line.more) {
        items.push({ kind: 'session', key: `session-${message.session}`, at: message.at, ended: false });
      }
      session = message.session;
    }
    if (handover && message.session === handover.session && message.at > handover.at) {
      items.push({ kind: 'handover', key: `handover-${handover.session}-${handover.at}`, handover });
      handover = null;
    }
    if (!unreadShown && unreadFrom !== null && message.revision > unreadFrom && message.direction === 'in') {
      items.push({ kind: 'unread', key: 'unread' });
      unreadShown = true;
    }
    const top = items[items.length - 1];
    const joined = top?.kind === 'message' && before !== null && sameVoice(before, message);
    if (joined) top.tail = false;
    items.push({ kind: 'message', key: message.id, message, joined, tail: true });
    before = message;
  }
  if (handover && handover.session === line.session?.id) {
    items.push({ kind: 'handover', key: `handover-${handover.session}-${handover.at}`, handover });
  }
  if (line.session?.state === 'closed' && line.session.closedAt !== undefined) {
    items.push({ kind: 'session', key: `ended-${line.session.id}`, at: line.session.closedAt, ended: true });
  }
  return items;
}

function sameVoice(before: Message, after: Message): boolean {
  return (
    before.direction === after.direction &&
    before.speaker.kind === after.speaker.kind &&
    before.speaker.id === after.speaker.id &&
    before.channel === after.channel &&
    before.speaker.kind !== 'system' &&
    after.body.kind !== 'event' &&
    before.body.kind !== 'event' &&
    after.at - before.at < JOIN_MS
  );
}

/** Words somebody said and that still stand. */
export function quotable(message: Message): boolean {
  return !message.recalled && message.body.kind !== 'event' && message.speaker.kind !== 'system';
}
