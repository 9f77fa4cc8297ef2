/** 实时辅助: what a colleague is shown beside a customer's newest words, pushed to staff screens and never stored. */
import * as v from 'valibot';
import { body } from './message.ts';

const words = v.object({ zh: v.string(), en: v.string() });

export const assistView = v.object({
  /** The customer's message it answers to, and the question that was looked up. */
  message: v.string(),
  question: v.string(),
  /** The published version. */
  version: v.string(),
  /** At most three, the likeliest first; `body` is what the customer's channel would say. */
  answers: v.array(v.object({ entry: v.string(), question: v.string(), confidence: v.number(), body })),
  /** Entries the robot said before, and whether the customer found them helpful. */
  tried: v.array(v.object({ entry: v.string(), question: v.string(), helpful: v.optional(v.boolean()) })),
  /** What may be done next: a dialog the robot can lead after the customer's yes, a ticket of a kind. */
  next: v.array(v.object({ kind: v.picklist(['flow', 'ticket']), id: v.string(), label: words })),
  /** Encounters that were solved and began alike; they come a moment later. */
  similar: v.array(
    v.object({
      customer: v.string(),
      session: v.string(),
      number: v.string(),
      question: v.string(),
      summary: v.string(),
    }),
  ),
});
export type AssistView = v.InferOutput<typeof assistView>;

/** The published answer an agent's words were taken from: counted, and shown as their source. */
export const assisted = v.object({
  entry: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  version: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
});
export type Assisted = v.InferOutput<typeof assisted>;
