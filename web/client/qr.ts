/** A text as a QR code (ISO/IEC 18004, byte mode, level L, one block: up to 106 bytes). Small because it can do nothing else. */

/** Codewords of data and of correction in versions 1 to 5 at level L. */
const VERSIONS = [
  [19, 7],
  [34, 10],
  [55, 15],
  [80, 20],
  [108, 26],
] as const;
/** Level L in the format's words, and its generator and mask. */
const LEVEL = 1;
const GENERATOR = 0x537;
const FORMAT_MASK = 0x5412;

/** Rows of modules, dark ones true; null when the text is too long. */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex(([data]) => bytes.length <= data - 2) + 1;
  const [data, correction] = VERSIONS[version - 1] ?? [0, 0];
  if (version === 0) return null;
  const words = padded(bytes, data);
  const bits = [...words, ...correctionOf(words, correction)].flatMap((word) => [...bitsOf(word, 8)]);
  const masks = Array.from({ length: 8 }, (_, mask) => drawn(version, bits, mask));
  return masks.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

function* bitsOf(value: number, length: number) {
  for (let at = length - 1; at >= 0; at -= 1) yield ((value >> at) & 1) === 1;
}

/** Mode, length and text in data codewords, filled up. */
function padded(bytes: Uint8Array, length: number): number[] {
  const bits = [...bitsOf(4, 4), ...bitsOf(bytes.length, 8), ...[...bytes].flatMap((byte) => [...bitsOf(byte, 8)])];
  while (bits.length % 8 !== 0) bits.push(false);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    words.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + +bit, 0));
  for (let fill = 0; words.length < length; fill += 1) words.push(fill % 2 === 0 ? 0xec : 0x11);
  return words;
}

/** Product in the field of 256 elements. */
function times(left: number, right: number): number {
  let product = 0;
  for (let at = 7; at >= 0; at -= 1) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((right >> at) & 1) * left);
  return product & 0xff;
}

/** Reed–Solomon: the remainder after dividing by the generator of this degree. */
function correctionOf(words: readonly number[], degree: number): number[] {
  const generator = Array<number>(degree).fill(0);
  generator[degree - 1] = 1;
  for (let root = 1, turn = 0; turn < degree; turn += 1, root = times(root, 2)) {
    for (let at = 0; at < degree; at += 1) generator[at] = times(generator[at] ?? 0, root) ^ (generator[at + 1] ?? 0);
  }
  const rest = Array<number>(degree).fill(0);
  for (const word of words) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [at, part] of generator.entries()) rest[at] = (rest[at] ?? 0) ^ times(part, factor);
  }
  return rest;
}

const MASKS: ((row: number, column: number) => number)[] = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (_row, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => ((row >> 1) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];

/** The whole drawing with one mask. */
function drawn(version: number, bits: readonly boolean[], mask: number): boolean[][] {
  const size = 17 + version * 4;
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const set = (row: number, column: number, dark: boolean) => {
    const [line, taken] = [rows[row], fixed[row]];
    if (!line || !taken || column < 0 || column >= size) return;
    line[column] = dark;
    taken[column] = true;
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  // A square with its rings; the finders' outermost one is the light margin.
  const square = (row: number, column: number, reach: number) => {
    for (let down = -reach; down <= reach; down += 1) {
      for (let right = -reach; right <= reach; right += 1) {
        const ring = Math.max(Math.abs(down), Math.abs(right));
        set(row + down, column + right, ring !== (reach === 4 ? 2 : 1) && ring !== 4);
      }
    }
  };
  if (version > 1) square(size - 7, size - 7, 2);
  square(3, 3, 4);
  square(3, size - 4, 4);
  square(size - 4, 3, 4);
  let rest = (LEVEL << 3) | mask;
  for (let at = 0; at < 10; at += 1) rest = (rest << 1) ^ ((rest >> 9) * GENERATOR);
  const format = [...bitsOf((((LEVEL << 3) | mask) << 10) | (rest & 0x3ff), 15)].map(
    (bit, at) => bit !== (((FORMAT_MASK >> (14 - at)) & 1) === 1),
  );
  for (const [at, dark] of format.entries()) {
    // Once around the first finder, once split over the other two.
    if (at < 8) set(8, at < 6 ? at : at + 1, dark);
    else set(at === 8 ? 7 : 14 - at, 8, dark);
    if (at < 7) set(size - 1 - at, 8, dark);
    else set(8, size - 15 + at, dark);
  }
  set(size - 8, 8, true);
  let next = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = rows[row];
        if (!line || fixed[row]?.[column]) continue;
        line[column] = (bits[next] ?? false) !== (MASKS[mask]?.(row, column) === 0);
        next += 1;
      }
    }
  }
  return rows;
}

const LOOKS_LIKE_A_FINDER = /0000(?=1011101)|1011101(?=0000)/gu;

/** How hard it is to read: runs, blocks, false finders, imbalance. */
function penalty(rows: readonly boolean[][]): number {
  const lines = (given: readonly boolean[][]) => given.map((line) => line.map(Number).join(''));
  const across = lines(rows);
  const down = lines(rows.map((_, column) => rows.map((line) => line[column] ?? false)));
  let sum = 0;
  for (const line of [...across, ...down]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/gu)) sum += run.length - 2;
    sum += 40 * [...line.matchAll(LOOKS_LIKE_A_FINDER)].length;
  }
  for (let row = 1; row < rows.length; row += 1) {
    for (let column = 1; column < rows.length; column += 1) {
      const pair = (at: number) => across[at]?.slice(column - 1, column + 1);
      if (pair(row) === pair(row - 1) && (pair(row) === '00' || pair(row) === '11')) sum += 3;
    }
  }
  const dark = rows.flat().filter(Boolean).length / rows.length ** 2;
  return sum + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
}
