/** What else stands at an agent's seat: summaries owed, notes that name them, and what they began to write. */
import * as v from 'valibot';
import type { Notice } from './seat.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const who = v.object({ id: v.string(), name: v.string() });

/** A session that ended without its summary (待小结). */
export const owedSummary = v.object({
  session: v.string(),
  customer: v.string(),
  name: v.string(),
  number: v.string(),
  at: v.number(),
});
export type OwedSummary = v.InferOutput<typeof owedSummary>;

/** A note that names this agent (提到我的); `id` is the message. */
export const mention = v.object({
  id: v.string(),
  customer: v.string(),
  name: v.string(),
  by: who,
  text: v.string(),
  at: v.number(),
  read: v.optional(v.boolean()),
});
export type Mention = v.InferOutput<typeof mention>;

const words = v.pipe(v.string(), v.maxLength(4000));

/** What was begun in one conversation. Empty words of both kinds forget it. */
export const draftGiven = v.object({
  customer: name,
  reply: words,
  note: words,
  mode: v.picklist(['reply', 'note']),
  endpoint: v.nullable(name),
});
export type DraftGiven = v.InferOutput<typeof draftGiven>;

/** A draft as the seat keeps it: the later version wins; `instance` is the screen that wrote it. */
export const seatDraft = v.object({ ...draftGiven.entries, version: v.number(), instance: v.string(), at: v.number() });
export type SeatDraft = v.InferOutput<typeof seatDraft>;

/** Drafts one seat keeps; the oldest make room. */
export const MOST_DRAFTS = 60;
export { MOST_NEWS } from './reduce-seat.ts';

/** What a customer's line has for an agent's seat; once by its id. */
export type News =
  | { kind: 'summary-owed'; owed: OwedSummary }
  | { kind: 'summary-given'; session: string }
  | { kind: 'mentioned'; mention: Mention }
  /** Words for the agent, as the desk's. */
  | { kind: 'told'; notice: Notice };
