/** Tickets for the company's own backend. What it does is done in its key's name, by the rules that hold for a colleague who doesn't lead. */
import type * as v from 'valibot';
import { USUAL_PAGE } from '../../shared/backend-api.ts';
import type { ticketChange } from '../../shared/backend-tickets.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { TicketEntry, TicketFields, TicketRow } from '../../shared/ticket.ts';
import type { TicketActRequest } from '../../shared/ticket-api.ts';
import type { TicketFile, TicketOutcome } from '../../shared/ticket-calls.ts';
import { veiledName, veiledWords } from '../customer/backend/veil.ts';
import { digestHex } from '../lib/digest.ts';
import { lineOf } from '../line.ts';
import { cursorOf, positionIn } from './backend-cursor.ts';
import { keyed, type Caller } from './backend-door.ts';
import { ops } from './backend-operations.ts';
import { customerIn } from './backend-people.ts';

export const tickets = keyed(ops.tickets, async ({ context, caller, query }) => {
  const { limit = USUAL_PAGE, after, customer = null, kind = null, phase = null } = query;
  const from = positionIn('tickets', after, /^[\w-]{1,64}$/u);
  if (!from.ok) return from;
  const docket = context.env.DOCKET.getByName('main');
  const { tickets: rows, more } = await docket.walk({ after: from.at ?? '', limit, customer, kind, phase });
  const last = rows.at(-1);
  const next = more && last ? cursorOf('tickets', last.ticket) : null;
  return { ok: true, tickets: rows.map((row) => ticketShown(row, caller)), next };
});

export const ticket = keyed(ops.ticket, async ({ context, caller }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const calls = lineOf(context.env, named);
  const [file, rows] = await Promise.all([
    calls.tickets({ order: 'read', ticket: context.req.param('ticket') ?? '' }),
    calls.tickets({ order: 'list' }),
  ]);
  if (!file.ok) return file;
  if (!rows.ok) return rows;
  if (!('file' in file) || !('rows' in rows)) return refuse('not_found');
  const { ticket: whole, entries, moves } = file.file;
  const row = rows.rows.find((one) => one.ticket === whole.id);
  if (!row) return refuse('not_found');
  const steps = entries.filter((one) => !one.internal).map((one) => stepOf(one, caller));
  return { ok: true, ticket: { ...ticketShown(row, caller), fields: fieldsShown(whole.fields, caller), steps, moves } };
});

export const open = keyed(ops.openTicket, async ({ context, caller, body }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const { id, name } = caller;
  const key = await wishKey(caller);
  const request = { ...body, key, customer: named };
  return done(await lineOf(context.env, named).tickets({ order: 'open', by: { id, name }, request }));
});

export const act = keyed(ops.changeTicket, async ({ context, caller, body }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const { id, name } = caller;
  const request = requestOf(body, await wishKey(caller));
  const order = { order: 'act' as const, by: { id, name }, leads: false, ticket: context.req.param('ticket') ?? '' };
  return done(await lineOf(context.env, named).tickets({ ...order, request }));
});

function requestOf({ revision, act: given }: v.InferOutput<typeof ticketChange>, key: string): TicketActRequest {
  const seen = revision === undefined ? {} : { revision };
  if (given.act !== 'reply') return { ...seen, act: given };
  return { act: { act: 'comment', key, text: given.text, internal: given.internal } };
}

/** Names the wish for the line, should the same be asked after its answer got lost. */
async function wishKey({ id, once }: Caller): Promise<string> {
  return `${id}:${(await digestHex('SHA-256', once)).slice(0, 40)}`;
}

function done(outcome: Result<TicketOutcome>): Result<{ ticket: Done }> {
  if (!outcome.ok) return outcome;
  return 'file' in outcome ? { ok: true, ticket: doneOf(outcome.file) } : refuse('not_found');
}

type Done = Pick<TicketRow, 'ticket' | 'number' | 'revision' | 'state' | 'phase'>;
const doneOf = ({ ticket: { id, number, revision, state, phase } }: TicketFile): Done => ({
  ...{ ticket: id, number, revision, state, phase },
});

function ticketShown(row: TicketRow, { whole }: Caller) {
  const { name, title } = row;
  return {
    ...{ ticket: row.ticket, number: row.number, customer: row.customer, revision: row.revision, kind: row.kind },
    ...{ name: whole ? name : veiledName(name), title: whole ? title : veiledWords(title) },
    ...{ state: row.state, stateLabel: row.stateLabel, phase: row.phase, priority: row.priority },
    ...{ assignee: row.assignee, group: row.group, openedAt: row.openedAt, updatedAt: row.updatedAt },
    ...{ promiseAt: row.promiseAt, missed: row.missed, closedAt: row.closedAt },
  };
}

function fieldsShown(fields: TicketFields, { whole }: Caller): TicketFields {
  if (whole) return fields;
  const veiled = Object.entries(fields).map(([id, value]): [string, string | string[]] => [
    id,
    typeof value === 'string' ? veiledWords(value) : value,
  ]);
  return Object.fromEntries(veiled);
}

function stepOf({ at, by, event }: TicketEntry, { whole }: Caller) {
  const text = 'text' in event ? event.text : undefined;
  return {
    ...{ at, by: by.kind, what: event.what },
    ...(text === undefined ? {} : { text: whole ? text : veiledWords(text) }),
    ...(event.what === 'moved' ? { to: event.to } : {}),
  };
}
