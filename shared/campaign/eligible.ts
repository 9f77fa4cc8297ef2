/**
 * Whether an offer may go to somebody now, by which channel, and if not why not. The one rule for the preview and for the last door: the
 * customer's own actor asks it again in the transaction the letter leaves in. Pure.
 */
import type { ChannelName } from '../message.ts';
import type { OfferChannel } from './campaign.ts';
import { ConsentProof } from './consent-proof.ts';
import { mayRing, type Hours } from '../reach/quiet.ts';

const DAY_MS = 24 * 3_600_000;

/** Offers to one person across all campaigns; no setting raises them. */
export const CAPS = [
  { days: 1, most: 1 },
  { days: 7, most: 2 },
  { days: 30, most: 5 },
] as const;

/** What is known of a person who is meant. */
export type Candidate = {
  /** Where they can be met: one address of each channel is enough. */
  addresses: readonly { channel: ChannelName; blocked: boolean }[];
  /** Their word for offers by this channel, with its evidence; null: never asked. */
  consents: readonly { channel: OfferChannel; given: boolean; evidence: string }[];
  /** One-time subscriptions left for offers in the mini-program. */
  subscriptions: number;
  /** When offers left for them, of any campaign, the last 30 days. */
  offered: readonly number[];
  /** This campaign wrote to them already, whoever they were then. */
  had: boolean;
  /** They talk with us now, or a complaint or ticket of theirs is open. */
  busy: boolean;
  /** By a word of theirs about their profile they are none of those this campaign means. */
  switchedOff: boolean;
};

/** Why nothing goes: in the order in which it is told where several hold. */
export const fallReasons = [
  'had',
  'switched-off',
  'no-address',
  'no-consent',
  'no-quota',
  'cap',
  'busy',
  'quiet',
] as const;
export type FallReason = (typeof fallReasons)[number];
/** `later`: nothing stands against it but the hour; at `at` it may go. */
export type Offer =
  | { go: 'now'; channel: OfferChannel; proof: ConsentProof }
  | { go: 'later'; why: 'quiet' | 'busy'; channel: OfferChannel; at: number }
  | { go: 'never'; why: Exclude<FallReason, 'quiet' | 'busy'> };

/** Who talks with us is looked at again after so long. */
const BUSY_MS = 30 * 60_000;

/** By the first of these channels that may carry it. `open`: the company's hours for offers. */
export function offerTo(person: Candidate, channels: readonly OfferChannel[], now: number, open?: Hours): Offer {
  if (person.had) return { go: 'never', why: 'had' };
  if (person.switchedOff) return { go: 'never', why: 'switched-off' };
  const reached = channels.filter((name) => person.addresses.some((one) => one.channel === name && !one.blocked));
  if (reached.length === 0) return { go: 'never', why: 'no-address' };
  const agreed = reached.flatMap((channel) => ConsentProof.of(person.consents, channel) ?? []);
  if (agreed.length === 0) return { go: 'never', why: 'no-consent' };
  const way = agreed.find(({ channel }) => channel !== 'miniprogram' || person.subscriptions > 0);
  if (!way) return { go: 'never', why: 'no-quota' };
  if (atCap(person.offered, now)) return { go: 'never', why: 'cap' };
  if (person.busy) return { go: 'later', why: 'busy', channel: way.channel, at: now + BUSY_MS };
  const at = mayRing('marketing', true, now, open);
  return at > now
    ? { go: 'later', why: 'quiet', channel: way.channel, at }
    : { go: 'now', channel: way.channel, proof: way };
}

/** Whether one more would be above a cap. */
export function atCap(offered: readonly number[], now: number): boolean {
  return CAPS.some(({ days, most }) => offered.filter((at) => at > now - days * DAY_MS).length >= most);
}
