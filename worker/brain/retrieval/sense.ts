/**
 * What questions mean beyond their words: each is the direction in which its words lie together, seen through a lens the base
 * itself teaches: what all its questions share, and what varies between questions of one entry, counts little.
 */
import type { Asked } from './ask.ts';
import { holding, rarity, type Segment } from './layout.ts';
import { cholesky, invertLower, mainDirection, Moments } from './matrix.ts';
import { add, addDirection, DIMENSIONS, unit } from './meaning.ts';
import { Row } from './rows.ts';

/** A likeness up to here is what any two questions of a base have. */
const USUAL = 0.3;
/** How much a likeness counts beside the learned score: in a base without similar questions, and more where they taught the lens. */
const WEIGHT = 0.1;
const TAUGHT_WEIGHT = 0.1;
/** So many questions teach a lens; more change nothing. */
const TEACHERS = 8000;
/** How far the lens keeps to the whole spread of the base, and to seeing every direction alike: evidence is scarce. */
const SPREAD = 0.5;
const ALIKE = 0.5;
const DOUBT = 20;

/** The words of all questions while a segment is built: only those whose meaning is known. */
export class Gathering {
  readonly #numbers = new Map<string, number>();
  readonly #directions: Float32Array[] = [];
  readonly #hashes: number[] = [];
  readonly #tokens = new Row();
  readonly #firstToken = new Row();

  /** The next question. */
  add(words: readonly string[], hashes: readonly number[]): void {
    this.#firstToken.push(this.#tokens.length);
    for (const [at, word] of words.entries()) {
      const number = this.#numbers.get(word) ?? this.#learn(word, hashes[at] ?? 0);
      if (number >= 0) this.#tokens.push(number);
    }
  }

