/** How long a sign-in lasts, and the marks that stand for it. */
import { createHash, randomBytes } from 'node:crypto';

export const IDLE_MS = 12 * 3_600_000;
export const ABSOLUTE_MS = 7 * 24 * 3_600_000;
export const ENTER_CODE_MS = 10 * 60_000;
/** Use is written down at most so often: a dashboard asks all day. */
export const TOUCH_MS = 5 * 60_000;

/** A session as kept; the cookie itself is nowhere. */
export type Session = { hash: string; member: string; since: number; usedAt: number };

/** 256 random bits, base64url. */
export function freshMark(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a cookie or code: a reader of the disk can't use it. */
export function hashMark(mark: string): string {
  return createHash('sha256').update(mark).digest('base64url');
}

/** Does this sign-in still count? */
export function lives(session: Session, now: number): boolean {
  return now - session.usedAt < IDLE_MS && now - session.since < ABSOLUTE_MS;
}
