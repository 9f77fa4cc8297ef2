/** How sure: what the scores of all entries say together, as the probability that one of them is meant. */
import type { Level } from './layout.ts';

/** At or above it an entry answers … */
export const ANSWER_AT = 0.45;
/** … when it leads the next by this; otherwise both are offered. */
export const LEAD = 0.2;
/** At or above this the nearest are offered; below, the robot doesn't know. */
export const OFFER_AT = 0.2;
/** Guesses this much less likely than the best are not worth a button. */
export const OFFER_PART = 0.15;
/** Whoever asks word for word is understood. */
export const CERTAIN = 0.99;

/**
 * How sharply scores become chances, and where “none of these” stands between what wrong entries (0) and genuine ones (1)
 * usually score in this base. Least log-loss over all evaluation sets together; every set left out in turn chose the same two
 * numbers (decision 0007). Nothing else comes from there.
 */
const SHARPNESS = 18;
const NONE = 0;

/** What competes for a question: the best score, and the sum of all chances against it. */
export type Field = { best: number; sum: number };

/** Sums up all scores of a question: its rivals, their number, and the base's own level in one. */
export function fieldOf(scored: readonly Float32Array[], { own, other }: Level): Field {
  const none = other + NONE * (own - other);
  let best = none;
  for (const scores of scored) for (const score of scores) if (score > best) best = score;
  let sum = Math.exp(SHARPNESS * (none - best));
  for (const scores of scored) {
    for (const score of scores) if (score > best - 0.5) sum += Math.exp(SHARPNESS * (score - best));
  }
  return { best, sum };
}

/** The probability that the entry with this score is meant. */
export function confidenceOf(score: number, { best, sum }: Field): number {
  return Math.exp(SHARPNESS * (score - best)) / sum;
}
