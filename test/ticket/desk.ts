/** Tickets as the rules' tests make and move them: no actor, no clock but the one that is given. */
import { hoursOf, type Hours } from '../../shared/calendar.ts';
import { usualCalendars } from '../../shared/settings/calendars.ts';
import type { TicketKind } from '../../shared/settings/tickets.ts';
import { usualTickets } from '../../shared/settings/tickets-usual.ts';
import type { Ticket, TicketActor } from '../../shared/ticket.ts';
import { freshClock, started } from '../../worker/customer/ticket/clock.ts';
import { limitMs, promisedAt, stateOf } from '../../worker/customer/ticket/flow.ts';
import type { TicketStep, TicketWorld } from '../../worker/customer/ticket/rules.ts';
import type { Refusal } from '../../shared/refusal.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const at = (local: string): number => Date.parse(`${local}+08:00`);
/** A Wednesday at ten. */
export const NOW = at('2026-11-25T10:00:00');

const office = hoursOf(usualCalendars, 'office');
if (!office) throw new Error('no office');
export const hours: Hours = office;

export const agent: TicketActor = { kind: 'agent', id: 'a_1', name: '林小夏' };
export const customer: TicketActor = { kind: 'customer' };

export function kind(id: string): TicketKind {
  const found = usualTickets.kinds.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}

export function fresh(form: TicketKind = kind('inquiry'), id = 't_1', now = NOW): Ticket {
  const clock = (which: 'first' | 'solve') =>
    started(freshClock(limitMs(form, form.priority, which)), hours, form.limits.warnPercent, now);
  return {
    ...{ id, number: `T-${id}`, customer: 'c_1', revision: 1, form, title: '咨询', fields: {} },
    ...{ priority: form.priority, state: form.begins, phase: stateOf(form, form.begins).phase, stateSince: now },
    ...{ assignee: null, group: null, copied: [], urged: { times: 0, at: null } },
    clocks: { first: clock('first'), solve: clock('solve') },
    promise: { at: promisedAt(form, hours, now), warnedAt: null, missedAt: null },
    ...{ source: 'agent' as const, openedAt: now, updatedAt: now, solvedAt: null, closedAt: null, reopened: 0 },
    ...{ sessions: [], endpoint: 'e_1', parent: null, children: [], mergedInto: null, merged: [], version: 1, turn: 0 },
    ...{ round: 0, routed: false },
  };
}

export function world(now = NOW, others: readonly Ticket[] = []): TicketWorld {
  const { urging } = usualTickets;
  return { now, hours, urging, other: (id) => others.find((one) => one.id === id) ?? null };
}

/** The step, or a failure that names the refusal. */
export function done(step: TicketStep | Refusal): TicketStep {
  if ('ok' in step) throw new Error(`${step.code}: ${step.detail}`);
  return step;
}

export const code = (step: TicketStep | Refusal): string => ('ok' in step ? step.code : 'done');
