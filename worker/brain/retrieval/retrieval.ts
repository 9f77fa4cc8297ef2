/** Which entry a question means, and how sure that is: builds, patches, packs and asks the index of one language. */
import type { Language } from '../../../shared/knowledge.ts';
import { askedOf, scoresOf, type Scores } from './ask.ts';
import { conceptsOf, type Groups } from './concepts.ts';
import { ANSWER_AT, CERTAIN, confidenceOf, fieldOf, LEAD, OFFER_AT, OFFER_PART } from './confidence.ts';
import { packIndex, unpackIndex } from './pack.ts';
import { changed, documentsOf, isSmall, layered, type Change } from './publish.ts';
import type { Document, Index, Segment } from './layout.ts';
import { buildSegment } from './segment.ts';
import { meaningOf, senseOf } from './sense.ts';
import { bareHash } from './terms.ts';
import { reasonsOf, nearestOf, wordingIs, type Reasons } from './why.ts';

export type { Document, Index } from './layout.ts';
export type { Change } from './publish.ts';
export { hasDrifted } from './publish.ts';
export type { Reasons } from './why.ts';
export { ANSWER_AT, OFFER_AT } from './confidence.ts';

/** An entry that may be meant. `score` ranks within one question, `confidence` is the calibrated probability that it is right. */
export type Match = { id: string; score: number; confidence: number; reasons: Reasons; nearest: string };

/** Answer from the best, offer up to three, or say nothing. */
export type Decision = { outcome: 'answer' | 'offer' | 'none'; best: Match | null; offers: Match[] };

/** Indexes the questions (never the answers) of one language. */
export function buildIndex(documents: Iterable<Document>, options: { language: Language; synonyms?: Groups }): Index {
  const { language, synonyms = [] } = options;
  const concepts = conceptsOf(language, synonyms);
  const unique = new Map([...documents].map((document) => [document.id, document]));
  const base = buildSegment([...unique.values()], language, concepts, null);
  return { language, synonyms, concepts, base, layer: null, dead: new Uint8Array(base.ids.length) };
}

/** The index after a publication. A big base is shared and a layer laid upon it; `hasDrifted` says when to rebuild. */
export function patchIndex(index: Index, change: Change): Index {
  return isSmall(index) ? buildIndex(changed(documentsOf(index), change), index) : layered(index, change);
}

/** The same entries built anew: what a drifted index wants when there is time. */
export function rebuildIndex(index: Index): Index {
  return buildIndex(documentsOf(index), index);
}

/** Packs an index for storage. */
export function indexToBytes(index: Index): Uint8Array {
  return packIndex(index);
}

/** Mounts a packed index over the same memory; throws a sentence when the bytes are not a whole one of this version. */
export function indexFromBytes(bytes: Uint8Array): Index {
  const packed = unpackIndex(bytes);
  return { ...packed, concepts: conceptsOf(packed.language, packed.synonyms) };
}

/** The entries a question may mean, best first. `allowed` entries compete as if the others were not there. */
export function match(
  index: Index,
  question: string,
  options: { limit?: number; allowed?: (id: string) => boolean } = {},
): Match[] {
  const { limit = 5, allowed } = options;
  const { base, layer, language, concepts } = index;
  const asked = askedOf(question, language, concepts, base, layer);
  const found: Found[] = [];
  const exact = question.length > LONGEST ? 0 : bareHash(question);
  const parts = layer ? [base, layer] : [base];
  const scored = parts.map((segment) => {
    const scores = scoresOf(segment, asked, spare.get(segment));
    // Taken while it is written to: `allowed` may ask on.
    spare.delete(segment);
    if (segment === base) hideDead(scores, index.dead);
    if (allowed) hide(segment, scores, allowed);
    keepBest(segment, scores, Math.max(limit, CANDIDATES), found);
    return scores;
  });
  const sense = senseOf(asked, base);
  for (const one of found) {
    one.meaning = meaningOf(sense, one.segment, one.entry, base.meaningWeight);
    one.score += one.meaning;
    const scores = scored[parts.indexOf(one.segment)];
    if (scores) scores[one.entry] = one.score;
  }
  found.sort((one, other) => other.score - one.score);
  if (exact !== 0) parts.some((segment, at) => putExact(segment, scored[at], exact, question, found));
  const field = fieldOf(scored, base.level);
  for (const [at, segment] of parts.entries()) spare.set(segment, scored[at] ?? new Float32Array(segment.ids.length));
  return found.slice(0, limit).map((one): Match => {
    const confidence = one.exact ? CERTAIN : confidenceOf(one.score, field);
    return {
      id: one.segment.ids[one.entry] ?? '',
      score: one.score,
      confidence,
      get reasons() {
        return reasonsOf(one, asked, question, index);
      },
      get nearest() {
        return nearestOf(one.segment, one.entry, question, index);
      },
    };
  });
}

