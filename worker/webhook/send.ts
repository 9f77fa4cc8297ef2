/** One try of one delivery. */
import type { Call } from '../channels/channel.ts';
import { CallFault } from '../channels/fault.ts';
import { signedHeaders } from './signature.ts';
import type { Outcome } from './store.ts';

/** Standard Webhooks: 15 to 30 seconds. */
const TIMEOUT_MS = 15_000;
const DETAIL_LIMIT = 200;

/** Never rejects: whatever happens is an outcome. Redirects are not followed. */
export async function sendOnce(
  call: Call,
  given: { url: string; name: string; body: string; secrets: readonly string[] },
  now = Date.now(),
): Promise<Outcome> {
  try {
    const headers = await signedHeaders({ id: given.name, body: given.body, secrets: given.secrets }, now);
    const response = await call(new Request(given.url, { method: 'POST', headers, body: given.body }), TIMEOUT_MS);
    const after = Number(response.headers.get('retry-after'));
    const askedMs = Number.isFinite(after) && after > 0 ? after * 1_000 : null;
    const detail = response.ok ? '' : (await response.text()).slice(0, DETAIL_LIMIT);
    return { status: response.status, detail, askedMs };
  } catch (fault) {
    const detail = fault instanceof CallFault ? fault.message : 'the call broke';
    return { status: null, detail: detail.slice(0, DETAIL_LIMIT), askedMs: null };
  }
}
