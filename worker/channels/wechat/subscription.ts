/** One-time subscription messages of the mini-program. Source: subscribe-message/api_sendmessage with its table of value rules. */
import { marketingWords } from '../../../shared/reminders/marketing-words.ts';
import { fitted, keyRule } from '../../../shared/reminders/wechat.ts';
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
  /** By a service template: no advertising leaves by it. */
  service: boolean;
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
      const rule = keyRule(key)?.zh ?? '微信没有这种字段';
      const detail = `模板 ${message.template.id} 的 ${key} 没有合适的内容：${rule}`;
      return { ok: false, fate: 'failed', reason: { code: 'template_value', detail } };
    }
    const found = message.service ? marketingWords(value) : null;
    if (found) {
      const detail = `模板 ${message.template.id} 的 ${key}：${found.rule.zh}`;
      return { ok: false, fate: 'failed', reason: { code: 'marketing_words', detail } };
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
