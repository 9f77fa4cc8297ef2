import { hmacSha256, sameText, sha256Hex } from '../world/digest.ts';

/** What of a Tencent Cloud call is signed. */
export interface Tc3Request {
  header: (name: string) => string | undefined;
  hosts: string[];
  body: Uint8Array;
}

/** The canonical request; the path is always `/` and the query empty for a POST. */
export function tc3Canonical(
  header: (name: string) => string | undefined,
  host: string,
  names: string[],
  body: Uint8Array,
): string {
  const value = (name: string): string => (name === 'host' ? host : (header(name) ?? '')).trim().toLowerCase();
  return [
    'POST',
    '/',
    '',
    names.map((name) => `${name}:${value(name)}\n`).join(''),
    names.join(';'),
    sha256Hex(body),
  ].join('\n');
}

/** The signature over a canonical request, with the key derived for day and service. */
export function tc3Signature(secret: string, timestamp: number, service: string, canonical: string): string {
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const signing = hmacSha256(hmacSha256(hmacSha256(`TC3${secret}`, date), service), 'tc3_request');
  return hmacSha256(signing, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256Hex(canonical)}`).toString('hex');
}

/** Verifies a TC3 call from its raw bytes; returns Tencent's error code and words. Source: document/api/213/30654. */
export function verifyTc3(
  request: Tc3Request,
  key: { id: string; secret: string },
  service: string,
  nowMs: number,
): { code: string; message: string } | undefined {
  const fault = (code: string, message: string) => ({ code, message });
  const written = request.header('authorization') ?? '';
  const found =
    /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/(\d{4}-\d\d-\d\d)\/([a-z]+)\/tc3_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/.exec(
      written,
    );
  if (!found) return fault('AuthFailure.InvalidAuthorization', '请求头部的 Authorization 不符合腾讯云标准。');
  const [, id = '', date = '', named = '', list = '', mark = ''] = found;
  const time = request.header('x-tc-timestamp') ?? '';
  if (!/^\d{10}$/.test(time)) return fault('MissingParameter', 'X-TC-Timestamp is missing.');
  if (Math.abs(nowMs / 1000 - Number(time)) > 300) return fault('AuthFailure.SignatureExpire', '签名过期。');
  if (id !== key.id) return fault('AuthFailure.SecretIdNotFound', '密钥不存在。');
  const names = list.split(';');
  const proper = [...names].sort().join(';') === list && names.includes('host') && names.includes('content-type');
  const sameDay = new Date(Number(time) * 1000).toISOString().slice(0, 10) === date && named === service;
  const good =
    proper &&
    sameDay &&
    request.hosts.some((host) =>
      sameText(
        mark,
        tc3Signature(key.secret, Number(time), service, tc3Canonical(request.header, host, names, request.body)),
      ),
    );
  return good ? undefined : fault('AuthFailure.SignatureFailure', '签名错误。');
}
