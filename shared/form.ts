/** What a question of a dialog wants in answer, so that a screen can offer the control for it. Words always do as well. */
import * as v from 'valibot';

const bound = v.pipe(v.string(), v.maxLength(20));

/** Rides on the words that ask: a screen that doesn't know it shows the words alone. */
export const form = v.object({
  kind: v.picklist(['date', 'time', 'amount', 'order', 'choice', 'image']),
  /** What is asked for, in the dialog's language. */
  label: v.pipe(v.string(), v.maxLength(600)),
  /** Days as `2026-11-26`, amounts as `99.00`. */
  least: v.optional(bound),
  most: v.optional(bound),
  /** Of amounts. */
  currency: v.optional(v.literal('CNY')),
});
export type Form = v.InferOutput<typeof form>;
