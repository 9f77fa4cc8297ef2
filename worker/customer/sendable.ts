/** Whether anything may go to an address now, by what its platform and its owner allow. */
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Endpoint } from './store.ts';

/** Null: it may go. */
export function sendable(endpoint: Endpoint, now: number): Refusal | null {
  if (endpoint.blocked) {
    return endpoint.blocked.code === 'opted_out'
      ? refuse('opted_out', endpoint.blocked.detail)
      : refuse('window_closed', endpoint.blocked.detail);
  }
  if (endpoint.channel !== 'wechat') return null;
  if (!endpoint.window || endpoint.window.endsAt <= now) return refuse('window_closed');
  return endpoint.window.left > 0 ? null : refuse('quota_spent');
}
