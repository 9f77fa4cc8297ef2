/** Whether anything may go to an address now, by what its platform and its owner allow. */
import { refusals, refuse, type Refusal } from '../../shared/refusal.ts';
import { roomOf } from './reach/counting.ts';
import { whyNotTheirs } from './reach/lease.ts';
import type { Endpoint } from './store.ts';

/** Null: it may go. */
export function sendable(endpoint: Endpoint, now: number): Refusal | null {
  const gone = whyNotTheirs(endpoint, now);
  if (gone) return refuse(gone.code);
  if (endpoint.blocked) {
    return endpoint.blocked.code === 'opted_out'
      ? refuse('opted_out', endpoint.blocked.detail)
      : refuse('window_closed', endpoint.blocked.detail);
  }
  if (endpoint.channel === 'phone') {
    // The window is the call: only somebody who listens can be spoken to.
    return endpoint.window && endpoint.window.endsAt > now ? null : refuse('call_over', refusals.call_over.zh);
  }
  const room = roomOf(endpoint, now);
  if (room?.state === 'closed') return refuse('window_closed');
  return room?.state === 'spent' ? refuse('quota_spent') : null;
}
