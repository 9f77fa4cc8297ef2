import type { Impact, Items } from '../net.ts';

type Difference = Impact['differences'][number];

/** What is asked to be published by an address: `entry:refund-steps,flow:refund`. */
export function itemsOf(query: unknown): Items {
  if (typeof query !== 'string') return [];
  return query.split(',').flatMap((one) => {
    const [kind, id] = one.split(':');
    return (kind === 'entry' || kind === 'flow') && id ? [{ kind, id }] : [];
  });
}

/** Worse first, then better, then what only moved. */
export function sortedDifferences(differences: readonly Difference[]): Difference[] {
  const order = { worse: 0, better: 1, other: 2 } as const;
  return [...differences].sort((one, other) => order[one.change] - order[other.change]);
}

/** Parts of a hundred; they may come as counts or as hundredths. */
export function partsOf(given: { right: number; wrong: number; silent: number }): {
  right: number;
  wrong: number;
  silent: number;
} {
  const sum = given.right + given.wrong + given.silent;
  const part = (value: number) => (sum === 0 ? 0 : Math.round((value / sum) * 1000) / 10);
  return { right: part(given.right), wrong: part(given.wrong), silent: part(given.silent) };
}
