/** Any sequence of acts keeps what must hold of tickets, whoever acts and however late. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Refusal } from '../../shared/refusal.ts';
import { priorities } from '../../shared/settings/tickets.ts';
import type { Ticket } from '../../shared/ticket.ts';
import { isDone, runs, stateOf, ticketDue } from '../../worker/customer/ticket/flow.ts';
import { merged, unmerged } from '../../worker/customer/ticket/merging.ts';
import {
  customerComments,
  customerConfirms,
  customerReopens,
  customerUrges,
  staffActs,
  type TicketStep,
} from '../../worker/customer/ticket/rules.ts';
import { timePassed } from '../../worker/customer/ticket/time.ts';
import { ticketRowOf, ticketViewOf } from '../../worker/customer/ticket/view.ts';
import { agent, customer, fresh, HOUR, kind, NOW, world } from './desk.ts';

const STATES = kind('inquiry').states.map((one) => one.id);
const which = fc.integer({ min: 0, max: 3 });
const act = fc.oneof(
  fc.record({ do: fc.constant('move' as const), which, to: fc.constantFrom(...STATES), force: fc.boolean() }),
  fc.record({ do: fc.constant('edit' as const), which, priority: fc.constantFrom(...priorities) }),
  fc.record({ do: fc.constantFrom('assign' as const, 'comment' as const, 'reopen' as const), which }),
  fc.record({ do: fc.constantFrom('urge' as const, 'says' as const, 'confirm' as const, 'again' as const), which }),
  fc.record({ do: fc.constant('merge' as const), which, into: which }),
  fc.record({ do: fc.constantFrom('unmerge' as const, 'time' as const), which }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Ticket 0 has the child 1; 2 and 3 stand alone. */
function family(): Ticket[] {
  const [parent, child, ...others] = ['t_0', 't_1', 't_2', 't_3'].map((id) => fresh(kind('inquiry'), id));
  if (!parent || !child) throw new Error('no family');
  return [{ ...parent, children: ['t_1'] }, { ...child, parent: 't_0' }, ...others];
}

function perform(held: Ticket[], given: Act, now: number): (TicketStep | Refusal)[] {
  const ticket = held[given.which];
  const other = 'into' in given ? held[given.into] : held.find((one) => one.id === ticket?.mergedInto);
  if (!ticket) throw new Error('no ticket');
  const around = world(now, held);
  const staff = (one: Parameters<typeof staffActs>[1], leads = false) => [staffActs(ticket, one, agent, around, leads)];
  const two = (steps: ReturnType<typeof merged>) => ('ok' in steps ? [steps] : [steps.from, steps.into]);
  switch (given.do) {
    case 'move':
      return staff({ act: 'move', to: given.to, ...(given.force ? { force: '主管决定' } : {}) }, given.force);
    case 'edit':
      return staff({ act: 'edit', priority: given.priority });
    case 'assign':
      return staff({ act: 'assign', assignee: { id: `a_${now % 3}`, name: 'x' } });
    case 'comment':
      return staff({ act: 'comment', key: 'k', text: 'x', internal: now % 2 === 0 });
    case 'reopen':
      return staff({ act: 'reopen', text: 'x' });
    case 'urge':
      return [customerUrges(ticket, customer, around)];
    case 'says':
      return [customerComments(ticket, { text: 'x', media: [] }, customer, around)];
    case 'confirm':
      return [customerConfirms(ticket, customer, around)];
    case 'again':
      return [customerReopens(ticket, undefined, customer, around)];
    case 'merge':
      return other ? two(merged(ticket, other, agent, around)) : [];
    case 'unmerge':
      return other ? two(unmerged(ticket, other, agent, around)) : [];
    case 'time':
      return [timePassed(ticket, around)];
  }
}

function holds(before: Ticket, ticket: Ticket, now: number): void {
  expect(ticket.phase).toBe(ticket.mergedInto === null ? stateOf(ticket.form, ticket.state).phase : 'closed');
  // Time runs exactly while the company works.
  const working = runs(ticket.phase);
  expect(ticket.clocks.solve.since !== null).toBe(working);
  if (!working) expect(ticket.clocks.first.since).toBeNull();
  expect(ticket.clocks.first.usedMs).toBeGreaterThanOrEqual(before.clocks.first.usedMs);
  expect(ticket.clocks.solve.usedMs).toBeGreaterThanOrEqual(before.clocks.solve.usedMs);
  // What happened stays: a miss is never unmade, a promise never moved, a reminder never uncounted.
  for (const clock of ['first', 'solve'] as const)
    if (before.clocks[clock].missedAt !== null)
      expect(ticket.clocks[clock].missedAt).toBe(before.clocks[clock].missedAt);
  expect(ticket.promise.at).toBe(before.promise.at);
  expect(ticket.urged.times).toBeGreaterThanOrEqual(before.urged.times);
  expect(ticket.closedAt !== null).toBe(ticket.phase === 'closed');
  if (ticket.mergedInto === null) expect(ticket.solvedAt !== null).toBe(isDone(ticket.phase));
  // Nobody is waited for without a timer, and nothing is due that acting on it leaves due.
  if (ticket.mergedInto === null && (ticket.phase === 'waiting' || ticket.phase === 'confirming'))
    expect(ticketDue(ticket)).not.toBeNull();
  expect(ticketRowOf(ticket, 'x').ticket).toBe(ticket.id);
  expect(
    ticketViewOf(ticket, [], {
      now,
      everyMinutes: 120,
      rating: { untilMs: 0, tags: [] },
      mergedInto: null,
      whole: true,
    }).steps.filter((one) => one.now),
  ).toHaveLength(1);
}

test('J3 J6 property: acts in whatever order keep clocks, phases, promises and families whole', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(act, fc.integer({ min: 0, max: 30 * HOUR })), { minLength: 20, maxLength: 60 }),
      (acts) => {
        let held = family();
        let now = NOW;
        for (const [given, later] of acts) {
          now += later;
          const steps = perform(held, given, now).filter((step): step is TicketStep => !('ok' in step));
          for (const { ticket, news } of steps) {
            const before = held.find((one) => one.id === ticket.id);
            if (!before) throw new Error('a ticket from nowhere');
            accepted += 1;
            holds(before, ticket, now);
            // A parent ends after its children unless somebody says why.
            const ends = isDone(ticket.phase) && !isDone(before.phase) && ticket.mergedInto === null;
            const forced = news.some((one) => one.event.what === 'moved' && one.event.forced);
            const confirmed = before.phase === 'confirming';
            const open = ticket.children.some((id) => !isDone(held.find((one) => one.id === id)?.phase ?? 'closed'));
            if (ends && !forced && !confirmed) expect(open).toBe(false);
            // Merged it takes part in nothing, but what went into it may be taken out again.
            const inert = before.mergedInto !== null && ticket.mergedInto !== null;
            if (inert) expect(news.every((one) => one.event.what === 'unmerged')).toBe(true);
            held = held.map((one) => (one.id === ticket.id ? ticket : one));
          }
          for (const one of held) {
            const into = held.find((other) => other.id === one.mergedInto);
            if (one.mergedInto !== null) expect(into?.merged).toContain(one.id);
            // Once time was seen to, nothing is due any more now.
            const settled = timePassed(timePassed(one, world(now, held)).ticket, world(now, held)).ticket;
            const due = ticketDue(settled);
            if (due !== null) expect(due).toBeGreaterThan(now);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(2_000);
});
