/**
 * Who may fetch a file of ours: ids that only we can make, and keys that run out. A key opens one file, or every file of one
 * person; both stand in the query, because a picture in a page carries no header.
 */
import { mediaIn } from '../../shared/media.ts';
import { hmac, same } from '../lib/digest.ts';

/** A key for one file that stands in an SMS or a chat. */
export const FILE_KEY_MS = 7 * 24 * 3_600_000;

const CHANCE = 16;
const ID_MARK = 10;
const KEY_MARK = 22;

async function mark(secret: string, purpose: 'id' | 'file' | 'line', text: string, length: number): Promise<string> {
  const key = await hmac('SHA-256', secret, `yixian media ${purpose}`);
  const made = await hmac('SHA-256', new Uint8Array(key), text);
  return Buffer.from(made).toString('base64url').slice(0, length);
}

/** A fresh id: 128 bits of chance, and our mark, so that made-up ones wake no actor. */
export async function freshMediaId(secret: string): Promise<string> {
  const chance = Buffer.from(crypto.getRandomValues(new Uint8Array(CHANCE))).toString('base64url');
  return `f_${chance}${await mark(secret, 'id', chance, ID_MARK)}`;
}

/** Whether we made this id. */
export async function isMediaId(secret: string, id: string): Promise<boolean> {
  if (mediaIn(`/media/${id}`) === null) return false;
  const chance = id.slice(2, -ID_MARK);
  return same(id.slice(-ID_MARK), await mark(secret, 'id', chance, ID_MARK));
}

/** A key to one file (`of` its id) or to all of a person (`of` the person). */
export async function mediaKey(secret: string, opens: 'file' | 'line', of: string, until: number): Promise<string> {
  const ends = until.toString(36);
  return `${ends}.${await mark(secret, opens, `${of}\n${ends}`, KEY_MARK)}`;
}

/** Whether a key opens this now. */
export async function opens(
  secret: string,
  key: string,
  what: 'file' | 'line',
  of: string,
  now: number,
): Promise<boolean> {
  const [ends = ''] = key.split('.');
  const until = /^[0-9a-z]{1,9}$/u.test(ends) ? Number.parseInt(ends, 36) : 0;
  return until > now && key.length < 64 && same(key, await mediaKey(secret, what, of, until));
}

/** The whole address of a file of ours with a key of its own; any other address only completed. */
export async function sharedAddress(
  secret: string,
  publicBase: string,
  url: string,
  now: number,
  until = now + FILE_KEY_MS,
): Promise<string> {
  if (!url.startsWith('/')) return url;
  const id = mediaIn(url);
  if (id === null) return publicBase + url;
  return `${publicBase}${url}?key=${await mediaKey(secret, 'file', id, until)}`;
}
