/** The lease of a number as a line keeps it: renewed by the person's own act on it, over after ninety days, gone when it moves to somebody else. */
import type { Reason } from '../../../shared/message.ts';
import { isLapsed, isNumber } from '../../../shared/reach/lease.ts';
import { refusals } from '../../../shared/refusal.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

/** The person gave it back themselves. */
export const UNLINKED = 'unlinked';
/** Somebody else proved it after its lease was over. */
const MOVED = 'number_moved';

/** Whether an address is not this person's any more. */
export const isGivenUp = ({ blocked }: Pick<Endpoint, 'blocked'>): boolean =>
  blocked?.code === UNLINKED || blocked?.code === MOVED;

/** Why no personal news goes to a number now: it went to somebody else, or its lease is over. Null: it is theirs, or is no number. */
export function whyNotTheirs(
  endpoint: Pick<Endpoint, 'channel' | 'peer' | 'heardAt' | 'blocked'>,
  now: number,
): { code: 'number_moved' | 'number_lapsed'; detail: string } | null {
  if (endpoint.blocked?.code === MOVED) return { code: MOVED, detail: refusals[MOVED].zh };
  if (!isNumber(endpoint) || !isLapsed(endpoint.heardAt, now)) return null;
  return { code: 'number_lapsed', detail: refusals.number_lapsed.zh };
}

/** They wrote or called from this address, or proved it just now. */
export function heardFrom(turn: Turn, endpoint: Endpoint): void {
  if (!isNumber(endpoint)) return;
  const isBack = isLapsed(endpoint.heardAt, turn.now);
  endpoint.heardAt = turn.now;
  turn.line.heardFrom(endpoint.peer, turn.now);
  // Identity says that it is theirs again.
  const gone = turn.line.endpoints().filter(({ peer, blocked }) => peer === endpoint.peer && blocked?.code === MOVED);
  for (const one of gone) blockedNow(turn, one, null);
  if (gone.some(({ id }) => id === endpoint.id)) endpoint.blocked = null;
  else if (isBack) turn.endpointChanged(endpoint);
}

/** Somebody else has proven this number at `at`: nothing of this line goes there, unless it was heard from since. */
export function movedAway(turn: Turn, number: string, at: number): void {
  for (const one of turn.line.endpoints()) {
    if (!isNumber(one) || one.peer !== number || one.heardAt > at || isGivenUp(one)) continue;
    blockedNow(turn, one, { code: MOVED, detail: refusals[MOVED].zh });
  }
}

/** The person's own screens are told too. */
function blockedNow(turn: Turn, endpoint: Endpoint, blocked: Reason | null): void {
  endpoint.blocked = blocked;
  turn.line.saveEndpoint(endpoint);
  turn.change('all', endpoint.id, { kind: 'endpoint', endpoint: turn.viewEndpoint(endpoint) });
}
