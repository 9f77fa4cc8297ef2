/** Single-use tickets kept in memory: an object that was reset knows none of them, so they fail closed. */

type Kept<Payload> = { payload: Payload; endsAt: number };

/** Hands out tickets that are redeemed at most once, within their life; beyond `most` the oldest are forgotten. */
export class Tickets<Payload> {
  readonly #kept = new Map<string, Kept<Payload>>();
  readonly #lifeMs: number;
  readonly #most: number;

  constructor(lifeMs = 30_000, most = 1_000) {
    this.#lifeMs = lifeMs;
    this.#most = most;
  }

  /** A fresh ticket (43 characters, 256 random bits) for the payload. */
  issue(payload: Payload, now: number): string {
    this.#forget(now);
    const ticket = secret();
    this.#kept.set(ticket, { payload, endsAt: now + this.#lifeMs });
    return ticket;
  }

  /** The payload, once and in time; null for unknown, used and expired tickets alike. */
  redeem(ticket: string, now: number): Payload | null {
    const kept = this.#kept.get(ticket);
    if (!kept) return null;
    this.#kept.delete(ticket);
    return now < kept.endsAt ? kept.payload : null;
  }

  /** A Map keeps the order of issue, so the first is always the oldest. */
  #forget(now: number): void {
    for (const [ticket, kept] of this.#kept) {
      if (kept.endsAt > now && this.#kept.size < this.#most) return;
      this.#kept.delete(ticket);
    }
  }
}

function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
