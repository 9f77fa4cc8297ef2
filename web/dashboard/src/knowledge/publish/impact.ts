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

/** What a verdict can be, the best first. */
export const verdicts = ['right', 'offered', 'silent', 'wrong'] as const;
type Parts = Record<(typeof verdicts)[number], number>;

/** Parts of a hundred; they may come as counts or as hundredths. */
export function partsOf(given: Parts): Parts {
  const sum = given.right + given.offered + given.wrong + given.silent;
  const part = (value: number) => (sum === 0 ? 0 : Math.round((value / sum) * 1000) / 10);
  return {
    right: part(given.right),
    offered: part(given.offered),
    silent: part(given.silent),
    wrong: part(given.wrong),
  };
}

/** The page one comes from, if it was an entry's or a flow's: what is written there is meant. */
export function itemFrom(back: unknown): Items {
  const found = typeof back === 'string' ? /\/knowledge\/(entry|flow)\/([^/?#]+)/u.exec(back) : null;
  return found ? itemsOf(`${found[1]}:${decodeURIComponent(found[2] ?? '')}`) : [];
}
