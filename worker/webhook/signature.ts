/** Signatures as Standard Webhooks 1.0.0 says: HMAC-SHA256 over `id.timestamp.body`, keyed by the secret behind `whsec_`. */
import { base64, fromBase64, hmac, utf8 } from '../lib/digest.ts';

const PREFIX = 'whsec_';
/** The standard asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret of an address. */
export function freshSecret(): string {
  return `${PREFIX}${base64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))}`;
}

/** The headers of one try; `secrets` newest first, each signs. `now` in unix ms. */
export async function signedHeaders(
  given: { id: string; body: string; secrets: readonly string[] },
  now: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const content = utf8(`${given.id}.${timestamp}.${given.body}`);
  const signatures = await Promise.all(
    given.secrets.map(async (secret) => {
      const key = fromBase64(secret.slice(PREFIX.length));
      if (!key) throw new Error('a webhook secret is not base64');
      return base64(await hmac('SHA-256', key, content));
    }),
  );
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Yixian-Webhooks/1',
    'webhook-id': given.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  };
}
