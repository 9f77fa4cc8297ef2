/** The customer's line as every screen sees it: views, changes, snapshot, and the one reducer. */
import * as v from 'valibot';
import { body, channelName, message, messageStatus, reason } from './message.ts';
import { cardView } from './person.ts';
import { noticesView, noticeView, ownView } from './notice.ts';
import { inviteView, rating, recordView } from './serving.ts';
import { ticketView } from './ticket.ts';

export { applyChange, emptyMarks, prependHistory, shownStatus } from './reduce.ts';

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
  /** WeChat's windows that acts have opened, side by side (never added up); missing: nothing counts there. */
  counts: v.optional(v.array(sendWindow)),
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
  /** What people name it by (受理编号) on the phone or to an agent; encounters from before there were numbers have none. */
  number: v.optional(v.string()),
  state: sessionState,
  openedAt: v.number(),
  closedAt: v.optional(v.number()),
  /** The fencing number of the floor: a company-side reply must carry it, or is refused with `floor_moved`. */
  fence: v.number(),
  agent: v.optional(v.object({ id: v.string(), name: v.string() })),
  /** 1–5, and whether the customer says it is solved; set once the customer rated. */
  rating: v.optional(rating),
  /** The customer is being asked to rate (邀评). */
  ratingAsked: v.optional(v.boolean()),
  /** The agent asked whether the robot may go on; only the customer's yes lets it. */
  robotOffered: v.optional(v.boolean()),
  /** A colleague is asked to take over; `asking`: the customer is asked first whether they agree. */
  transfer: v.optional(v.object({ to: v.string(), asking: v.optional(v.boolean()) })),
});
export type SessionView = v.InferOutput<typeof sessionView>;

/** People for whom a person comes first (GB/T 47746—2026, 5.1.3): by a signed login or by their own word. */
export const care = v.picklist(['elder', 'minor']);
export type Care = v.InferOutput<typeof care>;

const words = v.object({ zh: v.string(), en: v.string() });

/** What the robot hands over, so that the customer repeats nothing: seen by staff only. */
export const handoverView = v.object({
  session: v.string(),
  number: v.string(),
  reason: v.string(),
  summary: words,
  /** Who it is, how surely, and over which channels they wrote. */
  identity: v.object({
    name: v.string(),
    proof: v.picklist(['signed-in', 'platform', 'none']),
    channels: v.array(channelName),
    care: v.optional(care),
  }),
  slots: v.array(v.object({ name: v.string(), value: v.string(), label: v.optional(words) })),
  /** Entries the robot answered from, with the question, newest last. */
  tried: v.array(
    v.object({
      entry: v.string(),
      version: v.string(),
      question: v.string(),
      helpful: v.optional(v.boolean()),
      /** How far they followed its steps: the last one ticked off, of how many. */
      steps: v.optional(v.object({ reached: v.number(), of: v.number() })),
    }),
  ),
  /** With the words that show it. */
  emotion: v.object({ level: v.picklist(['calm', 'upset', 'angry']), words: v.array(v.string()) }),
  skill: v.string(),
  urgency: v.picklist(['normal', 'urgent']),
  /** The open dialog and what it waited for, each also in words. */
  flow: v.optional(
    v.object({ name: v.string(), step: v.string(), title: v.optional(words), waited: v.optional(words) }),
  ),
  /** A language tag. */
  language: v.string(),
  /** Encounters within 24 hours, this one included. */
  visits: v.number(),
  /** Earlier hand-overs of this person no agent ever took. */
  unserved: v.number(),
  at: v.number(),
  /** A language model's summary beside ours; shown as generated. */
  generated: v.optional(v.string()),
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

/**
 * How far each side has received and read, by revision. `customer` is per endpoint, under `*` what a screen that sees the whole
 * line has shown; `company` is one for all agents.
 */
export const marks = v.object({
  customer: v.record(v.string(), v.object({ received: v.number(), read: v.number() })),
  company: v.object({ read: v.number() }),
});
export type Marks = v.InferOutput<typeof marks>;

/** One visible change. A client ignores kinds it doesn't know but still moves its position. */
export const change = v.variant('kind', [
  v.object({ kind: v.literal('message'), message }),
  v.object({ kind: v.literal('status'), id: v.string(), status: messageStatus, reason: v.optional(reason) }),
  /** A picture or voice the platform held is here, or can't be had. */
  v.object({ kind: v.literal('body'), id: v.string(), body }),
  v.object({ kind: v.literal('feedback'), id: v.string(), helpful: v.boolean() }),
  /** Steps of an answer ticked off by now. */
  v.object({ kind: v.literal('ticked'), id: v.string(), ticked: v.array(v.number()) }),
  v.object({ kind: v.literal('session'), session: sessionView }),
  /** Words were taken back (撤回); quotes of them lose theirs too. */
  v.object({ kind: v.literal('recall'), id: v.string(), at: v.number() }),
  /** Whom the customer is asked to rate, or nobody any more. */
  v.object({ kind: v.literal('invite'), invite: v.nullable(inviteView) }),
  v.object({ kind: v.literal('record'), record: recordView }),
  /** A ticket as its customer sees it; staff read the whole one by GET /staff/v1/tickets. */
  v.object({ kind: v.literal('ticket'), ticket: ticketView }),
  /** 服务提醒: one came; `unread` counts all. */
  v.object({ kind: v.literal('notice'), notice: noticeView, unread: v.number() }),
  v.object({
    kind: v.literal('notices-read'),
    notices: v.union([v.literal('all'), v.array(v.string())]),
    unread: v.number(),
  }),
  /** What the person decided about what may be pushed. */
  v.object({ kind: v.literal('own'), own: ownView }),
  v.object({ kind: v.literal('handover'), handover: handoverView }),
  v.object({ kind: v.literal('endpoint'), endpoint: endpointView }),
  v.object({ kind: v.literal('person'), person: personView }),
  /** A visitor let pages they look at be told, or no longer (访客轨迹). */
  v.object({ kind: v.literal('trail'), on: v.boolean() }),
  /** The person's card (客户资料) as it stands now; to staff only. */
  v.object({ kind: v.literal('card'), card: cardView }),
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
  /** What this visitor said of telling the pages they look at; missing: they may not be asked. */
  trail: v.optional(v.nullable(v.boolean())),
  /** Staff only. */
  card: v.optional(cardView),
  handover: v.nullable(handoverView),
  invite: v.optional(v.nullable(inviteView)),
  /** Of the session shown; staff only. */
  record: v.optional(v.nullable(recordView)),
  /** Not closed, or closed within a week; newest first. */
  tickets: v.optional(v.array(ticketView)),
  /** Left out for who sees only one address of the person. */
  notices: v.optional(noticesView),
  own: v.optional(ownView),
  marks,
  /** Newest last; at most 50. */
  messages: v.array(message),
  /** Older messages exist: ask with a `history` frame. */
  more: v.boolean(),
});
export type Snapshot = v.InferOutput<typeof snapshot>;

/** Everything a screen keeps of one line. */
export type Line = Snapshot & { epoch: string; revision: number };
