/** How often a key may ask: a bucket that fills steadily. Kept in memory: an object that slept wakes to a full one, as it would be by then. */
import type { Pace } from '../../shared/keys.ts';

/** At once, and a second after that. */
export const BURST = 120;
export const A_SECOND = 10;

type Bucket = { left: number; at: number };

export class Paces {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one; without any left `waitMs` says how long until the next. */
  take(key: string, now: number): Pace {
    const before = this.#buckets.get(key) ?? { left: BURST, at: now };
    const filled = Math.min(BURST, before.left + (Math.max(0, now - before.at) * A_SECOND) / 1000);
    const left = filled >= 1 ? filled - 1 : filled;
    this.#buckets.set(key, { left, at: now });
    return {
      limit: BURST,
      remaining: Math.floor(left),
      resetMs: Math.ceil(((BURST - left) * 1000) / A_SECOND),
      waitMs: filled >= 1 ? 0 : Math.ceil(((1 - filled) * 1000) / A_SECOND),
    };
  }
}
