/** One message to one person by WeChat's customer-message call. */
import type { Reason } from '../../../shared/message.ts';
import type { Refusal } from '../../../shared/refusal.ts';
import type { WechatAccount } from '../account.ts';
import type { Outgoing, Sent, SendTools } from '../channel.ts';
import { unanswered } from '../ask.ts';
import { askWithToken } from './api.ts';
import { fateOf } from './errors.ts';
import { reachable } from './media.ts';
import { payloadOf } from './payload.ts';

/** Sends one body as one message; long texts are cut before they are owed (see `split`). */
export async function send(outgoing: Outgoing, account: WechatAccount, tools: SendTools): Promise<Sent> {
  const reached = await reachable(outgoing, account, tools);
  if (!reached.ok) return reached.sent;
  const payload = payloadOf(reached.body, account, tools.publicBase);
  if (!payload) {
    return failed({ code: 'unsupported_kind', detail: `微信发不了这种内容（${outgoing.body.kind}）` });
  }
  const label = outgoing.generated ? { aimsgcontext: { is_ai_msg: 1 } } : {};
  const body = { touser: outgoing.address.peer, ...payload, ...label };
  const asked = await askWithToken(tools.call, tools.token, account.base, '/cgi-bin/message/custom/send', {}, body);
  if (!asked.ok) return withoutToken(asked);
  const { answered } = asked;
  if (answered.ok) return answered.errcode === 0 ? { ok: true, providerId: null } : fateOf(answered.errcode, tools.now);
  return unanswered(answered, '微信');
}

/** Without a token nothing went out: a fault of the settings lasts, anything else passes. */
function withoutToken(refusal: Refusal): Sent {
  const reason = { code: 'no_token', detail: `拿不到微信的接口凭证：${refusal.detail}` };
  return refusal.code === 'unavailable' || refusal.code === 'rate_limited'
    ? { ok: false, fate: 'retry', reason, afterMs: 10_000 }
    : failed(reason);
}

function failed(reason: Reason): Sent {
  return { ok: false, fate: 'failed', reason };
}

/** Shows or hides "typing" in the person's chat; best effort, true when the platform took it. */
export async function typing(peer: string, on: boolean, account: WechatAccount, tools: SendTools): Promise<boolean> {
  const path = account.kind === 'mini' ? '/cgi-bin/message/custom/business/typing' : '/cgi-bin/message/custom/typing';
  const body = { touser: peer, command: on ? 'Typing' : 'CancelTyping' };
  const asked = await askWithToken(tools.call, tools.token, account.base, path, {}, body);
  return asked.ok && asked.answered.ok && asked.answered.errcode === 0;
}
