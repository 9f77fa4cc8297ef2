/** What a question is made of for ranking: hashed words, characters, sounds and concepts, the same for entries and customers. */
import type { Language } from '../../../shared/knowledge.ts';
import { normalise } from '../words.ts';
import { findInRun, findInStems, type Concepts, type Likeness } from './concepts.ts';
import { sound, soundsOf } from './sound.ts';
import { stem } from './stem.ts';

/** Kinds of terms; each has its own weight and none is taken for another. */
export const kinds = [
  'word',
  'form',
  'pair',
  'character',
  'bigram',
  'gram',
  'sound',
  'same',
  'asking',
  'frame',
] as const;
export type Kind = (typeof kinds)[number];

/** How much a kind counts, beside how rare the term is; chosen by cross-validation over all sets together (decision 0007). */
export const kindWeight: Record<Kind, number> = {
  word: 1,
  form: 1,
  pair: 1,
  character: 1.4,
  bigram: 0.8,
  gram: 0.7,
  sound: 0.5,
  same: 1,
  asking: 1,
  frame: 0.8,
};

/** A question's subject stands at its beginning, its request at its end; the middle of a very long text only costs time. */
const HEAD = 200;
const TAIL = 100;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Hears every term of a text: its hash, its kind, and its own spelling. */
export type Hear = (hash: number, kind: number, spelling: string) => void;

/** Hears every word by itself, with the hash it has as a term. */
export type HearWord = (word: string, hash: number) => void;
const deaf: HearWord = () => undefined;

/** Places in `kinds`. */
const WORD = 0;
const FORM = 1;
const PAIR = 2;
const CHARACTER = 3;
const BIGRAM = 4;
const GRAM = 5;
const SOUND = 6;
const SAME = 7;
const ASKING = 8;
const FRAME = 9;

/** FNV-1a over code units, started by the kind so that kinds never meet; never 0, which marks an empty slot. */
function hash(kind: number, text: string): number {
  let value = 0x811c9dc5 ^ Math.imul(kind + 1, 0x9e3779b1);
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0 || 1;
}

/** Characters that frame a question without being its subject; what consists of them alone weighs less. */
const framing = new Set(
  '的了吗呢啊呀吧哦嘛么我你您他她它们是请问想要就那这和与也都还很把被给让帮会能可以有在啦哈个怎样如何咋为什一下嗯喂哎呃额诶您好谢麻烦',
);
/** English words of the same sort. */
const framingWords = new Set(
  `a an the is are was were be been am do does did i my me mine we our us you your it its to of in on at for and or can could
  would will shall may might should please hi hello hey have has had with that this these those there some so just any then
  than s m re ve ll don im id want need like tell know help say as by also too let`.split(/\s+/u),
);

