/** Plain k-means over the topics' own vectors, told the true number of groups: what our grouping is measured against. */
import type { Vector } from '../../worker/topics/sight.ts';

const ROUNDS = 60;

/** Numbers from 0 to 1 by a seed (mulberry32): the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Row = { places: number[]; values: number[]; square: number };

/** The group of each vector, by number; first centres by k-means++. */
export function kMeans(vectors: readonly Vector[], groups: number, seed: number): number[] {
  const { rows, width } = rowsOf(vectors);
  const random = seeded(seed);
  const centres = begun(rows, width, groups, random);
  const labels = rows.map(() => -1);
  for (let round = 0; round < ROUNDS; round += 1) {
    const squares = centres.map(squareOf);
    let moved = 0;
    for (const [at, row] of rows.entries()) {
      let [best, found] = [Infinity, 0];
      for (const [centre, values] of centres.entries()) {
        const distance = distanceOf(row, values, squares[centre] ?? 0);
        if (distance < best) [best, found] = [distance, centre];
      }
      if (labels[at] !== found) moved += 1;
      labels[at] = found;
    }
    if (moved === 0) break;
    recentre(centres, rows, labels);
  }
  return labels;
}

function rowsOf(vectors: readonly Vector[]): { rows: Row[]; width: number } {
  const places = new Map<number, number>();
  const meaning = vectors[0]?.meaning.length ?? 0;
  const rows = vectors.map((vector) => {
    const row: Row = { places: [], values: [], square: 0 };
    const put = (place: number, value: number) => {
      row.places.push(place);
      row.values.push(value);
      row.square += value * value;
    };
    for (const [at, value] of vector.meaning.entries()) put(at, value);
    for (const [hash, value] of vector.terms) {
      const place = places.get(hash) ?? meaning + places.size;
      places.set(hash, place);
      put(place, value);
    }
    return row;
  });
  return { rows, width: meaning + places.size };
}

function begun(rows: readonly Row[], width: number, groups: number, random: () => number): Float64Array[] {
  const centres: Float64Array[] = [];
  const nearest = rows.map(() => Infinity);
  let next = Math.floor(random() * rows.length);
  while (centres.length < Math.min(groups, rows.length)) {
    const centre = new Float64Array(width);
    const row = rows[next];
    for (const [at, place] of (row?.places ?? []).entries()) centre[place] = row?.values[at] ?? 0;
    centres.push(centre);
    const square = squareOf(centre);
    for (const [at, one] of rows.entries())
      nearest[at] = Math.min(nearest[at] ?? 0, Math.max(0, distanceOf(one, centre, square)));
    let left = random() * nearest.reduce((sum, one) => sum + one, 0);
    next = nearest.findIndex((one) => (left -= one) < 0);
    if (next < 0) next = rows.length - 1;
  }
  return centres;
}

function recentre(centres: readonly Float64Array[], rows: readonly Row[], labels: readonly number[]): void {
  const counts = centres.map((_, centre) => labels.filter((label) => label === centre).length);
  for (const [at, centre] of centres.entries()) if ((counts[at] ?? 0) > 0) centre.fill(0);
  for (const [at, { places, values }] of rows.entries()) {
    const label = labels[at] ?? 0;
    const [centre, share] = [centres[label], 1 / (counts[label] ?? 1)];
    if (!centre) continue;
    for (const [index, place] of places.entries()) centre[place] = (centre[place] ?? 0) + share * (values[index] ?? 0);
  }
}

function squareOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function distanceOf({ places, values, square }: Row, centre: Float64Array, squared: number): number {
  let sum = 0;
  for (const [at, place] of places.entries()) sum += (values[at] ?? 0) * (centre[place] ?? 0);
  return square - 2 * sum + squared;
}
