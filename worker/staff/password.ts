/** Passwords at rest: scrypt, with its parameters beside every hash so that they can be raised later. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** 32 MiB and about 0.2 s on the reference machine (OWASP's N=2^15, r=8, p=3). */
const cost = { N: 32_768, r: 8, p: 3 };
const KEY_BYTES = 32;

function derive(password: string, salt: Buffer, N: number, r: number, p: number): Buffer {
  return scryptSync(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
}

/** `scrypt$N$r$p$salt$hash`, base64url. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const key = derive(password, salt, cost.N, cost.r, cost.p);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Stands in for the hash of a name nobody has, so that the answer takes as long. */
const nobody = ['scrypt', cost.N, cost.r, cost.p, 'AAAAAAAAAAAAAAAAAAAAAA', ''].join('$');

/** Compares in constant time; null (no such member) costs the same work and never matches. */
export function passwordMatches(password: string, kept: string | null): boolean {
  const [, N, r, p, salt = '', hash = ''] = (kept ?? nobody).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const key = derive(password, Buffer.from(salt, 'base64url'), Number(N), Number(r), Number(p));
  return expected.length === key.length && timingSafeEqual(key, expected);
}

/** Was this hash made with less than today's cost? */
export function outdated(kept: string): boolean {
  return !kept.startsWith(`scrypt$${cost.N}$${cost.r}$${cost.p}$`);
}

const WORDS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password made for a member, told once: 16 characters, no look-alikes, about 79 bits. */
export function freshPassword(): string {
  const characters: string[] = [];
  while (characters.length < 16) {
    for (const byte of randomBytes(32)) {
      if (byte < WORDS.length * 8 && characters.length < 16) characters.push(WORDS.charAt(byte % WORDS.length));
    }
  }
  return (characters.join('').match(/.{4}/gu) ?? []).join('-');
}
