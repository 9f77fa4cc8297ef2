/** A ticket (工单) as staff and customers see it, and everything that can happen to one. Moments are unix milliseconds. */
import * as v from 'valibot';
import { rating, ratingReasons } from './serving.ts';
import { ticketKind, ticketPhase, ticketPriority } from './settings/tickets.ts';

const words = v.object({ zh: v.string(), en: v.string() });
export type Words = v.InferOutput<typeof words>;
const who = v.object({ id: v.string(), name: v.string() });
const moment = v.number();

export { TICKET_MEDIA, TICKET_TEXT } from './protocol.ts';

/** Values of fields as texts in one normal form; of an image the ids of its media. */
export const ticketFields = v.record(v.string(), v.union([v.string(), v.array(v.string())]));
export type TicketFields = v.InferOutput<typeof ticketFields>;

/** A time limit in open time: runs, pauses, is met or missed. */
export const ticketClock = v.object({
  targetMs: v.number(),
  /** Open time used before `since`. */
  usedMs: v.number(),
  /** Runs since then; null: it stands still. */
  since: v.nullable(moment),
  /** While it runs: when it warns, and when it is missed. */
  warnAt: v.nullable(moment),
  dueAt: v.nullable(moment),
  warnedAt: v.nullable(moment),
  missedAt: v.nullable(moment),
  metAt: v.nullable(moment),
});
export type TicketClock = v.InferOutput<typeof ticketClock>;

/** Who did something: a colleague, the customer, the robot, or time itself. */
export const ticketActor = v.object({
  kind: v.picklist(['agent', 'customer', 'robot', 'clock']),
  id: v.optional(v.string()),
  name: v.optional(v.string()),
});
export type TicketActor = v.InferOutput<typeof ticketActor>;

export const ticketSource = v.picklist(['agent', 'left-message', 'robot', 'handover', 'customer']);
export type TicketSource = v.InferOutput<typeof ticketSource>;

/** What happened, as the history keeps it. */
export const ticketEvent = v.variant('what', [
  v.object({ what: v.literal('opened'), source: ticketSource }),
  v.object({ what: v.literal('comment'), text: v.string(), media: v.array(v.string()) }),
  v.object({
    what: v.literal('moved'),
    from: v.string(),
    to: v.string(),
    cause: v.picklist(['staff', 'replied', 'confirmed', 'reopened', 'elapsed']),
    text: v.optional(v.string()),
    forced: v.optional(v.boolean()),
  }),
  v.object({
    what: v.literal('assigned'),
    assignee: v.nullable(who),
    group: v.nullable(v.string()),
    /** Why the desk chose, in its own words. */
    why: v.optional(v.string()),
  }),
  v.object({
    what: v.literal('edited'),
    changes: v.array(v.object({ field: v.string(), from: v.string(), to: v.string() })),
  }),
  v.object({ what: v.literal('urged'), times: v.number(), raised: v.nullable(ticketPriority) }),
  v.object({ what: v.literal('copied'), added: v.array(who), removed: v.array(who) }),
  v.object({ what: v.literal('merged'), into: v.string(), number: v.string() }),
  v.object({ what: v.literal('absorbed'), ticket: v.string(), number: v.string() }),
  v.object({ what: v.literal('unmerged'), number: v.string() }),
  v.object({ what: v.literal('linked'), session: v.string() }),
  v.object({ what: v.literal('child'), ticket: v.string(), number: v.string(), done: v.boolean() }),
  v.object({
    what: v.literal('rated'),
    score: v.number(),
    solved: v.optional(v.boolean()),
    text: v.optional(v.string()),
    tags: v.optional(v.array(v.string())),
    changed: v.boolean(),
  }),
  v.object({ what: v.literal('warned'), clock: v.picklist(['first', 'solve', 'promise']) }),
  v.object({ what: v.literal('missed'), clock: v.picklist(['first', 'solve', 'promise']) }),
]);
export type TicketEvent = v.InferOutput<typeof ticketEvent>;

export const ticketEntry = v.object({
  number: v.number(),
  at: moment,
  by: ticketActor,
  /** Seen by staff only. */
  internal: v.boolean(),
  event: ticketEvent,
});
export type TicketEntry = v.InferOutput<typeof ticketEntry>;

