/** A multi-turn dialog (多轮对话) as data: what is asked, how it is checked, what is done, and what is said. Edited in the dashboard. */
import * as v from 'valibot';
import { identifier } from './knowledge.ts';

/**
 * A sentence in both languages. `{slot}` stands for a slot's value, `{name}` for a value of the company's answer; `{order.end}` says
 * only the last four characters.
 */
export const sentence = v.object({
  zh: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
  en: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
});
export type Sentence = v.InferOutput<typeof sentence>;

export const slotKind = v.picklist([
  'order-number',
  'phone',
  'date',
  'time',
  'amount',
  'address',
  'email',
  'choice',
  'text',
  'image',
]);
export type SlotKind = v.InferOutput<typeof slotKind>;

const choiceOption = v.object({
  id: identifier,
  label: sentence,
  /** Further ways of saying it. */
  words: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(40))), v.maxLength(40))),
});

/** One thing the flow must know. */
export const slot = v.object({
  name: identifier,
  kind: slotKind,
  label: sentence,
  ask: sentence,
  /** Said when the first, second … try was not understood: it grows more helpful. After the last, a person takes over. */
  help: v.pipe(v.array(sentence), v.minLength(1), v.maxLength(4)),
  options: v.optional(v.pipe(v.array(choiceOption), v.minLength(2), v.maxLength(9))),
  /** May be left out by “跳过” / “skip”. */
  optional: v.optional(v.boolean()),
  /** Asked only when another slot has one of these values. */
  when: v.optional(v.object({ slot: identifier, is: v.pipe(v.array(v.string()), v.minLength(1)) })),
  /**
   * The company's hook that checks the value: `ok` goes on, an outcome of the flow's list is followed, any other word asks the slot
   * again with the company's words.
   */
  check: v.optional(identifier),
  /** Bounds: dates relative to today in days, amounts in yuan, texts in characters. */
  least: v.optional(v.number()),
  most: v.optional(v.number()),
});
export type Slot = v.InferOutput<typeof slot>;

/** What follows an outcome the company's hook names. */
export const outcome = v.object({
  say: sentence,
  /** Ask this slot again. */
  ask: v.optional(identifier),
  /** Hand over to a person of the flow's skill, with all slots. */
  handover: v.optional(v.boolean()),
});

export const flow = v.object({
  id: identifier,
  title: sentence,
  skill: identifier,
  /** Questions that start it, per language; they stand in the index like an entry's. */
  starts: v.object({
    zh: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(60)),
    en: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(60)),
  }),
  slots: v.pipe(v.array(slot), v.minLength(1), v.maxLength(12)),
  /** Asked before the action when it can't be taken back; the customer may correct any slot here. */
  confirm: v.optional(sentence),
  /** The company's hook that does it; without one the flow ends by its `done` outcome. */
  action: v.optional(identifier),
  /** Names of values the company's answers give, beside the slots; what its sentences may speak of. */
  values: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9-]{0,40}$/u))), v.maxLength(20))),
  /** By the hook's word. `done` must be there; an unknown word counts as `failed`. */
  outcomes: v.pipe(
    v.record(identifier, outcome),
    v.check((given) => 'done' in given, 'the outcome done is missing'),
  ),
  /** Begun only by a customer somebody vouches for: others are asked to sign in before anything is asked of them. */
  identified: v.optional(v.boolean()),
  /** Without a word for so long it ends by itself, its slots kept for the hand-over; hours. */
  keepHours: v.pipe(v.number(), v.minValue(1), v.maxValue(24 * 30)),
});
export type Flow = v.InferOutput<typeof flow>;
