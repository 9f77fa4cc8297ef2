/** Reviewable lists of words that mean something serious, read with negation and context: data in `lists/`, no word in code. */
import type { Language } from '../../shared/knowledge.ts';
import { normalise } from './words.ts';

/** One language of a list, as its file says. */
export type Words = {
  groups: Readonly<Record<string, readonly string[]>>;
  /** Phrases in which a listed word means something else: cut out before looking. */
  apart: readonly string[];
  /** Straight before a word: it isn't so. */
  not: readonly string[];
  /** Straight before a word: it is feared or prevented, not there. */
  maybe: readonly string[];
  /** Straight before a word and in a question: it is only asked about. */
  asked: readonly string[];
};

export type Found = { word: string; group: string };

type Reader = { groups: Map<string, string>; any: RegExp; apart: RegExp | null; denied: RegExp; asked: RegExp | null };

/** What may stand between a negation and its word. */
const BETWEEN: Record<Language, string> = {
  zh: '(?:再|太|很|那么|这么|是|有|会|要|被|想|真|过|人|出现|发生|任何|我|你们|什么|去|让|因为|又|再次|给)?',
  en: '(?: \\w+)?(?: \\w+)? ?',
};
const ASKS: Record<Language, RegExp> = { zh: /[吗么嘛]|[?？]|会不会|是否/u, en: /\?/u };

/** A list made ready once; finding costs one pass over the text. */
export class WordList {
  readonly #readers: Record<Language, Reader>;

  constructor(list: Record<Language, Words>) {
    this.#readers = { zh: readerOf(list.zh, 'zh'), en: readerOf(list.en, 'en') };
  }

  /** Every listed word that is meant, in the order said. */
  find(text: string): Found[] {
    const plain = normalise(text);
    return [...look(this.#readers.zh, plain, 'zh'), ...look(this.#readers.en, plain, 'en')];
  }
}

function look(reader: Reader, plain: string, language: Language): Found[] {
  const asks = ASKS[language].test(plain);
  const bare = language === 'zh' ? chinese(plain) : ` ${plain.replace(/[^a-z]+/gu, ' ')} `;
  const given = reader.apart ? bare.replace(reader.apart, language === 'zh' ? '□' : ' ') : bare;
  const found: Found[] = [];
  for (const match of given.matchAll(reader.any)) {
    const [word] = match;
    const group = reader.groups.get(word) ?? '';
    const before = given.slice(Math.max(0, match.index - 24), match.index);
    if (group !== 'always' && (reader.denied.test(before) || (asks && reader.asked?.test(before)))) continue;
    if (group === 'always' && /不会$|没有?$|not $/u.test(before)) continue;
    found.push({ word, group });
  }
  return found;
}

/** Without spaces and fillers, and without the “not” of what only looks like one. */
function chinese(plain: string): string {
  return plain.replace(/[\s*·~～_-]+/gu, '').replace(/不得不|忍不住|要不然|要不/gu, '得');
}

function readerOf(words: Words, language: Language): Reader {
  const groups = new Map(Object.entries(words.groups).flatMap(([group, list]) => list.map((word) => [word, group])));
  const bound = (list: Iterable<string>): string => {
    // The longest first, so that a phrase wins over the word in it.
    const longest = [...list].sort((left, right) => right.length - left.length).map(patternOf);
    return language === 'zh' ? `(?:${longest.join('|')})` : `\\b(?:${longest.join('|')})\\b`;
  };
  const straight = [...words.not, ...words.maybe];
  return {
    groups,
    any: new RegExp(bound(groups.keys()), 'gu'),
    apart: words.apart.length > 0 ? new RegExp(bound(words.apart), 'gu') : null,
    denied: new RegExp(`${bound(straight)}${BETWEEN[language]}$`, 'u'),
    asked: words.asked.length > 0 ? new RegExp(`${bound(words.asked)}${BETWEEN[language]}$`, 'u') : null,
  };
}

/** A number that is a word (12315) is one only by itself, not in an order number. */
function patternOf(word: string): string {
  return /^\d+$/u.test(word) ? `(?<!\\d)${word}(?!\\d)` : word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
