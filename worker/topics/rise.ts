/** Whether so many sessions on one day are more than chance. Pure. */

/** Chance of a false alarm a day, over all topics together. */
const CHANCE = 0.01;
/** Less than so many, or than so many times the usual, is no matter for a person. */
const LEAST = 5;
const TIMES = 2;

/** The chance of `found` or more on a day, after so many days with `sum` of them (Poisson counts whose mean is known from those days alone). */
export function chanceOf(found: number, sum: number, days: number): number {
  const [shape, stay] = [sum + 0.5, days / (days + 1)];
  let one = stay ** shape;
  let below = 0;
  for (let at = 0; at < found; at += 1) {
    below += one;
    one *= ((shape + at) / (at + 1)) * (1 - stay);
  }
  return Math.max(0, 1 - below);
}

/** The usual number, when a day's stands out against the days it is compared with and against so many topics looked at; null else. */
export function risen(found: number, compared: readonly number[], topics: number): number | null {
  if (found < LEAST || compared.length === 0) return null;
  const sum = compared.reduce((all, one) => all + one, 0);
  const usual = sum / compared.length;
  if (found < TIMES * usual) return null;
  return chanceOf(found, sum, compared.length) * Math.max(1, topics) <= CHANCE ? usual : null;
}
