/**
 * WeChat's counted reply windows. Source: kf-message/api_sendcustommessage (official accounts), customer-message/send (mini-programs).
 * Quotas are not added up: a new act restores its maximum.
 */
import type { WindowGrant } from '../../../shared/actors.ts';
import type { WechatAccount } from '../account.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Opening = { left: number; lastsMs: number };
const MESSAGE: Opening = { left: 5, lastsMs: 48 * HOUR };
const ACT: Opening = { left: 3, lastsMs: MINUTE };
const ENTER: Opening = { left: 2, lastsMs: MINUTE };

const EVENTS: Record<WechatAccount['kind'], Partial<Record<string, Opening>>> = {
  official: { subscribe: ACT, SCAN: ACT, CLICK: ACT, scancode_push: ACT, scancode_waitmsg: ACT },
  mini: { user_enter_tempsession: ENTER },
};

/** The window an act opens on this kind of account; `event` is null for a message. Undefined when it opens none. */
export function grant(kind: WechatAccount['kind'], event: string | null, at: number): WindowGrant | undefined {
  const opening = event === null ? MESSAGE : EVENTS[kind][event];
  return opening && { left: opening.left, endsAt: at + opening.lastsMs };
}
