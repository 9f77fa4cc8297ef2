/** An index as bytes: a header, then every typed array as it stands in memory, so that mounting copies nothing. */
import * as v from 'valibot';
import { language } from '../../../shared/knowledge.ts';
import type { Segment } from './layout.ts';

/** “YXRI”. */
const MAGIC = 0x49525859;
/** Raised whenever terms, weights or layout change: an index of another version must be built anew. */
export const VERSION = 2;
const HEADER = 20;

/** What is packed: all of an index but the lexicon, which ships with the code. */
export type Packed = {
  language: 'zh' | 'en';
  synonyms: readonly (readonly string[])[];
  base: Segment;
  layer: Segment | null;
  dead: Uint8Array;
};

const arrays = [
  'bias',
  'firstQuestion',
  'firstConfirmed',
  'bareHashes',
  'textFrom',
  'text',
  'keys',
  'starts',
  'postings',
  'senses',
  'lens',
] as const;

const segmentHead = v.object({
  ids: v.array(v.string()),
  scale: v.number(),
  meaningWeight: v.number(),
  level: v.object({ own: v.number(), other: v.number() }),
  lengths: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.length(arrays.length)),
});
const head = v.object({
  language,
  synonyms: v.array(v.array(v.string())),
  dead: v.pipe(v.number(), v.integer(), v.minValue(0)),
  segments: v.pipe(v.array(segmentHead), v.minLength(1), v.maxLength(2)),
});

const padded = (length: number) => (length + 3) & ~3;

/** Packs an index. Its bytes are little-endian, as every machine this runs on. */
export function packIndex({ language: spoken, synonyms, base, layer, dead }: Packed): Uint8Array {
  const segments = layer ? [base, layer] : [base];
  const described = new TextEncoder().encode(
    JSON.stringify({
      language: spoken,
      synonyms,
      dead: dead.length,
      segments: segments.map((segment) => ({
        ids: segment.ids,
        scale: segment.scale,
        meaningWeight: segment.meaningWeight,
        level: segment.level,
        lengths: arrays.map((name) => segment[name].byteLength),
      })),
    }),
  );
  const parts = [...segments.flatMap((segment) => arrays.map((name) => segment[name])), dead];
  const body = parts.reduce((sum, part) => sum + padded(part.byteLength), 0);
  const bytes = new Uint8Array(HEADER + padded(described.length) + body);
  let at = HEADER;
  for (const part of [described, ...parts]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += padded(part.byteLength);
  }
  const header = new DataView(bytes.buffer);
  for (const [place, value] of [MAGIC, VERSION, described.length, bytes.length].entries()) {
    header.setUint32(place * 4, value, true);
  }
  header.setUint32(16, checksum(bytes), true);
  return bytes;
}

/** Mounts packed bytes over the very same memory; throws a sentence when they are not a whole index of this version. */
export function unpackIndex(bytes: Uint8Array): Packed {
  if (bytes.length < HEADER) throw new Error('index: too short to be one');
  // Typed arrays need their place in memory; a copy is made only when the bytes lie askew.
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const header = new DataView(whole.buffer, whole.byteOffset, HEADER);
  if (header.getUint32(0, true) !== MAGIC) throw new Error('index: these bytes are no index');
  const version = header.getUint32(4, true);
  if (version !== VERSION) throw new Error(`index: version ${version}, this code reads ${VERSION}`);
  if (header.getUint32(12, true) !== whole.length) {
    throw new Error(`index: ${whole.length} bytes, ${header.getUint32(12, true)} were packed`);
  }
  if (header.getUint32(16, true) !== checksum(whole)) throw new Error('index: damaged, its checksum differs');
  const described = header.getUint32(8, true);
  const read = v.safeParse(head, json(whole.subarray(HEADER, HEADER + described)));
  if (!read.success) throw new Error('index: its description can’t be read');
  let at = HEADER + padded(described);
  const take = (length: number): [ArrayBufferLike, number] => {
    if (at + length > whole.length) throw new Error('index: shorter than it says');
    const from = whole.byteOffset + at;
    at += padded(length);
    return [whole.buffer, from];
  };
  const words = (length: number) => new Uint32Array(...take(length), length >>> 2);
  const segments = read.output.segments.map(({ ids, scale, meaningWeight, level, lengths }): Segment => {
    const [bias = 0, ...rest] = lengths;
    const [
      firstQuestion = 0,
      firstConfirmed = 0,
      bareHashes = 0,
      textFrom = 0,
      text = 0,
      keys = 0,
      starts = 0,
      postings = 0,
      senses = 0,
      lens = 0,
    ] = rest;
    return {
      ids,
      scale,
      meaningWeight,
      level,
      bias: new Float32Array(...take(bias), bias >>> 2),
      firstQuestion: words(firstQuestion),
      firstConfirmed: words(firstConfirmed),
      bareHashes: words(bareHashes),
      textFrom: words(textFrom),
      text: new Uint8Array(...take(text), text),
      keys: words(keys),
      starts: words(starts),
      postings: words(postings),
      senses: new Int8Array(...take(senses), senses),
      lens: new Float32Array(...take(lens), lens >>> 2),
    };
  });
  const [base, layer = null] = segments;
  if (!base) throw new Error('index: holds nothing');
  const dead = new Uint8Array(...take(read.output.dead), read.output.dead);
  return { language: read.output.language, synonyms: read.output.synonyms, base, layer, dead };
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Over everything behind the header, word by word: one flipped bit anywhere shows. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + HEADER, (bytes.length - HEADER) >>> 2);
  let sum = 0x811c9dc5;
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193) ^ (sum >>> 15);
  return sum >>> 0;
}
