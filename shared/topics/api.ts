/** Topics as leads and editors read them, and the list of what to mend. */
import * as v from 'valibot';
import { language } from '../knowledge.ts';
import { channelName } from '../message.ts';
import { askedFate, type AskedIn } from './asked.ts';

const ok = v.literal(true);
const count = v.number();
const part = v.pipe(v.string(), v.maxLength(64));

/** Days one view spans at most. */
export const TOPIC_DAYS = 28;
/** Topics in one view. */
export const TOPICS_SHOWN = 60;
export const EXAMPLES = 30;

/**
 * Why a topic costs people's time: `missing`, no entry answers it; `wrong`, an entry does and doesn't help; `product`, it is answered and yet keeps
 * coming, as a complaint of the thing itself; `none` of these.
 */
export const topicCause = v.picklist(['missing', 'wrong', 'product', 'none']);
export type TopicCause = v.InferOutput<typeof topicCause>;

const share = v.object({ id: v.string(), sessions: count });

/** What one topic adds up to; a session counts once in each of its topics. */
export const topicSums = v.object({
  sessions: count,
  /** By what became of them: not known, called unhelpful, answered and yet to people or back again, to people at all, about a fault. */
  missed: count,
  unhelpful: count,
  inVain: count,
  people: count,
  fault: count,
  upset: count,
  /** Agents' time, shared out among the topics of a session. */
  agentMs: count,
});
export type TopicSums = v.InferOutput<typeof topicSums>;

export const topicRow = v.object({
  ...{ id: v.string(), name: v.string(), language },
  /** The question most like all of them. */
  typical: v.string(),
  bornAt: v.number(),
  sums: topicSums,
  /** Sessions in as many days before. */
  before: count,
  /** Sessions by day, oldest first. */
  days: v.array(count),
  /** Nobody asked about it before today. */
  fresh: v.boolean(),
  /** Today's sessions against those of the same weekdays before, when that is no chance; null else. */
  rise: v.nullable(v.object({ sessions: count, usual: count })),
  cause: topicCause,
  /** Sessions that need not have come, had the cause been mended. */
  needless: count,
  /** The entry that answers it most often. */
  entry: v.nullable(v.string()),
  channels: v.array(share),
  groups: v.array(share),
  products: v.array(share),
  levels: v.array(share),
});
export type TopicRow = v.InferOutput<typeof topicRow>;

export const topicsAsked = v.object({
  days: v.optional(v.pipe(v.string(), v.regex(/^(?:[1-9]|1\d|2[0-8])$/u, 'from 1 to 28'), v.transform(Number)), '7'),
  channel: v.optional(channelName),
  group: v.optional(part),
  product: v.optional(part),
  level: v.optional(part),
});
export type TopicsAsked = v.InferOutput<typeof topicsAsked>;

/** GET /staff/v1/topics?days=&channel=&group=&product=&level= — the most asked first. `-` is none of a group, product or level. */
export const topicsAnswer = v.object({
  ok,
  from: v.string(),
  to: v.string(),
  /** Sessions with questions, and those whose questions are in no topic yet. */
  sessions: count,
  loose: count,
  /** What a minute of an agent costs (元); 0: nobody said. */
  minuteCost: v.number(),
  rows: v.array(topicRow),
});
export type Topics = v.InferOutput<typeof topicsAnswer>;

export const topicExample = v.object({
  /** Empty for who may not open conversations. */
  ...{ customer: v.string(), session: v.string(), number: v.string() },
  ...{ at: v.number(), channel: channelName, text: v.string(), fate: askedFate, entry: v.nullable(v.string()) },
});
export type TopicExample = v.InferOutput<typeof topicExample>;
/** GET /staff/v1/topics/:topic — its newest questions. */
export const topicAnswer = v.object({ ok, name: v.string(), language, examples: v.array(topicExample) });
export type TopicTold = v.InferOutput<typeof topicAnswer>;

/** One line of a week's list: what to mend, what it is expected to save, and a week later what happened. */
export const mendRow = v.object({
  ...{ topic: v.string(), name: v.string(), language, typical: v.string() },
  cause: topicCause,
  entry: v.nullable(v.string()),
  /** Of that week: its sessions, those that need not have come, agents' time. */
  ...{ sessions: count, needless: count, agentMs: count },
  /** The week after: the same, and whether an entry answers now that did not. Null while that week is not over. */
  after: v.nullable(v.object({ sessions: count, needless: count, answered: v.nullable(v.string()) })),
});
export type MendRow = v.InferOutput<typeof mendRow>;
export const mendWeek = v.object({ week: v.string(), rows: v.array(mendRow) });
export type MendWeek = v.InferOutput<typeof mendWeek>;
/** GET /staff/v1/topics/weeks — newest first; `week` is its Monday. */
export const weeksAnswer = v.object({ ok, weeks: v.array(mendWeek) });

/** A topic that rises today, or rose yesterday and so may go on. `sessions`: today's. */
export type Rise = { id: string; name: string; sessions: number };

export interface TopicsCalls {
  /** Takes what was asked in encounters; the newest revision of each stands. */
  tell(asked: AskedIn[]): Promise<{ ok: true }>;
  /** Nothing of these encounters is kept, nor of what comes of them later. */
  forget(order: { customer: string; sessions: string[] }): Promise<{ ok: true }>;
  view(asked: TopicsAsked): Promise<Omit<Topics, 'ok' | 'minuteCost'>>;
  topic(id: string): Promise<Omit<TopicTold, 'ok'> | null>;
  weeks(): Promise<MendWeek[]>;
  rises(): Promise<Rise[]>;
}
