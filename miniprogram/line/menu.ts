/** What may be done with words that are held down. */
import { fallbackText } from '../../shared/fallback.ts';
import type { Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { RECALL_MS } from '../../shared/protocol.ts';
import { unreadCount } from '../../web/client/pending.ts';

/** One entry of the menu. */
export type MenuAct = 'copy' | 'quote' | 'recall';

/** The entries for a message; `here` is this phone's own endpoint. */
export function menuOf(message: Message, here: string, now: number): MenuAct[] {
  if (message.recalled || message.body.kind === 'event' || message.speaker.kind === 'system') return [];
  const words = ['text', 'answer', 'menu', 'order', 'product', 'logistics', 'link'].includes(message.body.kind);
  // Words of this address alone, and not for long, can be taken back.
  const own = message.direction === 'in' && message.endpoint === here && now - message.at < RECALL_MS;
  return [...(words ? (['copy'] as const) : []), 'quote', ...(own ? (['recall'] as const) : [])];
}

/** The message of a row. */
export function messageOf(line: Line | null, id: string): Message | null {
  return line?.messages.find((one) => one.id === id) ?? null;
}

/** The words of a message, for the clipboard. */
export function wordsOf(message: Message): string {
  return fallbackText(message.body);
}

/** What the strip above the field says of a message that is quoted. */
export function quotedWords(message: Message): string {
  return fallbackText(message.body).replace(/\s+/gu, ' ').slice(0, 80);
}

/** The first message of the company the person has not seen, and how many there are; null: none. */
export function firstUnread(line: Line | null): { revision: number; count: number } | null {
  if (!line) return null;
  const mark = Math.max(0, ...Object.values(line.marks.customer).map(({ read }) => read));
  const count = unreadCount(line.messages, mark);
  const first = line.messages.find(({ direction, revision }) => direction === 'out' && revision > mark);
  return first && count > 0 ? { revision: first.revision, count } : null;
}
