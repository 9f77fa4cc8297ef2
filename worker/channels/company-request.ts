/** A signed request to the company's hook (docs/hooks.md). */
import { hex, hmac } from '../lib/digest.ts';

export type Hook = { url: string; secret: string };

/** `request` is the same for every try: the company does the same thing once. */
export async function companyRequest(
  hook: Hook,
  { action, request, body }: { action: string; request: string; body: string },
  now: number,
): Promise<Request> {
  const at = Math.floor(now / 1000);
  const signature = await hmac('SHA-256', hook.secret, `${at}.${body}`);
  return new Request(`${hook.url}/${action}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': request,
      'x-yixian-signature': `t=${at},v1=${hex(signature)}`,
    },
    body,
  });
}
