/** Publishes into a mounted index: what changed goes into a layer upon the shared base, or a small base is built anew. */
import { askedOf, scoresOf } from './ask.ts';
import type { Document, Index, Segment } from './layout.ts';
import { buildSegment, type Basis } from './segment.ts';
import { wordingsOf } from './why.ts';

/** What a publication changes: `put` replaces or adds, `gone` are retired. */
export type Change = { put: readonly Document[]; gone: readonly string[] };

/** Bases up to so many questions are built anew at once: exact, and quick enough. */
const SMALL = 2000;
/** A layer of more than this part of the base has drifted from what a rebuilt one would be. */
const DRIFT = 0.05;
/** The best so many entries of the base stand as rivals when a layer's questions teach. */
const RIVALS = 32;

/** Everything a segment holds of one entry. */
function documentOf(segment: Segment, entry: number): Document {
  const wordings = wordingsOf(segment, entry);
  const [question = ''] = wordings;
  const confirmedAt = (segment.firstConfirmed[entry] ?? 0) - (segment.firstQuestion[entry] ?? 0);
  const confirmed = wordings.slice(confirmedAt);
  const document = { id: segment.ids[entry] ?? '', question, similar: wordings.slice(1, confirmedAt) };
  return confirmed.length === 0 ? document : { ...document, confirmed };
}

/** Every document of an index, as it would be built from. */
export function documentsOf({ base, layer, dead }: Index): Document[] {
  const kept = base.ids.flatMap((_, entry) => (dead[entry] === 1 ? [] : [documentOf(base, entry)]));
  return layer ? [...kept, ...layer.ids.map((_, entry) => documentOf(layer, entry))] : kept;
}

/** The documents after a change, replaced ones in their old place. */
export function changed(documents: readonly Document[], { put, gone }: Change): Document[] {
  const kept = new Map(documents.map((document) => [document.id, document]));
  for (const id of gone) kept.delete(id);
  for (const document of put) kept.set(document.id, document);
  return [...kept.values()];
}

/** Whether a base is small enough to be built anew for every change. */
export function isSmall({ base }: Index): boolean {
  return base.bareHashes.length <= SMALL;
}

/** Whether so much has changed since the base was built that it should be built anew when there is time. */
export function hasDrifted({ base, layer, dead }: Index): boolean {
  let gone = 0;
  for (const one of dead) gone += one;
  return gone + (layer?.ids.length ?? 0) > DRIFT * base.ids.length;
}

/** The index with a layer that holds all that changed since its base was built. */
export function layered(index: Index, { put, gone }: Change): Index {
  const { base, language, concepts } = index;
  const before = index.layer ? index.layer.ids.map((_, entry) => documentOf(index.layer ?? base, entry)) : [];
  const documents = changed(before, { put, gone });
  const moved = new Set([...gone, ...documents.map((document) => document.id)]);
  const dead = index.dead.slice();
  for (const [entry, id] of base.ids.entries()) if (moved.has(id)) dead[entry] = 1;
  const basis: Basis = {
    segment: base,
    rivalsOf: (question) => {
      const scores = scoresOf(base, askedOf(question, language, concepts, base, null));
      for (let entry = 0; entry < dead.length; entry += 1) if (dead[entry] === 1) scores[entry] = 0;
      return scores.sort().slice(-RIVALS);
    },
  };
  const layer = documents.length === 0 ? null : buildSegment(documents, language, concepts, basis);
  return { ...index, layer, dead };
}
