import { createHash, createHmac, randomBytes } from 'node:crypto';

/** SHA-1 in hex. */
export const sha1Hex = (data: string): string => createHash('sha1').update(data).digest('hex');

/** SHA-256 in hex of text or bytes. */
export const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** HMAC-SHA256, raw. */
export const hmacSha256 = (key: string | Uint8Array, data: string): Buffer =>
  createHmac('sha256', key).update(data).digest();

/** HMAC-SHA1 in base64 (Twilio's way). */
export const hmacSha1Base64 = (key: string, data: string): string =>
  createHmac('sha1', key).update(data).digest('base64');

/** n random bytes in hex. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Compares without telling by time where the difference lies. */
export function sameText(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
  return difference === 0;
}

/** A number in [0, 1) that depends on the words only: the dice of a repeatable world. */
export const roll = (...words: (string | number)[]): number =>
  parseInt(sha256Hex(words.join('|')).slice(0, 12), 16) / 2 ** 48;