/** Tells the terms of a text, with repeats. */
export function tellTerms(
  text: string,
  language: Language,
  concepts: Concepts,
  hear: Hear,
  hearWord: HearWord = deaf,
): void {
  const whole = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)} ${text.slice(-TAIL)}` : text;
  const plain = withDigits(normalise(whole));
  const words: string[] = [];
  if (/\p{Script=Han}/u.test(plain)) tellHanWords(plain, hear, hearWord);
  for (const [run] of plain.matchAll(/\p{Script=Han}+|[a-z]+(?:['’`][a-z]+)?|\d+/gu)) {
    const code = run.charCodeAt(0);
    if (code > 0x2e7f) tellHan(run, concepts, hear);
    else words.push(run.replace(/[’`]/u, "'"));
  }
  if (words.length === 0) return;
  if (language === 'en') tellEnglish(words, concepts, hear, hearWord);
  else tellLatin(words, concepts, hear, hearWord);
}

function say(hear: Hear, kind: number, spelling: string, frames = false): void {
  hear(hash(kind, spelling), frames ? FRAME : kind, spelling);
}

/** One segmentation for the whole text: each leaves something behind that only a full collection of garbage clears away. */
function tellHanWords(plain: string, hear: Hear, hearWord: HearWord): void {
  for (const { segment } of segmenter.segment(plain)) {
    if (!/^\p{Script=Han}+$/u.test(segment)) continue;
    let frames = true;
    for (const character of segment) frames &&= framing.has(character);
    say(hear, WORD, segment, frames);
    hearWord(segment, hash(WORD, segment));
  }
}

function tellHan(run: string, concepts: Concepts, hear: Hear): void {
  const characters = [...run];
  let before = 0;
  for (const [at, character] of characters.entries()) {
    const frames = framing.has(character);
    say(hear, CHARACTER, character, frames);
    const next = characters[at + 1];
    if (next !== undefined) say(hear, BIGRAM, character + next, frames && framing.has(next));
    const heard = sound(character.charCodeAt(0));
    if (before > 0 && heard > 0) tellSound(hear, before, heard, `${characters[at - 1]}${character}`);
    before = heard;
  }
  if (concepts.language === 'zh') findInRun(concepts, run, asTerms(hear));
}

function tellSound(hear: Hear, before: number, heard: number, spelling: string): void {
  hear(hash(SOUND, String.fromCharCode(before, heard)), SOUND, spelling);
}

/** Passes concepts on as terms. */
function asTerms(hear: Hear) {
  return (concept: number, likeness: Likeness, word: string) => {
    const kind = likeness === 'same' ? SAME : ASKING;
    hear(hash(kind, String(concept)), kind, word);
  };
}

/** Letters and numbers inside Chinese: the word, its spelling in parts against typos, and pinyin as its sounds. */
function tellLatin(words: readonly string[], concepts: Concepts, hear: Hear, hearWord: HearWord): void {
  let before = 0;
  for (const word of words) {
    say(hear, WORD, stem(word));
    hearWord(word, hash(WORD, stem(word)));
    const sounds = soundsOf(word);
    for (const heard of sounds) {
      if (before > 0) tellSound(hear, before, heard, word);
      before = heard;
    }
    if (concepts.byWord.has(word)) findInRun(concepts, word, asTerms(hear));
    // Pinyin is Chinese in other letters: its spelling would only stand against it.
    if (sounds.length > 1) continue;
    if (sounds.length === 0) before = 0;
    say(hear, CHARACTER, word);
    const edged = `<${word}>`;
    if (word.length > 3) for (let at = 0; at + 3 <= edged.length; at += 1) say(hear, GRAM, edged.slice(at, at + 3));
  }
}

function tellEnglish(words: readonly string[], concepts: Concepts, hear: Hear, hearWord: HearWord): void {
  const stems = words.map(stem);
  for (const [at, one] of stems.entries()) {
    const frames = framingWords.has(words[at] ?? '');
    say(hear, WORD, one, frames);
    say(hear, FORM, words[at] ?? '', frames);
    hearWord(words[at] ?? '', hash(FORM, words[at] ?? ''));
    const next = stems[at + 1];
    if (next !== undefined) say(hear, PAIR, `${one} ${next}`, frames && framingWords.has(words[at + 1] ?? ''));
  }
  // Letters run over the spaces: “set up”, “setup” and a typo in either still share most of them.
  const row = ` ${words.filter((word) => !framingWords.has(word)).join(' ')} `;
  for (let at = 0; at + 3 <= row.length; at += 1) {
    say(hear, GRAM, row.slice(at, at + 3));
    if (at + 4 <= row.length) say(hear, GRAM, row.slice(at, at + 4));
  }
  findInStems(concepts, stems, asTerms(hear));
}

const numerals = '零一二三四五六七八九';

/** “七天” is “7天”: Chinese numbers up to 99 before a unit become digits. */
function withDigits(plain: string): string {
  return plain.replace(
    /([一二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九])(?=天|日|号|月|小时|分钟|年|周|元|块|折|倍|公斤|斤|%)/gu,
    (number) => {
      const [tens, ones] = number.includes('十') ? number.split('十') : ['', number];
      const digit = (one: string | undefined) => (one === '两' ? 2 : Math.max(0, numerals.indexOf(one || '零')));
      return String(number.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 + digit(ones) : digit(ones));
    },
  );
}

/** Each different term of a text with how often it stands there; and its words, repeats too, for their meaning. */
export type Counted = { hashes: number[]; kinds: number[]; counts: number[]; words: string[]; wordHashes: number[] };

const places = new Map<number, number>();

/** Counts the terms of a text. */
export function countTerms(text: string, language: Language, concepts: Concepts): Counted {
  const counted: Counted = { hashes: [], kinds: [], counts: [], words: [], wordHashes: [] };
  places.clear();
  const count: Hear = (hashed, kind) => {
    const place = places.get(hashed);
    if (place !== undefined) {
      counted.counts[place] = (counted.counts[place] ?? 0) + 1;
      return;
    }
    places.set(hashed, counted.hashes.length);
    counted.hashes.push(hashed);
    counted.kinds.push(kind);
    counted.counts.push(1);
  };
  tellTerms(text, language, concepts, count, (word, hashed) => {
    counted.words.push(word);
    counted.wordHashes.push(hashed);
  });
  return counted;
}

/** A question without spaces and marks: who asks it word for word gets its entry. */
export function bare(question: string): string {
  return normalise(question).replace(/[^\p{Letter}\p{Number}]/gu, '');
}

/** The hash of a bare question; 0 when nothing but marks stands there. */
export function bareHash(question: string): number {
  const kept = bare(question);
  return kept === '' ? 0 : hash(31, kept);
}
