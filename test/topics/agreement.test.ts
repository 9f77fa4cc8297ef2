/** Adjusted mutual information against values known from elsewhere. */
import { expect, test } from 'vitest';
import { adjustedInformation, expectedInformation } from '../../bench/eval/agreement.ts';
import { kMeans, seeded } from '../../bench/eval/kmeans.ts';

const names = (labels: string) => [...labels];

test('T104 the same grouping under other names is 1, one heap against single ones is 0', () => {
  expect(adjustedInformation(names('0011'), names('1100'))).toBeCloseTo(1, 12);
  expect(adjustedInformation(names('0000'), names('0123'))).toBeCloseTo(0, 12);
  expect(adjustedInformation(names('0000'), names('1111'))).toBe(1);
});

test('T104 the published example: expected 0.15042 nats, adjusted 0.27821', () => {
  const [left, right] = [names('11111122222233333'), names('11112122223133322')];
  const sizes = (labels: readonly string[]) =>
    ['1', '2', '3'].map((one) => labels.filter((name) => name === one).length);
  expect(expectedInformation(sizes(left), sizes(right))).toBeCloseTo(0.15042, 5);
  expect(adjustedInformation(left, right)).toBeCloseTo(0.27821, 4);
});

test('T104 chance gives about nothing, whatever the number of groups', () => {
  const random = seeded(7);
  const deal = (groups: number) => Array.from({ length: 400 }, () => String(Math.floor(random() * groups)));
  for (const groups of [2, 10, 60, 200])
    expect(Math.abs(adjustedInformation(deal(10), deal(groups)))).toBeLessThan(0.04);
});

test('T104 the expected information is the mean over all ways to deal four things', () => {
  const ways = [0, 1, 2, 3].flatMap((one) => [0, 1, 2, 3].filter((other) => other > one).map((other) => [one, other]));
  const informations = ways.map((pair) => {
    const right = [0, 1, 2, 3].map((at) => (pair.includes(at) ? 0 : 1));
    let sum = 0;
    for (const a of [0, 1])
      for (const b of [0, 1]) {
        const both = [0, 1, 2, 3].filter((at) => Number(at > 1) === a && right[at] === b).length;
        if (both > 0) sum += (both / 4) * Math.log((both * 4) / 4);
      }
    return sum;
  });
  const mean = informations.reduce((sum, one) => sum + one, 0) / ways.length;
  expect(expectedInformation([2, 2], [2, 2])).toBeCloseTo(mean, 12);
});

test('T104 k-means parts what lies apart, and a seed gives the same parts', () => {
  const at = (x: number, y: number) => ({ terms: new Map([[1, y]]), meaning: Float32Array.of(x) });
  const vectors = [at(0, 0), at(0.1, 0), at(0, 0.1), at(5, 5), at(5.1, 5), at(5, 5.1)];
  const labels = kMeans(vectors, 2, 1);
  expect(new Set(labels.slice(0, 3)).size).toBe(1);
  expect(new Set(labels.slice(3)).size).toBe(1);
  expect(labels[0]).not.toBe(labels[3]);
  expect(kMeans(vectors, 2, 1)).toEqual(labels);
});
