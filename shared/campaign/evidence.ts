/**
 * What the counts of a campaign show, and what they don't. Shares with Wilson's interval of 95 %, differences with Newcombe's
 * (method 10: E. B. Wilson 1927; R. G. Newcombe, Statistics in Medicine 17, 1998, 873–890). Pure.
 */

/** Quantiles of the normal distribution for two-sided 95 % shared by so many comparisons (Bonferroni): 1, 2, … */
const QUANTILES = [
  ...[1.959964, 2.241403, 2.39398, 2.497705, 2.575829, 2.638257, 2.69011],
  ...[2.734369, 2.772921, 2.807034, 2.837597, 2.86526, 2.890512],
] as const;
export const MOST_LOOKS = QUANTILES.length;
/** Below so many people, or so many of the rarer outcome, nothing is said of a difference. */
export const LEAST = { people: 100, outcomes: 10 };

export type Tally = { people: number; did: number };
/** Shares from 0 to 1; `low` and `high` hold the truth in 95 of 100 such campaigns. */
export type Estimate = { share: number; low: number; high: number };

/** The share of those who did, as one of so many comparisons. Nobody: the whole range. */
export function shareOf({ people, did }: Tally, looks = 1): Estimate {
  if (people === 0) return { share: 0, low: 0, high: 1 };
  const z = QUANTILES[looks - 1];
  if (z === undefined) throw new Error(`1 to ${MOST_LOOKS} comparisons, not ${looks}`);
  const share = did / people;
  const base = 1 + (z * z) / people;
  const middle = (share + (z * z) / (2 * people)) / base;
  const half = (z / base) * Math.sqrt((share * (1 - share)) / people + (z * z) / (4 * people ** 2));
  // At its ends the interval touches 0 and 1 exactly; arithmetic misses them by a last digit.
  return { share, low: did === 0 ? 0 : middle - half, high: did === people ? 1 : middle + half };
}

/** `too-few`: wait. `unclear`: the interval of the difference holds nought. `better`, `worse`: the first against the second. */
export type Verdict = 'too-few' | 'unclear' | 'better' | 'worse';
export type Comparison = { verdict: Verdict; difference: number; low: number; high: number };

/**
 * The first against the second, as one of so many such comparisons (arms times outcomes): all of them together are right in 95 of 100
 * campaigns. To be read once, when the time for answering is over: who looks every hour finds a difference by chance.
 */
export function compare(first: Tally, second: Tally, looks = 1): Comparison {
  const [one, other] = [shareOf(first, looks), shareOf(second, looks)];
  const difference = one.share - other.share;
  const low = difference - Math.hypot(one.share - one.low, other.high - other.share);
  const high = difference + Math.hypot(one.high - one.share, other.share - other.low);
  const rarest = Math.min(...[first, second].map(({ people, did }) => Math.min(did, people - did)));
  const few = first.people < LEAST.people || second.people < LEAST.people || rarest < LEAST.outcomes;
  const verdict = few ? 'too-few' : low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear';
  return { verdict, difference, low, high };
}
