/** An offer by SMS: only by a template the carrier approved for marketing, whose words say how to refuse; in those very words where it takes any. */
import type { SmsForm } from '../../../shared/campaign/calls.ts';
import type { SmsAccount } from '../account.ts';
import type { Sent, SendTools } from '../channel.ts';
import { submit as byAliyun } from './aliyun.ts';
import { submit as byTencent } from './tencent.ts';
import { submit as byTwilio } from './twilio.ts';

/** One offer to one number. Never throws: every fault is an outcome. */
export async function sendOffer(
  account: SmsAccount,
  { id, number, form }: { id: string; number: string; form: SmsForm },
  tools: Pick<SendTools, 'call' | 'now' | 'nonce' | 'publicBase'>,
): Promise<Sent> {
  const outgoing = { id, address: { channel: 'sms' as const, account: account.id, peer: number } };
  switch (account.provider) {
    case 'aliyun':
      return byAliyun(account, outgoing, { template: form.code, values: {} }, tools);
    case 'tencent':
      return byTencent(account, outgoing, { template: form.code, values: [] }, tools);
    case 'twilio': {
      const StatusCallback = `${tools.publicBase}/hooks/sms/twilio/${account.id}?kind=report`;
      return byTwilio(account, { To: number, Body: form.text, StatusCallback }, tools);
    }
  }
}
