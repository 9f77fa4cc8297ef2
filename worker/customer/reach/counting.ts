/** WeChat's counted sends as one address keeps them: opened by acts, counted before a call, given back when nothing left. Runs inside one transaction. */
import type { Heard } from '../../../shared/actors.ts';
import {
  answered,
  exhausted,
  noCounts,
  opened,
  refunded,
  roomIn,
  spent,
  type Counts,
  type Room,
} from '../../../shared/reach/counts.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

/** What may go to an address now; null: nothing counts there. */
export function roomOf(endpoint: Pick<Endpoint, 'channel' | 'counts'>, now: number): Room | null {
  return endpoint.channel === 'wechat' ? roomIn(endpoint.counts, now) : null;
}

/** Whether automatic words leave at least so many for people; where nothing counts they always do. */
export function leavesFor(endpoint: Endpoint, kept: number, now: number): boolean {
  const room = roomOf(endpoint, now);
  return room === null || (room.state === 'open' && room.left > kept);
}

/** An act of the person opens its scene's window beside the others that are open. */
export function openedBy(endpoint: Endpoint, heard: Extract<Heard, { kind: 'message' | 'event' }>, now: number): void {
  const { window } = heard;
  if (!window) return;
  if (endpoint.channel !== 'wechat') {
    endpoint.window = window;
    return;
  }
  const scene = heard.kind === 'message' ? 'message' : heard.event;
  endpoint.counts = opened(endpoint.counts, { scene, ...window }, Math.min(heard.at, now), now);
}

/** One leaves: counted before its call, whatever becomes of it. Answers by which moment it is named later. */
export function spend(turn: Turn, endpoint: Endpoint): number {
  keep(turn, endpoint, spent(endpoint.counts, turn.now));
  return turn.now;
}

/**
 * The platform answered the one that left at `sentAt`: it was `taken`, or nobody can know; it certainly did not arrive (`refused`);
 * nothing is left until the next act (`spent`); the time is over (`closed`).
 */
export function settleCount(
  turn: Turn,
  id: string,
  sentAt: number,
  fate: 'taken' | 'refused' | 'spent' | 'closed',
): void {
  const endpoint = turn.line.endpoint(id);
  if (endpoint?.channel !== 'wechat') return;
  const { counts } = endpoint;
  switch (fate) {
    case 'taken':
      endpoint.counts = answered(counts, sentAt, turn.now);
      turn.line.saveEndpoint(endpoint);
      return;
    case 'refused':
      return keep(turn, endpoint, refunded(counts, sentAt));
    case 'spent':
      return keep(turn, endpoint, exhausted(refunded(counts, sentAt)));
    case 'closed':
      return keep(turn, endpoint, noCounts);
  }
}

/** Sends that a reset of the object cut off: counted, and no longer on their way. */
export function landAll(turn: Turn, id: string): void {
  const endpoint = turn.line.endpoint(id);
  if (endpoint?.channel !== 'wechat') return;
  const open = endpoint.counts.sends.filter((one) => one.to === null);
  endpoint.counts = open.reduce((counts, { from }) => answered(counts, from, turn.now), endpoint.counts);
  turn.line.saveEndpoint(endpoint);
}

function keep(turn: Turn, endpoint: Endpoint, counts: Counts): void {
  if (endpoint.channel !== 'wechat') return;
  endpoint.counts = counts;
  turn.endpointChanged(endpoint);
}
