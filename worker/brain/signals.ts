/** What must be noticed before anything is answered: secrets, danger, anger. */
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

const DANGER =
  /自杀|自残|不想活|想死|跳楼|轻生|起火|着火|失火|爆炸|炸了|冒烟|触电|漏电|煤气泄漏|燃气泄漏|中毒|过敏休克|受伤|烫伤|烧伤|流血|出血|救命|报警(?!器)|被骗|诈骗|盗刷|被盗|人身安全|生命危险|威胁我|跟踪我/u;
const DANGER_ENGLISH =
  /\b(?:suicide|kill myself|on fire|caught fire|catching fire|smoking battery|exploded|explosion|electric shock|electrocuted|gas leak|poisoned|poisoning|injured|bleeding|burned me|emergency|call the police|my life is|in danger|stolen from my|been scammed|fraudulent charge|unauthorized charge|unauthorised charge)\b/u;

/** Danger to a person or to property (5.2.2.6 d): urgent, at once. */
export function soundsDangerous(text: string): boolean {
  const plain = normalise(text);
  return DANGER.test(plain.replace(/\s+/gu, '')) || DANGER_ENGLISH.test(plain);
}

const UPSET =
  /投诉|举报|差评|12315|12305|12300|消费者协会|消协|工商局|市场监管|骗子|骗人|骗钱|欺骗|忽悠|坑人|坑爹|黑心|奸商|垃圾(?!桶|袋|箱|分类|处理)|太差|真差|很差劲|差劲|什么破|什么玩意|气死|气愤|生气|愤怒|恼火|火大|忍无可忍|受不了|受够|恶心|废物|混蛋|王八|妈的|他妈|滚蛋|不满|非常失望|太失望|维权|起诉|律师|法院|曝光|媒体|无耻|不要脸|敷衍|推卸|没人管|不负责任/u;
const UPSET_ENGLISH =
  /\b(?:complain|complaint|complaints|terrible|awful|horrible|ridiculous|unacceptable|furious|angry|outraged|outrageous|worst|scam|scammers|liars|lawsuit|sue you|lawyer|useless|disgusting|disgusted|rip ?off|fed up|sick of|disappointed|pathetic|garbage|bullshit|wtf|appalling|report you)\b/u;

/** Strong displeasure or the will to complain (5.2.2.7): confirm, then transfer. */
export function soundsUpset(text: string): boolean {
  const plain = normalise(text);
  return UPSET.test(plain.replace(/\s+/gu, '')) || UPSET_ENGLISH.test(plain);
}
