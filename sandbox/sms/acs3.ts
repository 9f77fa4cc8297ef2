import { hmacSha256, sameText, sha256Hex } from '../world/digest.ts';

/** A request as it arrived, with the paths and hosts under which the caller may have signed it. */
export interface Signed {
  method: string;
  paths: string[];
  hosts: string[];
  query: URLSearchParams;
  header: (name: string) => string | undefined;
  body: Uint8Array;
}

/** RFC 3986: all but letters, digits and - _ . ~ is encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The query in the order and encoding that is signed. */
export const canonicalQuery = (query: URLSearchParams): string =>
  [...query.entries()]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

/** The canonical request whose hash is signed. */
export function canonicalRequest(
  request: Omit<Signed, 'paths' | 'hosts' | 'body'>,
  path: string,
  host: string,
  names: string[],
  bodyHash: string,
): string {
  const value = (name: string): string => (name === 'host' ? host : (request.header(name) ?? '')).trim();
  const headers = names.map((name) => `${name}:${value(name)}\n`).join('');
  return [request.method, path, canonicalQuery(request.query), headers, names.join(';'), bodyHash].join('\n');
}

/** The signature of a canonical request. */
export const acs3Signature = (secret: string, canonical: string): string =>
  hmacSha256(secret, `ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`).toString('hex');

/** What is wrong with a signature, in Aliyun's words. */
export type Acs3Fault = { status: number; code: string; message: string };
const fault = (status: number, code: string, message: string): Acs3Fault => ({ status, code, message });
const MUST = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'];

/**
 * Verifies an ACS3-HMAC-SHA256 request from its raw bytes: header form, key, clock (± 15 minutes), body hash, signature and,
 * last, the nonce (`fresh` is asked only for an otherwise genuine request). Source: v3-request-structure-and-signature.
 */
export function verifyAcs3(
  request: Signed,
  key: { id: string; secret: string },
  nowMs: number,
  fresh: (nonce: string) => boolean,
): Acs3Fault | undefined {
  const written = request.header('authorization') ?? '';
  if (written === '') return fault(400, 'MissingAuthorization', 'Authorization is mandatory for this action.');
  const found =
    /^ACS3-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/.exec(written);
  if (!found) return fault(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
  const [, id = '', list = '', mark = ''] = found;
  if (id !== key.id) return fault(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const names = list.split(';');
  const sorted = [...names].sort().join(';') === list;
  if (!sorted || MUST.some((name) => !names.includes(name))) {
    return fault(400, 'IncompleteSignature', 'A header that must be signed is not in SignedHeaders.');
  }
  const date = request.header('x-acs-date') ?? '';
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(at)) return fault(400, 'InvalidTimeStamp.Format', 'Specified time stamp is not well formatted.');
  if (Math.abs(nowMs - at) > 900_000)
    return fault(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  const bodyHash = sha256Hex(request.body);
  const stated = request.header('x-acs-content-sha256') ?? '';
  const good = request.paths.some((path) =>
    request.hosts.some((host) =>
      sameText(mark, acs3Signature(key.secret, canonicalRequest(request, path, host, names, bodyHash))),
    ),
  );
  if (stated !== bodyHash || !good) {
    return fault(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
  }
  if (!fresh(`acs3 ${request.header('x-acs-signature-nonce') ?? ''}`)) {
    return fault(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
  return undefined;
}
