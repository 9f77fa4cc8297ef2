import type { EndpointView } from '../../../../shared/line.ts';
import { roomIn } from '../../../../shared/reach/counts.ts';
import type { Message } from '../../../../shared/message.ts';

/** Whether an address can be written to at this moment. */
export type Reach =
  | { kind: 'open' }
  | { kind: 'counted'; left: number; closesInMs: number }
  | { kind: 'closed' }
  | { kind: 'hung-up' }
  | { kind: 'spent' }
  | { kind: 'blocked'; code: string; detail: string };

/** What stands in the way of writing there, by the ledger the server sends. */
export function reachOf(endpoint: Pick<EndpointView, 'channel' | 'window' | 'counts' | 'blocked'>, now: number): Reach {
  if (endpoint.blocked) return { kind: 'blocked', ...endpoint.blocked };
  // The window of a telephone is its call: nothing is counted in it, and nothing can be said outside.
  if (endpoint.channel === 'phone') return { kind: endpoint.window ? 'open' : 'hung-up' };
  const counted = endpoint.counts ?? (endpoint.window ? [endpoint.window] : null);
  if (!counted) return { kind: 'open' };
  const room = roomIn({ scenes: counted }, now);
  if (room.state !== 'open') return { kind: room.state };
  return { kind: 'counted', left: room.left, closesInMs: room.endsAt - now };
}

/** Whether a message can go there now. */
export const canReach = (reach: Reach): boolean => reach.kind === 'open' || reach.kind === 'counted';

/** A window that is over: the words may still go another way. */
export const isOver = (reach: Reach): boolean => reach.kind === 'closed' || reach.kind === 'spent';

/** So close to its end, a window's next message may be the last. */
const LOW_MS = 10 * 60_000;

/** Whether an address's counted window is shut or nearly so; null where nothing counts. */
export function isLow(reach: Reach): boolean | null {
  if (reach.kind === 'open' || reach.kind === 'blocked' || reach.kind === 'hung-up') return null;
  return reach.kind !== 'counted' || reach.left <= 1 || reach.closesInMs < LOW_MS;
}

/** Newest first: where the person last wrote from stands on top and is the one a reply goes to unless another is chosen. */
export function inOrder(endpoints: readonly EndpointView[]): EndpointView[] {
  return [...endpoints].sort((left, right) => right.lastInboundAt - left.lastInboundAt);
}

/** The address a reply goes to: the chosen one, else where the last words in this session came from, else the newest. */
export function targetOf(
  endpoints: readonly EndpointView[],
  messages: readonly Message[],
  chosen: string | null,
): EndpointView | null {
  const byId = (id: string | null | undefined) => endpoints.find((one) => one.id === id) ?? null;
  const last = messages.findLast((one) => one.direction === 'in' && one.body.kind !== 'event');
  return byId(chosen) ?? byId(last?.endpoint) ?? inOrder(endpoints)[0] ?? null;
}
