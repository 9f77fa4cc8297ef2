/** What an agent's dashboard follows beside the open lines: the list of conversations and the desk. Same envelope as the line. */
import * as v from 'valibot';
import { channelName } from './message.ts';
import { position, STREAM_VERSION } from './frame.ts';
import { deskDelta, duty, who } from './desk-view.ts';
import { sessionState } from './line.ts';
import { draftGiven, mention, owedSummary, seatDraft } from './seat-news.ts';

export { STREAM_VERSION };
export * from './desk-view.ts';
export { applyDesk, applySeatChange, emptyDeskView } from './reduce-seat.ts';

const words = v.object({ zh: v.string(), en: v.string() });

/** One row of the agent's list, fed by the customer's actor; `revision` is the line's, newest wins. */
export const conversation = v.object({
  customer: v.string(),
  name: v.string(),
  session: v.string(),
  state: sessionState,
  fence: v.number(),
  agent: v.optional(v.object({ id: v.string(), name: v.string() })),
  channels: v.array(channelName),
  /** Preview of the last visible message, at most 80 characters. */
  last: v.object({
    text: v.string(),
    at: v.number(),
    speaker: v.picklist(['customer', 'robot', 'agent', 'system']),
    channel: v.nullable(channelName),
  }),
  /** Customer messages after the company's read mark. */
  unread: v.number(),
  /** Since when the customer waits for a human word (ms), or null. */
  waitingSince: v.nullable(v.number()),
  urgency: v.picklist(['normal', 'urgent']),
  /** Colleagues brought in (邀请协同): it stands in their lists too; the floor is the owner's. */
  collaborators: v.optional(v.array(who)),
  revision: v.number(),
});
export type Conversation = v.InferOutput<typeof conversation>;

/** What the desk tells one agent in words; stays in the seat until newer ones come. */
export const notice = v.object({
  id: v.string(),
  code: v.picklist([
    'offer-missed',
    'answer-missed',
    'duty-forced',
    'transfer-taken',
    'transfer-declined',
    'transfer-missed',
    'transfer-refused',
    'taken-over',
    'assigned',
    'invited',
    'floor-given',
    'force-closed',
    'ticket-given',
    'customer-erased',
  ]),
  session: v.optional(v.string()),
  customer: v.optional(v.string()),
  ticket: v.optional(v.string()),
  words,
  at: v.number(),
});
export type Notice = v.InferOutput<typeof notice>;

export const seatChange = v.variant('kind', [
  /** A summary is owed, was written, a note named this agent, or was read (all of them without an id). */
  v.object({ kind: v.literal('summary-owed'), owed: owedSummary }),
  v.object({ kind: v.literal('summary-given'), session: v.string() }),
  v.object({ kind: v.literal('mentioned'), mention }),
  v.object({ kind: v.literal('mentions-read'), id: v.optional(v.string()) }),
  v.object({ kind: v.literal('conversation'), conversation }),
  /** It left this agent's list (given on, taken over). */
  v.object({ kind: v.literal('gone'), customer: v.string() }),
  /** `by`: somebody else set it (a lead, the desk). */
  v.object({
    kind: v.literal('duty'),
    duty,
    reason: v.optional(v.string()),
    since: v.optional(v.number()),
    by: v.optional(who),
  }),
  v.object({ kind: v.literal('notice'), notice }),
]);
export type SeatChange = v.InferOutput<typeof seatChange>;

export const seatSnapshot = v.object({
  agent: v.object({ id: v.string(), name: v.string(), role: v.string() }),
  duty,
  dutyReason: v.optional(v.string()),
  dutySince: v.optional(v.number()),
  /** Somebody else set it (a lead, the desk). */
  dutyBy: v.optional(who),
  /** All that are open, and the newest closed ones (`CLOSED_KEPT`). */
  conversations: v.array(conversation),
  /** Oldest first; at most `MOST_NEWS`. */
  owed: v.optional(v.array(owedSummary)),
  /** Newest last; at most `MOST_NEWS`. */
  mentions: v.optional(v.array(mention)),
  /** Newest last; at most 20. */
  notices: v.optional(v.array(notice)),
});
export type SeatSnapshot = v.InferOutput<typeof seatSnapshot>;

