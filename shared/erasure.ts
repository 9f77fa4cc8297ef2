/** A person erases everything kept of them (删除个人信息, PIPL 47): what goes, what stays, and what the actors ask of each other for it. */
import * as v from 'valibot';
import type { Encounter } from './ledger.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A confirmation counts for so long, and once. */
export const CONFIRM_MS = 10 * 60_000;

/** Stands where a customer's id stood in what still counts for figures and scores. */
export const ERASED = 'erased';

/** What was kept of the person, in numbers. */
export const erasedCounts = v.object({
  messages: count,
  encounters: count,
  tickets: count,
  notices: count,
  files: count,
  addresses: count,
});
export type ErasedCounts = v.InferOutput<typeof erasedCounts>;

/**
 * What stays, and for how many days (null: for good, as it names nobody). `receipt`: that and when it was erased; `figures`: what
 * encounters add up to; `logs`: the gateway's logs, without words, names and numbers (网络安全法 21).
 */
export const erasureStays = v.array(
  v.object({ what: v.picklist(['receipt', 'figures', 'logs']), days: v.nullable(count) }),
);
export const stays: v.InferOutput<typeof erasureStays> = [
  { what: 'receipt', days: null },
  { what: 'figures', days: null },
  { what: 'logs', days: 183 },
];

/** POST /v1/me/erase/plan — what would go and stay, and the word that confirms it. */
export const erasurePlanAnswer = v.object({
  ok: v.literal(true),
  confirmation: v.string(),
  expiresAt: v.number(),
  goes: erasedCounts,
  /** An encounter is open, or tickets wait: they end with it. */
  open: v.object({ encounter: v.boolean(), tickets: count }),
  stays: erasureStays,
});

/** POST /v1/me/erase */
export const eraseRequest = v.strictObject({
  confirmation: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/u)),
});
/** `receipt` names the act; `told` is false while somebody of ours is still to forget: that is repeated until done. */
export const erasedAnswer = v.object({
  ok: v.literal(true),
  receipt: v.string(),
  at: v.number(),
  went: erasedCounts,
  told: v.boolean(),
});
export type Erased = Omit<v.InferOutput<typeof erasedAnswer>, 'ok'>;
export type ErasurePlan = Omit<v.InferOutput<typeof erasurePlanAnswer>, 'ok'>;

type Forgot = Promise<{ ok: true }>;

/** An actor that keeps rows of many persons forgets one; what comes of them later is not kept. */
export interface ForgetCalls {
  forget(customer: string): Forgot;
}

/** A seat forgets the person, and what stands there of their encounters. */
export interface ForgetAtSeatCalls {
  forget(order: { customer: string; sessions: string[] }): Forgot;
}

/** What remains of encounters is counted and names nobody; `facts`: those not told before. */
export interface ForgetEncountersCalls {
  forget(order: { customer: string; sessions: string[]; facts: Encounter[] }): Forgot;
}