/** The whole ticket as its customer's actor keeps it and staff read it. */
export const ticket = v.object({
  id: v.string(),
  number: v.string(),
  customer: v.string(),
  /** Grows by one with every change: writes name the one they were made upon. */
  revision: v.number(),
  /** The kind as it was when the ticket was opened: later settings change later tickets. */
  form: ticketKind,
  title: v.string(),
  fields: ticketFields,
  priority: ticketPriority,
  state: v.string(),
  /** Of the state; a merged ticket is closed whatever its state. */
  phase: ticketPhase,
  stateSince: moment,
  assignee: v.nullable(who),
  group: v.nullable(v.string()),
  /** Colleagues who follow it (抄送). */
  copied: v.array(who),
  urged: v.object({ times: v.number(), at: v.nullable(moment) }),
  clocks: v.object({ first: ticketClock, solve: ticketClock }),
  /** What the customer was told at the latest; warned and missed like a clock, and never paused. */
  promise: v.object({ at: moment, warnedAt: v.nullable(moment), missedAt: v.nullable(moment) }),
  source: ticketSource,
  openedAt: moment,
  updatedAt: moment,
  solvedAt: v.nullable(moment),
  closedAt: v.nullable(moment),
  reopened: v.number(),
  /** What the customer said of its end (工单评价), and when first. */
  rating: v.optional(v.object({ ...rating.entries, at: moment })),
  sessions: v.array(v.string()),
  /** The address it came from: who sees only their own address sees only its tickets. */
  endpoint: v.string(),
  parent: v.nullable(v.string()),
  children: v.array(v.string()),
  mergedInto: v.nullable(v.string()),
  merged: v.array(v.string()),
  /** Grows with every fact told to the desk, and the desk's newest order obeyed. */
  version: v.number(),
  turn: v.number(),
  /** How often it went to the desk, and whether it is there: nobody has it, or the one whom the desk found. */
  round: v.number(),
  routed: v.boolean(),
});
export type Ticket = v.InferOutput<typeof ticket>;

/** One line of the progress the customer reads. */
export const ticketProgress = v.object({
  at: moment,
  by: v.picklist(['company', 'customer']),
  /** What happened, in words. */
  told: words,
  text: v.optional(v.string()),
  media: v.optional(v.array(v.string())),
});
export type TicketProgress = v.InferOutput<typeof ticketProgress>;

/** What the customer's screens show of a ticket. */
export const ticketView = v.object({
  id: v.string(),
  number: v.string(),
  revision: v.number(),
  kind: words,
  title: v.string(),
  state: v.object({ label: words, told: words, phase: ticketPhase }),
  /** The way to the end: states passed, the present one, those to come. */
  steps: v.array(v.object({ label: words, at: v.nullable(moment), now: v.boolean() })),
  openedAt: moment,
  updatedAt: moment,
  /** By when the company answers for it. */
  dueAt: moment,
  urged: v.number(),
  /** What the customer may do now; `urge` from a moment on. */
  may: v.object({
    comment: v.boolean(),
    urgeFrom: v.nullable(moment),
    reopen: v.boolean(),
    confirm: v.boolean(),
    /** Until when it may be rated, or its rating changed; absent: not now. */
    rateUntil: v.optional(moment),
  }),
  rating: v.optional(rating),
  /** By GET /v1/tickets/:ticket, where it may be rated. */
  reasons: v.optional(ratingReasons),
  /** Values of fields the customer may see, in words. */
  fields: v.array(v.object({ label: words, value: v.string() })),
  /** Newest last; at most three on the stream, all by GET /v1/tickets/:ticket. */
  progress: v.array(ticketProgress),
  mergedInto: v.optional(v.string()),
});
export type TicketView = v.InferOutput<typeof ticketView>;

/** Limits of a ticket that can be kept or missed: the first answer, the solution, and what the customer was told. */
export const limitNames = ['first', 'solve', 'promise'] as const;
export type LimitName = (typeof limitNames)[number];
const kept = v.nullable(v.boolean());
export const ticketLimits = v.object({ first: kept, solve: kept, promise: kept });

/** A ticket in a list. */
export const ticketRow = v.object({
  customer: v.string(),
  name: v.string(),
  ticket: v.string(),
  number: v.string(),
  revision: v.number(),
  kind: v.string(),
  kindLabel: words,
  title: v.string(),
  state: v.string(),
  stateLabel: words,
  phase: ticketPhase,
  priority: ticketPriority,
  assignee: v.nullable(who),
  group: v.nullable(v.string()),
  copied: v.array(v.string()),
  skill: v.string(),
  urged: v.number(),
  openedAt: moment,
  updatedAt: moment,
  /** The next limit that runs: of the first answer, the solution, or the promise. */
  dueAt: v.nullable(moment),
  promiseAt: moment,
  warned: v.boolean(),
  missed: v.boolean(),
  closedAt: v.nullable(moment),
  /** The customer's score of its end. */
  rating: v.optional(v.number()),
  /** Whether each limit was kept; null: it is not known yet, or never will be. Tickets told before this was lack it. */
  limits: v.optional(ticketLimits),
});
export type TicketRow = v.InferOutput<typeof ticketRow>;
