/** One call to WeChat's server API: its answer is always JSON with `errcode`, whatever the HTTP status says. */
import type { Result } from '../../../shared/refusal.ts';
import { askJson, type NoAnswer } from '../ask.ts';
import type { Call } from '../channel.ts';
import { wordAt, type JsonMap } from '../json.ts';
import { blamesToken } from './errors.ts';

/** What came of a call: the platform's answer with its code (0 is good), or what is known of its fate. */
export type Answered = { ok: true; errcode: number; answer: JsonMap } | NoAnswer;

/** Posts JSON (raw UTF-8) or, without a body, gets. The query carries tokens and is never logged. */
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
  const asked = await askJson(call, new Request(url, init));
  if (!asked.ok) return asked;
  const code = wordAt(asked.answer, 'errcode');
  return { ok: true, errcode: code === '' ? 0 : Number(code), answer: asked.answer };
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
