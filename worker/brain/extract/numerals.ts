/** Numbers as people write them: digits, Chinese numerals and mixtures of both. */

/** One number, for building shapes; no group inside. */
export const NUMBER =
  '(?:\\d{1,12}(?:,\\d{3}){0,3}(?:\\.\\d{1,4})?(?:[十百千万亿]\\d?){0,4}|[零一二两三四五六七八九十百千万亿廿]{1,14})';
/** A small whole number of days, months, hours. */
export const SMALL = '(?:\\d{1,3}|[零一二两三四五六七八九十百廿]{1,5})';

const digits: Record<string, number> = {
  零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
}; // prettier-ignore
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };

const words: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  couple: 2, fifteen: 15, twenty: 20, thirty: 30,
}; // prettier-ignore
/** One number in English words or digits, for building shapes. */
export const COUNT = `(?:\\d{1,3}|${Object.keys(words).join('|')})`;

/** 一百二十, 两万三 (23,000), 3千5, 1.2万, 二零二五, 1,299.5, three; null when it is no number. */
export function numberOf(text: string): number | null {
  const plain = text.replaceAll(',', '').replaceAll('廿', '二十').toLowerCase();
  if (plain in words) return words[plain] ?? null;
  if (/^\d+(?:\.\d+)?$/u.test(plain)) return Number(plain);
  if (/^[零一二两三四五六七八九]{2,}$/u.test(plain)) {
    return Number([...plain].map((digit) => digits[digit]).join(''));
  }
  const parts = plain.match(/\d+(?:\.\d+)?|./gu) ?? [];
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let last = 0;
  for (const part of parts) {
    const unit = units[part];
    if (unit === undefined) {
      const value: number | undefined = digits[part] ?? (/^\d/u.test(part) ? Number(part) : undefined);
      if (value === undefined || (digit !== null && digit !== 0)) return null;
      // 零 says that the next digit keeps its own place.
      if (part === '零') last = 0;
      else digit = value;
      continue;
    }
    if (unit >= 10_000) {
      total = (total + section + (digit ?? (section === 0 && total === 0 ? 1 : 0))) * unit;
      section = 0;
    } else {
      section += (digit ?? 1) * unit;
    }
    digit = null;
    last = unit;
  }
  // 两万三: a digit left over behind a unit counts tenths of it.
  if (digit !== null) section += last > 10 && digit < 10 ? (digit * last) / 10 : digit;
  return parts.length === 0 ? null : total + section;
}
