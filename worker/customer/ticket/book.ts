/** The one place where something that happened to a ticket is kept and told: history, screens, the customer, lists, the company. */
import { hoursOf, type Hours } from '../../../shared/calendar.ts';
import type { DocketCalls } from '../../../shared/docket.ts';
import { usualCalendars } from '../../../shared/settings/calendars.ts';
import type { Ticket, TicketRow, TicketView } from '../../../shared/ticket.ts';
import { announce } from '../announce.ts';
import { shownName } from '../name.ts';
import { oweNews } from '../news.ts';
import { ticketGathered } from '../profile/gather.ts';
import type { Turn } from '../turn.ts';
import { oweDesk, obeyDesk, routed } from './desk-item.ts';
import { isDone } from './flow.ts';
import { assigned, type TicketNews, type TicketStep, type TicketWorld } from './rules.ts';
import { ticketSaid } from './said.ts';
import { noticeOf } from './noticing.ts';
import { tellCustomer } from './tell.ts';
import { givenWords } from './words.ts';
import { ticketRowOf, ticketViewOf } from './view.ts';

/** A calendar that was taken away never stops a clock: then every hour counts. */
export function hoursFor(turn: Turn, calendar: string): Hours {
  const found = hoursOf(turn.around.settings.calendars, calendar) ?? hoursOf(usualCalendars, 'always');
  if (!found) throw new Error('there is no calendar at all');
  return found;
}

export function worldOf(turn: Turn, ticket: Pick<Ticket, 'form'>): TicketWorld {
  return {
    now: turn.now,
    hours: hoursFor(turn, ticket.form.limits.calendar),
    urging: turn.around.settings.tickets.urging,
    other: (id) => turn.tickets.byId(id),
  };
}

/** Keeps what an act made of a ticket and tells everybody it concerns; nothing new changes nothing. `key`: see `TicketStore.note`. */
export function keep(turn: Turn, before: Ticket, step: TicketStep, key: string | null = null): Ticket {
  if (step.news.length === 0) {
    if (JSON.stringify(step.ticket) !== JSON.stringify(before)) turn.tickets.save(step.ticket);
    return step.ticket;
  }
  const by = step.news[0]?.by ?? { kind: 'clock' as const };
  const next = routed(before, step.ticket, by);
  const after = { ...next, revision: before.revision + 1, version: before.version + 1, updatedAt: turn.now };
  turn.tickets.save(after);
  if (step.news.some(({ event }) => event.what === 'rated')) ticketGathered(turn, after);
  step.news.forEach((news, index) => turn.tickets.note(after.id, turn.now, news, index === 0 ? key : null));
  show(turn, after, step.news);
  oweDesk(turn, before, after);
  tellAssignee(turn, after, step.news);
  for (const news of step.news) tellCustomer(turn, after, news);
  tellCompany(turn, after, step.news);
  if (after.parent !== null && isDone(after.phase) && !isDone(before.phase)) tellParent(turn, after);
  return after;
}

/** The desk gave it to somebody, or took it back: kept like any other change, with the desk's turn. */
export function deskDecides(turn: Turn, order: Parameters<typeof obeyDesk>[1]): ReturnType<typeof obeyDesk> {
  return obeyDesk(turn, order, (ticket, assignee, now) => {
    const obeyed = { ...ticket, turn: now.turn };
    const step = assigned(obeyed, { assignee, group: ticket.group }, { kind: 'clock' });
    keep(turn, ticket, 'ok' in step ? { ticket: obeyed, news: [] } : step);
  });
}

/** Keeps a ticket that is new. */
export function keepNew(turn: Turn, ticket: Ticket, news: TicketNews[], key: string | null, told: boolean): void {
  turn.tickets.save(ticket, key);
  ticketGathered(turn, ticket);
  for (const one of news) turn.tickets.note(ticket.id, turn.now, one);
  show(turn, ticket, news);
  oweDesk(turn, null, ticket);
  tellAssignee(turn, ticket, news);
  // Whoever words the news in the conversation themselves, the message centre has it all the same.
  for (const one of news)
    if (told) tellCustomer(turn, ticket, one);
    else noticeOf(turn, ticket, one);
  tellCompany(turn, ticket, news);
}

