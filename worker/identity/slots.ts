/** Slots: where it stands which user, unionid, WeChat address or browser a person is. Names beside the keys, spread over the buckets like them. */
import type { IdentityKey, Mark } from '../../shared/identity.ts';

/** The slot a key fills: one for users, one for unionids, one for each WeChat account, one each to say that somebody is there at all. */
export function slotOf(person: string, key: Pick<IdentityKey, 'kind' | 'realm'>): string {
  const family = key.realm === undefined ? key.kind : `${key.kind}~${key.realm}`;
  return `${spreadOf(person)}.${family}.${person}`;
}

/** The bucket's name is in the first two letters of it. */
export function spreadOf(person: string): string {
  let spread = 0x811c9dc5;
  for (const character of person) spread = Math.imul(spread ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return spread.toString(16).padStart(8, '0');
}

/** Between which names a person's slots stand. */
export function slotsOf(person: string): { from: string; to: string } {
  return { from: `${spreadOf(person)}.`, to: `${spreadOf(person)}/` };
}

/** What a slot says. */
export function markIn(slot: string, kind: IdentityKey['kind'], hash: string): Mark {
  const family = slot.slice(slot.indexOf('.') + 1);
  const at = family.indexOf('~');
  return { kind, realm: at < 0 ? '' : family.slice(at + 1, family.lastIndexOf('.')), hash };
}
