/** What time alone does to a ticket: warnings, missed limits, moves that follow silence. Pure. */
import type { Ticket, TicketActor, TicketEvent } from '../../../shared/ticket.ts';
import { judged } from './clock.ts';
import { elapsesAt, isDone, promiseWarnsAt, ticketDue } from './flow.ts';
import { caused, unfinished, type TicketNews, type TicketStep, type TicketWorld } from './rules.ts';

const CLOCK: TicketActor = { kind: 'clock' };

/** What time alone has changed by now: warnings, missed limits, and moves that follow silence. */
export function timePassed(given: Ticket, world: TicketWorld): TicketStep {
  if (given.mergedInto !== null) return { ticket: given, news: [] };
  const news: TicketNews[] = [];
  let ticket = given;
  const tell = (event: TicketEvent) => news.push({ by: CLOCK, internal: true, event });
  for (const clock of ['first', 'solve'] as const) {
    const now = judged(ticket.clocks[clock], world.now);
    if (now.news === null) continue;
    ticket = { ...ticket, clocks: { ...ticket.clocks, [clock]: now.clock } };
    tell({ what: now.news, clock });
  }
  const { promise } = ticket;
  if (!isDone(ticket.phase) && promise.missedAt === null) {
    if (promise.at <= world.now) {
      ticket = { ...ticket, promise: { ...promise, missedAt: world.now } };
      tell({ what: 'missed', clock: 'promise' });
    } else if (promise.warnedAt === null && promiseWarnsAt(ticket) <= world.now) {
      ticket = { ...ticket, promise: { ...promise, warnedAt: world.now } };
      tell({ what: 'warned', clock: 'promise' });
    }
  }
  const elapses = elapsesAt(ticket);
  if (elapses === null || elapses > world.now) return { ticket, news };
  // With children at work the silence begins anew: a parent ends after them.
  if (unfinished(ticket, world)) return { ticket: { ...ticket, stateSince: world.now }, news };
  const moved = caused(ticket, 'elapsed', CLOCK, world);
  return 'ok' in moved ? { ticket, news } : { ticket: moved.ticket, news: [...news, ...moved.news] };
}

/** Whether time has something to change on it. */
export function isDue(ticket: Ticket, now: number): boolean {
  const due = ticketDue(ticket);
  return due !== null && due <= now;
}
