/** 是您吗？: whether somebody else's line is theirs too, asked of the person who may know. Nothing here names more than both sides showed. */
import * as v from 'valibot';
import { channelName } from './message.ts';

export const alikeQuestion = v.object({
  /** Names the question to whom it is asked, and nobody else. */
  id: v.string(),
  /** What both sides have in common: a number or e-mail proven by both, or a browser. */
  common: v.picklist(['phone', 'email', 'device']),
  /** A number of the other side, masked: seven digits where both proved it, else its last two. */
  number: v.nullable(v.string()),
  /** Where the other side was, and when last (ms); null where nothing was said. */
  channels: v.array(channelName),
  at: v.nullable(v.number()),
  /** What was said on this browser before the person signed in (the first and the last of it), where the question is whether that was them; else empty. */
  said: v.array(v.string()),
  /** Whether a yes counts at once, or a code sent to the number has to be entered first. */
  proof: v.picklist(['given', 'code']),
  /** The person put it off: no screen asks by itself until then (ms); null: it may be asked. */
  later: v.nullable(v.number()),
});
export type AlikeQuestion = v.InferOutput<typeof alikeQuestion>;
export const alikeAnswer = v.object({ ok: v.literal(true), questions: v.array(alikeQuestion) });
export const alikeSaid = v.strictObject({
  question: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  /** `later`: not asked by itself for a week, on any screen of theirs. */
  answer: v.picklist(['yes', 'no', 'later']),
});
