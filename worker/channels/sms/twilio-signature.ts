/** Twilio's request signature. Source: twilio.com/docs/usage/security */
import { base64, digestHex, hmac, same } from '../../lib/digest.ts';

/** Names and values as posted; a name may come more than once. */
export type Pairs = readonly (readonly [string, string])[];

/** HMAC-SHA1 over the full public address and the sorted form; a repeated name counts each different value once, sorted. */
export async function twilioSignature(authToken: string, url: string, pairs: Pairs): Promise<string> {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    if (known) known.add(value);
    else values.set(name, new Set([value]));
  }
  let text = url;
  for (const name of [...values.keys()].toSorted(byCode)) {
    for (const value of [...(values.get(name) ?? [])].toSorted(byCode)) text += name + value;
  }
  return base64(await hmac('SHA-1', authToken, text));
}

function byCode(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The spellings of one address: Twilio signs it with or without its port. */
export function portVariants(url: URL): string[] {
  const rest = url.pathname + url.search;
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return [`${url.protocol}//${url.hostname}${rest}`, `${url.protocol}//${url.hostname}:${port}${rest}`];
}

/** Whether the signature is Twilio's for a form post to this address. */
export async function isSigned(given: string, authToken: string, url: URL, pairs: Pairs): Promise<boolean> {
  let good = false;
  for (const variant of portVariants(url)) {
    if (same(given, await twilioSignature(authToken, variant, pairs))) good = true;
  }
  return good;
}

/** As `isSigned` for a body that is no form: the address names the body's hash and is all that is signed. */
export async function isSignedBody(
  given: string,
  authToken: string,
  url: URL,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const named = url.searchParams.get('bodySHA256') ?? '';
  if (!same(named.toLowerCase(), await digestHex('SHA-256', body))) return false;
  return isSigned(given, authToken, url, []);
}
