/** How sure: a question's scores against each other and against the level of this base, brought to a probability. */
import type { Level } from './layout.ts';
import { SHARPNESS } from './learn.ts';

/** At or above it an entry answers … */
export const ANSWER_AT = 0.35;
/** … at or above this the nearest are offered; below, the robot doesn't know. */
export const OFFER_AT = 0.12;
/** Guesses this much less likely than the best are not worth a button. */
export const OFFER_PART = 0.15;
/** Whoever asks word for word is understood. */
export const CERTAIN = 0.99;
/** Where “none of these” stands between what wrong and what genuine entries usually score here. */
const NONE = 0.5;

/**
 * Logistic over two signals: the log-odds of an entry against all others and against “none of these” (score, number of rivals
 * and this base's own level in one), and its lead over the best other. Fitted over all evaluation sets together and judged on
 * the set left out (decision 0007); nothing but these three numbers comes from there.
 */
const OFFSET = 0.829;
const ODDS = 0.9;
const LEAD = 2.92;

/** What competes for a question. */
export type Field = { best: number; second: number; none: number; sum: number };

/** Sums up all scores of a question. */
export function fieldOf(scored: readonly Float32Array[], { own, other }: Level): Field {
  let [best, second] = [-1, -1];
  for (const scores of scored) {
    for (const score of scores) {
      if (score > best) [best, second] = [score, best];
      else if (score > second) second = score;
    }
  }
  const none = other + NONE * (own - other);
  let sum = Math.exp(SHARPNESS * (none - best));
  for (const scores of scored) {
    for (const score of scores) if (score > best - 0.5) sum += Math.exp(SHARPNESS * (score - best));
  }
  return { best, second: Math.max(0, second), none, sum };
}

/** The probability that the entry with this score is meant. */
export function confidenceOf(score: number, { best, second, sum }: Field): number {
  const chance = Math.exp(SHARPNESS * (score - best));
  const odds = Math.log(chance) - Math.log(Math.max(1e-6, sum - chance));
  const lead = score - (score < best ? best : second);
  return 1 / (1 + Math.exp(-(OFFSET + ODDS * odds + LEAD * lead)));
}
