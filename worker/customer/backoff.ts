/** How long a letter waits after its tries in vain. */

const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/** The wait after so many tries, in milliseconds. */
export function backoff(tries: number): number {
  return BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)] ?? 60_000;
}
