/** How the hall speaks: results as JSON with the status of the table, never cached. */
import { refusals, refuse, type Refusal, type Result } from '../../shared/refusal.ts';

const plain = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** A refusal with its status; `extra` adds headers (Allow, Retry-After). */
export function refused(refusal: Refusal, extra: Record<string, string> = {}): Response {
  const retry: Record<string, string> =
    refusal.code === 'unavailable' || refusal.code === 'rate_limited' ? { 'retry-after': '5' } : {};
  return new Response(JSON.stringify({ ok: false, code: refusal.code, detail: refusal.detail }), {
    status: refusals[refusal.code].status,
    headers: { ...plain, ...retry, ...extra },
  });
}

/** A result as it came from an actor, unchanged. */
export function answered<Value extends object>(result: Result<Value>, extra: Record<string, string> = {}): Response {
  if (!result.ok) return refused(result, extra);
  return new Response(JSON.stringify(result), { headers: { ...plain, ...extra } });
}

/** The words for what broke on our side: only a number goes out. */
export function broken(number: string): Refusal {
  return refuse('internal', `Something went wrong on our side; quote ${number}.`);
}
