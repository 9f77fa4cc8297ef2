/** One-time subscription messages of the mini-program. Source: subscribe-message/api_sendmessage with its table of value rules. */
import type { MiniprogramAccount } from '../account.ts';
import { unanswered } from '../ask.ts';
import { wordAt } from '../json.ts';
import type { Sent, SendTools } from '../channel.ts';
import { askWithToken } from './api.ts';
import { fateOf } from './errors.ts';

export type SubscriptionMessage = {
  /** The openid. */
  to: string;
  template: { id: string; values: Readonly<Record<string, string>> };
  /** What `{name}` stands for in the template's values. */
  words: Readonly<Record<string, string>>;
  /** Path and query within the mini-program. */
  page: string;
  language: 'zh' | 'en';
};

/** Sends it once. Values are fitted to the platform's rules first; what can't be fitted is not sent. */
export async function sendSubscription(
  message: SubscriptionMessage,
  account: MiniprogramAccount,
  tools: Pick<SendTools, 'call' | 'token' | 'now'>,
): Promise<Sent> {
  const data: Record<string, { value: string }> = {};
  for (const [key, wanted] of Object.entries(message.template.values)) {
    const value = fitted(key, filled(wanted, message.words));
    if (value === null) {
      const detail = `模板 ${message.template.id} 的 ${key} 没有合适的内容`;
      return { ok: false, fate: 'failed', reason: { code: 'template_value', detail } };
    }
    data[key] = { value };
  }
  const body = {
    touser: message.to,
    template_id: message.template.id,
    page: message.page,
    data,
    miniprogram_state: account.release ?? 'formal',
    lang: message.language === 'en' ? 'en_US' : 'zh_CN',
  };
  const asked = await askWithToken(tools.call, tools.token, account.base, '/cgi-bin/message/subscribe/send', {}, body);
  if (!asked.ok) {
    const reason = { code: 'no_token', detail: `拿不到微信的接口凭证：${asked.detail}` };
    return asked.code === 'unavailable' || asked.code === 'rate_limited'
      ? { ok: false, fate: 'retry', reason, afterMs: 10_000 }
      : { ok: false, fate: 'failed', reason };
  }
  const { answered } = asked;
  if (answered.ok)
    return answered.errcode === 0
      ? { ok: true, providerId: wordAt(answered.answer, 'msgid') || null }
      : fateOf(answered.errcode, tools.now);
  return unanswered(answered, '微信');
}

function filled(wanted: string, words: Readonly<Record<string, string>>): string {
  return wanted.replace(/\{([\w-]+)\}/gu, (_, name: string) => words[name] ?? '');
}

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

/** What each kind of key takes. Words are cut to their length; numbers, times and names are never made up. */
const RULES: Record<string, (value: string) => string | null> = {
  thing: (value) => cut(value, 20),
  number: (value) => only(value, /^-?(?=[\d.]{1,33}$)\d+(?:\.\d+)?$/u),
  letter: (value) => only(value, /^[A-Za-z]{1,32}$/u),
  symbol: (value) => only(value, /^[^\p{L}\p{N}\s]{1,5}$/u),
  character_string: (value) => only(value, /^[\x21-\x7e]{1,32}$/u),
  time: (value) => only(value, TIME),
  date: (value) => only(value, DATE),
  amount: (value) => only(value, /^[¥￥$€£]?\d{1,10}(?:\.\d+)?元?$/u),
  phone_number: (value) => only(value, /^[\d+()\-# ]{1,17}$/u),
  car_number: (value) => only(value, /^[\p{Script=Han}A-Z\d][A-Z\d]{1,6}[\p{Script=Han}A-Z\d]$/u),
  name: (value) => cut(value, HAN.test(value) ? 10 : 20),
  phrase: (value) => {
    const han = [...value].filter((letter) => /^[\u3400-\u9fff]$/u.test(letter));
    return han.length === 0 ? null : han.slice(0, 5).join('');
  },
  enum: (value) => only(value, /^.{1,20}$/u),
};

/** The value as it may stand under this key of a template; null: it can't be sent there. */
export function fitted(key: string, value: string): string | null {
  const rule = RULES[/^([a-z_]+?)\d+$/u.exec(key)?.[1] ?? ''];
  const plain = value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return rule === undefined || plain === '' ? null : rule(plain);
}
