/** Whose merges by themselves are frozen, for leads: beyond the day's limit somebody looks before anything is joined again. */
import * as v from 'valibot';

export const frozenPerson = v.object({
  customer: v.string(),
  name: v.string(),
  /** With whom it was one too many. */
  other: v.string(),
  since: v.number(),
  /** Who allowed merges again, when and why; null: frozen still. */
  thawed: v.nullable(v.object({ by: v.string(), at: v.number(), reason: v.string() })),
});
export type FrozenPerson = v.InferOutput<typeof frozenPerson>;

/** The longest reason. */
export const REASON_LENGTH = 200;
/** POST /staff/v1/frozen/:customer — somebody has looked. */
export const thawRequest = v.strictObject({
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(REASON_LENGTH)),
});

/** GET /staff/v1/frozen — who is frozen first, then each look at one, newest first; at most twenty. */
export const frozenAnswer = v.object({ ok: v.literal(true), frozen: v.array(frozenPerson) });
export type FrozenList = v.InferOutput<typeof frozenAnswer>;
