import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sameText, sha1Hex } from '../world/digest.ts';

/** SHA-1 over the sorted words: WeChat's only signature. */
export const signature = (...words: string[]): string => sha1Hex([...words].sort().join(''));

const keyOf = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, 'base64');

/** Encrypts `random(16) ‖ length ‖ message ‖ appid`, padded to 32, with AES-256-CBC. Returns base64. */
export function encrypt(encodingAesKey: string, appid: string, message: string, random16: Uint8Array): string {
  const key = keyOf(encodingAesKey);
  const bytes = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  const bare = Buffer.concat([random16, length, bytes, Buffer.from(appid, 'utf8')]);
  const pad = 32 - (bare.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([bare, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  );
}

/** Decrypts and checks padding, length and appid; says which of them was wrong. */
export function decrypt(
  encodingAesKey: string,
  appid: string,
  sealed: string,
): { ok: true; message: string } | { ok: false; why: 'cipher' | 'padding' | 'length' | 'appid' } {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) return { ok: false, why: 'cipher' };
  const key = keyOf(encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > 32 || pad > padded.length || [...padded.subarray(-pad)].some((each) => each !== pad)) {
    return { ok: false, why: 'padding' };
  }
  const bare = padded.subarray(0, padded.length - pad);
  if (bare.length < 20) return { ok: false, why: 'length' };
  const end = 20 + bare.readUInt32BE(16);
  if (end > bare.length) return { ok: false, why: 'length' };
  if (bare.subarray(end).toString('utf8') !== appid) return { ok: false, why: 'appid' };
  return { ok: true, message: bare.subarray(20, end).toString('utf8') };
}

/** Checks `msg_signature` first, then decrypts: the order in which WeChat reads an encrypted reply. */
export function openSealed(
  account: { token: string; encodingAesKey: string; appid: string },
  parts: { timestamp: string; nonce: string; sealed: string; mark: string },
): { ok: true; message: string } | { ok: false; why: 'signature' | 'cipher' | 'padding' | 'length' | 'appid' } {
  const right = signature(account.token, parts.timestamp, parts.nonce, parts.sealed);
  if (!sameText(right, parts.mark)) return { ok: false, why: 'signature' };
  return decrypt(account.encodingAesKey, account.appid, parts.sealed);
}
