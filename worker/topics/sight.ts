/** How a question is seen when topics are sought: its terms and its meaning, weighed by how rare they are among what customers ask here. Pure. */
import type { Language } from '../../shared/knowledge.ts';
import { conceptsOf } from '../brain/retrieval/concepts.ts';
import { add, addDirection, DIMENSIONS, unit } from '../brain/retrieval/meaning.ts';
import { countTerms, kinds, kindWeight, type Counted } from '../brain/retrieval/terms.ts';

/** How much the meaning counts beside the terms: chosen over all sets together (decision 0023). */
const MEANING = 0.3;
/** Terms remembered; beyond, those heard once are forgotten. */
const REMEMBERED = 60_000;
/** After so many questions every count is halved: what was rare last year may be usual now. */
const HALVED_AT = 40_000;

/** A question, or the mean of some: `terms` and `meaning` are weighed so that the sum of products is the likeness. */
export type Vector = { terms: ReadonlyMap<number, number>; meaning: Float32Array };

/** What stands in storage of it. */
export type SightKept = { heard: number; held: [number, number][]; mean: number[] };

export class Sight {
  readonly #language: Language;
  #heard: number;
  readonly #held: Map<number, number>;
  /** The sum of all directions: what any two questions share, which tells nothing. */
  readonly #mean: Float32Array;

  constructor(language: Language, kept?: SightKept) {
    this.#language = language;
    this.#heard = kept?.heard ?? 0;
    this.#held = new Map(kept?.held ?? []);
    this.#mean = kept ? Float32Array.from(kept.mean) : new Float32Array(DIMENSIONS);
  }

  kept(): SightKept {
    return { heard: this.#heard, held: [...this.#held], mean: [...this.#mean] };
  }

  /** Learns how usual the terms of a question are; give every new question once, before it is seen. */
  learn(text: string): Counted {
    const counted = countTerms(text, this.#language, conceptsOf(this.#language, []));
    this.#heard += 1;
    for (const hash of counted.hashes) this.#held.set(hash, (this.#held.get(hash) ?? 0) + 1);
    add(this.#mean, this.#direction(counted), 1);
    if (this.#heard >= HALVED_AT || this.#held.size > REMEMBERED) this.#halve();
    return counted;
  }

  #halve(): void {
    this.#heard = Math.ceil(this.#heard / 2);
    for (const [hash, times] of this.#held) {
      if (times < 2) this.#held.delete(hash);
      else this.#held.set(hash, times / 2);
    }
    for (let at = 0; at < DIMENSIONS; at += 1) this.#mean[at] = (this.#mean[at] ?? 0) / 2;
  }

  /** A question as it is seen now. Terms nobody else used say nothing of likeness and are left out. */
  see(text: string, known?: Counted): Vector {
    const counted = known ?? countTerms(text, this.#language, conceptsOf(this.#language, []));
    const terms = new Map<number, number>();
    let squares = 0;
    for (const [at, hash] of counted.hashes.entries()) {
      const times = this.#held.get(hash) ?? 0;
      if (times <= 1) continue;
      const factor = kindWeight[kinds[counted.kinds[at] ?? 0] ?? 'word'] * (1 + Math.log(counted.counts[at] ?? 1));
      const weight = factor * this.#rarity(times);
      terms.set(hash, weight);
      squares += weight * weight;
    }
    const scale = Math.sqrt((1 - MEANING) / (squares || 1));
    for (const [hash, weight] of terms) terms.set(hash, weight * scale);
    const shared = unit(Float32Array.from(this.#mean));
    const meaning = this.#direction(counted);
    let along = 0;
    for (let at = 0; at < DIMENSIONS; at += 1) along += (meaning[at] ?? 0) * (shared[at] ?? 0);
    add(meaning, shared, -along);
    unit(meaning);
    for (let at = 0; at < DIMENSIONS; at += 1) meaning[at] = (meaning[at] ?? 0) * Math.sqrt(MEANING);
    return { terms, meaning };
  }

  #direction({ words, wordHashes }: Counted): Float32Array {
    const sum = new Float32Array(DIMENSIONS);
    for (const [at, word] of words.entries()) {
      addDirection(sum, word, this.#rarity(this.#held.get(wordHashes[at] ?? 0) ?? 0));
    }
    return unit(sum);
  }

  #rarity(times: number): number {
    return Math.log(1 + (Math.max(0, this.#heard - times) + 0.5) / (times + 0.5));
  }
}

/** From about 0 (nothing in common) to 1 (the same); of means, the mean likeness of their questions to each other. */
export function likeness(one: Vector, other: Vector): number {
  const [few, many] = one.terms.size <= other.terms.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [hash, weight] of few.terms) sum += weight * (many.terms.get(hash) ?? 0);
  for (let at = 0; at < DIMENSIONS; at += 1) sum += (one.meaning[at] ?? 0) * (other.meaning[at] ?? 0);
  return sum;
}

/** The mean of vectors. */
export function meanOf(vectors: readonly Vector[]): Vector {
  const share = 1 / (vectors.length || 1);
  const terms = new Map<number, number>();
  const meaning = new Float32Array(DIMENSIONS);
  for (const vector of vectors) {
    for (const [hash, weight] of vector.terms) terms.set(hash, (terms.get(hash) ?? 0) + weight * share);
    add(meaning, vector.meaning, share);
  }
  return { terms, meaning };
}
