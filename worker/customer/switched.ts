/** A channel that is switched off: nothing is called, what is owed waits however long, and no try is used up. */
import { isOff, type Switches } from '../../shared/settings/switches.ts';
import type { Sent } from '../channels/channel.ts';

const CODE = 'channel_off';
/** Switched on again, what waits leaves within this. */
const LOOK_MS = 10_000;

/** What a call over this account comes to while it is off; null: it is on. */
export function barredBy(switches: Switches, account: string, now: number): Sent | null {
  if (!isOff(switches, 'channel', now, account)) return null;
  return { ok: false, fate: 'retry', reason: { code: CODE, detail: 'the channel is switched off' }, afterMs: LOOK_MS };
}

/** Whether a send only waits for its channel. */
export const waitsForChannel = (sent: Sent): boolean => !sent.ok && sent.reason.code === CODE;
