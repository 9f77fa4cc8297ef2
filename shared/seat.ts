/** What an agent's dashboard follows beside the open lines: the list of conversations and the desk. Same envelope as the line. */
import * as v from 'valibot';
import { channelName } from './message.ts';
import { position, STREAM_VERSION } from './frame.ts';
import { sessionState } from './line.ts';

export { STREAM_VERSION };
export { applySeatChange } from './reduce-seat.ts';

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
  revision: v.number(),
});
export type Conversation = v.InferOutput<typeof conversation>;

/** Declared by the agent; being connected is observed apart from it. */
export const duty = v.picklist(['online', 'busy', 'break', 'offline']);
export type Duty = v.InferOutput<typeof duty>;

/** One open session as the desk knows it: routing facts, never words of the conversation. */
export const deskSession = v.object({
  session: v.string(),
  customer: v.string(),
  name: v.string(),
  channel: channelName,
  state: sessionState,
  agent: v.optional(v.object({ id: v.string(), name: v.string() })),
  skill: v.string(),
  urgency: v.picklist(['normal', 'urgent']),
  reason: v.string(),
  /** Since when it stands in this state (waiting sessions keep their first place). */
  since: v.number(),
});
export type DeskSession = v.InferOutput<typeof deskSession>;

export const deskAgent = v.object({
  id: v.string(),
  name: v.string(),
  duty,
  connected: v.boolean(),
  load: v.number(),
  capacity: v.number(),
});
export type DeskAgent = v.InferOutput<typeof deskAgent>;

/** The desk as pushed to every seat; whole, versioned, newest wins. Waiting first in line order; at most 200 sessions. */
export const deskView = v.object({
  version: v.number(),
  sessions: v.array(deskSession),
  agents: v.array(deskAgent),
});
export type DeskView = v.InferOutput<typeof deskView>;

export const seatChange = v.variant('kind', [
  v.object({ kind: v.literal('conversation'), conversation }),
  /** It left this agent's list (given on, taken over). */
  v.object({ kind: v.literal('gone'), customer: v.string() }),
  v.object({ kind: v.literal('duty'), duty, reason: v.optional(v.string()) }),
]);
export type SeatChange = v.InferOutput<typeof seatChange>;

export const seatSnapshot = v.object({
  agent: v.object({ id: v.string(), name: v.string(), role: v.string() }),
  duty,
  conversations: v.array(conversation),
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
  /** The whole desk; a signal: the newest one counts. */
  v.object({ type: v.literal('desk'), desk: deskView }),
]);
export type SeatServerFrame = v.InferOutput<typeof seatServerFrame>;

const number = v.pipe(v.number(), v.integer(), v.minValue(1));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));

export const seatAct = v.variant('act', [
  v.object({ act: v.literal('duty'), duty, reason: v.optional(v.pipe(v.string(), v.maxLength(60))) }),
  /** Take a waiting, robot-held or left-message session; a lead may take one from another agent. */
  v.object({ act: v.literal('take'), session: name }),
  /** Give the session back to its place in line. */
  v.object({ act: v.literal('return'), session: name }),
]);
export type SeatAct = v.InferOutput<typeof seatAct>;

export const seatClientFrame = v.variant('type', [
  v.object({
    type: v.literal('hello'),
    version: v.number(),
    ticket: v.pipe(v.string(), v.minLength(16), v.maxLength(200)),
    instance: name,
    position: v.nullable(position),
  }),
  v.object({ type: v.literal('act'), number, act: seatAct }),
  v.object({ type: v.literal('got'), revision: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
]);
export type SeatClientFrame = v.InferOutput<typeof seatClientFrame>;

/** Everything a dashboard keeps of its seat. */
export type SeatState = SeatSnapshot & { epoch: string; revision: number };
