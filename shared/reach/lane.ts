/** What is owed to one address, in its order: which of it leaves now, together as one message where few are left, and what never does. Pure. */
import { joined } from './bubbles.ts';
import type { Room } from './counts.ts';
import type { News, Plan, WhyNone } from './news.ts';

/** Where few are left, what a person says within so long goes together. */
export const GATHER_MS = 2_000;
const FEW = 2;

/**
 * `send`: the run leaves as one message. `wait`: nothing leaves before the person acts, or before `at`. `leave`: the run goes another
 * way. `over`: words a later one made idle, because the last message carries that one alone.
 */
export type Departure<One> =
  | { act: 'send'; run: One[]; over: One[] }
  | { act: 'wait'; why: WhyNone | 'quiet'; at: number | null }
  | { act: 'leave'; run: One[]; over: One[] };

/** Whether a person's words wait a moment for what they say next. */
export function gathers(room: Room | null, weight: News['weight']): boolean {
  return weight === 'resolution' && room?.state === 'open' && room.left <= FEW;
}

/** What becomes of the first letters of an address now. `room` null: nothing counts there. `fits`: whether a run may be one message. */
export function departure<One extends { weight: News['weight'] }>(
  lane: readonly One[],
  given: {
    endpoint: string;
    room: Room | null;
    now: number;
    fits(run: readonly One[]): boolean;
    plan(one: One): Plan;
  },
): Departure<One> | null {
  const { endpoint, room, now, fits } = given;
  const left = room === null ? Infinity : room.state === 'open' ? room.left : 0;
  const { run, over } = runOf(lane, left, fits);
  const lead = run.find((one) => one.weight === 'resolution') ?? run[0];
  if (!lead) return null;
  const planned = given.plan(lead);
  if (planned.way === null) {
    const waits = planned.why === 'kept' || planned.why === 'waits';
    return waits ? { act: 'wait', why: planned.why, at: null } : { act: 'leave', run, over };
  }
  if (planned.way.kind !== 'platform' || planned.way.endpoint !== endpoint) return { act: 'leave', run, over };
  return planned.at > now ? { act: 'wait', why: 'quiet', at: planned.at } : { act: 'send', run, over };
}

function runOf<One extends { weight: News['weight'] }>(
  lane: readonly One[],
  left: number,
  fits: (run: readonly One[]) => boolean,
): { run: One[]; over: One[] } {
  // The last one is the resolution's: what only waits for more room goes with it, or is made idle by it.
  const kept = lane.findIndex((one) => one.weight === 'resolution');
  if (left <= 1 && kept > 0) {
    const together = lane.slice(0, kept + 1);
    return fits(together)
      ? { run: together, over: [] }
      : { run: lane.slice(kept, kept + 1), over: lane.slice(0, kept) };
  }
  return { run: joined(lane, Math.max(1, left - 1), fits)[0] ?? [], over: [] };
}