const revision = v.number();
export const seatServerFrame = v.variant('type', [
  v.object({
    type: v.literal('welcome'),
    version: v.number(),
    epoch: v.string(),
    revision,
    accepted: revision,
    serverTime: v.number(),
    viewer: v.object({ kind: v.literal('seat'), endpoint: v.literal(''), name: v.optional(v.string()) }),
  }),
  v.object({ type: v.literal('reset'), epoch: v.string(), revision, snapshot: seatSnapshot }),
  v.object({ type: v.literal('event'), revision, previous: revision, at: v.number(), change: seatChange }),
  v.object({ type: v.literal('accepted'), number: v.number(), revision, at: v.number() }),
  v.object({
    type: v.literal('refused'),
    number: v.optional(v.number()),
    code: v.string(),
    detail: v.string(),
    expected: v.optional(v.number()),
  }),
  /** The desk's changes; a signal. Answered by a `got` (of the seat's own revision) when `more`. */
  v.object({ type: v.literal('desk'), desk: deskDelta }),
  /** What was begun to write, at hello all of it, then each as it changes on any screen of this agent; a signal. */
  v.object({ type: v.literal('drafts'), drafts: v.array(seatDraft), all: v.optional(v.boolean()) }),
  /** Is anybody there? Answered by a ping; a hidden tab's own timers may sleep. */
  v.object({ type: v.literal('probe') }),
]);
export type SeatServerFrame = v.InferOutput<typeof seatServerFrame>;

const number = v.pipe(v.number(), v.integer(), v.minValue(1));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));

const note = v.optional(v.pipe(v.string(), v.maxLength(500)));

export const seatAct = v.variant('act', [
  v.object({ act: v.literal('duty'), duty, reason: v.optional(v.pipe(v.string(), v.maxLength(60))) }),
  /** The note was seen; without an id all of them. */
  v.object({ act: v.literal('read-mentions'), id: v.optional(name) }),
  /** Take a waiting, robot-held or left-message session; a lead may take one from another agent. */
  v.object({ act: v.literal('take'), session: name }),
  /** Give the session back to its place in line. */
  v.object({ act: v.literal('return'), session: name }),
  /** The session offered to me: I take it, or it goes on to the next. */
  v.object({ act: v.literal('accept'), session: name }),
  v.object({ act: v.literal('decline'), session: name }),
  /** To a colleague (who is asked) or a group (who waits at its old place for one of them); a lead may transfer another's. */
  v.object({
    act: v.literal('transfer'),
    session: name,
    to: v.variant('kind', [
      v.object({ kind: v.literal('agent'), agent: name }),
      v.object({ kind: v.literal('group'), group: name }),
    ]),
    note,
    /** The customer is asked first, and only their yes moves it. */
    askCustomer: v.optional(v.boolean()),
  }),
  /** Takes an unanswered transfer back. */
  v.object({ act: v.literal('cancel-transfer'), session: name }),
  /** 邀请协同: they see the line and write notes; the floor stays with the owner. */
  v.object({ act: v.literal('invite'), session: name, agent: name, note }),
  v.object({ act: v.literal('join'), session: name }),
  /** Ends one's own part, or (the owner) somebody else's. */
  v.object({ act: v.literal('leave'), session: name, agent: v.optional(name) }),
  /** The owner gives the floor to one who was brought in, and stays as the one brought in. */
  v.object({ act: v.literal('hand-floor'), session: name, agent: name }),
  /** A lead gives a waiting or held session to somebody (强制分配). */
  v.object({ act: v.literal('assign'), session: name, agent: name }),
  /** A lead ends it (强制结束). */
  v.object({
    act: v.literal('force-close'),
    session: name,
    reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }),
  /** A lead sets somebody else's state. */
  v.object({ act: v.literal('set-duty'), agent: name, duty, reason: v.optional(v.pipe(v.string(), v.maxLength(60))) }),
]);
export type SeatAct = v.InferOutput<typeof seatAct>;

export const seatClientFrame = v.variant('type', [
  v.object({
    type: v.literal('hello'),
    version: v.number(),
    ticket: v.pipe(v.string(), v.minLength(16), v.maxLength(200)),
    instance: name,
    position: v.nullable(position),
    /** The version of the desk this screen holds: what changed since follows. */
    desk: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.object({ type: v.literal('act'), number, act: seatAct }),
  /** Keeps what is being written. Not numbered: a later one says all again. */
  v.object({ type: v.literal('draft'), draft: draftGiven }),
  v.object({ type: v.literal('got'), revision: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
]);
export type SeatClientFrame = v.InferOutput<typeof seatClientFrame>;

/** Everything a dashboard keeps of its seat. */
export type SeatState = SeatSnapshot & { epoch: string; revision: number };
