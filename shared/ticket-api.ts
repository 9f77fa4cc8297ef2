/** What staff and customers ask of tickets, and what is answered. */
import * as v from 'valibot';
import { ratingGiven } from './serving.ts';
import { ticketPriority } from './settings/tickets.ts';
import { ticket, ticketEntry, ticketFields, ticketRow, ticketView, TICKET_MEDIA, TICKET_TEXT } from './ticket.ts';

const ok = v.literal(true);
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const kind = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TICKET_TEXT));
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const media = v.pipe(v.array(id), v.maxLength(TICKET_MEDIA));
const who = v.strictObject({ id, name: v.pipe(v.string(), v.maxLength(40)) });
const revision = v.pipe(v.number(), v.integer(), v.minValue(1));
const fields = v.pipe(
  ticketFields,
  v.check((given) => Object.keys(given).length <= 40, 'too many fields'),
);

/** Opens a ticket for a customer. `key` names the wish: asked twice, there is one ticket. */
export const openTicketRequest = v.strictObject({
  key: id,
  customer: id,
  kind,
  title,
  fields,
  priority: v.optional(ticketPriority),
  session: v.optional(id),
  parent: v.optional(id),
  /** To me, to a colleague, or to whom the desk finds (absent). */
  assignee: v.optional(who),
  group: v.optional(v.nullable(id)),
  /** A first remark for colleagues. */
  note: v.optional(text),
});
export type OpenTicketRequest = v.InferOutput<typeof openTicketRequest>;

/** What staff do to a ticket. */
export const ticketAct = v.variant('act', [
  v.strictObject({
    act: v.literal('edit'),
    title: v.optional(title),
    fields: v.optional(fields),
    priority: v.optional(ticketPriority),
  }),
  v.strictObject({
    act: v.literal('move'),
    to: kind,
    /** Said to the customer with the news. */
    text: v.optional(text),
    fields: v.optional(fields),
    /** A parent whose children are not done is moved all the same; a lead says why. */
    force: v.optional(reason),
  }),
  /** An absent group is left; null: nobody, no group: the desk looks again. */
  v.strictObject({ act: v.literal('assign'), assignee: v.nullable(who), group: v.optional(v.nullable(id)) }),
  v.strictObject({ act: v.literal('comment'), key: id, text, internal: v.boolean(), media: v.optional(media) }),
  v.strictObject({
    act: v.literal('copy'),
    add: v.pipe(v.array(who), v.maxLength(20)),
    remove: v.pipe(v.array(who), v.maxLength(20)),
  }),
  v.strictObject({ act: v.literal('reopen'), text: reason }),
  v.strictObject({ act: v.literal('merge'), into: id }),
  v.strictObject({ act: v.literal('unmerge') }),
  v.strictObject({ act: v.literal('link'), session: id }),
]);
export type TicketAct = v.InferOutput<typeof ticketAct>;

/** An act upon the revision it was decided on; another one there is refused (`stale`). Comments only add, and need none. */
export const ticketActRequest = v.strictObject({ revision: v.optional(revision), act: ticketAct });
export type TicketActRequest = v.InferOutput<typeof ticketActRequest>;

export const ticketAnswer = v.object({
  ok,
  /** What the customer is called in lists. */
  name: v.string(),
  ticket,
  /** The history, oldest first; the newest 500. */
  entries: v.array(ticketEntry),
  /** Tickets it is bound to: parent, children, merged. */
  related: v.array(ticketRow),
  /** Moves a colleague may make from here. */
  moves: v.array(v.string()),
});
export type TicketAnswer = v.InferOutput<typeof ticketAnswer>;

/** Several tickets at once: each upon the revision that was seen. */
export const bulkTicketsRequest = v.strictObject({
  tickets: v.pipe(v.array(v.strictObject({ customer: id, ticket: id, revision })), v.minLength(1), v.maxLength(100)),
  act: v.variant('act', [
    v.strictObject({ act: v.literal('assign'), assignee: v.nullable(who), group: v.optional(v.nullable(id)) }),
    v.strictObject({ act: v.literal('move'), to: kind, text: v.optional(text) }),
    v.strictObject({ act: v.literal('edit'), priority: ticketPriority }),
  ]),
});
export const bulkTicketsAnswer = v.object({
  ok,
  results: v.array(
    v.object({ ticket: v.string(), ok: v.boolean(), code: v.optional(v.string()), detail: v.optional(v.string()) }),
  ),
});
export type BulkTicketsAnswer = v.InferOutput<typeof bulkTicketsAnswer>;

export const ticketListView = v.picklist(['mine', 'group', 'unassigned', 'overdue', 'copied', 'all']);
/** GET /staff/v1/tickets — the next limit first; `after` is the page's last cursor. */
export const ticketsAnswer = v.object({
  ok,
  tickets: v.array(ticketRow),
  after: v.nullable(v.string()),
  /** How many there are of each view, where that is known. */
  counts: v.optional(v.record(v.string(), v.number())),
});
export type TicketsAnswer = v.InferOutput<typeof ticketsAnswer>;

/** Tickets of one customer, newest first. */
export const customerTicketsAnswer = v.object({ ok, tickets: v.array(ticketRow) });

/** GET /v1/tickets and /v1/tickets/:ticket — the customer's own; the single one with its whole progress. */
export const ownTicketsAnswer = v.object({ ok, tickets: v.array(ticketView) });
export const ownTicketAnswer = v.object({ ok, ticket: ticketView });
/** GET /v1/tickets/kinds — what a customer may open by themselves. */
export const ownKindsAnswer = v.object({
  ok,
  kinds: v.array(
    v.object({
      id: v.string(),
      label: v.object({ zh: v.string(), en: v.string() }),
      fields: v.array(
        v.object({
          id: v.string(),
          label: v.object({ zh: v.string(), en: v.string() }),
          type: v.string(),
          required: v.boolean(),
          options: v.optional(
            v.array(v.object({ id: v.string(), label: v.object({ zh: v.string(), en: v.string() }) })),
          ),
        }),
      ),
    }),
  ),
});

/** What a customer does to their own ticket, as acts on the stream (shared/frame.ts). */
export const customerTicketActs = [
  v.object({ act: v.literal('open-ticket'), kind, title, fields: v.optional(fields) }),
  v.object({ act: v.literal('ticket-comment'), ticket: id, text, media: v.optional(media) }),
  v.object({ act: v.literal('ticket-urge'), ticket: id }),
  v.object({
    act: v.literal('ticket-reopen'),
    ticket: id,
    text: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500))),
  }),
  v.object({ act: v.literal('ticket-confirm'), ticket: id }),
  v.object({ act: v.literal('ticket-rate'), ticket: id, ...ratingGiven.entries }),
] as const;
