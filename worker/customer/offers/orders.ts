/** What is asked of a line about offers: by a campaign, by staff, by the person. Runs inside one transaction. */
import type { Viewer } from '../../../shared/actors.ts';
import type { OfferView } from '../../../shared/campaign/api.ts';
import type { OffersOrder, OffersOutcome } from '../../../shared/campaign/calls.ts';
import { isOff } from '../../../shared/profile/fold.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { remindersSent } from '../reminders/history.ts';
import type { Seen } from '../stream.ts';
import type { Turn } from '../turn.ts';
import { standingOf } from './candidate.ts';
import { toldOf } from './becoming.ts';
import { makeOffer } from './making.ts';
import type { OfferKept } from './store.ts';
import { thenWords } from './words.ts';

const SHOWN = 50;

export function obeyOffers(
  turn: Turn,
  order: OffersOrder,
  seenBy: (turn: Turn, viewer: Viewer) => Seen,
): Result<OffersOutcome> {
  if (order.order === 'make') return { ok: true, told: makeOffer(turn, order) };
  const seen = order.viewer ? seenBy(turn, order.viewer) : null;
  if (seen?.kind === 'customer' && !seen.whole) return refuse('not_allowed');
  const whom = seen?.kind === 'customer' ? 'own' : 'staff';
  const said = standingOf(turn).consents.map(({ channel, given }) => ({ channel, given }));
  return {
    ok: true,
    offers: offersShown(turn, whom, SHOWN),
    agreed: said.some(({ given }) => given),
    said,
    ...(order.viewer
      ? {}
      : { reminders: remindersSent(turn, SHOWN), names: [turn.person.id, ...turn.line.homes.others()] }),
  };
}

/** What was offered, newest first. */
export function offersShown(turn: Turn, whom: 'own' | 'staff', limit: number): OfferView[] {
  // What they switched off or called wrong is told to nobody.
  const hoursShown = !isOff(turn.profile.read(), 'trait:hours');
  return turn.offers.shown(limit).map((one) => viewOfOffer(one, hoursShown ? whom : null));
}

/** `whom`: to whom it is told why it came at that hour; null: to nobody. */
function viewOfOffer(one: OfferKept, whom: 'own' | 'staff' | null): OfferView {
  const { name, rule, arm, zh, en } = one.what.offer;
  const { usual } = one.what;
  const { state, channel, why, replied, optedOut } = toldOf(one);
  return {
    ...{ id: one.name, campaign: one.campaign, name, rule, arm, zh, en, state, why, replied, optedOut },
    ...{ channel: channel ?? one.channel, at: one.leftAt ?? one.at, evidence: one.evidence },
    then: usual === undefined || whom === null ? null : thenWords[whom](usual, one.leftAt ?? one.at),
  };
}
