/** How long a letter waits after its tries in vain. */

const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/** The wait after so many tries, in milliseconds. */
export function backoff(tries: number): number {
  return BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)] ?? 60_000;
}

/** Tried so often, a letter is a matter for the watch. */
const STUCK_TRIES = 5;

/** Since when a letter has been tried in vain, at least; null: not long enough to speak of. */
export function stuckSince(tries: number, now: number): number | null {
  if (tries + 1 < STUCK_TRIES) return null;
  return now - Array.from({ length: tries }, (_, at) => backoff(at)).reduce((sum, one) => sum + one, 0);
}