/** So many of the best by their words are looked at for what they mean. */
const CANDIDATES = 40;

/** No wording is longer, so nothing longer is asked word for word. */
const LONGEST = 1000;

/** Score arrays of the last question, to be written over: a big base would otherwise leave one behind for every question. */
const spare = new WeakMap<Segment, Scores>();

type Found = { segment: Segment; entry: number; score: number; meaning: number; exact: boolean };

function hideDead(scores: Float32Array, dead: Uint8Array): void {
  for (let entry = 0; entry < dead.length; entry += 1) if (dead[entry] === 1) scores[entry] = -Infinity;
}

function hide(segment: Segment, scores: Float32Array, allowed: (id: string) => boolean): void {
  for (let entry = 0; entry < scores.length; entry += 1) {
    // What shares hardly anything competes with nobody; asking about it would only cost time.
    if ((scores[entry] ?? 0) > 0.02 && !allowed(segment.ids[entry] ?? '')) scores[entry] = -Infinity;
  }
}

/** Puts the best entries with any evidence into `found`, best first; equals in the order of the entries. */
function keepBest(segment: Segment, scores: Float32Array, limit: number, found: Found[]): void {
  for (let entry = 0; entry < scores.length; entry += 1) {
    const score = scores[entry] ?? 0;
    if (score <= 0.02) continue;
    const last = found[limit - 1];
    if (last && last.score >= score) continue;
    let at = Math.min(found.length, limit);
    while (at > 0 && (found[at - 1]?.score ?? 0) < score) at -= 1;
    found.splice(at, 0, { segment, entry, score, meaning: 0, exact: false });
    if (found.length > limit) found.length = limit;
  }
}

/** Puts the entry one of whose wordings is this question, word for word, before all others. */
function putExact(
  segment: Segment,
  scores: Scores | undefined,
  hash: number,
  question: string,
  found: Found[],
): boolean {
  for (let at = segment.bareHashes.indexOf(hash); at >= 0; at = segment.bareHashes.indexOf(hash, at + 1)) {
    const entry = entryOf(segment, at);
    const score = scores?.[entry] ?? -Infinity;
    if (score === -Infinity || !wordingIs(segment, at, question)) continue;
    const listed = found.findIndex((one) => one.segment === segment && one.entry === entry);
    const [before] = listed >= 0 ? found.splice(listed, 1) : [];
    found.unshift({
      ...{ segment, entry, exact: true, meaning: before?.meaning ?? 0 },
      score: Math.max(score, (found[0]?.score ?? 0) + 0.01),
    });
    return true;
  }
  return false;
}

/** The entry a question belongs to. */
function entryOf({ ids, firstQuestion }: Segment, question: number): number {
  let [low, high] = [0, ids.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firstQuestion[middle] ?? 0) <= question) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Answer, offer or neither, from matches sorted best first. */
export function decide(matches: readonly Match[]): Decision {
  const best = matches[0];
  const likely = matches.slice(0, 3).reduce((sum, one) => sum + one.confidence, 0);
  if (!best || likely < OFFER_AT) return { outcome: 'none', best: null, offers: [] };
  const offers = matches.filter((one) => one.confidence >= best.confidence * OFFER_PART).slice(0, 3);
  const leads = best.confidence - (matches[1]?.confidence ?? 0) >= LEAD;
  return { outcome: best.confidence >= ANSWER_AT && leads ? 'answer' : 'offer', best, offers };
}
