/** A campaign asks a line to make somebody an offer: decided here, by the person's own word, caps and hours. Runs inside one transaction. */
import type { OfferOrder, OfferTold } from '../../../shared/campaign/calls.ts';
import { offerTo, type Offer } from '../../../shared/campaign/eligible.ts';
import { isOff } from '../../../shared/profile/fold.ts';
import { isSpokenAgainst } from '../../../shared/profile/heed.ts';
import { means } from '../../../shared/profile/match.ts';
import type { Endpoint } from '../store.ts';
import type { SmsForm } from '../../../shared/campaign/calls.ts';
import { knownOf } from '../profile/view.ts';
import type { Turn } from '../turn.ts';
import { toldOf, TOLD } from './becoming.ts';
import { addressFor, hasForm, standingOf } from './candidate.ts';
import type { OfferKept } from './store.ts';

/** Letters of this name take an offer out. */
const NAME = 'offer:';

export const isOffer = ({ key }: { key: string }): boolean => key.startsWith(NAME);
export const isOfferTold = ({ key }: { key: string }): boolean => key.startsWith(TOLD);
export const offerIn = ({ key }: { key: string }): string => key.slice(key.indexOf(':') + 1);

/** Asked again, it is the same offer: its answer is where it stands now. */
export function makeOffer(turn: Turn, order: OfferOrder): OfferTold {
  const id = `${order.campaign}:${order.person}`;
  const before = turn.offers.byId(id);
  if (before && before.state !== 'later' && before.state !== 'fell') return toldOf(before);
  const decided = decide(turn, { id, campaign: order.campaign, what: order });
  if (decided.go !== 'now') return notNow(before, decided, turn.now);
  const { endpoint, channel, proof } = decided;
  const { revision, until, channels, offer, judged } = order;
  const kept: OfferKept = {
    ...{ id, campaign: order.campaign, person: order.person, version: (before?.version ?? 0) + 1, state: 'taken' },
    ...{ channel, endpoint: endpoint.id, why: null, at: turn.now, leftAt: null, name: turn.around.freshId('n') },
    ...{ providerId: null, parts: 0, replied: false, optedOut: false, complained: false, resolved: false },
    evidence: proof.evidence,
    what: { revision, until, channels, offer, ...(judged ? { judged } : {}), ...usualIn(turn, order) },
  };
  turn.offers.save(kept);
  const lane = `offer:${endpoint.id}`;
  turn.letters.owe({ lane, kind: 'remind', key: `${NAME}${id}`, body: endpoint.id, dueAt: turn.now });
  return toldOf(kept);
}

/** Why it comes now, unless they switched that off meanwhile. */
const usualIn = (turn: Turn, { usual }: OfferOrder) =>
  usual === undefined || isOff(turn.profile.read(), 'trait:hours') ? {} : { usual };

export type Decided =
  (Extract<Offer, { go: 'now' }> & { endpoint: Endpoint; form: SmsForm | null }) | Exclude<Offer, { go: 'now' }>;

/** The rule of the last door, over the channels by which this offer has an address and a form. */
export function decide(turn: Turn, { id, campaign, what }: Pick<OfferKept, 'id' | 'campaign' | 'what'>): Decided {
  const channels = what.channels.filter((one) => one !== 'sms' || hasForm(turn, what.offer.sms));
  const [had, switchedOff] = [turn.offers.had(campaign, id), isSwitchedOff(turn, what)];
  const offer = offerTo(
    { ...standingOf(turn), had, switchedOff },
    channels,
    turn.now,
    turn.around.settings.campaigns.hours,
  );
  if (offer.go !== 'now') return offer;
  const address = addressFor(turn, offer.channel, what.offer.sms);
  return address ? { ...offer, ...address } : { go: 'never', why: 'no-address' };
}

/** Planned, but by a word of theirs since they are none of those who are meant. Without such a word nobody is judged twice. */
function isSwitchedOff(turn: Turn, { judged, offer }: Pick<OfferKept['what'], 'judged' | 'offer'>): boolean {
  const { choices } = turn.profile.read();
  if (judged === undefined) return isOff({ choices }, `rule:${offer.rule.id}`);
  if (!isSpokenAgainst(judged, { choices })) return false;
  return !means({ ...judged, on: true }, knownOf(turn), turn.now, turn.around.settings.profile.scale);
}

function notNow(before: OfferKept | null, decided: Exclude<Offer, { go: 'now' }>, now: number): OfferTold {
  return {
    ...{ version: null, state: decided.go === 'later' ? 'later' : 'fell', why: decided.why },
    channel: decided.go === 'later' ? decided.channel : null,
    at: decided.go === 'later' ? decided.at : now,
    ...{ parts: 0, replied: false, optedOut: false, complained: false, resolved: false },
    ...(before ? { version: before.version } : {}),
  };
}
