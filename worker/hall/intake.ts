/** Takes in what a request carries, within limits: bytes, JSON against a schema, the caller's network address. */
import * as v from 'valibot';
import { refuse, type Result } from '../../shared/refusal.ts';
import { textOf } from '../lib/digest.ts';

/** Largest JSON an operation takes, in bytes, where it names no other limit. */
export const JSON_LIMIT = 64 * 1024;
/** Slowest body waited for. */
const BODY_MS = 10_000;

/** The body's bytes; cancelled as soon as it grows over `limit` or takes too long. */
export async function readBody(
  request: Request,
  limit: number,
  waitMs = BODY_MS,
): Promise<Result<{ body: Uint8Array }>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) {
    await request.body?.cancel();
    return refuse('too_large');
  }
  if (!request.body) return { ok: true, body: new Uint8Array() };
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), waitMs);
  });
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late]);
      if (next === 'late') {
        await reader.cancel();
        return refuse('bad_request', 'The body took too long.');
      }
      if (next.done) break;
      size += next.value.byteLength;
      if (size > limit) {
        await reader.cancel();
        return refuse('too_large');
      }
      parts.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.byteLength;
  }
  return { ok: true, body };
}

/** JSON of the given shape. The content type must say so: a form of another site can't. */
export async function readJson<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  limit = JSON_LIMIT,
): Promise<Result<{ value: v.InferOutput<Schema> }>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse('bad_request', 'The content type must be application/json.');
  const read = await readBody(request, limit);
  if (!read.ok) return read;
  const text = textOf(read.body);
  if (text === null) return refuse('bad_encoding');
  return jsonOf(text, schema);
}

/** A text as JSON of the given shape. */
export function jsonOf<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
): Result<{ value: v.InferOutput<Schema> }> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refuse('bad_json');
  }
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return { ok: true, value: parsed.output };
  const issue = parsed.issues[0];
  return refuse('bad_request', `${v.getDotPath(issue) ?? 'body'}: ${issue.message.slice(0, 200)}`);
}

/**
 * The caller's network address, for counting only. On Cloudflare the edge says it; on plain workerd the connection does, and a
 * proxy of our own on the same machine may name the one behind it (last entry: earlier ones are the caller's word).
 */
export function networkAddress(request: Request): string {
  const peer: unknown = Reflect.get(request.cf ?? {}, 'clientIp');
  if (typeof peer !== 'string') return request.headers.get('cf-connecting-ip') ?? 'unknown';
  const host = peer.replace(/:\d+$/u, '').replace(/^\[|\]$/gu, '');
  const local = host === '127.0.0.1' || host === '::1' || host === '::ffff:127.0.0.1';
  const behind = local ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return behind === undefined || behind === '' ? host : behind.slice(0, 64);
}
