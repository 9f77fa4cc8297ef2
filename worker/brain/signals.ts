/** What must be noticed before anything is answered: secrets, danger, anger. */
import dangerWords from './lists/danger.json' with { type: 'json' };
import securityWords from './lists/security.json' with { type: 'json' };
import upsetWords from './lists/upset.json' with { type: 'json' };
import { WordList } from './wordlist.ts';
import { normalise } from './words.ts';

const DIGITS = /(?<![\dA-Za-z])\d(?:[ -]?\d){11,20}[ -]?[\dXx]?(?![\dA-Za-z])/gu;
const CARD_WORD = /银行卡|信用卡|储蓄卡|借记卡|卡号|开户|\b(?:card|iban|account number)\b/u;
const ID_WORD = /身份证|证件号|护照号|\b(?:passport|id card|identity card|id number|ssn)\b/u;
const PASSWORD =
  /(?:密码|口令|验证码|校验码|动态码|安全码)(?:就?是|为|[:=])+[\s"'“]*[!-~]{3,}|(?:密码|口令|验证码|校验码|动态码|安全码)[\s"'“]*(?=[!-~]*\d)[!-~]{4,}|\b(?:password|passwd|pwd|passcode|pin|otp|cvv|cvc|verification code|security code)(?:\s+code)?(?:\s*[:=]\s*|\s+is\s+|\s+)["'“]?(?=[!-~]*\d)[!-~]{3,}|\b(?:password|passwd|pwd|passcode)\s*[:=]\s*[!-~]{4,}/giu;

/** Where in the text a secret stands: an ID card, bank card, password or code. Only ranges leave this function. */
function secretRanges(plain: string, orderExpected: boolean): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of plain.matchAll(DIGITS)) {
    const number = match[0].replace(/[ -]/gu, '');
    const secret =
      isIdCard(number) || isBankCard(number, plain, orderExpected) || (ID_WORD.test(plain) && number.length >= 15);
    if (secret) found.push({ start: match.index, end: match.index + match[0].length });
  }
  for (const match of plain.matchAll(PASSWORD)) found.push({ start: match.index, end: match.index + match[0].length });
  return found;
}

/** A secret was typed. An order number may look like a card; `orderExpected` says that one was asked for or named. */
export function holdsSecret(text: string, orderExpected: boolean): boolean {
  return secretRanges(normalise(text), orderExpected).length > 0;
}

/** The text with every secret cut out, for summaries. */
export function withoutSecrets(text: string): string {
  const plain = text.normalize('NFKC');
  const ranges = secretRanges(plain.toLowerCase(), false).sort((left, right) => right.start - left.start);
  if (ranges.length === 0) return text;
  return ranges.reduce((kept, range) => `${kept.slice(0, range.start)}[已隐去]${kept.slice(range.end)}`, plain);
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643: eighteen characters, a birth date inside, a check character at the end. */
function isIdCard(number: string): boolean {
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]$/iu.test(number)) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase();
}

/** A card by its check digit (ISO/IEC 7812) and issuer; where an order number is expected only UnionPay's own prefix counts. */
function isBankCard(number: string, plain: string, orderExpected: boolean): boolean {
  if (!/^\d{13,19}$/u.test(number)) return false;
  if (CARD_WORD.test(plain)) return true;
  if (!luhn(number)) return false;
  if (number.startsWith('62')) return number.length >= 16;
  return !orderExpected && /^(?:4|5[1-5]|2[2-7]|3[47])/u.test(number) && number.length <= 19;
}

function luhn(number: string): boolean {
  let sum = 0;
  for (let at = 0; at < number.length; at += 1) {
    const digit = Number(number[number.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const danger = new WordList(dangerWords);
const upset = new WordList(upsetWords);
const security = new WordList(securityWords);

/** Danger to a person or to property (5.2.2.6 d): urgent, at once. */
export function soundsDangerous(text: string): boolean {
  return danger.find(text).length > 0;
}

/** The security of information or of an account is at stake (5.2.2.6 c), also where no secret was typed. */
export function touchesSecurity(text: string): boolean {
  return security.find(text).length > 0;
}

/** Strong displeasure or the will to complain (5.2.2.7): confirm, then transfer. */
export function soundsUpset(text: string): boolean {
  return upset.find(text).length > 0;
}

export type Emotion = { level: 'calm' | 'upset' | 'angry'; words: string[] };

/** How several utterances sound together, with the words that show it: the strongest counts. */
export function emotionIn(texts: readonly string[]): Emotion {
  const found = texts.flatMap((text) => upset.find(text));
  const angry = found.some((one) => one.group === 'angry');
  const level = angry ? 'angry' : found.length > 0 ? 'upset' : 'calm';
  return { level, words: [...new Set(found.map((one) => one.word))].slice(0, 6) };
}
