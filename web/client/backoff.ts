/** How long to wait before the next attempt: full jitter, growing from 0.5 s to at most 30 s. */
export function backoffMs(failures: number, random: number): number {
  const most = Math.min(30_000, 1000 * 2 ** Math.min(failures, 10));
  return Math.round(500 + random * (most - 500));
}
