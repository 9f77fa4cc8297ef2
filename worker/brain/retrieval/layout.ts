/** What an index is in memory, and how much a term weighs in it. */
import type { Language } from '../../../shared/knowledge.ts';
import type { Concepts, Groups } from './concepts.ts';
import { slotOf } from './rows.ts';

/** One language of one entry, or a flow's start questions under `flow:<id>`. `confirmed` were asked by people and proved right. */
export type Document = {
  id: string;
  question: string;
  similar: readonly string[];
  confirmed?: readonly string[];
};

/** How high genuine questions score here against their own entry (`own`) and against the best other one (`other`). */
export type Level = { own: number; other: number };

export type Segment = {
  readonly ids: readonly string[];
  readonly bias: Float32Array;
  /** Where each entry's questions begin, and where those that were confirmed; one more at the end. */
  readonly firstQuestion: Uint32Array;
  readonly firstConfirmed: Uint32Array;
  readonly bareHashes: Uint32Array;
  readonly textFrom: Uint32Array;
  readonly text: Uint8Array;
  /** An open table of term hashes; the postings of the term in a slot run from `starts[slot]` to `starts[slot + 1]`. */
  readonly keys: Uint32Array;
  readonly starts: Uint32Array;
  /** Entry in the upper 20 bits, weight in the lower 12, as `(weight / scale) + 2048`. Ascending by entry. */
  readonly postings: Uint32Array;
  readonly scale: number;
  readonly level: Level;
  /** Where each question points in the space of meaning, and the lens a base sees it through (a layer has its base's). */
  readonly senses: Int8Array;
  readonly lens: Float32Array;
  /** How much likeness of meaning weighs in this base. */
  readonly meaningWeight: number;
};

/** More entries than this have no room in a posting. */
export const ENTRY_LIMIT = 1 << 20;
/** A mounted index of one language: a base, and what was published since upon it. Only this room looks inside. */
export type Index = {
  readonly language: Language;
  readonly synonyms: Groups;
  readonly concepts: Concepts;
  readonly base: Segment;
  readonly layer: Segment | null;
  /** 1 where an entry of the base is gone or stands in the layer. */
  readonly dead: Uint8Array;
};

/** How telling a term is: the rarer among the entries, the more. */
export function rarity(entries: number, holding: number): number {
  return Math.log(1 + (entries + 0.5) / (holding + 0.5));
}

/** How much repeats of a term in one question count. */
export function repeats(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count);
}

/** How many entries of a segment hold a term; 0 when none. */
export function holding(segment: Pick<Segment, 'keys' | 'starts'>, hash: number): number {
  const slot = slotOf(segment.keys, hash);
  return segment.keys[slot] === hash ? (segment.starts[slot + 1] ?? 0) - (segment.starts[slot] ?? 0) : 0;
}
