/** Two tickets of one customer become one, and two again (合并). Pure. */
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Ticket, TicketActor } from '../../../shared/ticket.ts';
import { clocksIn, isDone, stateOf } from './flow.ts';
import type { TicketStep, TicketWorld } from './rules.ts';

/** Joins a ticket into another of the same customer; it stands still until it is taken out again. */
export function merged(
  from: Ticket,
  into: Ticket,
  by: TicketActor,
  world: TicketWorld,
): { from: TicketStep; into: TicketStep } | Refusal {
  if (from.id === into.id || from.mergedInto !== null || into.mergedInto !== null) return refuse('wrong_state');
  if (from.children.length > 0 || from.parent !== null)
    return refuse('wrong_state', 'A parent or a child is not merged.');
  if (isDone(from.phase) || isDone(into.phase)) return refuse('wrong_state', 'A ticket that is done is not merged.');
  const still: Ticket = { ...from, mergedInto: into.id, phase: 'closed' };
  const clocks = clocksIn({ ...still, phase: 'waiting' }, world.hours, world.now);
  return {
    from: {
      ticket: { ...still, clocks, closedAt: world.now },
      news: [{ by, internal: false, event: { what: 'merged', into: into.id, number: into.number } }],
    },
    into: {
      ticket: {
        ...into,
        merged: [...into.merged, from.id],
        sessions: [...new Set([...into.sessions, ...from.sessions])],
      },
      news: [{ by, internal: true, event: { what: 'absorbed', ticket: from.id, number: from.number } }],
    },
  };
}

/** Takes a merged ticket out again: it goes on where it stood. */
export function unmerged(
  from: Ticket,
  into: Ticket,
  by: TicketActor,
  world: TicketWorld,
): { from: TicketStep; into: TicketStep } | Refusal {
  if (from.mergedInto !== into.id) return refuse('wrong_state');
  const { phase } = stateOf(from.form, from.state);
  const again: Ticket = { ...from, mergedInto: null, phase, closedAt: null, stateSince: world.now };
  return {
    from: {
      ticket: { ...again, clocks: clocksIn(again, world.hours, world.now) },
      news: [{ by, internal: false, event: { what: 'unmerged', number: into.number } }],
    },
    into: {
      ticket: { ...into, merged: into.merged.filter((id) => id !== from.id) },
      news: [{ by, internal: true, event: { what: 'unmerged', number: from.number } }],
    },
  };
}
