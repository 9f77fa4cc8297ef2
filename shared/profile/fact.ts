/** What a profile (画像) is made of: facts about one person, each once under its key. Amounts are fen, times Unix ms. */
import * as v from 'valibot';
import { channelName } from '../message.ts';

/** Facts kept of one person; beyond it the oldest are let go. */
export const MOST_FACTS = 2_000;
/** Older ones are let go. */
export const KEPT_MS = 400 * 24 * 3_600_000;

/** What needs a consent of its own (PIPL 28–29). */
export const sensitive = ['health', 'finance', 'minors', 'location'] as const;
export const sensitiveClass = v.picklist(sensitive);
export type Sensitive = v.InferOutput<typeof sensitiveClass>;

/** Where somebody stands with the company. */
export const stages = ['new', 'active', 'loyal', 'slipping', 'gone'] as const;
export type Stage = (typeof stages)[number];

/** A topic, a category or a product, as the company calls it. */
export const subject = v.pipe(v.string(), v.trim(), v.maxLength(64));
const named = v.pipe(subject, v.minLength(1));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(80), v.regex(/^[\w.:-]+$/u));
const score = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));
/** Fen. */
export const amount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000_000));

export const fact = v.variant('kind', [
  /** An encounter that ended. `hour` of its beginning, 0–23, China. */
  v.strictObject({
    kind: v.literal('encounter'),
    channel: channelName,
    hour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23)),
    upset: v.boolean(),
    complaint: v.boolean(),
    solved: v.nullable(v.boolean()),
    language: v.picklist(['zh', 'en']),
  }),
  /** They asked about something; `product` empty where none was named. */
  v.strictObject({
    kind: v.literal('question'),
    topic: named,
    product: subject,
    class: v.optional(sensitiveClass),
  }),
  v.strictObject({ kind: v.literal('rating'), score }),
  /** 有用 or 没用, said of an answer of the robot. */
  v.strictObject({ kind: v.literal('feedback'), helpful: v.boolean() }),
  v.strictObject({ kind: v.literal('ticket'), form: named, complaint: v.boolean() }),
  v.strictObject({
    kind: v.literal('purchase'),
    category: named,
    amount,
    class: v.optional(sensitiveClass),
  }),
  /** What they chose or said they prefer; the newest word of a name counts. */
  v.strictObject({ kind: v.literal('preference'), name, value: named }),
  /**
   * Their own word about the profile: `of` is `all`, `rule:<id>`, `trait:<id>` or `consent:<class>`; `wrong` says that it isn't true
   * of them, `off` that they don't want it, `is` what is true instead (`value`).
   */
  v.strictObject({
    kind: v.literal('choice'),
    of: name,
    on: v.boolean(),
    says: v.picklist(['off', 'wrong', 'consent', 'is']),
    value: v.optional(name),
  }),
]);
export type Fact = v.InferOutput<typeof fact>;
export type Choice = Extract<Fact, { kind: 'choice' }>;

/** A fact as it is kept. */
export type Kept = { key: string; at: number; fact: Fact };
