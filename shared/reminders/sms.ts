/** What mainland carriers let stand in an SMS: in any words of ours, in one variable of an approved template, and in the template itself. */

type Words = { zh: string; en: string };

const LINK =
  /https?:\/\/|www\.|[a-z0-9-]{2,}\.(?:com|cn|net|org|top|xyz|cc|io|me|co|app|shop|site|vip|link|info|ltd|tech|club)(?![a-z0-9])/iu;
/** Mobile numbers, land lines with area code, 400/800 lines, however spaced. Longer runs of digits are order or parcel numbers. */
const PHONE =
  /(?<![\d.])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)/u;

/** Longest SMS a mainland carrier takes, signature included, and longest value of one variable. */
export const LONGEST_SMS = 500;
const LONGEST_VALUE = 35;

/** Why words may not stand in a variable; null: they may. */
export function barredWords(words: string): 'link' | 'phone' | null {
  const plain = words.normalize('NFKC');
  if (LINK.test(plain)) return 'link';
  return PHONE.test(plain) ? 'phone' : null;
}

export type SmsRule = keyof typeof smsRules;
export const smsRules = {
  link: { zh: '短信变量里不能带网址', en: 'no link may stand in a variable of an SMS' },
  phone: { zh: '短信变量里不能带电话号码', en: 'no telephone number may stand in a variable of an SMS' },
  signs: {
    zh: '短信变量里不能有【】和 ¥ 之类的符号',
    en: 'no 【】 and no signs like ¥ may stand in a variable of an SMS',
  },
  empty: { zh: '短信变量不能为空', en: 'a variable of an SMS may not be empty' },
  once: { zh: '每个变量在短信模板里只能出现一次', en: 'each variable stands once in an SMS template' },
  named: {
    zh: '变量名以字母开头，25 个字符以内，不能叫 email、mobile、id、nick、site',
    en: 'a variable begins with a letter, has at most 25 characters and isn’t called email, mobile, id, nick or site',
  },
  around: { zh: '短信模板不能只有变量', en: 'an SMS template is more than its variables' },
  long: { zh: `短信连签名不能超过 ${LONGEST_SMS} 个字`, en: `an SMS has at most ${LONGEST_SMS} letters` },
  given: { zh: '模板里的变量没有填写内容', en: 'a variable of the template has no value' },
  absent: { zh: '模板文字里没有这个变量', en: 'the template’s text has no such variable' },
} as const satisfies Record<string, Words>;

/** A value as it may stand in a variable: words are cut to their length, nothing is taken out; else which rule it breaks. */
export function smsValue(value: string): { value: string } | { breaks: SmsRule } {
  const plain = value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (plain === '') return { breaks: 'empty' };
  const barred = barredWords(plain);
  if (barred) return { breaks: barred };
  if (/[【】¥￥★]/u.test(plain)) return { breaks: 'signs' };
  const letters = [...plain];
  return { value: letters.length <= LONGEST_VALUE ? plain : `${letters.slice(0, LONGEST_VALUE - 1).join('')}…` };
}

const VARIABLE = /\$\{([^{}]*)\}|\{(\d+)\}/gu;

/** The variables of an approved template, in their order: `${order}` (Aliyun) or `{1}` (Tencent). */
export function smsVariables(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, named, numbered]) => named ?? numbered ?? '');
}

/** The SMS as it arrives, without its signature. */
export function smsFilled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (whole, named?: string, numbered?: string) => values[named ?? numbered ?? ''] ?? whole);
}

/** Which rules a template's own text breaks, and of which variable. */
export function smsTextFaults(text: string): { rule: SmsRule; of: string }[] {
  const names = smsVariables(text);
  const faults: { rule: SmsRule; of: string }[] = [];
  for (const [at, name] of names.entries()) {
    const good = /^(?:\d{1,2}|[a-z]\w{0,24})$/iu.test(name) && !/^(?:email|mobile|id|nick|site)$/iu.test(name);
    if (!good) faults.push({ rule: 'named', of: name });
    if (names.indexOf(name) !== at) faults.push({ rule: 'once', of: name });
  }
  if (text.replace(VARIABLE, '').replace(/[\p{P}\s]/gu, '') === '') faults.push({ rule: 'around', of: '' });
  return faults;
}
