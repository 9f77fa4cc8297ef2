/** Tickets by the Company API: as lists and single ones are told, and what may be done. */
import * as v from 'valibot';
import { id, paged } from './backend-api.ts';
import { ticketPhase, ticketPriority } from './settings/tickets.ts';
import { ticketFields, TICKET_TEXT } from './ticket.ts';

const ok = v.literal(true);
const words = v.object({ zh: v.string(), en: v.string() });
const who = v.object({ id: v.string(), name: v.string() });
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TICKET_TEXT));
const kind = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));
const fields = v.pipe(
  ticketFields,
  v.check((given) => Object.keys(given).length <= 40, 'too many fields'),
);

/** A ticket in a list; name and title are masked without `pii:read`. */
export const listedTicket = v.object({
  ticket: v.string(),
  number: v.string(),
  customer: v.string(),
  name: v.string(),
  /** To be named when it is changed. */
  revision: v.number(),
  kind: v.string(),
  title: v.string(),
  state: v.string(),
  stateLabel: words,
  phase: ticketPhase,
  priority: ticketPriority,
  assignee: v.nullable(who),
  group: v.nullable(v.string()),
  openedAt: v.number(),
  updatedAt: v.number(),
  promiseAt: v.number(),
  missed: v.boolean(),
  closedAt: v.nullable(v.number()),
});
export const ticketsQuery = v.object({
  ...paged,
  customer: v.optional(id),
  kind: v.optional(kind),
  phase: v.optional(ticketPhase),
});
export const ticketsListed = v.object({ ok, tickets: v.array(listedTicket), next: v.nullable(v.string()) });

/** What was said in it, and how it moved: what its customer may read, too. */
export const ticketStep = v.object({
  at: v.number(),
  by: v.picklist(['agent', 'customer', 'robot', 'clock']),
  what: v.string(),
  text: v.optional(v.string()),
  to: v.optional(v.string()),
});
export const wholeTicket = v.object({
  ...listedTicket.entries,
  fields: ticketFields,
  steps: v.array(ticketStep),
  /** States it may be moved to from here. */
  moves: v.array(v.string()),
});
export const ticketTold = v.object({ ok, ticket: wholeTicket });

/** POST /api/v1/customers/:customer/tickets */
export const ticketWish = v.strictObject({
  kind,
  title,
  fields,
  priority: v.optional(ticketPriority),
  session: v.optional(id),
  /** A first remark for colleagues. */
  note: v.optional(text),
});
/** POST /api/v1/customers/:customer/tickets/:ticket — replies only add; anything else names the revision that was seen. */
export const ticketChange = v.strictObject({
  revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  act: v.variant('act', [
    /** `internal`: for colleagues alone. */
    v.strictObject({ act: v.literal('reply'), text, internal: v.optional(v.boolean(), false) }),
    v.strictObject({ act: v.literal('move'), to: kind, text: v.optional(text), fields: v.optional(fields) }),
    v.strictObject({
      act: v.literal('edit'),
      title: v.optional(title),
      fields: v.optional(fields),
      priority: v.optional(ticketPriority),
    }),
    v.strictObject({ act: v.literal('reopen'), text: v.pipe(text, v.maxLength(500)) }),
  ]),
});
export const ticketDone = v.object({
  ok,
  ticket: v.object({
    ticket: v.string(),
    number: v.string(),
    revision: v.number(),
    state: v.string(),
    phase: ticketPhase,
  }),
});
