/** One spelling of what people write, and the language they write in. */
import type { Language } from './entry.ts';
import latin from './lists/latin.json' with { type: 'json' };
import { soundsOf } from './retrieval/sound.ts';

/** One spelling of everything: full width to half, traditional marks of width gone, lower case. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Chinese where a Han character or pinyin stands, English where English words do; otherwise as before. */
export function languageOf(text: string, before: Language): Language {
  const plain = normalise(text);
  if (
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Thai}\p{Script=Arabic}\p{Script=Devanagari}]/u.test(
      plain,
    )
  )
    return 'en';
  if (/\p{Script=Han}/u.test(plain)) return 'zh';
  // Somebody who writes English types names of people and towns.
  if (before === 'en') return 'en';
  return latinLanguage(plain) ?? before;
}

const ALONE = new Set(latin.alone.split(' '));
const NAMES = new Set(latin.names.split(' '));
const ALIKE = new Set(latin.alike.split(' '));

/** The language of words in Latin letters; null where they are codes, brands or one word nobody knows. */
export function latinLanguage(text: string): Language | null {
  const found =
    normalise(text)
      .slice(0, 400)
      .match(/[a-z0-9]+/gu) ?? [];
  // A lone code (SF, an order number) says nothing about the language.
  const words = found.filter((word) => /^[a-z]+$/u.test(word) && !NAMES.has(word));
  const long = words.filter((word) => word.length > 1);
  if (words.length > 0 && words.every(isPinyin) && long.some((word) => !ALIKE.has(word))) {
    const sure = long.filter((word) => !ALIKE.has(word));
    if (sure.join('').length >= 3 && sure.length * 2 >= long.length) return 'zh';
  }
  if (long.length === 1 && words.length === 1) return ALONE.has(long[0] ?? '') ? 'en' : null;
  return long.join('').length >= 4 ? 'en' : null;
}

function isPinyin(word: string): boolean {
  return word.length === 1 ? /[aeo]/u.test(word) : soundsOf(word).length > 0;
}
