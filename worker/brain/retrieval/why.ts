/** Why an entry stands where it stands, for the editor: worked out only when somebody looks. */
import type { Language } from '../../../shared/knowledge.ts';
import { weightOf, type Asked } from './ask.ts';
import type { Concepts } from './concepts.ts';
import { holding, rarity, repeats, type Segment } from './layout.ts';
import { bare, countTerms, kinds, kindWeight, tellTerms } from './terms.ts';

/** The parts add up to the score. `learned` is what the base taught beyond the wordings; `shared` are the terms that matched. */
export type Reasons = {
  words: number;
  characters: number;
  learned: number;
  /** Likeness of meaning beyond the words: below nothing where an entry means something else. */
  meaning: number;
  sound: number;
  exact: boolean;
  shared: string[];
};

type Setting = { language: Language; concepts: Concepts; base: Segment };

const decoder = new TextDecoder();

/** A wording by its place in the segment. */
export function wordingAt({ text, textFrom }: Segment, question: number): string {
  return decoder.decode(text.subarray(textFrom[question] ?? 0, textFrom[question + 1] ?? 0));
}

/** Hashes may meet by chance: the wording itself decides. */
export function wordingIs(segment: Segment, question: number, asked: string): boolean {
  return bare(wordingAt(segment, question)) === bare(asked);
}

/** All wordings of an entry. */
export function wordingsOf(segment: Segment, entry: number): string[] {
  const [from, to] = [segment.firstQuestion[entry] ?? 0, segment.firstQuestion[entry + 1] ?? 0];
  return Array.from({ length: to - from }, (_, at) => wordingAt(segment, from + at));
}

/** A text's vector in the terms of a base. */
function vectorOf(text: string, { language, concepts, base }: Setting): Map<number, number> {
  const { hashes, kinds: asked, counts } = countTerms(text, language, concepts);
  const vector = new Map<number, number>();
  let sum = 0;
  for (const [at, hash] of hashes.entries()) {
    const weight =
      repeats(counts[at] ?? 1) *
      rarity(base.ids.length, holding(base, hash)) *
      kindWeight[kinds[asked[at] ?? 0] ?? 'word'];
    vector.set(hash, weight);
    sum += weight * weight;
  }
  const length = Math.sqrt(sum) || 1;
  for (const [hash, weight] of vector) vector.set(hash, weight / length);
  return vector;
}

function likeness(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [hash, weight] of left) sum += weight * (right.get(hash) ?? 0);
  return sum;
}

/** The wording of an entry that comes nearest to a question. */
export function nearestOf(segment: Segment, entry: number, question: string, setting: Setting): string {
  const asked = vectorOf(question, setting);
  let [nearest, height] = ['', -1];
  for (const wording of wordingsOf(segment, entry)) {
    const now = likeness(asked, vectorOf(wording, setting));
    if (now > height) [nearest, height] = [wording, now];
  }
  return nearest;
}

/** The parts of one entry's score. */
export function reasonsOf(
  { segment, entry, meaning, exact }: { segment: Segment; entry: number; meaning: number; exact: boolean },
  asked: Asked,
  question: string,
  setting: Setting,
): Reasons {
  const sums = new Map<number, number>();
  for (const wording of wordingsOf(segment, entry)) {
    for (const [hash, weight] of vectorOf(wording, setting)) sums.set(hash, (sums.get(hash) ?? 0) + weight);
  }
  const length = Math.hypot(...sums.values()) || 1;
  const parts = { words: 0, characters: 0, sound: 0 };
  let whole = segment.bias[entry] ?? 0;
  for (const [at, hash] of asked.hashes.entries()) {
    const weight = asked.weights[at] ?? 0;
    whole += weight * weightOf(segment, hash, entry);
    parts[partOf(asked.kinds[at] ?? 0)] += (weight * (sums.get(hash) ?? 0)) / length;
  }
  const shared = sharedOf(question, setting, sums);
  return { ...parts, learned: whole - parts.words - parts.characters - parts.sound, meaning, exact, shared };
}

function partOf(kind: number): 'words' | 'characters' | 'sound' {
  const name = kinds[kind];
  if (name === 'sound') return 'sound';
  return name === 'character' || name === 'bigram' || name === 'gram' ? 'characters' : 'words';
}

/** What both say, as a person would name it: words and synonyms, then pairs of characters that no word covers. */
function sharedOf(question: string, { language, concepts }: Setting, sums: ReadonlyMap<number, number>): string[] {
  const shared = new Set<string>();
  const rest: string[] = [];
  tellTerms(question, language, concepts, (hash, kind, spelling) => {
    if (!sums.has(hash) || kinds[kind] === 'frame' || kinds[kind] === 'pair') return;
    const part = partOf(kind);
    if (part === 'words' || part === 'sound') shared.add(spelling);
    else if (spelling.trim().length > 1 && kinds[kind] === 'bigram') rest.push(spelling);
  });
  const named = [...shared];
  for (const pair of rest) if (!named.some((word) => word.includes(pair))) shared.add(pair);
  return [...shared].filter((one) => ![...shared].some((other) => other !== one && other.includes(one))).slice(0, 20);
}