  #learn(word: string, hash: number): number {
    const direction = new Float32Array(DIMENSIONS);
    const number = addDirection(direction, word, 1) ? this.#directions.push(direction) - 1 : -1;
    this.#numbers.set(word, number);
    if (number >= 0) this.#hashes.push(hash);
    return number;
  }

  /** Every question's sum of directions, the rarer a word the more. */
  sums(entries: number, held: (hash: number) => number): Float32Array[] {
    const rarities = this.#hashes.map((hash) => rarity(entries, held(hash)));
    const all = new Float32Array(this.#firstToken.length * DIMENSIONS);
    return Array.from({ length: this.#firstToken.length }, (_, question) => {
      const sum = all.subarray(question * DIMENSIONS, (question + 1) * DIMENSIONS);
      const end = this.#firstToken.data[question + 1] ?? 0;
      const last = question + 1 === this.#firstToken.length ? this.#tokens.length : end;
      for (let at = this.#firstToken.data[question] ?? 0; at < last; at += 1) {
        const number = this.#tokens.data[at] ?? 0;
        add(sum, this.#directions[number] ?? sum, rarities[number] ?? 0);
      }
      return sum;
    });
  }
}

/** What a base knows of meaning: its lens (one matrix) and how much likeness weighs in it. */
export type Lens = { lens: Float32Array<ArrayBuffer>; weight: number };

/** Learns the lens of a base from its questions' sums. */
export function learnLens(sums: readonly Float32Array[], firstQuestion: Uint32Array): Lens {
  const entries = firstQuestion.length - 1;
  const step = Math.max(1, Math.ceil(sums.length / TEACHERS));
  const raw = new Moments(DIMENSIONS);
  for (let question = 0; question < sums.length; question += step) raw.add(sums[question], 1);
  const shared = mainDirection(raw);
  const whole = new Moments(DIMENSIONS);
  const within = new Moments(DIMENSIONS);
  let [taught, seen] = [0, 0];
  for (let entry = 0; entry < entries; entry += step) {
    const own = sums
      .slice(firstQuestion[entry], firstQuestion[entry + 1])
      .map((sum) => without(sum, shared))
      .filter((one) => one.some((value) => value !== 0));
    const middle = new Float32Array(DIMENSIONS);
    for (const one of own) {
      whole.add(one, 1);
      add(middle, one, 1 / own.length);
    }
    seen += 1;
    if (own.length < 2) continue;
    taught += own.length - 1;
    for (const one of own) {
      add(one, middle, -1);
      within.add(one, 1);
    }
  }
  const metric = within.scaled(within.trace > 0 ? 1 / within.trace : 0);
  metric.addAll(whole, whole.trace > 0 ? SPREAD / whole.trace : 0);
  metric.addToDiagonal((ALIKE + (ALIKE * DOUBT) / (DOUBT + taught)) / DIMENSIONS);
  // Any square root of the inverse will do: turning all vectors alike changes no likeness.
  const lens = invertLower(cholesky(metric));
  for (let row = 0; row < DIMENSIONS; row += 1) {
    const line = lens.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    add(line, shared, -dot(line, shared));
  }
  return { lens, weight: WEIGHT + (TAUGHT_WEIGHT * taught) / (taught + seen / 2 || 1) };
}

function without(sum: Float32Array, shared: Float32Array): Float32Array {
  const rest = Float32Array.from(sum);
  add(rest, shared, -dot(sum, shared));
  return unit(rest);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** A sum seen through the lens, of length one; nothing stays nothing. */
function seenThrough(lens: Float32Array, sum: Float32Array, seen = new Float32Array(DIMENSIONS)): Float32Array {
  for (let row = 0; row < DIMENSIONS; row += 1) {
    let value = 0;
    const from = row * DIMENSIONS;
    for (let at = 0; at < DIMENSIONS; at += 1) value += (lens[from + at] ?? 0) * (sum[at] ?? 0);
    seen[row] = value;
  }
  return unit(seen);
}

/** All questions through a lens, eight bits a number. */
export function sensesOf(sums: readonly Float32Array[], lens: Float32Array): Int8Array<ArrayBuffer> {
  const senses = new Int8Array(sums.length * DIMENSIONS);
  const seen = new Float32Array(DIMENSIONS);
  for (const [question, sum] of sums.entries()) {
    seenThrough(lens, sum, seen);
    for (let at = 0; at < DIMENSIONS; at += 1) {
      senses[question * DIMENSIONS + at] = Math.round((seen[at] ?? 0) * 127);
    }
  }
  return senses;
}

/** The direction of what is asked, through the lens of a base; null when no word's meaning is known. */
export function senseOf({ words, wordHashes }: Asked, base: Segment): Float32Array | null {
  const sum = new Float32Array(DIMENSIONS);
  let known = false;
  for (const [at, word] of words.entries()) {
    const weight = rarity(base.ids.length, holding(base, wordHashes[at] ?? 0));
    known = addDirection(sum, word, weight) || known;
  }
  return known ? seenThrough(base.lens, sum) : null;
}

/** What an entry's meaning adds to its score: the mean likeness of its two best questions. */
export function meaningOf(sense: Float32Array | null, segment: Segment, entry: number, weight: number): number {
  if (!sense) return 0;
  const { senses, firstQuestion } = segment;
  let [best, second] = [-Infinity, -Infinity];
  for (let question = firstQuestion[entry] ?? 0; question < (firstQuestion[entry + 1] ?? 0); question += 1) {
    let likeness = 0;
    const from = question * DIMENSIONS;
    for (let at = 0; at < DIMENSIONS; at += 1) likeness += (sense[at] ?? 0) * (senses[from + at] ?? 0);
    // None of its words is known: it says nothing either way.
    if (likeness === 0) continue;
    if (likeness > best) [best, second] = [likeness, best];
    else if (likeness > second) second = likeness;
  }
  if (best === -Infinity) return 0;
  return weight * ((second === -Infinity ? best : (best + second) / 2) / 127 - USUAL);
}
