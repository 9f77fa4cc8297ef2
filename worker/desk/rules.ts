/** How long it may take: what humans' holds teach, and the places that are open. */

/** How long humans hold a session, learnt as it goes. */
export type Holds = { samples: number; meanMs: number };

/** Takes one more measured hold: the mean at first, then the newest weighs a fifth. */
export function learnHold(holds: Holds, ms: number): Holds {
  const samples = holds.samples + 1;
  const weight = Math.max(1 / samples, 0.2);
  return { samples, meanMs: Math.round(holds.meanMs + (ms - holds.meanMs) * weight) };
}

/**
 * Expected wait (ms) of one who has `before` people before them: so many holds must end among the places of all who take somebody.
 * Null while fewer than three holds were measured or nobody takes anybody.
 */
export function expectedWait(before: number, holds: Holds, places: number): number | null {
  if (holds.samples < 3 || places === 0) return null;
  return Math.round(((before + 1) * holds.meanMs) / places / 1000) * 1000;
}