/** Whoever has it from now on, by the desk or by a colleague, is told at their seat. */
function tellAssignee(turn: Turn, ticket: Ticket, news: readonly TicketNews[]): void {
  for (const { by, event } of news) {
    if (event.what !== 'assigned' || !event.assignee) continue;
    const { id } = event.assignee;
    if (by.kind === 'agent' && by.id === id) continue;
    const name = `ticket:${ticket.id}:${ticket.revision}`;
    const words = givenWords(ticket, by.kind === 'agent' ? (by.name ?? by.id ?? '') : null);
    const about = { customer: ticket.customer, ticket: ticket.id };
    oweNews(turn, id, name, {
      kind: 'told',
      notice: { id: name, code: 'ticket-given', ...about, words, at: turn.now },
    });
  }
}

function tellParent(turn: Turn, child: Ticket): void {
  const parent = child.parent === null ? null : turn.tickets.byId(child.parent);
  if (!parent) return;
  const event = { what: 'child' as const, ticket: child.id, number: child.number, done: true };
  keep(turn, parent, { ticket: parent, news: [{ by: { kind: 'clock' }, internal: true, event }] });
}

/** The screens: customers see what is theirs, staff that something moved; the staff's list follows by letter. */
function show(turn: Turn, ticket: Ticket, news: readonly TicketNews[]): void {
  const audience = news.some((one) => !one.internal) ? 'all' : 'staff';
  turn.change(audience, ticket.endpoint, { kind: 'ticket', ticket: viewFor(turn, ticket) });
  oweDocket(turn, ticket.id);
}

/** Owes the staff's list this ticket as it stands when the letter leaves. */
export function oweDocket(turn: Turn, id: string): void {
  turn.letters.owe({ lane: 'docket', kind: 'ticket', key: `docket:${id}`, body: id, dueAt: turn.now });
}

export function viewFor(turn: Turn, ticket: Ticket, whole = false): TicketView {
  const into = ticket.mergedInto === null ? null : turn.tickets.byId(ticket.mergedInto);
  return ticketViewOf(ticket, turn.tickets.entries(ticket.id), {
    now: turn.now,
    everyMinutes: turn.around.settings.tickets.urging.everyMinutes,
    rating: turn.around.settings.closing.rating,
    mergedInto: into?.number ?? null,
    whole,
  });
}

/** What the staff's list is owed: the row and the customer's words, as the ticket stands when it leaves. */
export function docketNews(turn: Turn, id: string): Parameters<DocketCalls['put']> | null {
  const ticket = turn.tickets.byId(id);
  if (!ticket) return null;
  const channel = turn.line.endpoint(ticket.endpoint)?.channel ?? null;
  return [rowFor(turn, ticket), ticketSaid(ticket, turn.tickets.entries(id), channel)];
}

export function rowFor(turn: Turn, ticket: Ticket): TicketRow {
  return ticketRowOf(ticket, shownName(turn.person));
}

/** The company's own systems. */
function tellCompany(turn: Turn, ticket: Ticket, news: readonly TicketNews[]): void {
  const row = rowFor(turn, ticket);
  const key = `${ticket.id}-${ticket.revision}`;
  const data = { ticket: { ...row, fields: ticket.fields }, events: news.map((one) => one.event.what) };
  const opened = news.some((one) => one.event.what === 'opened');
  announce(turn, opened ? 'ticket.opened' : 'ticket.changed', key, data);
  if (news.some((one) => one.event.what === 'missed')) announce(turn, 'ticket.overdue', key, data);
  const closed = news.some((one) => one.event.what === 'moved' || one.event.what === 'merged');
  if (closed && ticket.phase === 'closed') announce(turn, 'ticket.closed', key, data);
}
