/** What a line tells the directory of where offers stand with a person, so that a preview asks nobody; and how a campaign reads it. Pure. */
import type { Rule } from '../profile/rule.ts';
import type { Reading } from '../profile/match.ts';
import type { Share } from './arms.ts';
import type { OfferChannel } from './campaign.ts';
import type { Candidate, FallReason } from './eligible.ts';
import type { PartOfDay } from './hours.ts';
import type { Hours } from '../reach/quiet.ts';

/** All but what is of one campaign. */
export type Standing = Omit<Candidate, 'had' | 'switchedOff'>;

/** Of somebody of whom nothing was told yet. */
export const unknownStanding: Standing = { addresses: [], consents: [], subscriptions: 0, offered: [], busy: false };

/** A part of the directory: people whose ids stand behind `after`. `campaign` draws the arms: the id, or any word before there is one. `ownHours`: each person's are looked up. */
export type MeantOrder = {
  campaign: string;
  rule: Rule;
  scale: Reading['scale'];
  channels: readonly OfferChannel[];
  shares: readonly Share[];
  ownHours: boolean;
  /** The company's hours for offers; all of them where it set none. */
  open?: Hours;
  after: string;
  limit: number;
  now: number;
};
/**
 * Somebody meant: their arm (null: held out), and the way an offer would take now, or why it takes none, as far as the directory knows.
 * `usual`: the part of the day they usually come in, of those to whom it would go; null: not known, or not looked up.
 */
export type Meant = {
  id: string;
  arm: string | null;
  way: OfferChannel | null;
  why: FallReason | null;
  usual: PartOfDay | null;
};
export type MeantPart = { looked: number; people: Meant[]; next: string | null };

/** Counts of such a part. `ways`: to whom it would go, by arm and channel. */
export type MeantCounts = {
  looked: number;
  meant: number;
  heldOut: number;
  ways: { arm: string; channel: OfferChannel; count: number }[];
  later: { why: 'quiet' | 'busy'; count: number }[];
  fell: { why: FallReason; count: number }[];
  /** Those to whom it would go and whose usual hours are known. */
  usual: { part: PartOfDay; count: number }[];
  next: string | null;
};

/** Who of these people bought: in so many days of China's calendar, the last of them that of `last` (unix ms). At most 2,000 people. */
export type BoughtOrder = { people: readonly string[]; days: number; last: number };
