/** The stream protocol: one file for all frames, server and client. SPEC §S says what they mean. */
import * as v from 'valibot';
import { assisted, assistView } from './assist.ts';
import { mediaId } from './media.ts';
import { body, customerBody, message } from './message.ts';
import { change, snapshot } from './line.ts';
import { ownActs } from './notice.ts';
import { customerTicketActs } from './ticket-api.ts';
import { trailAct, visitAct } from './trail.ts';
import { MOST_MENTIONS, MOST_TAGS, rateAct, summaryGiven, tag } from './serving.ts';

export {
  STREAM_VERSION,
  TICKET_MS,
  WINDOW_EVENTS,
  WINDOW_BYTES,
  FRAME_LIMIT,
  KEPT_CHANGES,
  KEPT_MS,
  RECALL_MS,
  VIEWING_EVERY_MS,
  VIEWING_LOST_MS,
  closeCodes,
} from './protocol.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const number = v.pipe(v.number(), v.integer(), v.minValue(1));
const revision = v.pipe(v.number(), v.integer(), v.minValue(0));
export const position = v.object({ epoch: name, revision });
export type Position = v.InferOutput<typeof position>;

/** What a customer may ask beside speaking. */
export const customerAct = v.variant('act', [
  v.object({ act: v.literal('request-human') }),
  v.object({ act: v.literal('leave-queue') }),
  /** Leaves a message (留言) instead of waiting: a ticket at once, with its number; whoever stands in line leaves it. */
  v.object({
    act: v.literal('leave-message'),
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)),
    media: v.optional(v.pipe(v.array(mediaId), v.maxLength(9))),
    /** Where whoever isn't signed in wants the answer: a telephone number or an e-mail address. Proves nothing. */
    contact: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(254))),
  }),
  /** Whether the customer agrees to be given to the colleague they were asked about. */
  v.object({ act: v.literal('answer-transfer'), yes: v.boolean() }),
  rateAct,
  /** 暂不评价. */
  v.object({ act: v.literal('decline-rating'), session: name }),
  /** Takes own words back, within two minutes. */
  v.object({ act: v.literal('recall'), message: name }),
  v.object({ act: v.literal('close') }),
  /** Whether an answer of the robot helped; the last word counts. */
  v.object({ act: v.literal('feedback'), message: name, helpful: v.boolean() }),
  /** Ticks off a step of an answer, counted from 0, or takes the tick away. */
  v.object({
    act: v.literal('tick'),
    message: name,
    step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)),
    done: v.boolean(),
  }),
  /** Whether pages they look at may be told (访客轨迹), and one they look at. */
  trailAct,
  visitAct,
  ...customerTicketActs,
  ...ownActs,
]);
export type CustomerAct = v.InferOutput<typeof customerAct>;

/** What an agent may do on the line beside speaking. `take` comes from the desk, not from here. */
export const agentAct = v.variant('act', [
  /** With the summary (服务小结), where it is required. */
  v.object({ act: v.literal('close'), fence: revision, summary: v.optional(summaryGiven) }),
  v.object({ act: v.literal('ask-rating'), fence: revision }),
  v.object({ act: v.literal('recall'), message: name }),
  /** Writes the summary of a session that ended without one. */
  v.object({ act: v.literal('summarise'), session: name, summary: summaryGiven }),
  /** Sets the tags of a session. */
  v.object({ act: v.literal('tag'), session: name, tags: v.pipe(v.array(tag), v.maxLength(MOST_TAGS)) }),
  /** Asks the customer whether the robot may go on (GB/T 47746—2026, 5.2.3): only their yes moves the session. */
  v.object({
    act: v.literal('offer-robot'),
    fence: revision,
    reason: v.picklist(['common-question', 'preference', 'overload']),
  }),
]);
export type AgentAct = v.InferOutput<typeof agentAct>;

