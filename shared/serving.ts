/** What surrounds the words of an encounter: quotes, the summary its agent owes (服务小结), tags, and the asking for a rating (邀评). */
import * as v from 'valibot';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const who = v.object({ id: v.string(), name: v.string() });

/** Tags of one session. */
export const MOST_TAGS = 20;
/** Colleagues named in one note. */
export const MOST_MENTIONS = 20;
/** Quoted words are kept at this length. */
export const QUOTE_LIMIT = 120;

/** What a message refers to. Words taken back since leave an empty text. */
export const quote = v.object({
  id: v.string(),
  revision: v.number(),
  speaker: v.object({ kind: v.picklist(['customer', 'robot', 'agent', 'system']), name: v.optional(v.string()) }),
  text: v.string(),
});
export type Quote = v.InferOutput<typeof quote>;

/** Said by no hand: which automatic word a message is. */
export const automatic = v.picklist(['greeting', 'reminder', 'closing', 'invitation', 'thanks']);
export type Automatic = v.InferOutput<typeof automatic>;

/** A tag of one encounter (会话标签). */
export const tag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(24));

/** The summary an agent writes of an encounter: `category` names a leaf of the settings' tree, empty where there is none. */
export const summaryGiven = v.object({
  category: v.pipe(v.string(), v.maxLength(64)),
  text: v.pipe(v.string(), v.trim(), v.maxLength(1000)),
  resolved: v.boolean(),
});
export type SummaryGiven = v.InferOutput<typeof summaryGiven>;

/** A summary as it is kept, with the category's words of that day. */
export const summary = v.object({
  ...summaryGiven.entries,
  path: v.object({ zh: v.string(), en: v.string() }),
  by: who,
  at: v.number(),
});
export type Summary = v.InferOutput<typeof summary>;

/** The staff's record of one encounter. `owed`: who still has to write its summary (待小结). */
export const recordView = v.object({
  session: v.string(),
  tags: v.array(v.string()),
  summary: v.optional(summary),
  owed: v.optional(who),
});
export type RecordView = v.InferOutput<typeof recordView>;

/** The rating of one encounter, as the customer gave it. */
export const rating = v.object({
  score: v.number(),
  solved: v.optional(v.boolean()),
  text: v.optional(v.string()),
  tags: v.optional(v.array(v.string())),
  at: v.optional(v.number()),
});
export type Rating = v.InferOutput<typeof rating>;

/** Reasons they may choose by score. */
export const ratingReasons = v.array(v.object({ zh: v.string(), en: v.string(), from: v.number(), to: v.number() }));

/** The encounter the customer is asked to rate, and until when. */
export const inviteView = v.object({
  session: v.string(),
  agent: v.optional(v.string()),
  until: v.number(),
  tags: v.optional(ratingReasons),
});
export type InviteView = v.InferOutput<typeof inviteView>;

/** What a customer says when they rate (评价): an encounter, or a ticket that has ended. */
export const ratingGiven = v.object({
  score: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  solved: v.optional(v.boolean()),
  text: v.optional(v.pipe(v.string(), v.maxLength(500))),
  tags: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(12))),
});
export type RatingGiven = v.InferOutput<typeof ratingGiven>;

/** Of an encounter; without a session the one they are asked about. */
export const rateAct = v.object({ act: v.literal('rate'), session: v.optional(name), ...ratingGiven.entries });
