/** What customers do to their own tickets: open, add, remind, confirm, open again. Runs inside one transaction. */
import type { AgentAct, CustomerAct } from '../../../shared/frame.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { TicketKind } from '../../../shared/settings/tickets.ts';
import type { Ticket, TicketActor, TicketFields, TicketView } from '../../../shared/ticket.ts';
import type { Seen } from '../stream.ts';
import { ticketOrders } from '../named-orders.ts';
import type { Turn } from '../turn.ts';
import { keep, viewFor, worldOf } from './book.ts';
import { fieldsIn, missing } from './fields.ts';
import { filesBarred, filesIn } from './files.ts';
import { openTicket } from './opening.ts';
import { customerRates } from './rating.ts';
import { customerComments, customerConfirms, customerReopens, customerUrges } from './rules.ts';
import { isGivenUp } from '../reach/lease.ts';

export type OwnTicketAct = Extract<
  CustomerAct,
  { act: 'open-ticket' | 'ticket-comment' | 'ticket-urge' | 'ticket-reopen' | 'ticket-confirm' | 'ticket-rate' }
>;
type Own = Extract<Seen, { kind: 'customer' }>;

const DAY_MS = 24 * 3_600_000;
/** So long after its end a ticket stays on the screens by itself; so many at most. */
const SHOWN_MS = 7 * DAY_MS;
const SHOWN = 20;

export function isTicketAct(act: AgentAct | CustomerAct): act is OwnTicketAct {
  return act.act === 'open-ticket' || act.act.startsWith('ticket-');
}

/** Whether this viewer may know of the ticket: all of a proven person's, of a visitor's only those of their own address. */
const mine = (ticket: Ticket, seen: Own) => ticket.parent === null && (seen.whole || ticket.endpoint === seen.endpoint);

export function ownActs(turn: Turn, seen: Own, act: OwnTicketAct): Refusal | null {
  const by: TicketActor = { kind: 'customer', ...(turn.person.name ? { name: turn.person.name } : {}) };
  if (act.act === 'open-ticket') return opens(turn, seen, act, by);
  const found = turn.tickets.byId(act.ticket);
  if (!found || !mine(found, seen)) return refuse('not_found');
  const world = worldOf(turn, found);
  switch (act.act) {
    case 'ticket-comment': {
      // What is added to a merged ticket belongs to the one it went into.
      const ticket = livingOf(turn, found);
      const { text, media = [] } = act;
      const barred = filesBarred(turn, media, 'customer');
      if (barred) return barred;
      return kept(turn, ticket, customerComments(ticket, { text, media }, by, worldOf(turn, ticket)));
    }
    case 'ticket-urge':
      return kept(turn, found, customerUrges(found, by, world));
    case 'ticket-reopen':
      return kept(turn, found, customerReopens(found, act.text, by, world));
    case 'ticket-confirm':
      return kept(turn, found, customerConfirms(found, by, world));
    case 'ticket-rate': {
      const termMs = turn.around.settings.closing.rating.untilMs;
      return kept(turn, found, customerRates(found, act, by, { now: turn.now, termMs }));
    }
  }
}

/** Where a ticket's matter is handled now: itself, or what it was merged into. */
function livingOf(turn: Turn, ticket: Ticket): Ticket {
  const into = ticket.mergedInto === null ? null : turn.tickets.byId(ticket.mergedInto);
  return into ? livingOf(turn, into) : ticket;
}

function kept(turn: Turn, ticket: Ticket, step: ReturnType<typeof customerConfirms>): Refusal | null {
  if ('ok' in step) return step;
  keep(turn, ticket, step);
  return null;
}

function opens(
  turn: Turn,
  seen: Own,
  act: Extract<OwnTicketAct, { act: 'open-ticket' }>,
  by: TicketActor,
): Refusal | null {
  const { kinds, perDay } = turn.around.settings.tickets;
  const form = kinds.find((one) => one.id === act.kind && one.byCustomer);
  if (!form) return refuse('not_found');
  if (turn.tickets.openedSince(turn.now - DAY_MS, 'customer') >= perDay) return refuse('rate_limited');
  const given = fieldsIn(form, act.fields ?? {});
  if (!given.ok) return given;
  const filled = Object.entries(given.fields).filter(([, value]) => value.length > 0);
  const fields = { ...(seen.whole ? knownPhone(turn, form) : {}), ...Object.fromEntries(filled) };
  const lacks = missing(form, fields, 'opening') ?? filesBarred(turn, filesIn(form, fields), 'customer');
  if (lacks) return lacks;
  const opened = openTicket(turn, {
    ...{ key: null, kind: form.id, title: act.title, fields, source: 'customer', by, told: true },
    endpoint: seen.endpoint,
  });
  if ('ok' in opened) return opened;
  ticketOrders(turn, opened);
  return null;
}

/** A proven person need not write the number they are known by. */
function knownPhone(turn: Turn, form: TicketKind): TicketFields {
  const field = form.fields.find(({ type }) => type === 'phone');
  const known = turn.line.endpoints().find((one) => one.channel === 'sms' && !isGivenUp(one));
  return field && known ? { [field.id]: known.peer } : {};
}

/** Tickets a screen of this viewer shows by itself. */
export function ownRecent(turn: Turn, seen: Seen): TicketView[] {
  return turn.tickets
    .recent(turn.now - SHOWN_MS, SHOWN)
    .filter((ticket) => seen.kind === 'agent' || mine(ticket, seen))
    .map((ticket) => viewFor(turn, ticket));
}

/** All of the viewer's tickets, or one with its whole progress. */
export function ownTickets(turn: Turn, seen: Own, id: string | null): TicketView[] {
  if (id === null) {
    const all = turn.tickets.all().filter((ticket) => mine(ticket, seen));
    return all.map((ticket) => viewFor(turn, ticket));
  }
  const ticket = turn.tickets.byId(id);
  return ticket && mine(ticket, seen) ? [viewFor(turn, ticket, true)] : [];
}
