/** Which questions ask for the same: groups that grow question by question and keep their names. Pure. */
import type { Language } from '../../shared/knowledge.ts';
import { conceptsOf } from '../brain/retrieval/concepts.ts';
import { countTerms, kindWeight, kinds } from '../brain/retrieval/terms.ts';
import { phraseOf } from './words.ts';

/** Questions of a group a new one is compared with: the first ones and the newest. */
const EXEMPLARS = 8;
/** Shared part of the terms from which two questions ask for the same. */
const ALIKE = 0.4;

/** Words that ask without saying what for. */
const ASKING =
  /请问|什么时候|啥时候|多久|麻烦|帮忙|一下|怎么办|怎么样|怎么|怎样|如何|咋|为什么|为啥|什么|可不可以|能不能|是不是|有没有|可以|需要|想要|告诉|知道|我们|你们|[的了吗呢啊呀吧哦嘛么我你您想要请帮]/gu;
const ENGLISH_ASKING =
  /\b(?:a|an|the|is|are|was|do|does|did|i|my|me|we|our|you|your|it|to|of|in|on|at|for|and|or|can|could|would|will|how|what|when|where|why|which|please|hi|hello|there|any|have|has|want|need|like|with|that|this|if|be)\b/giu;

/** Words of courtesy: who says nothing else has asked nothing. */
const COURTESY =
  /谢谢|多谢|感谢|再见|拜拜|你好|您好|好的|好吧|可以了|算了|没事了?|不用了|不需要了?|知道了|明白了|辛苦了|麻烦了|打扰了|在吗|哈喽|嗨|\b(?:thank you|thanks?|thx|bye|goodbye|hi|hello|hey|ok|okay|never ?mind|no problem)\b|[你您了啊呀哈嗯哦噢喔吧呢的]/giu;
/** Keys struck one beside the other. */
const KEYS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether somebody asks nothing at all: no letters, one piece over and over, keys in a row, courtesy. Gets no more than a question's length. */
export function isNoise(text: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase();
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '');
  const letters = [...bare.replace(/\P{L}/gu, '')];
  if (new Set(letters).size < 2 || /^(.{1,12}?)\1{4,}.{0,12}$/u.test(bare)) return true;
  if (KEYS.some((row) => row.includes(bare))) return true;
  return plain.replace(COURTESY, '').replace(/[^\p{L}]/gu, '') === '';
}

/** What a question is about, weighed. */
export type Gist = ReadonlyMap<number, number>;

/** The terms of a question without its asking; the ranking's own terms, so that synonyms and typos meet here too. */
export function gistOf(text: string, language: Language): Gist {
  const bare = text.replace(ASKING, ' ').replace(language === 'en' ? ENGLISH_ASKING : /$^/gu, ' ');
  const meant = phraseOf(bare) === '' ? text : bare;
  const { hashes, kinds: places } = countTerms(meant, language, conceptsOf(language, []));
  return new Map(hashes.map((hash, at) => [hash, kindWeight[kinds[places[at] ?? 0] ?? 'word'] || 1]));
}

/** From 0 to 1: how much of both two questions share (Dice, weighed). */
export function alike(one: Gist, other: Gist): number {
  let [shared, all] = [0, 0];
  for (const [hash, weight] of one) {
    all += weight;
    if (other.has(hash)) shared += 2 * weight;
  }
  for (const weight of other.values()) all += weight;
  return all === 0 ? 0 : shared / all;
}

/** The question of a list that is most like all others; the first of equals. */
export function mostTypical(texts: readonly string[], language: Language): string {
  const gists = texts.map((text) => gistOf(text, language));
  const sums = gists.map((one) => gists.reduce((sum, other) => sum + alike(one, other), 0));
  const best = sums.indexOf(Math.max(...sums));
  return texts[best] ?? '';
}

/** Groups as they stand in memory; the tables keep which question is in which. */
export class Groups {
  readonly #groups = new Map<string, { language: Language; gists: Gist[] }>();

  /** Puts a question where it is known to belong. */
  put(group: string, text: string, language: Language): void {
    this.#keep(group, gistOf(text, language), language);
  }

  /** The group of a question: the likest, or a new one named by its words. */
  place(text: string, language: Language): string {
    const gist = gistOf(text, language);
    let [best, found] = [ALIKE, ''];
    for (const [name, group] of this.#groups) {
      if (group.language !== language) continue;
      for (const one of group.gists) {
        const likeness = alike(one, gist);
        if (likeness > best) [best, found] = [likeness, name];
      }
    }
    const group = found === '' ? nameOf(text, language) : found;
    this.#keep(group, gist, language);
    return group;
  }

  /** A group whose questions are all resolved. */
  drop(group: string): void {
    this.#groups.delete(group);
  }

  #keep(name: string, gist: Gist, language: Language): void {
    const group = this.#groups.get(name) ?? { language, gists: [] };
    if (group.gists.length >= EXEMPLARS) group.gists.splice(EXEMPLARS / 2, 1);
    group.gists.push(gist);
    this.#groups.set(name, group);
  }
}

/** FNV-1a twice over the phrase: the same first question names the same group everywhere. */
function nameOf(text: string, language: Language): string {
  const phrase = `${language}:${phraseOf(text)}`;
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (const character of phrase) {
    const code = character.codePointAt(0) ?? 0;
    one = Math.imul(one ^ code, 0x01000193) >>> 0;
    other = Math.imul(other ^ (code + one), 0x01000193) >>> 0;
  }
  return `u_${one.toString(36)}${other.toString(36)}`;
}
