/** What the carriers' pushes share: the door, JSON lists, Beijing times, replies as things heard. */
import type { Address, Heard } from '../../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import { digestHex, same, textOf } from '../../lib/digest.ts';
import { HOOK_BODY_LIMIT, type Incoming, type Reading } from '../channel.ts';
import { listOf, readJson, type Json } from '../json.ts';
import { clean, clip, fits } from '../words.ts';
import { optOut } from './optout.ts';

/** The body's text when the door may be passed at all. */
export function openDoor(incoming: Incoming): Result<{ text: string }> {
  if (incoming.method !== 'POST') return refuse('wrong_method');
  if (incoming.body.length > HOOK_BODY_LIMIT) return refuse('too_large');
  const text = textOf(incoming.body);
  return text === null ? refuse('bad_encoding') : { ok: true, text };
}

/** Entries of an unsigned push: the unguessable key in the address is all that proves it, compared in constant time. */
export function openKeyed(incoming: Incoming, hookKey: string): Result<{ entries: Json[] }> {
  if (!same(incoming.url.searchParams.get('key') ?? '', hookKey)) {
    return refuse('bad_signature', 'The key in the address does not match.');
  }
  const door = openDoor(incoming);
  if (!door.ok) return door;
  const json = readJson(door.text);
  if (!json.ok) return json;
  if (json.value === null || typeof json.value !== 'object')
    return refuse('bad_json', 'A list of entries is expected.');
  return { ok: true, entries: listOf(json.value) };
}

/** What the entries say and the one answer that the carrier counts as taken. Broken entries beside good ones are passed over. */
export function reading(results: (Heard | Refusal)[], body: string): Result<Reading> {
  const heard = results.filter((each): each is Heard => 'kind' in each);
  const broken = results.find((each): each is Refusal => 'code' in each);
  if (heard.length === 0 && broken) return broken;
  const answered = { status: 200, contentType: 'application/json; charset=utf-8', body };
  return { ok: true, heard, answer: () => Promise.resolve(answered) };
}

/** Beijing local `YYYY-MM-DD HH:mm:ss` as unix ms; `now` when it is none. */
export function beijingTime(text: string, now: number): number {
  const found = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/u.exec(text);
  if (!found) return now;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour - 8, minute, second);
}

/** A reply: words, or the refusal of further messages. `blocksAll`: the carrier itself now blocks every message. */
export function replied(
  reply: { key: string; address: Address; text: string; at: number },
  blocksAll: boolean,
  declared: 'stop' | 'start' | null = null,
): Heard | Refusal {
  const text = clean(reply.text);
  if (!fits(text)) return refuse('too_long');
  const { key, address, at } = reply;
  const choice = declared ?? optOut(text);
  if (choice === null) {
    const body =
      text.trim() === '' ? ({ kind: 'unsupported', original: '空短信' } as const) : ({ kind: 'text', text } as const);
    return { kind: 'message', key, address, body, at };
  }
  const stops = choice === 'stop';
  return {
    kind: 'event',
    key,
    address,
    event: stops ? 'opt_out' : 'opt_in',
    text: clip(stops ? `回复了退订（${text.trim()}）` : `恢复了接收（${text.trim()}）`, 200),
    at,
    consent: { marketing: !stops, ...(blocksAll ? { blocksAll: stops } : {}) },
    ...(text.trim() === '' ? {} : { body: { kind: 'text', text } as const }),
  };
}

/** A name for a push that has no id of its own. */
export async function namedBy(...words: string[]): Promise<string> {
  return (await digestHex('SHA-256', words.join('\n'))).slice(0, 32);
}
