/** What a key looks like, and what is kept of it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SHAPE = /^Bearer (yx_[0-9a-f]{12})_([\w-]{43})$/u;

/** A fresh secret part: 256 random bits. */
export const freshSecret = (): string => randomBytes(32).toString('base64url');

/** A fresh name of a key: it stands in clear in front of the secret. */
export const freshId = (): string => `yx_${randomBytes(6).toString('hex')}`;

/** What is kept of a secret: a reader of the disk can't use it. There is nothing to guess, so one round is enough. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The key of an Authorization header; null: not shaped like one of ours. */
export function presentedIn(header: string | undefined): { id: string; hash: string } | null {
  const [, id, secret] = SHAPE.exec(header ?? '') ?? [];
  return id === undefined || secret === undefined ? null : { id, hash: hashOf(secret) };
}

/** Compares in constant time. */
export function sameHash(given: string, kept: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(kept)];
  return left.length === right.length && timingSafeEqual(left, right);
}
