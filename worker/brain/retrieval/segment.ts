/** Builds a packed set of entries: counts the terms of every question, weighs them, lets the base teach, packs. */
import type { Language } from '../../../shared/knowledge.ts';
import type { Concepts } from './concepts.ts';
import { ENTRY_LIMIT, holding, type Document, type Segment } from './layout.ts';
import { learn, type Rivals } from './learn.ts';
import { Numbering, Row, slotOf } from './rows.ts';
import { Gathering, learnLens, sensesOf } from './sense.ts';
import { weigh, type Sheet } from './sheet.ts';
import { bareHash, countTerms } from './terms.ts';

/** Confirmed questions of one entry beyond this teach nothing new. */
const CONFIRMED_LIMIT = 200;

/** The segment a new one stands beside: its terms weigh as they do there, its entries are rivals. */
export type Basis = { segment: Segment; rivalsOf: (question: string) => Float32Array };

/** Builds a segment, alone or beside another. */
export function buildSegment(
  documents: readonly Document[],
  language: Language,
  concepts: Concepts,
  basis: Basis | null,
): Segment {
  if (documents.length >= ENTRY_LIMIT) throw new Error(`knowledge: more than ${ENTRY_LIMIT - 1} entries in one index`);
  const numbering = new Numbering();
  const gathering = new Gathering();
  const [kindOf, tokens, firstToken, firstQuestion, firstConfirmed, hashes, textFrom] = Array.from(
    { length: 7 },
    () => new Row(),
  ) as [Row, Row, Row, Row, Row, Row, Row];
  const counts: number[] = [];
  const texts: Uint8Array[] = [];
  const wordings: string[] = [];
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const { question, similar, confirmed } of documents) {
    firstQuestion.push(hashes.length);
    const seen = new Set<number>();
    for (const [at, wording] of [question, ...similar, ...(confirmed ?? []).slice(0, CONFIRMED_LIMIT)].entries()) {
      if (at === similar.length + 1) firstConfirmed.push(hashes.length);
      const hash = bareHash(wording);
      // The same question twice says nothing new, but the standard one always stands.
      if (at > 0 && seen.has(hash)) continue;
      seen.add(hash);
      hashes.push(hash);
      firstToken.push(tokens.length);
      const counted = countTerms(wording, language, concepts);
      for (const [token, hashed] of counted.hashes.entries()) {
        const term = numbering.numberOf(hashed);
        if (term === kindOf.length) kindOf.push(counted.kinds[token] ?? 0);
        tokens.push(term);
        counts.push(Math.min(255, counted.counts[token] ?? 1));
      }
      gathering.add(counted.words, counted.wordHashes);
      const packed = encoder.encode(wording);
      textFrom.push(bytes);
      bytes += packed.length;
      texts.push(packed);
      if (basis) wordings.push(wording);
    }
    if (firstConfirmed.length < firstQuestion.length) firstConfirmed.push(hashes.length);
  }
  for (const row of [firstQuestion, firstConfirmed]) row.push(hashes.length);
  firstToken.push(tokens.length);
  textFrom.push(bytes);
  const cut = (row: Row) => row.data.slice(0, row.length);
  const sheet = weigh({
    entries: documents.length,
    firstQuestion: cut(firstQuestion),
    firstToken: cut(firstToken),
    terms: cut(tokens),
    counts: Uint8Array.from(counts),
    hashes: numbering.hashes,
    kindOf,
    basis: basis?.segment ?? null,
  });
  const rivals: Rivals | null = basis && ((question) => basis.rivalsOf(wordings[question] ?? ''));
  const level = learn(sheet, rivals);
  const text = new Uint8Array(bytes);
  for (const [at, bytesOf] of texts.entries()) text.set(bytesOf, textFrom.data[at] ?? 0);
  const packed = pack(sheet, numbering.hashes);
  const from = basis?.segment ?? { ...packed, ids: documents };
  const sums = gathering.sums(from.ids.length, (hash) => holding(from, hash));
  const { lens, weight } = basis
    ? { lens: basis.segment.lens, weight: basis.segment.meaningWeight }
    : learnLens(sums, sheet.firstQuestion);
  return {
    ids: documents.map((document) => document.id),
    bias: sheet.bias,
    firstQuestion: sheet.firstQuestion,
    firstConfirmed: cut(firstConfirmed),
    bareHashes: cut(hashes),
    textFrom: cut(textFrom),
    text,
    ...packed,
    senses: sensesOf(sums, lens),
    lens: basis ? new Float32Array(0) : lens,
    meaningWeight: weight,
    level: basis?.segment.level ?? level,
  };
}

/** Brings the weights into 12 bits and the terms into an open table. */
function pack(sheet: Sheet, hashes: Row): Pick<Segment, 'keys' | 'starts' | 'postings' | 'scale'> {
  const { holders, weights } = sheet;
  let widest = 1e-6;
  for (const weight of weights) widest = Math.max(widest, Math.abs(weight));
  const scale = widest / 2047;
  let size = 8;
  while (size < hashes.length * 1.4) size *= 2;
  const keys = new Uint32Array(size);
  const termOf = new Uint32Array(size);
  for (let term = 0; term < hashes.length; term += 1) {
    const slot = slotOf(keys, hashes.data[term] ?? 0);
    keys[slot] = hashes.data[term] ?? 0;
    termOf[slot] = term;
  }
  const starts = new Uint32Array(size + 1);
  const postings = new Uint32Array(holders.length);
  let next = 0;
  for (let slot = 0; slot < size; slot += 1) {
    starts[slot] = next;
    if (keys[slot] === 0) continue;
    const term = termOf[slot] ?? 0;
    for (let at = sheet.starts[term] ?? 0; at < (sheet.starts[term + 1] ?? 0); at += 1) {
      postings[next] = (((holders[at] ?? 0) << 12) | (Math.round((weights[at] ?? 0) / scale) + 2048)) >>> 0;
      next += 1;
    }
  }
  starts[size] = next;
  return { keys, starts, postings, scale };
}
