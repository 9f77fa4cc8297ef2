/** How busy somebody was of late: a share that follows what they hold and forgets within an hour. */

/** The share as of a moment. */
export type Occupancy = { share: number; at: number };

const MEMORY_MS = 3_600_000;

/** The share at a later moment, having held that share of the capacity since. */
export function occupancyAt({ share, at }: Occupancy, holding: number, now: number): number {
  return holding + (share - holding) * Math.exp(-Math.max(0, now - at) / MEMORY_MS);
}
