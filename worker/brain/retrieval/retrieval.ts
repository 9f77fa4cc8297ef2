/** Which entry a question means, and how sure that is: builds, patches, packs and asks the index of one language. */
import type { Language } from '../../../shared/knowledge.ts';
import { buildIndex as buildOld, rank, type Index as Old } from '../retrieve.ts';

/** One language of one entry, or a flow's start questions under `flow:<id>`. `confirmed` were asked by people and proved right. */
export type Document = { id: string; question: string; similar: readonly string[]; confirmed?: readonly string[] };

/** A mounted index; only this room looks inside. */
export type Index = {
  readonly language: Language;
  readonly synonyms: readonly (readonly string[])[];
  readonly documents: ReadonlyMap<string, Document>;
  readonly ranked: Old;
};

/** Why an entry stands where it stands. The four parts add up to the score; `nearest` is the wording that came nearest. */
export type Reasons = {
  words: number;
  characters: number;
  learned: number;
  sound: number;
  exact: boolean;
  shared: string[];
};

/** An entry that may be meant. `score` ranks within one question, `confidence` is the calibrated probability that it is right. */
export type Match = { id: string; score: number; confidence: number; reasons: Reasons; nearest: string };

/** Answer from the best, offer up to three, or say nothing. */
export type Decision = { outcome: 'answer' | 'offer' | 'none'; best: Match | null; offers: Match[] };

export const ANSWER_AT = 0.45;
export const OFFER_AT = 0.25;

/** Indexes the questions (never the answers) of one language. */
export function buildIndex(
  documents: Iterable<Document>,
  options: { language: Language; synonyms?: readonly (readonly string[])[] },
): Index {
  const kept = new Map([...documents].map((document) => [document.id, document]));
  return {
    language: options.language,
    synonyms: options.synonyms ?? [],
    documents: kept,
    ranked: buildOld([...kept.values()], options.language),
  };
}

/** The index after a publication: `put` replaces or adds, `gone` are retired. Shares what did not change. */
export function patchIndex(index: Index, change: { put: readonly Document[]; gone: readonly string[] }): Index {
  const kept = new Map(index.documents);
  for (const id of change.gone) kept.delete(id);
  for (const document of change.put) kept.set(document.id, document);
  return buildIndex(kept.values(), { language: index.language, synonyms: index.synonyms });
}

/** Packs an index for storage. */
export function indexToBytes(index: Index): Uint8Array {
  const { language, synonyms, documents } = index;
  return new TextEncoder().encode(JSON.stringify({ language, synonyms, documents: [...documents.values()] }));
}

/** Mounts a packed index; throws a sentence when the bytes are not one. */
export function indexFromBytes(bytes: Uint8Array): Index {
  const read: { language: Language; synonyms: string[][]; documents: Document[] } = JSON.parse(
    new TextDecoder().decode(bytes),
  );
  return buildIndex(read.documents, read);
}

/** The entries a question may mean, best first. */
export function match(
  index: Index,
  question: string,
  options: { limit?: number; allowed?: (id: string) => boolean } = {},
): Match[] {
  const { limit = 5, allowed } = options;
  return rank(index.ranked, question, allowed ? index.documents.size : limit)
    .filter((one) => allowed?.(one.id) ?? true)
    .slice(0, limit)
    .map(({ id, score, confidence }) => ({
      id,
      score,
      confidence,
      reasons: { words: score, characters: 0, learned: 0, sound: 0, exact: confidence === 1, shared: [] },
      nearest: index.documents.get(id)?.question ?? '',
    }));
}

/** Answer, offer or neither, from matches sorted best first. */
export function decide(matches: readonly Match[]): Decision {
  const best = matches[0] ?? null;
  const offers = matches
    .filter((one) => one.confidence >= OFFER_AT && one.confidence >= (best?.confidence ?? 0) * 0.6)
    .slice(0, 3);
  if (!best || best.confidence < OFFER_AT) return { outcome: 'none', best: null, offers: [] };
  const second = matches[1];
  const clear = best.confidence > 0.9 || !second || best.confidence - second.confidence >= 0.06;
  return best.confidence >= ANSWER_AT && clear
    ? { outcome: 'answer', best, offers }
    : { outcome: 'offer', best, offers };
}
