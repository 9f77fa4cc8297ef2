/** Ranks entries by BM25 over words and character bigrams, one document per entry, and says how sure it is. */
import type { Document } from './retrieval/retrieval.ts';
import type { Language } from '../../shared/knowledge.ts';
import { normalise, termsOf } from './words.ts';

const K1 = 1.2;
const B = 0.6;
/** A question's subject stands at its beginning; the rest of a long text would only cost time. */
const QUESTION_LIMIT = 400;

/** Calibrated on test/brain's tables: at or above it an entry answers … */
export const ANSWER_AT = 0.45;
/** … at or above this it is offered as a guess; below, the robot doesn't know. */
export const OFFER_AT = 0.25;
/** The runner-up must be this much less sure, or both are offered. */
export const MARGIN = 0.06;

type Posting = { document: number; count: number };

/** An inverted index of one language; `wordings` are the terms of each question of each document. */
export type Index = {
  language: Language;
  ids: readonly string[];
  lengths: readonly number[];
  meanLength: number;
  postings: ReadonlyMap<string, readonly Posting[]>;
  wordings: readonly (readonly ReadonlySet<string>[])[];
  /** Each question as it stands, without spaces and marks: who asks it word for word gets its entry. */
  verbatim: ReadonlyMap<string, string>;
};

/** An entry that may answer. `confidence` is 0–1 and compares across questions; `score` ranks within one. */
export type Candidate = { id: string; score: number; confidence: number };

/** Indexes the questions (never the answers) of all entries in one language. */
export function buildIndex(entries: readonly Document[], language: Language): Index {
  const postings = new Map<string, Posting[]>();
  const lengths: number[] = [];
  const wordings: ReadonlySet<string>[][] = [];
  const verbatim = new Map<string, string>();
  for (const [document, entry] of entries.entries()) {
    const questions = [entry.question, ...entry.similar];
    for (const question of questions) if (!verbatim.has(bare(question))) verbatim.set(bare(question), entry.id);
    const terms = questions.map((question) => termsOf(question, language));
    wordings.push(terms.map((one) => new Set(one)));
    const counts = new Map<string, number>();
    for (const term of terms.flat()) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      const listed = postings.get(term);
      if (listed) listed.push({ document, count });
      else postings.set(term, [{ document, count }]);
    }
    lengths.push(terms.reduce((sum, one) => sum + one.length, 0));
  }
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return { language, ids: entries.map((entry) => entry.id), lengths, meanLength, postings, wordings, verbatim };
}

/** The best entries for a question, best first, at most `limit`. */
export function rank(index: Index, question: string, limit = 5): Candidate[] {
  const terms = [...new Set(termsOf(question.slice(0, QUESTION_LIMIT), index.language))];
  const scores = new Map<number, number>();
  for (const term of terms) {
    const weight = weightOf(index, term);
    for (const { document, count } of index.postings.get(term) ?? []) {
      const length = (index.lengths[document] ?? 0) / (index.meanLength || 1);
      const gain = (weight * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
      scores.set(document, (scores.get(document) ?? 0) + gain);
    }
  }
  const best = [...scores].sort((left, right) => right[1] - left[1] || left[0] - right[0]).slice(0, Math.max(limit, 8));
  const exact = index.verbatim.get(bare(question));
  return best
    .map(([document, score]) => ({
      id: index.ids[document] ?? '',
      score,
      confidence: confidenceOf(index, terms, document),
    }))
    .map((one) => (one.id === exact ? { ...one, score: one.score + best.length * 100, confidence: 1 } : one))
    .sort((left, right) => right.score * (0.5 + right.confidence) - left.score * (0.5 + left.confidence))
    .slice(0, limit);
}

/**
 * How sure: the part of the question's weight the entry explains, and how near its nearest wording comes. BM25 itself
 * grows with the question's length and can't be compared with a threshold; words unknown to all entries count in full.
 */
function confidenceOf(index: Index, terms: readonly string[], document: number): number {
  const weight = (list: Iterable<string>): number => {
    let sum = 0;
    for (const term of list) sum += weightOf(index, term);
    return sum;
  };
  const asked = weight(terms);
  if (asked === 0) return 0;
  const wordings = index.wordings[document] ?? [];
  const known = terms.filter((term) => wordings.some((wording) => wording.has(term)));
  let nearest = 0;
  for (const wording of wordings) {
    const shared = weight(terms.filter((term) => wording.has(term)));
    nearest = Math.max(nearest, (2 * shared) / (asked + weight(wording)));
  }
  return 0.5 * (weight(known) / asked) + 0.5 * nearest;
}

function weightOf(index: Index, term: string): number {
  const found = index.postings.get(term)?.length ?? 0;
  return Math.log(1 + (index.ids.length - found + 0.5) / (found + 0.5));
}

function bare(question: string): string {
  return normalise(question).replace(/[^\p{Letter}\p{Number}]/gu, '');
}
