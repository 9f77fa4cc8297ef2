/** A ticket at the desk: each time nobody has it, it is a new piece of work there, given to somebody by the same rules as a session. */
import type { CustomerCalls, SessionFact } from '../../../shared/actors.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import type { Ticket, TicketActor } from '../../../shared/ticket.ts';
import { shownName } from '../name.ts';
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

const needsSomebody = (ticket: Ticket) =>
  ticket.assignee === null && ticket.mergedInto === null && !isDone(ticket.phase);

/** Whether the desk has it from now on: it does while nobody has it, and while the one it found has it. */
export function routed(before: Ticket | null, after: Ticket, by: TicketActor): Ticket {
  const moved = before?.assignee?.id !== after.assignee?.id;
  const over = isDone(after.phase) || after.mergedInto !== null;
  // Given by hand, it is no business of the desk's any more.
  const byHand = moved && by.kind !== 'clock' && after.assignee !== null;
  if (after.routed && !over && !byHand) {
    // Taken away from somebody by hand: the desk looks anew.
    const again = moved && by.kind !== 'clock';
    return again ? { ...after, round: after.round + 1, turn: 0 } : after;
  }
  if (!needsSomebody(after)) return { ...after, routed: false };
  return { ...after, routed: true, round: after.round + 1, turn: 0 };
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
  return {
    session: item,
    customer: turn.person.id,
    name: shownName(turn.person),
    kind: 'ticket',
    channel: endpoint?.channel ?? 'web',
    state: here === null ? 'closed' : here.assignee === null ? 'queued' : 'agent',
    version: ticket.version,
    turn: here?.turn ?? Number.MAX_SAFE_INTEGER,
    handover: {
      reason: 'ticket',
      skill: ticket.form.skill,
      urgency: ticket.priority === 'urgent' ? 'urgent' : 'normal',
    },
    at: ticket.stateSince,
    language: turn.sessions.latest()?.mind.language ?? 'zh',
    ...(turn.person.level ? { level: turn.person.level } : {}),
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
