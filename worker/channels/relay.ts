/** The wire between the gateway and the relay on a fixed address: the call rides inside a signed one. */
import { digestHex, hex, hmac, same } from '../lib/digest.ts';

/** How far the clocks may lie apart; within it the relay remembers nonces, so no call is replayed. */
export const RELAY_SKEW_MS = 60_000;

/** Set by the relay on its answer to say whose answer it is: the target's, or a fault of the call with its fate. */
export const FATE_HEADER = 'x-relay-fate';
export type RelayFate = 'answered' | 'never_left' | 'unknown';

const HEADERS = {
  method: 'x-relay-method',
  url: 'x-relay-url',
  block: 'x-relay-headers',
  time: 'x-relay-time',
  nonce: 'x-relay-nonce',
  signature: 'x-relay-signature',
} as const;

/** A call as it rides: `block` is the header block, one `name:value` a line, names in lower case, sorted. */
export type Wrapped = { method: string; url: string; block: string; body: Uint8Array<ArrayBuffer> };

async function signatureOf(call: Wrapped, time: string, nonce: string, secret: string): Promise<string> {
  const body = await digestHex('SHA-256', call.body);
  return hex(await hmac('SHA-256', secret, [call.method, call.url, call.block, body, time, nonce].join('\n')));
}

/** The header block of a request. */
export function blockOf(headers: Headers): string {
  return [...headers]
    .map(([name, value]) => `${name.toLowerCase()}:${value.trim()}`)
    .toSorted()
    .join('\n');
}

/** The headers of a block. */
export function headersOf(block: string): [string, string][] {
  return block
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
}

/** The request to the relay that carries a call. */
export async function wrap(
  call: Wrapped,
  relay: { url: string; secret: string },
  now: number,
  nonce: string,
): Promise<Request> {
  const time = String(now);
  const headers = {
    'content-type': 'application/octet-stream',
    [HEADERS.method]: call.method,
    [HEADERS.url]: call.url,
    [HEADERS.block]: encodeURIComponent(call.block),
    [HEADERS.time]: time,
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: await signatureOf(call, time, nonce, relay.secret),
  };
  return new Request(relay.url, { method: 'POST', headers, body: call.body, redirect: 'manual' });
}

/** The call a request to the relay carries; null when it isn't signed by the secret or its time is off. */
export async function unwrap(
  header: (name: string) => string,
  body: Uint8Array<ArrayBuffer>,
  secret: string,
  now: number,
): Promise<{ call: Wrapped; nonce: string } | null> {
  const time = header(HEADERS.time);
  const nonce = header(HEADERS.nonce);
  if (!/^\d{10,15}$/u.test(time) || Math.abs(Number(time) - now) > RELAY_SKEW_MS || nonce === '') return null;
  const call = {
    method: header(HEADERS.method),
    url: header(HEADERS.url),
    block: decoded(header(HEADERS.block)),
    body,
  };
  const expected = await signatureOf(call, time, nonce, secret);
  return same(header(HEADERS.signature), expected) ? { call, nonce } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
