/** A telephone number is held for a while only: whoever had it may have given it up, and somebody else may have it by now. Pure. */
import { DAY_MS } from './quiet.ts';

/** Mainland operators keep a number back for ninety days before anybody else gets it: heard from or proven within them, it is still its holder's. */
export const NUMBER_LEASE_MS = 90 * DAY_MS;

/** Whether the lease is over of a number that was last heard from, or proven by its holder, at `heardAt`. */
export function isLapsed(heardAt: number, now: number): boolean {
  return now - heardAt > NUMBER_LEASE_MS;
}

/** Whether an address is a number that rings somewhere. */
export function isNumber({ channel, peer }: { channel: string; peer: string }): boolean {
  return channel === 'sms' || (channel === 'phone' && peer.startsWith('+'));
}
