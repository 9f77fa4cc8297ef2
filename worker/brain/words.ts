/** One spelling of what people write, and the language they write in. */
import type { Language } from './entry.ts';

/** One spelling of everything: full width to half, traditional marks of width gone, lower case. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Chinese where a Han character stands, English where at least two letters in a row do; otherwise as before. */
export function languageOf(text: string, before: Language): Language {
  if (
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Thai}\p{Script=Arabic}\p{Script=Devanagari}]/u.test(
      text,
    )
  )
    return 'en';
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  const letters = text.match(/[a-z]{2,}/giu) ?? [];
  // A lone code (SF, an order number) says nothing about the language.
  const words = letters.filter((word) => !new RegExp(`\\d${word}|${word}\\d`, 'u').test(text));
  return words.join('').length >= 4 || (before === 'en' && words.length > 0) ? 'en' : before;
}
