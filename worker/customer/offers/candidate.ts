/** What the rule of the last door asks of a person (shared/campaign/eligible.ts), read from their line. Reads only. */
import { offerChannel, type OfferChannel } from '../../../shared/campaign/campaign.ts';
import type { Standing } from '../../../shared/campaign/standing.ts';
import type { SmsForm } from '../../../shared/campaign/calls.ts';
import { isOff } from '../../../shared/profile/fold.ts';
import { optOut } from '../../channels/sms/optout.ts';
import { offerConsents } from '../own/may-push.ts';
import { privacyStanding } from '../own/privacy.ts';
import { isBlocked } from '../person/card.ts';
import { whyNotTheirs } from '../reach/lease.ts';
import { subscriptionFor } from '../reach/ways.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

/** Somebody whom the robot answered talks with us so long after their last word. */
const TALKING_MS = 30 * 60_000;

/** Where offers stand with them now, whichever campaign asks. */
export function standingOf(turn: Turn): Standing {
  const endpoints = turn.line.endpoints();
  const shut = isBlocked(turn.card.read(), turn.now);
  const choices = turn.own.choices();
  const rests = privacyStanding(turn).restsSince;
  const hasProfile = !isOff(turn.profile.read(), 'all');
  return {
    addresses: endpoints.map((one) => ({
      channel: one.channel,
      blocked: shut || one.blocked !== null || whyNotTheirs(one, turn.now) !== null,
    })),
    // An address that refused stays refused beside another one that agreed, as after a merge.
    consents: offerConsents(choices, offerChannel.options, {
      heard: (channel) => endpoints.some((one) => one.channel === channel && !isShut(turn, one)),
      ...{ hasProfile, rests },
    }),
    subscriptions: subscriptionFor(turn, endpoints, 'offer')?.left ?? 0,
    offered: turn.offers.leftSince(turn.now),
    busy: isBusy(turn),
  };
}

const isShut = (turn: Turn, one: Endpoint): boolean =>
  one.blocked !== null || one.marketingRefused || whyNotTheirs(one, turn.now) !== null;

function isBusy(turn: Turn): boolean {
  const session = turn.sessions.open();
  if (session && session.state !== 'robot') return true;
  if (session && isTalk(turn, session.id) && turn.line.endpoints().some(isLately(turn.now))) return true;
  return turn.tickets.recent(turn.now, 1).some((one) => one.closedAt === null);
}

const isLately = (now: number) => (one: Endpoint) => one.lastInboundAt > now - TALKING_MS;

/** Whoever only took offers again, by the word carriers have for it, talks about nothing. */
const isTalk = (turn: Turn, session: string): boolean =>
  turn.line.said
    .in(session)
    .some(
      ({ speaker, body }) => speaker.kind === 'customer' && !(body.kind === 'text' && optOut(body.text) === 'start'),
    );

/** Whether a number of theirs is of an account that has a form of it. */
export function hasForm(turn: Turn, forms: readonly SmsForm[]): boolean {
  const accounts = new Set(forms.map(({ account }) => account));
  return turn.line.endpoints().some((one) => one.channel === 'sms' && accounts.has(turn.around.smsFor(one.peer) ?? ''));
}

/** The address an offer takes on a channel, and by which of these forms where it is an SMS; null: none. */
export function addressFor(
  turn: Turn,
  channel: OfferChannel,
  forms: readonly SmsForm[],
): { endpoint: Endpoint; form: SmsForm | null } | null {
  const open = turn.line.endpoints().filter((one) => one.channel === channel && !isShut(turn, one));
  if (channel === 'miniprogram') {
    const endpoint = subscriptionFor(turn, open, 'offer')?.endpoint;
    return endpoint ? { endpoint, form: null } : null;
  }
  if (channel !== 'sms') {
    const [endpoint] = open.toSorted((one, other) => other.lastInboundAt - one.lastInboundAt);
    return endpoint ? { endpoint, form: null } : null;
  }
  for (const endpoint of open) {
    const form = forms.find(({ account }) => account === turn.around.smsFor(endpoint.peer));
    if (form) return { endpoint, form };
  }
  return null;
}
