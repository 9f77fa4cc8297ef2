/** Several encounters at once: tagged or ended; each answers for itself. */
import * as v from 'valibot';
import type { Result } from './refusal.ts';
import { MOST_TAGS, summaryGiven, tag } from './serving.ts';

const name = v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/u));
const tags = v.pipe(v.array(tag), v.maxLength(MOST_TAGS));

export const severalAct = v.variant('act', [
  /** Tags put on and taken off; the others stay. */
  v.strictObject({ act: v.literal('tag'), add: tags, remove: v.optional(tags, []) }),
  /** Ended by whoever holds them, with one summary for all where it is required. */
  v.strictObject({ act: v.literal('close'), summary: v.optional(summaryGiven) }),
]);
export type SeveralAct = v.InferOutput<typeof severalAct>;

/** POST /staff/v1/sessions/bulk */
export const severalRequest = v.strictObject({
  sessions: v.pipe(v.array(v.strictObject({ customer: name, session: name })), v.minLength(1), v.maxLength(100)),
  act: severalAct,
});
export const severalAnswer = v.object({
  ok: v.literal(true),
  results: v.array(
    v.object({ session: v.string(), ok: v.boolean(), code: v.optional(v.string()), detail: v.optional(v.string()) }),
  ),
});
export type SeveralAnswer = v.InferOutput<typeof severalAnswer>;

export interface SeveralCalls {
  /** One of several: the same rules as for one alone. */
  serve(order: {
    by: { id: string; name: string; role: string };
    session: string;
    act: SeveralAct;
  }): Promise<Result<object>>;
}
