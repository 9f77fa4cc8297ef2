/** How far two ways of putting the same things into groups agree: mutual information, adjusted for what chance alone would give. */

/** `ln n!` from 0 up to a number. */
function factorials(upTo: number): Float64Array {
  const table = new Float64Array(upTo + 1);
  for (let at = 2; at <= upTo; at += 1) table[at] = (table[at - 1] ?? 0) + Math.log(at);
  return table;
}

function counted<Key>(keys: Iterable<Key>): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function entropy(counts: Iterable<number>, all: number): number {
  let sum = 0;
  for (const count of counts) sum -= (count / all) * Math.log(count / all);
  return sum;
}

/** The mean mutual information of all ways to deal the same group sizes out, exactly (hypergeometric; Vinh, Epps and Bailey 2010). */
export function expectedInformation(left: readonly number[], right: readonly number[]): number {
  const all = left.reduce((sum, count) => sum + count, 0);
  const ln = factorials(all);
  const f = (n: number) => ln[n] ?? 0;
  let sum = 0;
  // Groups of one size give the same: they are reckoned once.
  for (const [a, times] of counted(left)) {
    for (const [b, others] of counted(right)) {
      const fixed = f(a) + f(b) + f(all - a) + f(all - b) - f(all);
      for (let both = Math.max(1, a + b - all); both <= Math.min(a, b); both += 1) {
        const chance = Math.exp(fixed - f(both) - f(a - both) - f(b - both) - f(all - a - b + both));
        sum += times * others * (both / all) * Math.log((all * both) / (a * b)) * chance;
      }
    }
  }
  return sum;
}

/** Adjusted mutual information, by the mean of both entropies: 1 is the same grouping, 0 what chance gives. */
export function adjustedInformation(left: readonly string[], right: readonly string[]): number {
  const all = left.length;
  if (all !== right.length) throw new RangeError('two groupings of the same things');
  const [one, other] = [counted(left), counted(right)];
  if (one.size === other.size && (one.size === 1 || one.size === all || all === 0)) return 1;
  const both = counted(left.map((name, at) => JSON.stringify([name, right[at]])));
  const [a, b] = [[...one.values()], [...other.values()]];
  const information = entropy(a, all) + entropy(b, all) - entropy(both.values(), all);
  const expected = expectedInformation(a, b);
  const most = (entropy(a, all) + entropy(b, all)) / 2;
  return (information - expected) / (most - expected);
}
