/** What the person does upon an offer, and what the carrier says of it. Runs inside one transaction; costs nothing where nothing was offered. */
import type { MessageStatus, Reason } from '../../../shared/message.ts';
import type { Turn } from '../turn.ts';
import { become } from './becoming.ts';
import type { OfferKept } from './store.ts';

const DAY_MS = 24 * 3_600_000;
/** A word on the same way within so long answers the offer; so long a complaint or a refusal counts as its doing. */
const REPLY_MS = 3 * DAY_MS;
const REFUSAL_MS = 7 * DAY_MS;

const RANK: Partial<Record<OfferKept['state'], number>> = { unknown: 1, sent: 1, delivered: 2, read: 3 };

/** A carrier's receipt; false: it is of no offer. Moves forward only. */
export function applyOfferReport(
  turn: Turn,
  providerId: string,
  status: MessageStatus,
  reason: Reason | null,
): boolean {
  const one = turn.offers.byProvider(providerId);
  if (!one) return false;
  const rank = RANK[one.state] ?? 0;
  if (status === 'failed' && rank === 1)
    become(turn, one, { state: 'failed', why: reason?.code ?? null, at: turn.now });
  else if ((status === 'delivered' || status === 'read') && (RANK[status] ?? 0) > rank)
    become(turn, one, { state: status, at: turn.now });
  return true;
}

/** Notices were read: of some an offer was. */
export function offersRead(turn: Turn): void {
  for (const one of turn.offers.seen()) become(turn, one, { state: 'read', at: turn.now });
}

/** They wrote on a channel. */
export function repliedOn(turn: Turn, channel: string): void {
  mark(turn, turn.offers.newest(turn.now - REPLY_MS, channel), 'replied');
}

/** They refused offers. */
export function refusedOffers(turn: Turn): void {
  mark(turn, turn.offers.newest(turn.now - REFUSAL_MS, null), 'optedOut');
}

/** They complained. */
export function complainedAfter(turn: Turn): void {
  mark(turn, turn.offers.newest(turn.now - REPLY_MS, null), 'complained');
}

/** An encounter ended, or more is known of one that did: where they answered an offer in it, that is what came of it. The last word counts. */
export function solvedAfter(turn: Turn, wroteAt: number, resolved: boolean): void {
  const one = turn.offers.newest(wroteAt - REPLY_MS, null);
  if (!one?.replied || one.leftAt === null || one.leftAt > wroteAt || one.resolved === resolved) return;
  become(turn, one, { resolved });
}

function mark(turn: Turn, one: OfferKept | null, what: 'replied' | 'optedOut' | 'complained'): void {
  if (one && !one[what]) become(turn, one, { [what]: true });
}
