/** A customer's orders as the company's hook lists them for a colleague, and the phrases colleagues use. */
import * as v from 'valibot';
import { parcelCard, productCard } from './card.ts';
import { orderCard } from './message.ts';
import { MOST_REPLIES, reply } from './settings/replies.ts';

const ok = v.literal(true);

/** One order with the cards that can be sent of it. `at` is the day as the company writes it. */
export const companyOrder = v.object({
  order: orderCard,
  at: v.optional(v.pipe(v.string(), v.maxLength(40))),
  products: v.array(productCard),
  parcel: v.optional(parcelCard),
});
export type CompanyOrder = v.InferOutput<typeof companyOrder>;

/** GET /staff/v1/line/:customer/orders — newest first; `known` says whether the company knows this person at all. */
export const ordersAnswer = v.object({ ok, known: v.boolean(), orders: v.array(companyOrder) });
export type OrdersAnswer = v.InferOutput<typeof ordersAnswer>;

/** GET /staff/v1/replies — everybody's phrases, one's own, and how often one used which. */
export const repliesAnswer = v.object({
  ok,
  shared: v.array(reply),
  mine: v.array(reply),
  used: v.record(v.string(), v.number()),
  /** How each title is typed, by the phrase's id: pinyin, then initials. */
  typed: v.record(v.string(), v.string()),
});
export type RepliesAnswer = v.InferOutput<typeof repliesAnswer>;

/** POST /staff/v1/replies — one's own phrases as they are to stand. */
export const repliesRequest = v.strictObject({ mine: v.pipe(v.array(reply), v.maxLength(MOST_REPLIES)) });

/** GET /staff/v1/colleagues — whom a note may name. */
export const colleaguesAnswer = v.object({
  ok,
  colleagues: v.array(v.object({ id: v.string(), name: v.string(), typed: v.string() })),
});
export type Colleague = v.InferOutput<typeof colleaguesAnswer>['colleagues'][number];

/** POST /staff/v1/replies/used */
export const replyUsed = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u)),
});
