/** The one reducer of a line: how each change moves what a screen shows. */
import type { Change, Line, Marks } from './line.ts';
import type { Message } from './message.ts';
import { NOTICES_SHOWN } from './protocol.ts';

export const emptyMarks: Marks = { customer: {}, company: { read: 0 } };

/** Applies one change; the caller has checked that it follows the line's position. */
export function applyChange(line: Line, revision: number, given: Change): Line {
  const next: Line = { ...line, revision };
  const changed = (id: string, to: Partial<Message>) =>
    line.messages.map((one) => (one.id === id ? { ...one, ...to } : one));
  switch (given.kind) {
    case 'message':
      next.messages = insertInOrder(line.messages, given.message);
      return next;
    case 'status':
      next.messages = changed(given.id, { status: given.status, reason: given.reason });
      return next;
    case 'body':
      next.messages = line.messages.map((one) =>
        one.id === given.id && !one.recalled ? { ...one, body: given.body } : one,
      );
      return next;
    case 'feedback':
      next.messages = changed(given.id, { helpful: given.helpful });
      return next;
    case 'ticked':
      next.messages = changed(given.id, { ticked: given.ticked });
      return next;
    case 'recall':
      next.messages = line.messages.map((one) => recalledIn(one, given.id, given.at));
      return next;
    case 'invite':
      next.invite = given.invite;
      return next;
    case 'record':
      next.record = given.record;
      return next;
    case 'session':
      next.session = given.session;
      return next;
    case 'ticket':
      next.tickets = [given.ticket, ...(line.tickets ?? []).filter((one) => one.id !== given.ticket.id)];
      return next;
    case 'notice':
      next.notices = {
        unread: given.unread,
        newest: [given.notice, ...(line.notices?.newest ?? []).filter((one) => one.id !== given.notice.id)].slice(
          0,
          NOTICES_SHOWN,
        ),
      };
      return next;
    case 'notices-read': {
      const { notices } = given;
      const read = (id: string) => notices === 'all' || notices.includes(id);
      next.notices = {
        unread: given.unread,
        newest: (line.notices?.newest ?? []).map((one) => (read(one.id) ? { ...one, read: true } : one)),
      };
      return next;
    }
    case 'own':
      next.own = given.own;
      return next;
    case 'handover':
      next.handover = given.handover;
      return next;
    case 'endpoint':
      next.endpoints = [...line.endpoints.filter((one) => one.id !== given.endpoint.id), given.endpoint];
      return next;
    case 'trail':
      next.trail = given.on;
      return next;
    case 'card':
      next.card = given.card;
      return next;
    case 'person':
      next.person = given.person;
      return next;
    case 'mark':
      next.marks = applyMark(line.marks, given);
      return next;
    default:
      return next;
  }
}

/** A message after something was taken back: itself without its words, a quote of it without its text. */
export function recalledIn(given: Message, id: string, at: number): Message {
  if (given.id === id) return { ...withoutQuote(given), body: recalledBody, recalled: { at } };
  return given.quote?.id === id ? { ...given, quote: { ...given.quote, text: '' } } : given;
}

function withoutQuote({ quote: _, ...rest }: Message): Message {
  return rest;
}

/** What stands in the place of words that were taken back. */
export const recalledBody: Message['body'] = { kind: 'event', event: 'recalled', text: '消息已撤回' };

/** Adds an older page in front; messages already held are kept as they are. */
export function prependHistory(line: Line, older: readonly Message[], more: boolean): Line {
  const held = new Set(line.messages.map((one) => one.id));
  return { ...line, messages: [...older.filter((one) => !held.has(one.id)), ...line.messages], more };
}

/** What the customer's side shows for an own or company message on a stream channel: marks speak where no provider does. */
export function shownStatus(line: Line, given: Message): Message['status'] {
  if (given.direction !== 'out' || given.status === 'failed' || given.status === 'unknown') return given.status;
  const marks = [line.marks.customer[given.endpoint], line.marks.customer['*']];
  if (marks.some((mark) => mark !== undefined && mark.read >= given.revision)) return 'read';
  if (marks.some((mark) => mark !== undefined && mark.received >= given.revision)) return 'delivered';
  return given.status;
}

function insertInOrder(messages: Message[], given: Message): Message[] {
  const last = messages[messages.length - 1];
  if (!last || last.revision < given.revision) return [...messages, given];
  if (messages.some((one) => one.id === given.id)) return messages;
  return [...messages, given].sort((left, right) => left.revision - right.revision);
}

function applyMark(held: Marks, given: Extract<Change, { kind: 'mark' }>): Marks {
  if (given.side === 'company') return { ...held, company: { read: Math.max(held.company.read, given.read) } };
  const before = held.customer[given.endpoint] ?? { received: 0, read: 0 };
  const after = { received: Math.max(before.received, given.received), read: Math.max(before.read, given.read) };
  return { ...held, customer: { ...held.customer, [given.endpoint]: after } };
}
