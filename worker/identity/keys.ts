/** Addresses and proofs as keyed hashes: who reads the tables learns no number and no openid. */
import type { Address, IdentityKey } from '../../shared/actors.ts';
import { hex, hmac } from '../lib/digest.ts';

/** An address with what was proven along with it. */
export type Evidence = {
  address: Address;
  /** A user the company signed in; `directory` names whose user ids these are (the company's own, when absent). */
  userId?: string;
  directory?: string;
  /** E.164; the company or the platform vouches for it. */
  phone?: string;
  union?: { openPlatform: string; unionid: string };
};

/** The address itself, and what else is proven, as keys. */
export type Keys = { own: IdentityKey; proofs: IdentityKey[] };

const E164 = /^\+[1-9]\d{5,14}$/u;
const derived = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The keys of a piece of evidence. Who writes from a number proves that number: an SMS meets the login that named it. */
export async function keysOf(secret: string, evidence: Evidence): Promise<Keys> {
  const { address, userId, directory = 'company', union } = evidence;
  const writesFrom = address.channel === 'sms' || address.channel === 'phone' ? address.peer : undefined;
  const phones = new Set([evidence.phone, writesFrom].filter((phone) => phone !== undefined && E164.test(phone)));
  const wanted: [IdentityKey['kind'], string[]][] = [];
  if (userId !== undefined) wanted.push(['user', [directory, userId]]);
  if (union) wanted.push(['union', [union.openPlatform, union.unionid]]);
  for (const phone of phones) if (phone !== undefined) wanted.push(['phone', [phone]]);
  const own = key(secret, 'endpoint', [address.channel, address.account, address.peer]);
  const proofs = wanted.map(([kind, parts]) => key(secret, kind, parts));
  return { own: await own, proofs: await Promise.all(proofs) };
}

/** The actor that keeps a hash: one of 256 by its first two digits. */
export function bucketOf(hash: string): string {
  return `b_${hash.slice(0, 2)}`;
}

async function key(secret: string, kind: IdentityKey['kind'], parts: readonly string[]): Promise<IdentityKey> {
  // A list in JSON can't be mistaken for another split of the same characters.
  const digest = await hmac('SHA-256', await identitySecret(secret), JSON.stringify([kind, ...parts]));
  return { kind, hash: hex(digest) };
}

/** The deployment's secret never keys these tables itself: what is derived for one purpose opens no other. */
function identitySecret(secret: string): Promise<Uint8Array<ArrayBuffer>> {
  const known = derived.get(secret);
  if (known) return known;
  const fresh = hmac('SHA-256', secret, 'identity.v1');
  derived.clear();
  derived.set(secret, fresh);
  fresh.catch(() => derived.delete(secret));
  return fresh;
}
