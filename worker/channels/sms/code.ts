/** A code by SMS: by the verification template where the carrier wants one, in words of ours where it takes them. Sent once, never repeated. */
import type { SmsAccount } from '../account.ts';
import type { Sent, SendTools } from '../channel.ts';
import { submit as byAliyun } from './aliyun.ts';
import { submit as byTencent } from './tencent.ts';
import { submit as byTwilio } from './twilio.ts';

/** Whether this account may send codes: mainland carriers take an approved verification template only. */
export function sendsCodes(account: SmsAccount): boolean {
  return account.provider === 'twilio' || account.templates.verify !== undefined;
}

/** The words where no template says them; the name of the company stands where the mainland's signature does. */
function wordsOf(name: string, code: string, language: 'zh' | 'en'): string {
  return language === 'zh'
    ? `【${name}】您的验证码是 ${code}，5 分钟内有效。请勿告诉他人。`
    : `${name}: your code is ${code}. It is good for 5 minutes. Don't tell it to anybody.`;
}

/** One code to one number. Never throws: every fault is an outcome. */
export async function sendCode(
  account: SmsAccount,
  order: { id: string; number: string; code: string; language: 'zh' | 'en' },
  tools: Pick<SendTools, 'call' | 'now' | 'nonce'>,
): Promise<Sent> {
  const { id, number, code } = order;
  const outgoing = { id, address: { channel: 'sms' as const, account: account.id, peer: number } };
  if (account.provider === 'twilio')
    return byTwilio(account, { To: number, Body: wordsOf(account.name, code, order.language) }, tools);
  const template = account.templates.verify?.code;
  if (template === undefined) {
    return { ok: false, fate: 'failed', reason: { code: 'no_template', detail: '没有配置验证码短信模板' } };
  }
  return account.provider === 'aliyun'
    ? byAliyun(account, outgoing, { template, values: { code } }, tools)
    : byTencent(account, outgoing, { template, values: [code] }, tools);
}
