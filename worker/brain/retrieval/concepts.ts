/** Words that mean the same, and ways of asking: finds them in a text, as concepts beside the words themselves. */
import type { Language } from '../../../shared/knowledge.ts';
import framesEnglish from './lexicon/frames.en.json' with { type: 'json' };
import framesChinese from './lexicon/frames.zh.json' with { type: 'json' };
import sameEnglish from './lexicon/same.en.json' with { type: 'json' };
import sameChinese from './lexicon/same.zh.json' with { type: 'json' };
import { stem } from './stem.ts';

/** Groups of words; a word may stand in several. */
export type Groups = readonly (readonly string[])[];

/** `same` are interchangeable, `asking` ask alike (how, why, when, how much …). Words of one subject only blur (decision 0007). */
export type Likeness = 'same' | 'asking';
type Concept = { likeness: Likeness; number: number };

/** A lexicon ready to be read against texts of one language. */
export type Concepts = {
  readonly language: Language;
  readonly byWord: ReadonlyMap<string, readonly Concept[]>;
  /** How long words are that begin so (two characters, or one stem): bit n for n characters or stems. */
  readonly lengths: ReadonlyMap<string, number>;
};

const shipped: Record<Language, Record<Likeness, Groups>> = {
  zh: { same: sameChinese, asking: Object.values(framesChinese) },
  en: { same: sameEnglish, asking: Object.values(framesEnglish) },
};
const kept = new Map<Language, Concepts>();

/** The shipped lexicon and the company's own groups. */
export function conceptsOf(language: Language, own: Groups): Concepts {
  const known = own.length === 0 ? kept.get(language) : undefined;
  if (known) return known;
  const byWord = new Map<string, Concept[]>();
  const lengths = new Map<string, number>();
  let number = 0;
  const add = (groups: Groups, likeness: Likeness) => {
    for (const group of groups) {
      number += 1;
      for (const word of group) {
        const parts = partsOf(word, language);
        const key = parts.join(language === 'zh' ? '' : ' ');
        if (key === '') continue;
        const listed = byWord.get(key);
        if (!listed) byWord.set(key, [{ likeness, number }]);
        else if (listed[listed.length - 1]?.number !== number) listed.push({ likeness, number });
        const start = language === 'zh' ? key.slice(0, 2) : (parts[0] ?? '');
        lengths.set(
          start,
          (lengths.get(start) ?? 0) | (1 << Math.min(30, language === 'zh' ? key.length : parts.length)),
        );
      }
    }
  };
  const { same, asking } = shipped[language];
  add(same, 'same');
  add(asking, 'asking');
  add(own, 'same');
  const concepts: Concepts = { language, byWord, lengths };
  if (own.length === 0) kept.set(language, concepts);
  return concepts;
}

/** What words are made of for look-up: characters, or stems. */
function partsOf(word: string, language: Language): string[] {
  const plain = word.normalize('NFKC').toLowerCase().trim();
  if (language === 'en') return (plain.replace(/[’`]/gu, "'").match(/[a-z]+(?:'[a-z]+)?|\d+/gu) ?? []).map(stem);
  return [...plain.replace(/\s+/gu, '')];
}

type Tell = (concept: number, likeness: Likeness, word: string) => void;

/** Tells every concept in a run of characters, those within others too: “退款进度” is about 退款 as well. */
export function findInRun({ byWord, lengths }: Concepts, run: string, tell: Tell): void {
  for (let at = 0; at < run.length; at += 1) {
    let mask = (lengths.get(run.slice(at, at + 2)) ?? 0) | ((lengths.get(run[at] ?? '') ?? 0) & 2);
    for (; mask !== 0; mask &= mask - 1) {
      const word = run.slice(at, at + 31 - Math.clz32(mask & -mask));
      for (const { number, likeness } of byWord.get(word) ?? NONE) tell(number, likeness, word);
    }
  }
}

/** The same in a row of English stems. */
export function findInStems({ byWord, lengths }: Concepts, stems: readonly string[], tell: Tell): void {
  for (const [at, first] of stems.entries()) {
    for (let mask = lengths.get(first) ?? 0; mask !== 0; mask &= mask - 1) {
      const length = 31 - Math.clz32(mask & -mask);
      const word = length === 1 ? first : stems.slice(at, at + length).join(' ');
      for (const { number, likeness } of byWord.get(word) ?? NONE) tell(number, likeness, word);
    }
  }
}

const NONE: readonly Concept[] = [];