/** Frames both kinds of clients send. */
const hello = v.object({
  type: v.literal('hello'),
  version: v.number(),
  ticket: v.pipe(v.string(), v.minLength(16), v.maxLength(200)),
  /** Names this installation; its sends are numbered contiguously from 1. Kept in the client's storage. */
  instance: name,
  /** Where the screen stands, or null for a fresh one. */
  position: v.nullable(position),
});
const got = v.object({ type: v.literal('got'), revision });
const read = v.object({ type: v.literal('read'), revision });
const typing = v.object({ type: v.literal('typing'), on: v.boolean() });
const history = v.object({
  type: v.literal('history'),
  request: number,
  before: revision,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
});

export const customerFrame = v.variant('type', [
  hello,
  v.object({ type: v.literal('send'), number, body: customerBody, quote: v.optional(name) }),
  v.object({ type: v.literal('act'), number, act: customerAct }),
  got,
  read,
  typing,
  history,
]);
export type CustomerFrame = v.InferOutput<typeof customerFrame>;

export const agentFrame = v.variant('type', [
  hello,
  v.object({
    type: v.literal('send'),
    number,
    body,
    /** The address to answer on; without it the endpoint the customer last wrote from in this session. */
    endpoint: v.optional(name),
    /** The fence the agent saw; a note needs none. */
    fence: v.optional(revision),
    note: v.optional(v.boolean()),
    /** The message it refers to. */
    quote: v.optional(name),
    /** The published answer the words were taken from. */
    assisted: v.optional(assisted),
    /** Colleagues a note names; it reaches their seats. */
    mentions: v.optional(
      v.pipe(v.array(v.object({ id: name, name: v.pipe(v.string(), v.maxLength(60)) })), v.maxLength(MOST_MENTIONS)),
    ),
  }),
  v.object({ type: v.literal('act'), number, act: agentAct }),
  got,
  read,
  typing,
  /** Whether this screen shows the line, and its person writes. Repeated every few seconds while others look too. */
  v.object({ type: v.literal('viewing'), on: v.boolean(), typing: v.optional(v.boolean()) }),
  history,
]);
export type AgentFrame = v.InferOutput<typeof agentFrame>;

/** Frames the server sends on a customer's line. Seats use the same envelope with their own changes (shared/seat.ts). */
export const serverFrame = v.variant('type', [
  v.object({
    type: v.literal('welcome'),
    version: v.number(),
    epoch: name,
    /** The head at this moment; events up to it follow, or a reset. */
    revision,
    /** The last number of this instance that is committed: the client drops these and sends the rest again. */
    accepted: revision,
    serverTime: v.number(),
    viewer: v.object({
      kind: v.picklist(['customer', 'agent']),
      /** The customer's own endpoint, or empty. */
      endpoint: v.string(),
      name: v.optional(v.string()),
    }),
  }),
  v.object({ type: v.literal('reset'), epoch: name, revision, snapshot }),
  v.object({ type: v.literal('event'), revision, previous: revision, at: v.number(), change }),
  v.object({ type: v.literal('accepted'), number, revision, at: v.number() }),
  v.object({
    type: v.literal('refused'),
    number: v.optional(number),
    code: v.string(),
    detail: v.string(),
    /** With `gap`: the number the server wants. */
    expected: v.optional(number),
  }),
  v.object({ type: v.literal('page'), request: number, messages: v.array(message), more: v.boolean() }),
  v.object({
    type: v.literal('typing'),
    from: v.picklist(['customer', 'agent', 'robot']),
    on: v.boolean(),
    name: v.optional(v.string()),
  }),
  /** Which colleagues look at the line now; to staff only, not stored. */
  v.object({
    type: v.literal('viewing'),
    agents: v.array(v.object({ id: v.string(), name: v.string(), typing: v.boolean() })),
  }),
  /** What may help a colleague with the customer's newest words; a signal to staff, the newest counts. */
  v.object({ type: v.literal('assist'), assist: assistView }),
  /** How many wait before this customer and how long it may take (ms); a signal, not stored. `why`: it moved back, and for what. */
  v.object({
    type: v.literal('queue'),
    position: v.number(),
    waitMs: v.nullable(v.number()),
    why: v.optional(v.picklist(['priority'])),
  }),
]);
export type ServerFrame = v.InferOutput<typeof serverFrame>;
