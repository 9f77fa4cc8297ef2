/** How sure: what the scores of all entries say together, as the probability that one of them is meant. */
import type { Level } from './layout.ts';

/** At or above it an entry answers … */
export const ANSWER_AT = 0.45;
/** … when it leads the next by this; otherwise both are offered. */
export const LEAD = 0.25;
/** Where the nearest three together reach this they are offered: close neighbours share the chance. Below, the robot doesn't know. */
export const OFFER_AT = 0.3;
/** Guesses this much less likely than the best are not worth a button. */
export const OFFER_PART = 0.15;
/** Whoever asks word for word is understood. */
export const CERTAIN = 0.99;

/**
 * How sharply scores become chances, and where “none of these” stands: a quarter of what wrong entries usually score in this
 * base, and something that holds for every base, because a base of close neighbours must not be silent about clear questions. Least
 * log-loss over all evaluation sets together, the same with any set left out (decision 0007); nothing else comes from there.
 */
const SHARPNESS = 14;
const NONE = 0.19;
const NONE_OF_LEVEL = 0.25;
/** What any two questions share: a score up to here is no evidence. */
const NOISE = 0.05;

/** What competes for a question: the sum of all chances, “none of these” included. */
export type Field = number;

/** A score without any evidence is no rival: a thousand strangers must not drown the one entry that fits. */
function chance(score: number): number {
  return score <= NOISE ? 0 : Math.expm1(SHARPNESS * (score - NOISE));
}

/** Sums up all scores of a question: its rivals, their number, and the base's own level in one. */
export function fieldOf(scored: readonly Float32Array[], { other }: Level): Field {
  let sum = chance(NONE + NONE_OF_LEVEL * other);
  for (const scores of scored) for (const score of scores) if (score > NOISE) sum += chance(score);
  return sum;
}

/** The probability that the entry with this score is meant. */
export function confidenceOf(score: number, field: Field): number {
  return Math.min(1, chance(score) / field);
}
