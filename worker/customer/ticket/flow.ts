/** A ticket's way through its states: what may follow what, and what entering a state does to its clocks. Pure. */
import { endOfDay, endOfWorkingDay, type Hours } from '../../../shared/calendar.ts';
import type { TicketCause, TicketKind, TicketPhase, TicketState } from '../../../shared/settings/tickets.ts';
import type { Ticket } from '../../../shared/ticket.ts';
import { clockDue, met, started, stopped, undone } from './clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export function stateOf(form: TicketKind, id: string): TicketState {
  const found = form.states.find((one) => one.id === id);
  if (!found) throw new Error(`a ticket of kind ${form.id} stands in no state of it: ${id}`);
  return found;
}

/** Where a cause leads from here; null: nowhere. */
export function leadsTo(ticket: Pick<Ticket, 'form' | 'state'>, cause: Exclude<TicketCause, 'staff'>): string | null {
  return ticket.form.moves.find((move) => move.from === ticket.state && move.on === cause)?.to ?? null;
}

/** Where a colleague may move it from here. */
export function staffMoves(ticket: Pick<Ticket, 'form' | 'state' | 'mergedInto'>): string[] {
  if (ticket.mergedInto !== null) return [];
  const to = ticket.form.moves
    .filter((move) => move.from === ticket.state && move.on === 'staff')
    .map((move) => move.to);
  return [...new Set(to)];
}

/** Whether only a lead may move it there by hand. */
export function isLeads({ form, state }: Pick<Ticket, 'form' | 'state'>, to: string): boolean {
  const moves = form.moves.filter((move) => move.from === state && move.to === to && move.on === 'staff');
  return moves.length > 0 && moves.every((move) => move.leads === true);
}

export const runs = (phase: TicketPhase): boolean => phase === 'open' || phase === 'doing';
export const isDone = (phase: TicketPhase): boolean => phase === 'solved' || phase === 'closed';

/** Open time of a limit, in milliseconds. */
export function limitMs(form: TicketKind, priority: Ticket['priority'], which: 'first' | 'solve'): number {
  return form.limits[which][priority] * MINUTE_MS;
}

/** By when the customer is told that the company answers: the last moment of what is promised. */
export function promisedAt(form: TicketKind, hours: Hours, now: number): number {
  const { amount, unit } = form.promise;
  switch (unit) {
    case 'hours':
      return now + amount * HOUR_MS;
    case 'days':
      return endOfDay(now, amount);
    case 'working-days':
      return endOfWorkingDay(hours, now, amount) ?? endOfDay(now, amount);
  }
}

/** The ticket in another state, with its clocks. */
export function entered(ticket: Ticket, to: string, hours: Hours, now: number): Ticket {
  const { phase } = stateOf(ticket.form, to);
  const next: Ticket = {
    ...ticket,
    state: to,
    phase,
    stateSince: now,
    solvedAt: isDone(phase) ? (ticket.solvedAt ?? now) : null,
    closedAt: phase === 'closed' ? now : null,
    reopened: isDone(ticket.phase) && !isDone(phase) ? ticket.reopened + 1 : ticket.reopened,
  };
  return { ...next, clocks: clocksIn(next, hours, now) };
}

/** The clocks as the ticket's phase wants them: they run while the company works and stand still while the customer is waited for. */
export function clocksIn(ticket: Ticket, hours: Hours, now: number): Ticket['clocks'] {
  const { warnPercent } = ticket.form.limits;
  const { first, solve } = ticket.clocks;
  if (runs(ticket.phase)) {
    return {
      first: started(first, hours, warnPercent, now),
      solve: started(undone(solve), hours, warnPercent, now),
    };
  }
  if (isDone(ticket.phase)) return { first: met(first, hours, now), solve: met(solve, hours, now) };
  return { first: stopped(first, hours, now), solve: stopped(solve, hours, now) };
}

/** When the customer's silence moves it; null: it doesn't. */
export function elapsesAt(ticket: Ticket): number | null {
  const move = ticket.form.moves.find((one) => one.from === ticket.state && one.on === 'elapsed');
  return move?.hours === undefined ? null : ticket.stateSince + move.hours * HOUR_MS;
}

/** The promise is warned of when a fifth of its time is left. */
export function promiseWarnsAt({ promise, openedAt }: Pick<Ticket, 'promise' | 'openedAt'>): number {
  return promise.at - Math.floor((promise.at - openedAt) / 5);
}

/** When time alone changes something on the ticket; null: never. */
export function ticketDue(ticket: Ticket): number | null {
  if (ticket.mergedInto !== null) return null;
  const { promise } = ticket;
  const open = !isDone(ticket.phase);
  const times = [
    clockDue(ticket.clocks.first),
    clockDue(ticket.clocks.solve),
    elapsesAt(ticket),
    open && promise.warnedAt === null && promise.missedAt === null ? promiseWarnsAt(ticket) : null,
    open && promise.missedAt === null ? promise.at : null,
  ].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** Until when the customer may open it again; null: not now. */
export function reopensUntil(ticket: Ticket): number | null {
  if (ticket.mergedInto !== null || leadsTo(ticket, 'reopened') === null) return null;
  if (ticket.closedAt === null) return Number.MAX_SAFE_INTEGER;
  return ticket.closedAt + ticket.form.reopenDays * 24 * HOUR_MS;
}

/** From when the customer may remind again; null: there is nothing to remind of. */
export function urgesFrom(ticket: Ticket, everyMinutes: number): number | null {
  if (!runs(ticket.phase)) return null;
  return ticket.urged.at === null ? ticket.openedAt : ticket.urged.at + everyMinutes * MINUTE_MS;
}
