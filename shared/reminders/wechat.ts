/** What WeChat lets stand under each kind of key of a one-time subscription template. Source: subscribe-message/api_sendmessage, its table of value rules. */

type Words = { zh: string; en: string };
type Rule = Words & { fits(value: string): string | null };

const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2})?`;
const DAY = String.raw`(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})`;
const TIME = new RegExp(`^(?:${DAY} ?)?${CLOCK}(?: ?~ ?(?:${DAY} ?)?${CLOCK})?$`, 'u');
const DATE = new RegExp(`^${DAY}(?: ?${CLOCK})?(?: ?~ ?${DAY}(?: ?${CLOCK})?)?$`, 'u');
/** What the platform counts as Chinese: the characters, and what stands among them in Unicode. */
const HAN = /[\p{Script=Han}\u3400-\u9fff\uf900-\ufaff]/u;

const cut = (value: string, most: number): string => {
  const letters = [...value];
  return letters.length <= most ? value : `${letters.slice(0, most - 1).join('')}…`;
};
const only = (value: string, rule: RegExp): string | null => (rule.test(value) ? value : null);
const rule = (fits: Rule['fits'], zh: string, en: string): Rule => ({ fits, zh, en });

/** Words are cut to their length; numbers, times and names are never made up. */
const RULES: Record<string, Rule> = {
  thing: rule((value) => cut(value, 20), '20 个字以内', 'at most 20 letters'),
  number: rule(
    (value) => only(value, /^-?(?=[\d.]{1,33}$)\d+(?:\.\d+)?$/u),
    '只能是数字，32 位以内',
    'a number of at most 32 digits',
  ),
  letter: rule((value) => only(value, /^[A-Za-z]{1,32}$/u), '只能是 32 个以内的英文字母', 'at most 32 letters A–Z'),
  symbol: rule((value) => only(value, /^[^\p{L}\p{N}\s]{1,5}$/u), '只能是 5 个以内的符号', 'at most 5 signs'),
  character_string: rule(
    (value) => only(value, /^[\x21-\x7e]{1,32}$/u),
    '只能是 32 个以内的数字、英文字母和符号，不能有汉字和空格',
    'at most 32 digits, letters or signs of ASCII, no spaces',
  ),
  time: rule((value) => only(value, TIME), '只能是时间，例如 2026年11月28日 14:00', 'a time, as 2026-11-28 14:00'),
  date: rule((value) => only(value, DATE), '只能是日期，例如 2026年11月28日', 'a day, as 2026-11-28'),
  amount: rule(
    (value) => only(value, /^[¥￥$€£]?\d{1,10}(?:\.\d+)?元?$/u),
    '只能是金额，例如 129.00元',
    'an amount, as ¥129.00',
  ),
  phone_number: rule(
    (value) => only(value, /^[\d+()\-# ]{1,17}$/u),
    '只能是 17 位以内的电话号码',
    'a telephone number of at most 17 characters',
  ),
  car_number: rule(
    (value) => only(value, /^[\p{Script=Han}A-Z\d][A-Z\d]{1,6}[\p{Script=Han}A-Z\d]$/u),
    '只能是 8 位以内的车牌号',
    'a car’s number of at most 8 characters',
  ),
  name: rule(
    (value) => cut(value, HAN.test(value) ? 10 : 20),
    '10 个汉字或 20 个字母以内',
    'at most 10 Chinese characters or 20 letters',
  ),
  phrase: rule(
    (value) => {
      const han = [...value].filter((letter) => /^[\u3400-\u9fff]$/u.test(letter));
      return han.length === 0 ? null : han.slice(0, 5).join('');
    },
    '只能是 5 个以内的汉字',
    'at most 5 Chinese characters',
  ),
  enum: rule(
    (value) => only(value, /^.{1,20}$/u),
    '只能是模板里列出的选项，20 个字以内',
    'one of the template’s choices',
  ),
};

const kindOf = (key: string): Rule | null => RULES[/^([a-z_]+?)\d+$/u.exec(key)?.[1] ?? ''] ?? null;

/** The value as it may stand under this key of a template; null: it can't be sent there. */
export function fitted(key: string, value: string): string | null {
  const plain = value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return plain === '' ? null : (kindOf(key)?.fits(plain) ?? null);
}

/** What the key takes, in a sentence; null: WeChat has no such key. */
export function keyRule(key: string): Words | null {
  const found = kindOf(key);
  return found ? { zh: found.zh, en: found.en } : null;
}
