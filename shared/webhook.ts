/** Events told to the company: what one carries, how deliveries stand, and the operations on them. */
import * as v from 'valibot';
import type { ForgetCalls } from './erasure.ts';
import type { Result } from './refusal.ts';
import { eventType, type EventType } from './settings/webhooks.ts';

/** One thing that happened. `key` names it for ever: the same key again is the same event. */
export type Happened = { key: string; type: EventType; at: number; data: Record<string, unknown> };

/** `owed`: on its way or to be tried again; `dead`: given up (replay it); `stopped`: the address said 410, or was taken off. */
export const deliveryState = v.picklist(['owed', 'delivered', 'dead', 'stopped']);

export const delivery = v.object({
  /** The `webhook-id` of every try. */
  id: v.string(),
  endpoint: v.string(),
  type: v.string(),
  at: v.number(),
  state: deliveryState,
  tries: v.number(),
  /** When it is tried next, if it is. */
  nextAt: v.nullable(v.number()),
  /** The last try's status; null: no answer came. */
  status: v.nullable(v.number()),
  detail: v.string(),
  triedAt: v.nullable(v.number()),
});
export type Delivery = v.InferOutput<typeof delivery>;

const ok = v.literal(true);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** GET /staff/v1/webhooks — how each address fares. The addresses themselves are the settings document `webhooks`. */
export const standingAnswer = v.object({
  ok,
  endpoints: v.array(
    v.object({
      id: v.string(),
      delivered: count,
      owed: count,
      dead: count,
      /** Since when every try failed; null: the last one succeeded. */
      failingSince: v.nullable(v.number()),
      /** It answered 410: nothing is sent until somebody resumes it. */
      stopped: v.boolean(),
    }),
  ),
});
/** GET /staff/v1/webhooks/:id/deliveries?state=&before= — newest first, pages of 50. */
export const deliveriesAnswer = v.object({ ok, deliveries: v.array(delivery), next: v.nullable(v.string()) });
/** POST /staff/v1/webhooks/:id/secret — `fresh` makes another one; the old one signs beside it for a day. */
export const secretRequest = v.strictObject({ fresh: v.boolean() });
export const secretAnswer = v.object({ ok, secret: v.string() });
/** POST /staff/v1/webhooks/:id/replay — one delivery, or all that are dead. */
export const replayRequest = v.strictObject({
  delivery: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(80))),
});
export const replayAnswer = v.object({ ok, replayed: count });
/** POST /staff/v1/webhooks/:id/test — sends one event that says it is a test. */
export const testAnswer = v.object({ ok, delivery: v.string() });
export const testType = 'webhook.test';
export type DeliveryType = EventType | typeof testType;
export { eventType };

/** An event to be fetched; `id` is the `webhook-id` it is pushed under. */
export type FedEvent = { id: string; type: string; at: number; data: Record<string, unknown> };

export interface WebhookCalls extends ForgetCalls {
  /** Owes the event to every address that wants it; heard twice it is owed once. */
  happened(event: Happened): Promise<{ ok: true }>;
  /** What happened after a place, in the order it was told here; from the oldest kept where none is named. */
  feed(order: {
    after: number | null;
    limit: number;
  }): Promise<Result<{ events: FedEvent[]; reached: number; more: boolean }>>;
  standing(): Promise<v.InferOutput<typeof standingAnswer>>;
  deliveries(order: {
    endpoint: string;
    state: Delivery['state'] | null;
    before: string | null;
  }): Promise<v.InferOutput<typeof deliveriesAnswer>>;
  secret(order: { endpoint: string; fresh: boolean }): Promise<Result<{ secret: string }>>;
  replay(order: { endpoint: string; delivery: string | null }): Promise<Result<{ replayed: number }>>;
  sendTest(order: { endpoint: string }): Promise<Result<{ delivery: string }>>;
}
