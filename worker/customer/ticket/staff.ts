/** What colleagues ask of tickets: open, act, read, list. Runs inside one transaction. */
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import type { Ticket, TicketActor } from '../../../shared/ticket.ts';
import type { OpenTicketRequest, TicketActRequest } from '../../../shared/ticket-api.ts';
import type { TicketFile } from '../../../shared/ticket-calls.ts';
import type { Turn } from '../turn.ts';
import { keep, rowFor, worldOf } from './book.ts';
import { fieldsIn, missing } from './fields.ts';
import { filesBarred, filesIn } from './files.ts';
import { staffMoves } from './flow.ts';
import { merged, unmerged } from './merging.ts';
import { openTicket } from './opening.ts';
import { staffActs, type TicketStep } from './rules.ts';

type Colleague = { id: string; name: string };
const actorOf = ({ id, name }: Colleague): TicketActor => ({ kind: 'agent', id, name });

export function staffOpens(turn: Turn, by: Colleague, request: OpenTicketRequest): Result<TicketFile> {
  const form = turn.around.settings.tickets.kinds.find((one) => one.id === request.kind);
  if (!form) return refuse('not_found', 'There is no such kind of ticket.');
  const given = fieldsIn(form, request.fields);
  if (!given.ok) return given;
  const fields = Object.fromEntries(Object.entries(given.fields).filter(([, value]) => value.length > 0));
  const lacks = missing(form, fields, 'opening') ?? filesBarred(turn, filesIn(form, fields), 'agent');
  if (lacks) return lacks;
  const session = request.session === undefined ? null : turn.sessions.byId(request.session);
  if (request.session !== undefined && !session) return refuse('no_session');
  const { key, kind, title, priority, parent, assignee, group, note } = request;
  const opened = openTicket(turn, {
    ...{ key: `staff:${key}`, kind, title, fields, source: 'agent', by: actorOf(by), told: true },
    ...{ priority, parent, assignee, group, note, session: session?.id },
    endpoint: session?.endpoint ?? lastWrittenFrom(turn),
  });
  return 'ok' in opened ? opened : fileOf(turn, opened);
}

/** Where the customer wrote from last: a ticket nobody asked for in a session is told there. */
function lastWrittenFrom(turn: Turn): string {
  const [first, ...others] = turn.line.endpoints();
  if (!first) return '';
  return others.reduce((best, one) => (one.lastInboundAt > best.lastInboundAt ? one : best), first).id;
}

export function staffDoes(
  turn: Turn,
  by: Colleague,
  leads: boolean,
  id: string,
  { revision, act }: TicketActRequest,
): Result<TicketFile> {
  const ticket = turn.tickets.byId(id);
  if (!ticket) return refuse('not_found');
  const key = act.act === 'comment' ? act.key : null;
  if (key !== null && turn.tickets.noted(id, key)) return fileOf(turn, ticket);
  // What only adds needs no look at what it adds to; everything else does.
  if (act.act !== 'comment' && revision === undefined) return refuse('bad_request', 'revision: name the one you saw');
  if (revision !== undefined && act.act !== 'comment' && revision !== ticket.revision) return refuse('stale');
  if (act.act === 'merge') return joined(turn, ticket, turn.tickets.byId(act.into), actorOf(by), merged);
  if (act.act === 'unmerge') {
    const into = ticket.mergedInto === null ? null : turn.tickets.byId(ticket.mergedInto);
    return joined(turn, ticket, into, actorOf(by), unmerged);
  }
  const files =
    act.act === 'comment' ? (act.media ?? []) : 'fields' in act ? filesIn(ticket.form, act.fields ?? {}) : [];
  const barred = filesBarred(turn, files, 'agent');
  if (barred) return barred;
  if (act.act === 'link' && !turn.sessions.byId(act.session)) return refuse('no_session');
  const step = staffActs(ticket, act, actorOf(by), worldOf(turn, ticket), leads);
  return 'ok' in step ? step : fileOf(turn, keep(turn, ticket, step, key));
}

function joined(
  turn: Turn,
  from: Ticket,
  into: Ticket | null,
  by: TicketActor,
  how: (...given: Parameters<typeof merged>) => { from: TicketStep; into: TicketStep } | Refusal,
): Result<TicketFile> {
  if (!into) return refuse('not_found');
  const steps = how(from, into, by, worldOf(turn, from));
  if ('ok' in steps) return steps;
  keep(turn, into, steps.into);
  return fileOf(turn, keep(turn, from, steps.from));
}

/** The ticket with its history and what it is bound to. */
export function fileOf(turn: Turn, ticket: Ticket): Result<TicketFile> {
  const bound = [ticket.parent, ...ticket.children, ticket.mergedInto, ...ticket.merged].filter((id) => id !== null);
  const related = bound.flatMap((id) => turn.tickets.byId(id) ?? []).map((one) => rowFor(turn, one));
  return {
    ok: true,
    name: rowFor(turn, ticket).name,
    ticket,
    entries: turn.tickets.entries(ticket.id),
    related,
    moves: staffMoves(ticket),
  };
}
