/** Tencent Cloud's request signature, version 3. Source: cloud.tencent.com/document/api/213/30654 */
import { digestHex, hex, hmac } from '../../lib/digest.ts';

const CONTENT_TYPE = 'application/json; charset=utf-8';

export type Tc3Call = {
  host: string;
  service: string;
  action: string;
  version: string;
  region: string;
  /** Unix seconds. */
  timestamp: number;
  /** The very bytes that are sent. */
  payload: string;
  /** Which headers are signed; all three but for the oldest published example. */
  signAction?: boolean;
};

export type Tc3Signed = {
  headers: Record<string, string>;
  date: string;
  hashedPayload: string;
  hashedRequest: string;
  signature: string;
};

/** Headers to send (all but `host`), with the parts for whoever checks them. */
export async function signTc3(call: Tc3Call, keyId: string, keySecret: string): Promise<Tc3Signed> {
  const date = new Date(call.timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${call.service}/tc3_request`;
  const hashedPayload = await digestHex('SHA-256', call.payload);
  const signAction = call.signAction ?? true;
  const signedHeaders = signAction ? 'content-type;host;x-tc-action' : 'content-type;host';
  const lines = [`content-type:${CONTENT_TYPE}`, `host:${call.host}`];
  if (signAction) lines.push(`x-tc-action:${call.action.toLowerCase()}`);
  const request = ['POST', '/', '', ...lines, '', signedHeaders, hashedPayload].join('\n');
  const hashedRequest = await digestHex('SHA-256', request);
  const ofDate = await hmac('SHA-256', `TC3${keySecret}`, date);
  const ofService = await hmac('SHA-256', ofDate, call.service);
  const key = await hmac('SHA-256', ofService, 'tc3_request');
  const toSign = ['TC3-HMAC-SHA256', String(call.timestamp), scope, hashedRequest].join('\n');
  const signature = hex(await hmac('SHA-256', key, toSign));
  return {
    headers: {
      'content-type': CONTENT_TYPE,
      'x-tc-action': call.action,
      'x-tc-version': call.version,
      'x-tc-region': call.region,
      'x-tc-timestamp': String(call.timestamp),
      authorization: `TC3-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    },
    date,
    hashedPayload,
    hashedRequest,
    signature,
  };
}
