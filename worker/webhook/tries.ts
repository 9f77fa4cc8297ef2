/** When a delivery is tried again, and what an answer means. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses Standard Webhooks recommends: after the last one in vain a delivery is dead. About three days in all. */
export const PAUSES_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
];

export type Verdict =
  { state: 'delivered' } | { state: 'stopped' } | { state: 'dead' } | { state: 'owed'; afterMs: number };

/**
 * `status` null: no answer came. 2xx is delivered, 410 asks to stop; anything else, a redirect included, is tried again until the
 * pauses are used up. `askedMs` is a Retry-After, heeded up to an hour.
 */
export function judge(status: number | null, tries: number, askedMs: number | null): Verdict {
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' };
  if (status === 410) return { state: 'stopped' };
  const pause = PAUSES_MS[tries - 1];
  if (pause === undefined) return { state: 'dead' };
  return { state: 'owed', afterMs: Math.max(pause, Math.min(askedMs ?? 0, HOUR)) };
}
