/** An order about tickets from the hall, by its kind. Runs inside one transaction. */
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { TicketFile, TicketOrder, TicketOutcome } from '../../../shared/ticket-calls.ts';
import type { Seen } from '../stream.ts';
import type { Turn } from '../turn.ts';
import { rowFor } from './book.ts';
import { ownTickets } from './own.ts';
import { fileOf, staffDoes, staffOpens } from './staff.ts';

/** `seenBy` makes of a viewer what screens remember of one. */
export function obeyOrder(
  turn: Turn,
  order: TicketOrder,
  seenBy: (turn: Turn, viewer: Extract<TicketOrder, { order: 'own' }>['viewer']) => Seen,
): Result<TicketOutcome> {
  switch (order.order) {
    case 'open':
      return asFile(staffOpens(turn, order.by, order.request));
    case 'act':
      return asFile(staffDoes(turn, order.by, order.leads, order.ticket, order.request));
    case 'read': {
      const ticket = turn.tickets.byId(order.ticket);
      return ticket ? asFile(fileOf(turn, ticket)) : refuse('not_found');
    }
    case 'list':
      return { ok: true, rows: turn.tickets.all().map((ticket) => rowFor(turn, ticket)) };
    case 'own': {
      const seen = seenBy(turn, order.viewer);
      return seen.kind === 'customer' ? { ok: true, own: ownTickets(turn, seen, order.ticket) } : refuse('not_allowed');
    }
  }
}

function asFile(file: Result<TicketFile>): Result<TicketOutcome> {
  if (!file.ok) return file;
  const { ok, ...rest } = file;
  return { ok, file: rest };
}
