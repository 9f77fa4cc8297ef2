/** What is kept of a proof, taken apart for words. */
import type { IdentityKey } from '../../../../shared/identity.ts';

export type Bringer =
  | { kind: 'person' | 'gateway' | 'company' | 'platform' | 'key' }
  | { kind: 'site'; of: string }
  | { kind: 'platform_of'; of: string };

export function bringerOf(who: string): Bringer {
  const [kind = '', which, ...rest] = who.split(':');
  if (kind === 'gateway' || (kind === 'company' && which === undefined)) return { kind };
  if (kind === 'company') return which === 'site' ? { kind: 'site', of: rest.join(':') } : { kind: 'key' };
  if (kind === 'platform') return which === undefined ? { kind } : { kind: 'platform_of', of: which };
  return { kind: 'person' };
}

const kinds: readonly IdentityKey['kind'][] = [
  'user',
  'union',
  'openid',
  'phone',
  'email',
  'device',
  'order',
  'endpoint',
];

/** What was shown together when it was bound, each kind once; one that has no word here is left out. */
export function shownIn(evidence: string): IdentityKey['kind'][] {
  const parts = new Set(evidence.split('+'));
  return kinds.filter((kind) => parts.has(kind));
}

/** Until when it is held, and whether that is past; null: for good. */
export function leaseOf(
  { endsAt }: { endsAt: number | null },
  now: number,
): { isOver: boolean; endsAt: number } | null {
  return endsAt === null ? null : { isOver: now > endsAt, endsAt };
}
