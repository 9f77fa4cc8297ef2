/** The customer's line as every screen sees it: views, changes, snapshot, and the one reducer. */
import * as v from 'valibot';
import { channelName, message, messageStatus, reason, type Message } from './message.ts';

/** WeChat's counted window on an endpoint: how many messages may still go out, until when (unix ms). */
export const sendWindow = v.object({ left: v.number(), endsAt: v.number() });

/** An address of the person, as shown: `label` is already masked for this viewer. */
export const endpointView = v.object({
  id: v.string(),
  channel: channelName,
  account: v.string(),
  accountName: v.string(),
  label: v.string(),
  /** null: no counted window on this channel. */
  window: v.nullable(sendWindow),
  /** Why nothing can be sent there now, if so. */
  blocked: v.optional(reason),
  lastInboundAt: v.number(),
});
export type EndpointView = v.InferOutput<typeof endpointView>;

/** One service encounter. `left-message` is 留言: no human was on duty. */
export const sessionState = v.picklist(['robot', 'queued', 'agent', 'left-message', 'closed']);
export type SessionState = v.InferOutput<typeof sessionState>;

export const sessionView = v.object({
  id: v.string(),
  state: sessionState,
  openedAt: v.number(),
  closedAt: v.optional(v.number()),
  /** The fencing number of the floor: a company-side reply must carry it, or is refused with `floor_moved`. */
  fence: v.number(),
  agent: v.optional(v.object({ id: v.string(), name: v.string() })),
  /** 1–5, and whether the customer says it is solved; set once the customer rated. */
  rating: v.optional(v.object({ score: v.number(), solved: v.optional(v.boolean()), text: v.optional(v.string()) })),
  /** The customer is being asked to rate (邀评). */
  ratingAsked: v.optional(v.boolean()),
});
export type SessionView = v.InferOutput<typeof sessionView>;

/** What the robot hands over: seen by staff only. */
export const handoverView = v.object({
  session: v.string(),
  reason: v.string(),
  summary: v.string(),
  slots: v.array(v.object({ name: v.string(), value: v.string() })),
  skill: v.string(),
  urgency: v.picklist(['normal', 'urgent']),
  at: v.number(),
});
export type HandoverView = v.InferOutput<typeof handoverView>;

export const personView = v.object({
  id: v.string(),
  name: v.string(),
  /** Company user id, if signed in (staff only). */
  userId: v.optional(v.string()),
  /** Marketing refused, per channel address (退订). */
  refused: v.optional(v.array(v.string())),
});
export type PersonView = v.InferOutput<typeof personView>;

/** How far each side has received and read, by revision. `customer` is per endpoint; `company` one for all agents. */
export const marks = v.object({
  customer: v.record(v.string(), v.object({ received: v.number(), read: v.number() })),
  company: v.object({ read: v.number() }),
});
export type Marks = v.InferOutput<typeof marks>;

/** One visible change. A client ignores kinds it doesn't know but still moves its position. */
export const change = v.variant('kind', [
  v.object({ kind: v.literal('message'), message }),
  v.object({ kind: v.literal('status'), id: v.string(), status: messageStatus, reason: v.optional(reason) }),
  v.object({ kind: v.literal('session'), session: sessionView }),
  v.object({ kind: v.literal('handover'), handover: handoverView }),
  v.object({ kind: v.literal('endpoint'), endpoint: endpointView }),
  v.object({ kind: v.literal('person'), person: personView }),
  v.object({
    kind: v.literal('mark'),
    side: v.picklist(['customer', 'company']),
    endpoint: v.string(),
    received: v.number(),
    read: v.number(),
  }),
]);
export type Change = v.InferOutput<typeof change>;

export const snapshot = v.object({
  person: personView,
  endpoints: v.array(endpointView),
  session: v.nullable(sessionView),
  handover: v.nullable(handoverView),
  marks,
  /** Newest last; at most 50. */
  messages: v.array(message),
  /** Older messages exist: ask with a `history` frame. */
  more: v.boolean(),
});
export type Snapshot = v.InferOutput<typeof snapshot>;

/** Everything a screen keeps of one line. */
export type Line = Snapshot & { epoch: string; revision: number };

export const emptyMarks: Marks = { customer: {}, company: { read: 0 } };

/** Applies one change; the caller has checked that it follows the line's position. */
export function applyChange(line: Line, revision: number, given: Change): Line {
  const next: Line = { ...line, revision };
  switch (given.kind) {
    case 'message':
      next.messages = insertInOrder(line.messages, given.message);
      return next;
    case 'status':
      next.messages = line.messages.map((one) =>
        one.id === given.id ? { ...one, status: given.status, reason: given.reason } : one,
      );
      return next;
    case 'session':
      next.session = given.session;
      return next;
    case 'handover':
      next.handover = given.handover;
      return next;
    case 'endpoint':
      next.endpoints = [...line.endpoints.filter((one) => one.id !== given.endpoint.id), given.endpoint];
      return next;
    case 'person':
      next.person = given.person;
      return next;
    case 'mark':
      next.marks = applyMark(line.marks, given);
      return next;
    default:
      return next;
  }
}

/** Adds an older page in front; messages already held are kept as they are. */
export function prependHistory(line: Line, older: readonly Message[], more: boolean): Line {
  const held = new Set(line.messages.map((one) => one.id));
  return { ...line, messages: [...older.filter((one) => !held.has(one.id)), ...line.messages], more };
}

/** What the customer's side shows for an own or company message on a stream channel: marks speak where no provider does. */
export function shownStatus(line: Line, given: Message): Message['status'] {
  if (given.direction !== 'out' || given.status === 'failed' || given.status === 'unknown') return given.status;
  const mark = line.marks.customer[given.endpoint];
  if (mark && mark.read >= given.revision) return 'read';
  if (mark && mark.received >= given.revision) return 'delivered';
  return given.status;
}

function insertInOrder(messages: Message[], given: Message): Message[] {
  const last = messages[messages.length - 1];
  if (!last || last.revision < given.revision) return [...messages, given];
  if (messages.some((one) => one.id === given.id)) return messages;
  return [...messages, given].sort((left, right) => left.revision - right.revision);
}

function applyMark(held: Marks, given: Extract<Change, { kind: 'mark' }>): Marks {
  if (given.side === 'company') return { ...held, company: { read: Math.max(held.company.read, given.read) } };
  const before = held.customer[given.endpoint] ?? { received: 0, read: 0 };
  const after = { received: Math.max(before.received, given.received), read: Math.max(before.read, given.read) };
  return { ...held, customer: { ...held.customer, [given.endpoint]: after } };
}
