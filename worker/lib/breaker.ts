/** A circuit breaker: after several failures in a row nobody calls for a while, then one call tries whether it works again. */

export type BreakerRules = {
  /** Failures in a row that open it. */
  failures: number;
  /** How long it stays open before one call may try. */
  restMs: number;
  /** A try that brings no word for so long counts as lost, and the next may try. */
  patienceMs: number;
};

/** Closed while `openedAt` is null; a value, so that every step can be tested. */
export type Breaker = { failures: number; openedAt: number | null; triedAt: number | null };

export const closedBreaker: Breaker = { failures: 0, openedAt: null, triedAt: null };

/** Whether a call may go now; `next` is to be kept when it does. */
export function admits(breaker: Breaker, rules: BreakerRules, now: number): { go: boolean; next: Breaker } {
  if (breaker.openedAt === null) return { go: true, next: breaker };
  if (now < breaker.openedAt + rules.restMs) return { go: false, next: breaker };
  const trying = breaker.triedAt !== null && now < breaker.triedAt + rules.patienceMs;
  return trying ? { go: false, next: breaker } : { go: true, next: { ...breaker, triedAt: now } };
}

/** What a call's end changes. A success closes it; a failure counts, and opens it again at once where it was being tried. */
export function settled(breaker: Breaker, rules: BreakerRules, ok: boolean, now: number): Breaker {
  if (ok) return closedBreaker;
  const failures = breaker.failures + 1;
  return failures >= rules.failures ? { failures, openedAt: now, triedAt: null } : { ...breaker, failures };
}
