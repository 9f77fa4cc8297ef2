/** Aliyun's request signature, version 3. Source: help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature */
import { digestHex, hex, hmac } from '../../lib/digest.ts';

/** RFC 3986: everything but letters, digits and `-_.~`. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The query as it is signed and sent: names sorted by code, names and values RFC 3986-encoded. */
export function canonicalQuery(query: Record<string, string>): string {
  return Object.keys(query)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');
}

export type Acs3Call = {
  method: string;
  host: string;
  path: string;
  query: Record<string, string>;
  body: string;
  action: string;
  version: string;
  /** `YYYY-MM-DDTHH:mm:ssZ`. */
  date: string;
  nonce: string;
};

export type Acs3Signed = {
  headers: Record<string, string>;
  hashedRequest: string;
  signature: string;
  signedHeaders: string;
};

/** Headers to send (all but `host`), with the hash and signature for whoever checks them. */
export async function signAcs3(call: Acs3Call, keyId: string, keySecret: string): Promise<Acs3Signed> {
  const bodyHash = await digestHex('SHA-256', call.body);
  const headers: Record<string, string> = {
    'x-acs-action': call.action,
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': call.date,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  };
  const signed: [string, string][] = [['host', call.host], ...Object.entries(headers)];
  const signedHeaders = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
  const request = [call.method, call.path, canonicalQuery(call.query), lines, signedHeaders, bodyHash].join('\n');
  const hashedRequest = await digestHex('SHA-256', request);
  const signature = hex(await hmac('SHA-256', keySecret, `ACS3-HMAC-SHA256\n${hashedRequest}`));
  const authorization = `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { headers: { ...headers, authorization }, hashedRequest, signature, signedHeaders };
}
