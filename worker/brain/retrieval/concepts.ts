/** Words that mean the same or nearly, and ways of asking: finds them in a text, as concepts beside the words themselves. */
import type { Language } from '../../../shared/knowledge.ts';
import framesEnglish from './lexicon/frames.en.json' with { type: 'json' };
import framesChinese from './lexicon/frames.zh.json' with { type: 'json' };
import nearEnglish from './lexicon/near.en.json' with { type: 'json' };
import nearChinese from './lexicon/near.zh.json' with { type: 'json' };
import sameEnglish from './lexicon/same.en.json' with { type: 'json' };
import sameChinese from './lexicon/same.zh.json' with { type: 'json' };
import { stem } from './stem.ts';

/** Groups of words; a word may stand in several. */
export type Groups = readonly (readonly string[])[];

/** `same` are interchangeable, `near` belong to one subject, `asking` ask alike (how, why, when, how much …). */
export type Likeness = 'same' | 'near' | 'asking';
type Concept = { likeness: Likeness; number: number };

/** A lexicon ready to be read against texts of one language. */
export type Concepts = {
  readonly language: Language;
  readonly byWord: ReadonlyMap<string, readonly Concept[]>;
  /** The longest word that starts with this character (Chinese) or stem (English), counted in those. */
  readonly longest: ReadonlyMap<string, number>;
};

const shipped: Record<Language, Record<Likeness, Groups>> = {
  zh: { same: sameChinese, near: nearChinese, asking: Object.values(framesChinese) },
  en: { same: sameEnglish, near: nearEnglish, asking: Object.values(framesEnglish) },
};
const kept = new Map<Language, Concepts>();

/** The shipped lexicon and the company's own groups. */
export function conceptsOf(language: Language, own: Groups): Concepts {
  const known = own.length === 0 ? kept.get(language) : undefined;
  if (known) return known;
  const byWord = new Map<string, Concept[]>();
  const longest = new Map<string, number>();
  let number = 0;
  const add = (groups: Groups, likeness: Likeness) => {
    for (const group of groups) {
      number += 1;
      for (const word of group) {
        const parts = partsOf(word, language);
        const [first] = parts;
        if (first === undefined) continue;
        const key = parts.join(language === 'zh' ? '' : ' ');
        const listed = byWord.get(key);
        if (!listed) byWord.set(key, [{ likeness, number }]);
        else if (listed[listed.length - 1]?.number !== number) listed.push({ likeness, number });
        longest.set(first, Math.max(longest.get(first) ?? 0, parts.length));
      }
    }
  };
  const { same, near, asking } = shipped[language];
  add(same, 'same');
  add(near, 'near');
  add(asking, 'asking');
  add(own, 'same');
  const concepts: Concepts = { language, byWord, longest };
  if (own.length === 0) kept.set(language, concepts);
  return concepts;
}

/** What words are made of for look-up: characters, or stems. */
function partsOf(word: string, language: Language): string[] {
  const plain = word.normalize('NFKC').toLowerCase().trim();
  if (language === 'en') return (plain.replace(/[’`]/gu, "'").match(/[a-z]+(?:'[a-z]+)?|\d+/gu) ?? []).map(stem);
  return [...plain.replace(/\s+/gu, '')];
}

/** Tells every concept in a row of characters or stems, those within others too: “退款进度” is about 退款 as well. */
export function findConcepts(
  concepts: Concepts,
  parts: readonly string[],
  tell: (concept: number, likeness: Likeness, word: string) => void,
): void {
  const glue = concepts.language === 'zh' ? '' : ' ';
  for (let at = 0; at < parts.length; at += 1) {
    let length = Math.min(concepts.longest.get(parts[at] ?? '') ?? 0, parts.length - at);
    for (; length > 0; length -= 1) {
      const word = length === 1 ? (parts[at] ?? '') : parts.slice(at, at + length).join(glue);
      for (const { number, likeness } of concepts.byWord.get(word) ?? []) tell(number, likeness, word);
    }
  }
}
