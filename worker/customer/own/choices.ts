/** What may be pushed, by whose word, and how WeChat's one-time subscriptions stand. Runs inside one transaction. */
import type { CustomerAct } from '../../../shared/frame.ts';
import type { ChannelName } from '../../../shared/message.ts';
import type { ChoiceView, OwnView } from '../../../shared/notice.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Seen } from '../stream.ts';
import { oweDirectory } from '../owing-directory.ts';
import { refusedOffers } from '../offers/results.ts';
import { preferred } from '../profile/gather.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { spoken } from './may-push.ts';
import { readNotices, WHOLE } from './notices.ts';

export type OwnAct = Extract<CustomerAct, { act: 'read-notices' | 'subscribe' | 'choose' | 'human-first' }>;

/** Accepts piled up by somebody who taps and taps; WeChat counts on, this house stops here. */
const MOST_LEFT = 100;

const OWN: readonly string[] = ['read-notices', 'subscribe', 'choose', 'human-first'] satisfies OwnAct['act'][];

export function isOwnAct(act: { act: string }): act is OwnAct {
  return OWN.includes(act.act);
}

/** Does what a customer decides for themselves; who shows only one address of theirs decides nothing. */
export function ownAffairs(turn: Turn, seen: Extract<Seen, { kind: 'customer' }>, act: OwnAct): Refusal | null {
  if (!seen.whole) return refuse('not_allowed');
  switch (act.act) {
    case 'read-notices':
      readNotices(turn, act.notices);
      return null;
    case 'subscribe':
      for (const { template, answer } of act.answers)
        subscribed(turn, template, answer === 'accept', turn.homeOf(seen.endpoint));
      show(turn);
      return null;
    case 'choose': {
      const channel = turn.line.endpoint(seen.endpoint)?.channel ?? 'web';
      choose(turn, { ...act, channel: act.channel ?? null, evidence: `${channel}:own-choice` }, seen.endpoint);
      return null;
    }
    case 'human-first':
      if (turn.person.humanFirst === act.on) return null;
      turn.person.humanFirst = act.on;
      turn.line.updatePerson(turn.person);
      preferred(turn, 'human-first', act.on ? 'yes' : 'no', seen.endpoint);
      show(turn);
      return null;
  }
}

/** One accept is one message, any time later, to whoever accepted; a refusal takes back what is left and is remembered. */
export function subscribed(turn: Turn, template: string, accepted: boolean, home: string): void {
  if (!turn.around.templates.some((one) => one.id === template)) return;
  const held = turn.own.subscription(template, home);
  const left = accepted ? Math.min(held.left + 1, MOST_LEFT) : held.left;
  turn.own.saveSubscription({ ...held, left, refusedAt: accepted ? null : turn.now });
}

/** WeChat says that it is taken back, and by which word of theirs (`refused`), or that nothing is left. */
export function withdrawn(
  turn: Turn,
  template: string,
  home: string,
  refused: { endpoint: Endpoint; evidence: string } | null,
): void {
  const known = turn.around.templates.find((one) => one.id === template);
  if (!known) return;
  const held = turn.own.subscription(template, home);
  turn.own.saveSubscription({ ...held, left: 0, refusedAt: refused ? turn.now : held.refusedAt });
  // Offers come there by this alone: whoever refuses it has refused them on this channel.
  if (refused && known.kind === 'offer') {
    const { endpoint, evidence } = refused;
    choose(turn, { purpose: 'marketing', channel: endpoint.channel, given: false, evidence }, endpoint.id);
  }
  show(turn);
}

/**
 * Writes it into the ledger; marketing also stands at the addresses themselves, where sends look. `endpoint`: where it was said. A
 * yes is of whose address that is, and goes with them; a no stands for everybody of the line, whoever parts from it.
 */
export function choose(turn: Turn, given: Omit<ChoiceView, 'at'>, endpoint: string): void {
  const said = turn.own.choices().filter((one) => one.purpose === given.purpose);
  const words = spoken(said, given, turn.now);
  if (words.length === 0) return;
  const { purpose, channel, evidence } = given;
  const homes = given.given ? [turn.homeOf(endpoint)] : ['', ...turn.line.homes.others()];
  for (const one of words) homes.forEach((home) => turn.own.addChoice(one, home));
  if (purpose === 'marketing') markAddresses(turn, channel, given.given, evidence);
  if (purpose === 'marketing' && !given.given) refusedOffers(turn);
  show(turn);
}

/** A refusal heard on one address stops offers on all of them at once. */
export function refuseOffers(turn: Turn, evidence: string): void {
  choose(turn, { purpose: 'marketing', channel: null, given: false, evidence }, '');
}

/** Where the carrier gives no words of its own. */
export const REPORTED = 'the carrier reports an opt-out';

/** The carrier says that they refused on this address: nothing is sent there any more, and no offer anywhere. */
export function optedOutAt(turn: Turn, endpoint: Endpoint, detail: string): void {
  endpoint.blocked = { code: 'opted_out', detail };
  turn.endpointChanged(endpoint);
  refuseOffers(turn, `${endpoint.channel}:carrier`);
}

/** The file has each word of theirs, an agreement where none was refused before as well. */
function markAddresses(turn: Turn, channel: ChannelName | null, given: boolean, evidence: string): void {
  for (const endpoint of turn.line.endpoints()) {
    if (channel !== null && endpoint.channel !== channel) continue;
    if (turn.card.consentTo('marketing', endpoint.id) !== given)
      turn.own.addConsent(endpoint.id, given, evidence, turn.now);
    if (endpoint.marketingRefused === !given) continue;
    endpoint.marketingRefused = !given;
    turn.endpointChanged(endpoint);
  }
}

/** What the person decided, for their own screens and for staff. */
export function ownOf(turn: Turn): OwnView {
  const all = turn.own.subscriptions();
  return {
    choices: turn.own.choices(),
    humanFirst: turn.person.humanFirst,
    subscriptions: turn.around.templates.map(({ id, kind, title }) => {
      const held = all.filter((one) => one.template === id);
      // Refused is what nobody of the line accepts any more.
      const refused = held.map(({ refusedAt }) => refusedAt).filter((at) => at !== null);
      return {
        ...{ template: id, kind, title },
        left: held.reduce((sum, { left }) => sum + left, 0),
        refusedAt: refused.length > 0 && refused.length === held.length ? Math.max(...refused) : null,
      };
    }),
  };
}

/** Their screens and staff see it; whom a campaign would reach is counted anew. */
function show(turn: Turn): void {
  oweDirectory(turn);
  turn.change('all', WHOLE, { kind: 'own', own: ownOf(turn) });
}
