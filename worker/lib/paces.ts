/** How often somebody may ask: a bucket each that fills steadily. Kept in memory; of too many askers the one unheard longest is forgotten. */

/** So many at once, so many a second after that, and so many askers remembered. */
export type PaceRule = { burst: number; aSecond: number; most?: number };
export type Taken = { limit: number; remaining: number; resetMs: number; waitMs: number };

type Bucket = { left: number; at: number };

export class Paces {
  readonly #rule: PaceRule;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rule: PaceRule) {
    this.#rule = rule;
  }

  /** Takes one; without any left `waitMs` says how long until the next. */
  take(key: string, now: number): Taken {
    const { burst, aSecond, most = Infinity } = this.#rule;
    const before = this.#buckets.get(key) ?? { left: burst, at: now };
    const filled = Math.min(burst, before.left + (Math.max(0, now - before.at) * aSecond) / 1000);
    const left = filled >= 1 ? filled - 1 : filled;
    this.#buckets.delete(key);
    this.#buckets.set(key, { left, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > most && oldest !== undefined) this.#buckets.delete(oldest);
    return {
      limit: burst,
      remaining: Math.floor(left),
      resetMs: Math.ceil(((burst - left) * 1000) / aSecond),
      waitMs: filled >= 1 ? 0 : Math.ceil(((1 - filled) * 1000) / aSecond),
    };
  }

  /** Everybody begins anew. */
  forget(): void {
    this.#buckets.clear();
  }
}
