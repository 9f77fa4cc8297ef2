/** Asks segments: brings a question into their terms and sums the weights of every entry. */
import type { Language } from '../../../shared/knowledge.ts';
import type { Concepts } from './concepts.ts';
import { slotOf } from './rows.ts';
import { holding, rarity, repeats, type Segment } from './layout.ts';
import { countTerms, kinds, kindWeight } from './terms.ts';

/** A question as an index sees it: its terms with their weights, brought to length one. */
export type Asked = {
  hashes: readonly number[];
  kinds: readonly number[];
  weights: readonly number[];
  /** The part of the question's weight that any entry knows. */
  known: number;
  /** Its words in order, for their meaning. */
  words: readonly string[];
  wordHashes: readonly number[];
};

/** Brings a question into the terms of a base, and of the layer upon it. */
export function askedOf(
  question: string,
  language: Language,
  concepts: Concepts,
  base: Segment,
  layer: Segment | null,
): Asked {
  const { hashes, kinds: asked, counts, words, wordHashes } = countTerms(question, language, concepts);
  const all = base.ids.length;
  let [sum, known] = [0, 0];
  const weights = hashes.map((hash, at) => {
    const held = holding(base, hash) || (layer ? holding(layer, hash) : 0);
    const factor = kindWeight[kinds[asked[at] ?? 0] ?? 'word'];
    const weight = repeats(counts[at] ?? 1) * rarity(all, held) * factor;
    sum += weight * weight;
    if (held > 0) known += weight * weight;
    return held > 0 ? weight : 0;
  });
  const length = Math.sqrt(sum) || 1;
  return {
    ...{ hashes, kinds: asked, weights: weights.map((weight) => weight / length) },
    ...{ known: known / (sum || 1), words, wordHashes },
  };
}

/** Postings visited for one question: bounds its time in a big base. The least telling terms are the longest and go first. */
const VISITS = 40_000;

/** The terms to be visited, most telling first when not all can be. */
function worthVisiting({ keys, starts }: Segment, { hashes, weights }: Asked): readonly number[] {
  const order: number[] = [];
  const lengths: number[] = [];
  let all = 0;
  for (let term = 0; term < hashes.length; term += 1) {
    if (weights[term] === 0) continue;
    const slot = slotOf(keys, hashes[term] ?? 0);
    if (keys[slot] === 0) continue;
    lengths[term] = (starts[slot + 1] ?? 0) - (starts[slot] ?? 0);
    all += lengths[term] ?? 0;
    order.push(term);
  }
  if (all <= VISITS) return order;
  order.sort((left, right) => (weights[right] ?? 0) - (weights[left] ?? 0) || left - right);
  let left = VISITS;
  return order.filter((term) => (left -= lengths[term] ?? 0) > 0);
}

/** A score for every entry of a segment. */
export type Scores = Float32Array<ArrayBuffer>;

/** Every entry's score for a question, written into `scores` where given. */
export function scoresOf(
  segment: Segment,
  asked: Asked,
  scores: Scores = new Float32Array(segment.ids.length),
): Scores {
  const { hashes, weights } = asked;
  const { keys, starts, postings, scale } = segment;
  scores.set(segment.bias);
  for (const term of worthVisiting(segment, asked)) {
    const weight = weights[term] ?? 0;
    const slot = slotOf(keys, hashes[term] ?? 0);
    const end = starts[slot + 1] ?? 0;
    const factor = weight * scale;
    for (let at = starts[slot] ?? 0; at < end; at += 1) {
      const posting = postings[at] ?? 0;
      const entry = posting >>> 12;
      scores[entry] = (scores[entry] ?? 0) + factor * ((posting & 4095) - 2048);
    }
  }
  return scores;
}

/** One entry's weight for a term; 0 when it doesn't hold it. */
export function weightOf({ keys, starts, postings, scale }: Segment, hash: number, entry: number): number {
  const slot = slotOf(keys, hash);
  if (keys[slot] === 0) return 0;
  let low = starts[slot] ?? 0;
  let high = (starts[slot + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const posting = postings[middle] ?? 0;
    const holder = posting >>> 12;
    if (holder === entry) return scale * ((posting & 4095) - 2048);
    if (holder < entry) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
