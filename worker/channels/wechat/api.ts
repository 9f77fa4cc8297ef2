/** One call to WeChat's server API: its answer is always JSON with `errcode`, whatever the HTTP status says. */
import { refuse, type Result } from '../../../shared/refusal.ts';
import { textOf } from '../../lib/digest.ts';
import type { Call } from '../channel.ts';
import { faultOf, type Fault } from '../fault.ts';
import { readJson, wordAt, type JsonMap } from '../json.ts';
import { blamesToken } from './errors.ts';

export const TIMEOUT_MS = 8_000;

/** What came of a call: the platform's answer with its code (0 is good), or a fault with what is known of its fate. */
export type Answered = { ok: true; errcode: number; answer: JsonMap } | { ok: false; fate: Fault; why: string };

/** Posts JSON (raw UTF-8) or, without a body, gets. `query` is never logged: it carries tokens. */
export async function ask(
  call: Call,
  base: string,
  path: string,
  query: Record<string, string>,
  body?: unknown,
): Promise<Answered> {
  const url = new URL(base.replace(/\/+$/u, '') + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const init =
    body === undefined
      ? { method: 'GET' }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const response = await call(new Request(url, init), TIMEOUT_MS);
    const text = textOf(new Uint8Array(await response.arrayBuffer()));
    const json = text === null ? refuse('bad_encoding') : readJson(text);
    if (json.ok && json.value instanceof Map) {
      const given = wordAt(json.value, 'errcode');
      return { ok: true, errcode: given === '' ? 0 : Number(given), answer: json.value };
    }
    // A gateway in between answered: the platform may or may not have seen the call.
    return { ok: false, fate: response.status === 404 ? 'never_left' : 'unknown', why: `HTTP ${response.status}` };
  } catch (fault) {
    return { ok: false, fate: faultOf(fault), why: 'network' };
  }
}

export type TokenSource = (stale?: string) => Promise<Result<{ token: string }>>;

/** As `ask`, with the account's token; one the platform refuses is renewed once and the call repeated once. */
export async function askWithToken(
  call: Call,
  token: TokenSource,
  base: string,
  path: string,
  query: Record<string, string>,
  body?: unknown,
): Promise<Result<{ answered: Answered }>> {
  const first = await token();
  if (!first.ok) return first;
  const answered = await ask(call, base, path, { access_token: first.token, ...query }, body);
  if (!answered.ok || !blamesToken(answered.errcode)) return { ok: true, answered };
  const second = await token(first.token);
  if (!second.ok) return second;
  return { ok: true, answered: await ask(call, base, path, { access_token: second.token, ...query }, body) };
}
