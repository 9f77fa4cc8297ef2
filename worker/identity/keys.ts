/** Addresses and proofs as keyed hashes: who reads the tables learns no number and no openid. */
import type { Address } from '../../shared/actors.ts';
import type { IdentityKey, Source } from '../../shared/identity.ts';
import { hex, hmac } from '../lib/digest.ts';

/** An address with what was proven along with it. */
export type Evidence = {
  address: Address;
  /** A user the company signed in; `directory` names whose user ids these are (the company's own, when absent). */
  userId?: string;
  directory?: string;
  /** E.164; the company or the platform vouches for it. */
  phone?: string;
  /** How the number was proven; vouched for by the company, when absent. */
  phoneBy?: Source;
  /** When the company proved the number (ms). */
  phoneProvenAt?: number;
  /** They say that what was said from this address before is theirs. */
  said?: true;
  union?: { openPlatform: string; unionid: string };
  /** Whose word of the company's it is: `site:shop` of a signed login, `key:…` of its backend. */
  company?: string;
};

/** The address itself, and what else is proven, as keys; where they come from. */
export type Keys = {
  own: IdentityKey;
  proofs: IdentityKey[];
  sources: Partial<Record<IdentityKey['kind'], Source>>;
  phoneProvenAt?: number;
  /** Which company's word, and which platform's, stands behind them. */
  by?: { company?: string; platform: string };
};

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
  const sources: Keys['sources'] = {};
  const by = writesFrom !== undefined ? 'number' : evidence.phoneBy;
  if (by !== undefined) sources.phone = by;
  if (evidence.said) sources.device = 'said';
  return {
    own: { ...(await own), ...standingOf(address) },
    proofs: await Promise.all(proofs),
    sources,
    by: { platform: address.channel, ...(evidence.company === undefined ? {} : { company: evidence.company }) },
    ...(evidence.phoneProvenAt === undefined ? {} : { phoneProvenAt: evidence.phoneProvenAt }),
  };
}

/** What an address says of a person: WeChat's is one of theirs, a visitor's name is a browser, any other is an address and no more. */
function standingOf({ channel, account, peer }: Address): Pick<IdentityKey, 'kind' | 'realm'> {
  if (channel === 'wechat' || channel === 'miniprogram') return { kind: 'openid', realm: `${channel}:${account}` };
  if ((channel === 'web' || channel === 'app') && peer.startsWith('v_')) return { kind: 'device' };
  return { kind: 'endpoint' };
}

/** The key of a user of the company. */
export function userKey(secret: string, userId: string, directory = 'company'): Promise<IdentityKey> {
  return key(secret, 'user', [directory, userId]);
}

/** The key of a phone number or an e-mail address, as a login or a code proves it. */
export function leaseKey(secret: string, kind: 'phone' | 'email', address: string): Promise<IdentityKey> {
  return key(secret, kind, [address]);
}

/** The key of an order's number, however its letters and groups are written: anybody can type one. */
export function orderKey(secret: string, number: string): Promise<IdentityKey> {
  return key(secret, 'order', [number.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase()]);
}

/** A word that is only compared: a code with whom it is for, a network, a range of numbers. `purpose` keeps them apart. */
export async function sealed(secret: string, purpose: string, ...parts: readonly string[]): Promise<string> {
  return hex(await hmac('SHA-256', await identitySecret(secret), JSON.stringify([`sealed:${purpose}`, ...parts])));
}

/** Letters and digits that are not mistaken for each other; twelve of them are sixty bits. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 12;

/** A code by which somebody goes on elsewhere: on a screen, or in an SMS. */
export function freshCode(): string {
  return [...crypto.getRandomValues(new Uint8Array(LENGTH))].map((byte) => ALPHABET[byte & 31]).join('');
}

/** The keyed hash of a hand-off's code. */
export async function handOffHash(secret: string, code: string): Promise<string> {
  return hex(await hmac('SHA-256', await identitySecret(secret), JSON.stringify(['hand-off', code])));
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
