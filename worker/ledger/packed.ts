/** Tallies as rows of numbers: short to keep, quick to add up by the thousand. */
import { countIn, measureNames, spreadNames, type Tally } from '../../shared/figures.ts';
import type { Encounter, EncounterPart } from '../../shared/ledger.ts';

/** So many encounters (or parts); of each measure how many and their sum; of each spread its classes. */
export type Sums = { of: number; flat: number[]; spreads: Map<number, number>[] };

const zeros = measureNames.flatMap(() => [0, 0]);
export const nothing = (): Sums => ({
  of: 0,
  flat: zeros.slice(),
  spreads: spreadNames.map(() => new Map<number, number>()),
});

/** What one encounter, or an agent's part of it, gives. */
export function giftOf(encounter: Encounter, part: EncounterPart | null): Sums {
  const gift = { ...nothing(), of: 1 };
  const tally: Tally = {};
  countIn(tally, encounter, part);
  for (const [at, name] of measureNames.entries()) {
    const count = tally[name];
    if (!count) continue;
    gift.flat[2 * at] = count.n;
    gift.flat[2 * at + 1] = count.sum;
  }
  for (const [nth, name] of spreadNames.entries())
    for (const end in tally[name]?.spread) gift.spreads[nth]?.set(Number(end), 1);
  return gift;
}

/** Adds sums to others, or (−1) takes them away. */
export function addSums(to: Sums, { of, flat, spreads }: Sums, times: 1 | -1 = 1): void {
  to.of += times * of;
  for (let at = 0; at < flat.length; at += 1) to.flat[at] = (to.flat[at] ?? 0) + times * (flat[at] ?? 0);
  for (let nth = 0; nth < spreads.length; nth += 1) {
    const known = to.spreads[nth];
    spreads[nth]?.forEach((n, end) => known?.set(end, (known.get(end) ?? 0) + times * n));
  }
}

export function packedOf({ of, flat, spreads }: Sums): string {
  const classes = spreads.map((one) => {
    const row: number[] = [];
    one.forEach((n, end) => n === 0 || row.push(end, n));
    return row;
  });
  return JSON.stringify([of, flat, ...classes]);
}

/** Adds what is packed. */
export function addPacked(to: Sums, text: string): void {
  const row = JSON.parse(text) as [number, number[], ...number[][]];
  to.of += row[0];
  const flat = row[1];
  for (let at = 0; at < flat.length; at += 1) to.flat[at] = (to.flat[at] ?? 0) + (flat[at] ?? 0);
  for (let nth = 0; nth < spreadNames.length; nth += 1) {
    const [known, classes] = [to.spreads[nth], row[nth + 2] as number[] | undefined];
    for (let at = 0; classes && at < classes.length; at += 2) {
      const end = classes[at] ?? 0;
      known?.set(end, (known.get(end) ?? 0) + (classes[at + 1] ?? 0));
    }
  }
}

export function tallyOf({ flat, spreads }: Sums): Tally {
  const tally: Tally = {};
  for (const [at, name] of measureNames.entries()) {
    const [n, sum] = [flat[2 * at] ?? 0, flat[2 * at + 1] ?? 0];
    if (n !== 0) tally[name] = { n, sum };
  }
  for (const [nth, name] of spreadNames.entries()) {
    const count = tally[name];
    if (count) count.spread = Object.fromEntries([...(spreads[nth] ?? [])].filter(([, n]) => n !== 0));
  }
  return tally;
}
