/** The profile as it is shown: to staff beside the conversation, and to the person themselves. */
import * as v from 'valibot';
import { channelName } from '../message.ts';
import { isPlain } from '../plain.ts';
import { KEPT_MS, sensitiveClass, stages } from './fact.ts';

const ok = v.literal(true);
const words = v.object({ zh: v.string(), en: v.string() });
const percent = v.number();
const number = v.nullable(v.number());

/** Traits of which somebody may say what is true. */
export const statable = ['trait:channel', 'trait:hours', 'trait:language'] as const;

/** `confidence` 0–100; `until` (ms): when it falls away if nothing more happens; `why` for colleagues, `plain` for the person. */
export const tagView = v.object({
  id: v.string(),
  name: words,
  confidence: percent,
  until: number,
  why: v.array(words),
  plain: v.array(words),
  lane: v.optional(v.literal('vip')),
});

export const traitView = v.object({
  id: v.picklist(['topic', 'category', 'channel', 'hours', 'language', 'mood', 'answers', 'rhythm', 'preference']),
  name: words,
  value: words,
  confidence: percent,
  until: number,
  why: words,
  plain: words,
});

/** Days, times, fen; scores 0–100, `trend` −100–100; null: nothing is known. */
export const figuresView = v.object({
  recency: number,
  frequency: v.number(),
  amount: v.number(),
  steps: v.nullable(v.object({ recency: v.number(), frequency: v.number(), amount: v.number() })),
  value: percent,
  satisfaction: number,
  trend: number,
  complaintRisk: percent,
  churn: percent,
  stage: v.picklist(stages),
});

export const profileView = v.object({
  /** Whether the company gathers anything at all. */
  gathers: v.boolean(),
  /** Nothing is gathered and nothing said: by the company, or by their own word. */
  off: v.boolean(),
  tags: v.array(tagView),
  traits: v.array(traitView),
  figures: v.nullable(figuresView),
  /** Their own words about it; `name` of a trait, and of a rule that is still there. */
  choices: v.array(
    v.object({
      of: v.string(),
      on: v.boolean(),
      says: v.picklist(['off', 'wrong', 'is']),
      at: v.number(),
      name: v.optional(words),
    }),
  ),
  /** What they may say of themselves instead of what was counted: `is` their own word, null: none. */
  stated: v.array(
    v.object({
      of: v.picklist(statable),
      name: words,
      is: v.nullable(v.string()),
      options: v.array(v.object({ is: v.string(), name: words })),
    }),
  ),
  /** What is sensitive, and whether they agreed that it is used. */
  consents: v.array(v.object({ of: sensitiveClass, given: v.boolean() })),
});
export type ProfileView = v.InferOutput<typeof profileView>;

/** GET /staff/v1/line/:customer/profile, GET /v1/me/profile */
export const profileAnswer = v.object({ ok, profile: profileView });

/**
 * POST /v1/me/profile — `all`, `rule:<id>`, `trait:<id>` or `remind:logistics` switched off or on again (`wrong`: it isn't true of me), what is true of
 * them instead (`is`, with `value`; taken back by `off` with `on`), or the separate consent to a sensitive kind.
 */
export const profileSaid = v.variant('says', [
  v.strictObject({
    says: v.picklist(['off', 'wrong']),
    of: v.union([
      v.literal('all'),
      // Logistics told unasked (设置 → 提醒模板).
      v.literal('remind:logistics'),
      v.pipe(v.string(), v.regex(/^rule:[a-z0-9][a-z0-9-]{0,39}$/u)),
      v.picklist(traitView.entries.id.options.map((one) => `trait:${one}` as const)),
    ]),
    on: v.boolean(),
  }),
  v.strictObject({ says: v.literal('is'), of: v.literal('trait:channel'), on: v.literal(true), value: channelName }),
  v.strictObject({
    ...{ says: v.literal('is'), of: v.literal('trait:hours'), on: v.literal(true) },
    value: v.picklist(['0', '1', '2', '3']),
  }),
  v.strictObject({
    ...{ says: v.literal('is'), of: v.literal('trait:language'), on: v.literal(true) },
    value: v.picklist(['zh', 'en']),
  }),
  v.strictObject({
    says: v.literal('consent'),
    of: v.picklist(sensitiveClass.options.map((one) => `consent:${one}` as const)),
    on: v.boolean(),
  }),
]);
export type ProfileSaid = v.InferOutput<typeof profileSaid>;

/** One thing bought, as the company's system tells it: once under its `key` (an order's number, with its line). */
export const purchase = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/u)),
  category: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(64),
    v.check(isPlain, 'one line without signs that steer or turn it'),
  ),
  /** Fen. */
  amount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000_000)),
  /** When, unix ms. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Purchase = v.InferOutput<typeof purchase>;
export const MOST_PURCHASES = 200;

/** A shop's clock may be a little ahead of ours. */
const AHEAD_MS = 3_600_000;
/** Why a purchase of this moment isn't kept, whoever bought; null: it may be. */
export function outOfTime(at: number, now: number): 'too-old' | 'to-come' | null {
  if (at < now - KEPT_MS) return 'too-old';
  return at > now + AHEAD_MS ? 'to-come' : null;
}

/** POST /api/v1/customers/:customer/purchases */
export const purchasesRequest = v.strictObject({
  purchases: v.pipe(v.array(purchase), v.minLength(1), v.maxLength(MOST_PURCHASES)),
});
/** `kept`: how many are in the profile now; `left`: those that are not, and why. */
export const purchasesKept = v.object({
  ok,
  kept: v.number(),
  left: v.array(v.object({ key: v.string(), why: v.picklist(['off', 'too-old', 'to-come', 'needs-consent']) })),
});
export type PurchasesKept = v.InferOutput<typeof purchasesKept>;
