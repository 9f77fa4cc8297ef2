/** Brings together what is alike: average linkage over a full table of likenesses, by chains of nearest neighbours. Pure; the same order gives the same groups. */
import { likeness, type Vector } from './sight.ts';

/** Vectors brought together at once at most: the table grows with the square. */
export const AT_ONCE = 1500;

/** Who was of one kin before, by place (null: of none), and how much nearer that makes two. */
export type Bonds = { kin: readonly (string | null)[]; bond: number };
const unbound: Bonds = { kin: [], bond: 0 };

/** Groups whose parts are, on the mean, at least so alike; places in `given`, the earliest first. */
export function grouped(given: readonly Vector[], alike: number, bonds: Bonds = unbound): number[][] {
  const size = given.length;
  if (size > AT_ONCE) throw new RangeError(`at most ${AT_ONCE} at once`);
  const table = tableOf(given, bonds);
  const counts = given.map(() => 1);
  const living = new Set(given.keys());
  const parent = [...given.keys()];
  const chain: number[] = [];
  while (living.size > 1) {
    const last = chain.at(-1) ?? first(living);
    if (chain.length === 0) chain.push(last);
    const before = chain.at(-2);
    let [best, found] = before === undefined ? [-Infinity, -1] : [table[last * size + before] ?? 0, before];
    for (const other of living) {
      const value = table[last * size + other] ?? 0;
      if (other !== last && value > best) [best, found] = [value, other];
    }
    if (best < alike) {
      // Nothing alive is near enough to it, nor will be: a mean never comes nearer than its nearest part.
      living.delete(last);
      chain.pop();
    } else if (found !== before) chain.push(found);
    else {
      chain.length -= 2;
      const [kept, gone] = [Math.min(last, found), Math.max(last, found)];
      const [weight, others] = [counts[kept] ?? 1, counts[gone] ?? 1];
      for (const other of living) {
        if (other === kept || other === gone) continue;
        const one = table[kept * size + other] ?? 0;
        const two = table[gone * size + other] ?? 0;
        const mean = (weight * one + others * two) / (weight + others);
        table[kept * size + other] = mean;
        table[other * size + kept] = mean;
      }
      counts[kept] = weight + others;
      living.delete(gone);
      parent[gone] = kept;
    }
  }
  return collected(parent);
}

function first(living: ReadonlySet<number>): number {
  for (const one of living) return one;
  return 0;
}

/** All likenesses, by the terms: most pairs share none. */
function tableOf(given: readonly Vector[], { kin, bond }: Bonds): Float32Array {
  const size = given.length;
  const table = new Float32Array(size * size);
  const holders = new Map<number, [number, number][]>();
  for (const [at, { terms }] of given.entries()) {
    for (const [hash, weight] of terms) {
      const list = holders.get(hash) ?? [];
      for (const [other, others] of list) table[at * size + other] = (table[at * size + other] ?? 0) + weight * others;
      list.push([at, weight]);
      holders.set(hash, list);
    }
  }
  const nothing = new Map<number, number>();
  const meanings = given.map(({ meaning }) => ({ terms: nothing, meaning }));
  for (const [at, one] of meanings.entries()) {
    for (const [other, two] of meanings.entries()) {
      if (other >= at) break;
      const bound = kin[at] !== null && kin[at] !== undefined && kin[at] === kin[other];
      const value = (table[at * size + other] ?? 0) + likeness(one, two) + (bound ? bond : 0);
      table[at * size + other] = value;
      table[other * size + at] = value;
    }
  }
  return table;
}

function collected(parent: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const at of parent.keys()) {
    let root = at;
    while (parent[root] !== root) root = parent[root] ?? root;
    const list = groups.get(root);
    if (list) list.push(at);
    else groups.set(root, [at]);
  }
  return [...groups.values()];
}
