/** The Company API's door: whose key is this, may it, how often; a POST under its Idempotency-Key once. What goes in and out is the operation's own schema. */
import * as v from 'valibot';
import type { Backend } from '../../shared/backend-calls.ts';
import type { Once, Pace, Scope } from '../../shared/keys.ts';
import { refusals, refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import { presentedIn } from '../keys/secret.ts';
import { digestHex, textOf } from '../lib/digest.ts';
import { log } from '../log.ts';
import { answered, refused } from './answers.ts';
import type { KeyOperation } from './backend-operations.ts';
import { queried, type Asked } from './door.ts';
import { JSON_LIMIT, jsonOf, readBody } from './intake.ts';

/** The actor's name: one per deployment. */
export const KEYS = 'main';
const ONCE = /^[\x21-\x7e]{1,128}$/u;

/** The key that asks. `once`: under which name it may ask for this again, for the line to know it by. */
export type Caller = Backend & { scopes: readonly Scope[]; once: string };

type Read<Schema> = Schema extends v.GenericSchema ? v.InferOutput<Schema> : undefined;
type Given<Op extends KeyOperation> = {
  context: Asked;
  caller: Caller;
  query: Read<Op['query']>;
  body: Read<Op['request']>;
};
type Told<Op extends KeyOperation> = Result<Omit<v.InferOutput<Op['answer']>, 'ok'>>;

/** An operation for whoever has a key of its scope. */
export function keyed<Op extends KeyOperation>(operation: Op, act: (given: Given<Op>) => Promise<Told<Op>>) {
  return async (context: Asked): Promise<Response> => {
    const { response, key } = await answer(context, operation, act);
    const place = `${operation.method} ${operation.path}`;
    log({ kind: 'api', trace: context.get('trace'), key, place, status: response.status });
    return response;
  };
}

async function answer<Op extends KeyOperation>(
  context: Asked,
  operation: Op,
  act: (given: Given<Op>) => Promise<Told<Op>>,
): Promise<{ response: Response; key: string | null }> {
  const presented = presentedIn(context.req.header('authorization'));
  if (!presented) return { response: refused(refuse('bad_key'), askForKey), key: null };
  const read = operation.method === 'POST' ? await wishOf(context) : { ok: true as const, wish: null };
  if (!read.ok) return { response: refused(read), key: presented.id };
  const keys = context.env.KEYS.getByName(KEYS);
  const once = read.wish?.once ?? null;
  const { answer: admitted, pace } = await keys.admit({ ...presented, scope: operation.scope, once });
  const headers = pace ? paceHeaders(pace) : {};
  const closed = { key: presented.id };
  if (!admitted.ok) return { response: refused(admitted, { ...headers, ...waitFor(admitted, pace) }), ...closed };
  if (admitted.before) return { response: again(admitted.before, headers), ...closed };
  const { key } = admitted;
  const caller = { ...key, whole: key.scopes.includes('pii:read'), once: once?.name ?? '' };
  const told = await attempt(context, operation, act, caller, read.wish?.text ?? '').catch(async (fault: unknown) => {
    // What broke on our side may be asked for again: the line itself knows whether it was done.
    if (once) await keys.settle({ id: key.id, once, answer: null });
    throw fault;
  });
  const response = answered(told, headers);
  if (once) {
    const kept = isKept(told) ? { status: response.status, body: await response.clone().text() } : null;
    await keys.settle({ id: key.id, once, answer: kept });
  }
  return { response, ...closed };
}

async function attempt<Op extends KeyOperation>(
  context: Asked,
  operation: Op,
  act: (given: Given<Op>) => Promise<Told<Op>>,
  caller: Caller,
  text: string,
): Promise<Told<Op>> {
  const query = operation.query ? queried(context, operation.query) : { ok: true as const, value: undefined };
  if (!query.ok) return query;
  const body = operation.request ? jsonOf(text, operation.request) : { ok: true as const, value: undefined };
  if (!body.ok) return body;
  return act({
    ...{ context, caller },
    query: query.value as Read<Op['query']>,
    body: body.value as Read<Op['request']>,
  });
}

/** A POST's words, and the name it may be repeated under. */
async function wishOf(context: Asked): Promise<Result<{ wish: { once: Once; text: string } }>> {
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse('bad_request', 'The content type must be application/json.');
  const name = context.req.header('idempotency-key') ?? '';
  if (!ONCE.test(name)) return refuse('bad_request', 'Idempotency-Key: 1 to 128 visible ASCII characters.');
  const read = await readBody(context.req.raw, JSON_LIMIT);
  if (!read.ok) return read;
  const text = textOf(read.body);
  if (text === null) return refuse('bad_encoding');
  const { pathname, search } = new URL(context.req.url);
  return {
    ok: true,
    wish: { once: { name, digest: await digestHex('SHA-256', `${pathname}${search}\n${text}`) }, text },
  };
}

/** What was done, or can't be: a malformed wish may be mended under the same name, and what failed on our side asked for again. */
function isKept(told: Result<object>): boolean {
  if (told.ok) return true;
  const { status } = refusals[told.code];
  return status > 400 && status < 429;
}

function again({ status, body }: { status: number; body: string }, headers: Record<string, string>): Response {
  const plain = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(body, { status, headers: { ...plain, ...headers, 'idempotency-replayed': 'true' } });
}

const askForKey = { 'www-authenticate': 'Bearer' };
const seconds = (ms: number) => String(Math.ceil(ms / 1000));

function paceHeaders({ limit, remaining, resetMs }: Pace): Record<string, string> {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': seconds(resetMs),
  };
}

function waitFor({ code }: Refusal, pace: Pace | null): Record<string, string> {
  if (code === 'rate_limited' && pace) return { 'retry-after': seconds(pace.waitMs) };
  if (code === 'bad_key') return askForKey;
  return code === 'in_progress' ? { 'retry-after': '1' } : {};
}
