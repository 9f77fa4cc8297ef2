/** A word to one of the staff by SMS: by the carrier's own template for it, or in words where words are free. Sent once. */
import type { SmsAccount } from '../account.ts';
import type { Sent, SendTools } from '../channel.ts';
import { submit as byAliyun } from './aliyun.ts';
import { submit as byTencent } from './tencent.ts';
import { submit as byTwilio } from './twilio.ts';

/** What a mainland template's variable takes. */
const LONGEST = 35;

/** Whether this account can say it. */
export const sendsAlerts = (account: SmsAccount): boolean =>
  account.provider === 'twilio' || account.templates.alert !== undefined;

/** `brief`: what stands in a template's one variable. Never throws. */
export async function sendAlert(
  account: SmsAccount,
  { id, number, brief, words }: { id: string; number: string; brief: string; words: string },
  tools: Pick<SendTools, 'call' | 'now' | 'nonce'>,
): Promise<Sent> {
  const outgoing = { id, address: { channel: 'sms' as const, account: account.id, peer: number } };
  if (account.provider === 'twilio') return byTwilio(account, { To: number, Body: words }, tools);
  const template = account.templates.alert?.code;
  if (template === undefined)
    return { ok: false, fate: 'failed', reason: { code: 'no_template', detail: 'no template' } };
  const said = brief.slice(0, LONGEST);
  return account.provider === 'aliyun'
    ? byAliyun(account, outgoing, { template, values: { content: said } }, tools)
    : byTencent(account, outgoing, { template, values: [said] }, tools);
}
