/** What persons, addresses and words are called in lists. */
import type { Address } from '../../shared/actors.ts';
import { fallbackText, type Body } from '../../shared/message.ts';

/** A name for lists, also for somebody who never gave one. */
export function shownName(person: { id: string; name: string; alias?: string }): string {
  return person.alias || person.name || `访客 ${person.id.slice(-4).toUpperCase()}`;
}

/** An address as staff and the person may see it without a reason to see more. */
export function masked(address: Address): string {
  const { peer, channel } = address;
  if (channel === 'sms' || channel === 'phone')
    return `${peer.slice(0, Math.max(0, peer.length - 8))}****${peer.slice(-4)}`;
  if (peer.length <= 8) return peer;
  return `${peer.slice(0, 4)}…${peer.slice(-4)}`;
}

/** Preview words of a body for lists, at most 80 characters. */
export function preview(body: Body): string {
  const words = fallbackText(body).replace(/\s+/gu, ' ');
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
