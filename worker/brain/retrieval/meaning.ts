/** Where words stand in a space of meaning: likeness of direction is likeness of sense, in and between both languages. */
import table from './meaning.json' with { type: 'json' };

export const DIMENSIONS = table.dimensions;

/** Words by their row; made at the first question, because reading the table costs some milliseconds. */
let rows: Map<string, number> | null = null;
let packed = new Uint8Array(0);

function rowOf(word: string): number | undefined {
  if (!rows) {
    rows = new Map([...table.zh.split(' '), ...table.en.split(' ')].map((one, at) => [one, at]));
    const letters = atob(table.vectors);
    packed = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) packed[at] = letters.charCodeAt(at);
  }
  return rows.get(word);
}

/** Rows are unpacked here: a question has many words, and small arrays of numbers are dear to make. */
const [scratch, part] = [new Float32Array(DIMENSIONS), new Float32Array(DIMENSIONS)];

/**
 * Adds `weight` times the direction of a word (of length one) to `sum`; false when its meaning is unknown. A Chinese word that
 * isn't listed stands between two parts that are.
 */
export function addDirection(sum: Float32Array, word: string, weight: number): boolean {
  const row = rowOf(word);
  if (row !== undefined) unpack(row, scratch);
  else if (!/^\p{Script=Han}{2,8}$/u.test(word) || !unpackParts(word)) return false;
  add(sum, scratch, weight);
  return true;
}

function unpackParts(word: string): boolean {
  for (let at = word.length - 1; at > 0; at -= 1) {
    const [left, right] = [rowOf(word.slice(0, at)), rowOf(word.slice(at))];
    if (left === undefined || right === undefined) continue;
    unpack(left, scratch);
    unpack(right, part);
    add(scratch, part, 1);
    unit(scratch);
    return true;
  }
  return false;
}

/** Four bits a number, as scripts/meaning.ts wrote them. */
function unpack(row: number, vector: Float32Array): void {
  const start = (row * DIMENSIONS) / 2;
  for (let at = 0; at < DIMENSIONS; at += 2) {
    const pair = packed[start + at / 2] ?? 0x88;
    vector[at] = (pair >> 4) - 8;
    vector[at + 1] = (pair & 15) - 8;
  }
  unit(vector);
}

/** Adds `weight` times the other vector. */
export function add(sum: Float32Array, other: Float32Array, weight: number): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + weight * (other[at] ?? 0);
}

/** Makes the vector's length one, in place; nothing stays nothing. */
export function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) * scale;
  return vector;
}
