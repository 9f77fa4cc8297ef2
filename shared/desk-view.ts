/** The desk as every seat sees it: who waits, who is with whom, who is on duty. Told as what changed since a version. */
import * as v from 'valibot';
import { channelName } from './message.ts';
import { sessionState } from './line.ts';

/** A colleague. */
export const who = v.object({ id: v.string(), name: v.string() });
const words = v.object({ zh: v.string(), en: v.string() });

/**
 * Declared by the agent; being connected is observed apart from it. `wrap-up` is 话后整理: declared, or set by the desk for a
 * while after a session. `break` (小休) has a reason.
 */
export const duty = v.picklist(['online', 'busy', 'break', 'wrap-up', 'offline']);
export type Duty = v.InferOutput<typeof duty>;

/** An agent is asked to take it, until then; nobody else is meanwhile. */
export const deskOffer = v.object({
  agent: who,
  until: v.number(),
  /** It is a transfer: who gives it, and what they noted for the receiver. */
  from: v.optional(who),
  note: v.optional(v.string()),
  /** The customer is being asked first whether they agree. */
  asking: v.optional(v.boolean()),
});
export type DeskOffer = v.InferOutput<typeof deskOffer>;

/** One open piece of work as the desk knows it: routing facts, never words of the conversation. */
export const deskSession = v.object({
  session: v.string(),
  customer: v.string(),
  name: v.string(),
  /** A ticket (工单) is work like a session; what it is about stands in its own record. */
  kind: v.picklist(['session', 'ticket']),
  channel: channelName,
  state: sessionState,
  agent: v.optional(who),
  skill: v.string(),
  urgency: v.picklist(['normal', 'urgent']),
  reason: v.string(),
  /** Since when it stands in this state (waiting sessions keep their first place). */
  since: v.number(),
  /** 技能组 and SLA class by their ids in the settings; empty: none. */
  group: v.string(),
  class: v.string(),
  /** VIP tier, 0: none. */
  tier: v.number(),
  language: v.string(),
  /** Waiting: when its class's time is over. */
  dueAt: v.optional(v.number()),
  /** Still queued for the customer (or with its giver) while an agent is asked. */
  offer: v.optional(deskOffer),
  /** With an agent who has not said a word yet: when it goes on to the next. */
  answerBy: v.optional(v.number()),
  /** Brought in (邀请协同); `joined` once they have looked. */
  collaborators: v.optional(v.array(v.object({ ...who.entries, joined: v.boolean() }))),
  /** Why it stands where it stands. */
  why: v.optional(words),
});
export type DeskSession = v.InferOutput<typeof deskSession>;

export const deskAgent = v.object({
  id: v.string(),
  name: v.string(),
  duty,
  connected: v.boolean(),
  /** In units, offers included. */
  load: v.number(),
  capacity: v.number(),
  /** Of a 小休: the id of its reason in the settings, or `missed` when the desk set it. */
  reason: v.optional(v.string()),
  /** Since when in this state. */
  since: v.number(),
  groups: v.array(v.string()),
  /** 自动接待, or asked each time. */
  assign: v.picklist(['auto', 'offer']),
  /** Today: sessions served, and the mean of their first answers (ms). */
  handled: v.number(),
  firstAnswerMs: v.nullable(v.number()),
});
export type DeskAgent = v.InferOutput<typeof deskAgent>;

const floorCounts = {
  waiting: v.number(),
  /** Since when the longest waiting waits. */
  oldest: v.nullable(v.number()),
  /** Today: came into the line, were taken by a person (接起率 = taken ÷ entered), gave up (排队放弃). */
  entered: v.number(),
  taken: v.number(),
  abandoned: v.number(),
};
/** The live floor in numbers (现场管理), whole and per group. */
export const deskFigures = v.object({
  ...floorCounts,
  /** Taken within their class's time, today. */
  inTime: v.number(),
  groups: v.array(v.object({ id: v.string(), ...floorCounts })),
});
export type DeskFigures = v.InferOutput<typeof deskFigures>;

/**
 * What changed at the desk after version `since`, up to `version`; a signal, no part of the stream. `since` 0 begins anew (forget
 * what was kept). Bounded: with `more` the next part follows. Rows are whole, so that one heard twice does no harm. `line` (in the
 * last part only) is the order in which the first 200 waiting stand, `figures` the floor's numbers.
 */
export const deskDelta = v.object({
  since: v.number(),
  version: v.number(),
  sessions: v.array(deskSession),
  gone: v.array(v.string()),
  agents: v.array(deskAgent),
  line: v.optional(v.array(v.string())),
  figures: v.optional(deskFigures),
  more: v.boolean(),
});
export type DeskDelta = v.InferOutput<typeof deskDelta>;

/** The desk as a screen keeps it, by `applyDesk`: waiting first in line order, then the others, newest first. */
export type DeskView = {
  version: number;
  sessions: DeskSession[];
  agents: DeskAgent[];
  figures: DeskFigures | null;
};
