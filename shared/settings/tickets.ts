/** Tickets (工单) as leads set them up: kinds with fields, states and allowed moves, time limits, and where tickets come from. */
import * as v from 'valibot';
import { kindFaults } from './ticket-faults.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower-case letters, digits, dashes'));
const words = (limit: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limit));
const label = v.strictObject({ zh: words(60), en: words(120) });
const sentence = v.strictObject({ zh: words(200), en: words(300) });
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

export const ticketPriority = v.picklist(['low', 'normal', 'high', 'urgent']);
export type TicketPriority = v.InferOutput<typeof ticketPriority>;
export const priorities = ticketPriority.options;

/**
 * What a state means, whatever it is called: `open` nobody has begun, `doing` the company works, `waiting` for the customer to
 * supply something, `confirming` for the customer's word that it is solved, `solved`, `closed`. Time runs in the first two only.
 */
export const ticketPhase = v.picklist(['open', 'doing', 'waiting', 'confirming', 'solved', 'closed']);
export type TicketPhase = v.InferOutput<typeof ticketPhase>;

export const ticketFieldType = v.picklist(['text', 'number', 'amount', 'date', 'choice', 'phone', 'order', 'image']);

export const ticketField = v.strictObject({
  id,
  label,
  type: ticketFieldType,
  /** Must be there when the ticket is opened by staff, or before it is called solved. */
  required: v.picklist(['no', 'opening', 'solving']),
  options: v.optional(v.pipe(v.array(v.strictObject({ id, label })), v.minLength(1), v.maxLength(40))),
  /** Asked for only where another field has one of these values. */
  when: v.optional(v.strictObject({ field: id, is: v.pipe(v.array(words(60)), v.minLength(1), v.maxLength(20)) })),
  /** The customer sees it on their page. */
  shown: v.boolean(),
});
export type TicketField = v.InferOutput<typeof ticketField>;

export const ticketState = v.strictObject({
  id,
  label,
  /** What the customer is told while it stands here. */
  told: sentence,
  phase: ticketPhase,
  /** Entering it is also said on the customer's channel, where that may be done. */
  tells: v.boolean(),
});
export type TicketState = v.InferOutput<typeof ticketState>;

/** What a move follows: a colleague's hand, the customer's reply, confirmation or wish to reopen, or so many hours of silence. */
export const ticketCause = v.picklist(['staff', 'replied', 'confirmed', 'reopened', 'elapsed']);
export type TicketCause = v.InferOutput<typeof ticketCause>;
export const ticketMove = v.strictObject({
  from: id,
  to: id,
  on: ticketCause,
  hours: v.optional(whole(1, 24 * 365)),
  /** Of a colleague's moves: only a lead may make it. */
  leads: v.optional(v.literal(true)),
});
export type TicketMove = v.InferOutput<typeof ticketMove>;

const minutes = v.strictObject({
  low: whole(1, 525_600),
  normal: whole(1, 525_600),
  high: whole(1, 525_600),
  urgent: whole(1, 525_600),
});

export const ticketKind = v.pipe(
  v.strictObject({
    id,
    label,
    /** The customer may open one by themselves. */
    byCustomer: v.boolean(),
    fields: v.pipe(v.array(ticketField), v.maxLength(30)),
    begins: id,
    states: v.pipe(v.array(ticketState), v.minLength(2), v.maxLength(16)),
    moves: v.pipe(v.array(ticketMove), v.maxLength(120)),
    priority: ticketPriority,
    /** Which skill the desk looks for. */
    skill: v.pipe(v.string(), v.trim(), v.maxLength(64)),
    /** The group it is given to when nobody names another. */
    group: v.optional(v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/u))),
    /** In open minutes of a calendar; counted only while the company works. */
    limits: v.strictObject({ calendar: words(40), first: minutes, solve: minutes, warnPercent: whole(1, 99) }),
    /** What the customer is told at the latest, by law or by own promise; it never pauses. */
    promise: v.strictObject({
      amount: whole(1, 366),
      unit: v.picklist(['hours', 'days', 'working-days']),
      basis: v.pipe(v.string(), v.trim(), v.maxLength(200)),
    }),
    /** So many days after it was closed the customer may open it again. */
    reopenDays: whole(0, 366),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const message of kindFaults(dataset.value)) addIssue({ message });
  }),
);
export type TicketKind = v.InferOutput<typeof ticketKind>;

/** The document `tickets`. */
export const tickets = v.pipe(
  v.strictObject({
    kinds: v.pipe(v.array(ticketKind), v.minLength(1), v.maxLength(40)),
    /** Left messages (留言) become tickets once the customer has been silent for so long; null: they stay sessions. */
    leftMessage: v.nullable(v.strictObject({ kind: id, quietMinutes: whole(1, 1440) })),
    /** A hand-over for this reason opens a ticket at once, so that the customer has its number and its date. */
    handovers: v.pipe(v.array(v.strictObject({ reason: words(60), kind: id })), v.maxLength(40)),
    /** Reminders by the customer (催单): not more often than so; from the so-many-th on the priority rises, up to `upTo`. */
    urging: v.strictObject({ everyMinutes: whole(1, 10_080), raiseFrom: whole(1, 20), upTo: ticketPriority }),
    /** Tickets a customer may open by themselves within a day. */
    perDay: whole(0, 100),
  }),
  v.check(({ kinds }) => new Set(kinds.map((one) => one.id)).size === kinds.length, 'two kinds of one id'),
  v.check(({ kinds, leftMessage, handovers }) => {
    const known = new Set(kinds.map((one) => one.id));
    return (leftMessage === null || known.has(leftMessage.kind)) && handovers.every((one) => known.has(one.kind));
  }, 'a source names a kind that is not there'),
);
export type Tickets = v.InferOutput<typeof tickets>;
