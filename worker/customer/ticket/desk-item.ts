/** A ticket at the desk: while nobody has it, it is given to somebody by the same rules as a session; whoever has it, it weighs on them there. */
import type { CustomerCalls, SessionFact } from '../../../shared/actors.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Ticket, TicketActor } from '../../../shared/ticket.ts';
import { shownName } from '../name.ts';
import { levelOf } from '../person/card.ts';
import type { Turn } from '../turn.ts';
import { isDone } from './flow.ts';

/** A piece of work is named by its ticket and how often it went to the desk. */
const ITEM = /^(t_\w+)\.(\d+)$/u;
const itemOf = (ticket: Pick<Ticket, 'id' | 'round'>) => `${ticket.id}.${ticket.round}`;

export const isTicketItem = (id: string): boolean => ITEM.test(id);

/** The ticket a piece of work is about, while it still is the desk's; null: it no longer is. */
export function ticketAt(turn: Turn, item: string): Ticket | null {
  const [, id = ''] = ITEM.exec(item) ?? [];
  const ticket = turn.tickets.byId(id);
  return ticket && ticket.routed && itemOf(ticket) === item ? ticket : null;
}

/** The desk has it until it is over. Given, taken or let go by hand, it is another piece of work there. */
export function routed(before: Ticket | null, after: Ticket, by: TicketActor): Ticket {
  if (isDone(after.phase) || after.mergedInto !== null) return { ...after, routed: false };
  const byHand = before?.assignee?.id !== after.assignee?.id && by.kind !== 'clock';
  return after.routed && !byHand ? after : { ...after, routed: true, round: after.round + 1, turn: 0 };
}

/** Owes the desk what it must know: of the piece of work it had, and of the one it has now. */
export function oweDesk(turn: Turn, before: Ticket | null, after: Ticket): void {
  const items = new Set([...(before?.routed ? [itemOf(before)] : []), ...(after.routed ? [itemOf(after)] : [])]);
  for (const item of items)
    turn.letters.owe({ lane: 'desk', kind: 'desk', key: `desk:${item}`, body: item, dueAt: turn.now });
}

/** What the desk is told of a ticket; never words of it. */
export function ticketFact(turn: Turn, item: string): SessionFact | null {
  const [, id = ''] = ITEM.exec(item) ?? [];
  const ticket = turn.tickets.byId(id);
  if (!ticket) return null;
  const here = ticketAt(turn, item);
  const endpoint = turn.line.endpoint(ticket.endpoint);
  const level = levelOf(turn);
  return {
    session: item,
    customer: turn.person.id,
    name: shownName(turn.person),
    kind: 'ticket',
    channel: endpoint?.channel ?? 'web',
    state: here === null ? 'closed' : here.assignee === null ? 'queued' : 'agent',
    version: ticket.version,
    ...(here?.assignee ? { holder: here.assignee.id } : {}),
    turn: here?.turn ?? Number.MAX_SAFE_INTEGER,
    handover: {
      reason: 'ticket',
      skill: ticket.form.skill,
      urgency: ticket.priority === 'urgent' ? 'urgent' : 'normal',
    },
    at: ticket.stateSince,
    language: turn.sessions.latest()?.mind.language ?? 'zh',
    ...(level === null ? {} : { level }),
    ...(ticket.group === null ? {} : { group: ticket.group }),
  };
}

type Order = Parameters<CustomerCalls['assigned' | 'waiting' | 'arranged']>[0];

/** What the desk decided of a ticket: who has it, or that it waits. An older turn changes nothing. */
export function obeyDesk(
  turn: Turn,
  order: Order,
  assign: (ticket: Ticket, assignee: Ticket['assignee'], now: { turn: number }) => void,
): Result<{ fence: number }> {
  const ticket = ticketAt(turn, order.session);
  // The desk forgets what it is told has ended.
  if (!ticket) return refuse('session_closed');
  if (order.turn <= ticket.turn) return { ok: true, fence: 0 };
  assign(ticket, 'agent' in order ? { id: order.agent.id, name: order.agent.name } : null, { turn: order.turn });
  return { ok: true, fence: 0 };
}
