/**
 * The signed relay: stands on a machine whose fixed address WeChat and the carriers have listed, and makes the gateway's calls.
 * RELAY_SECRET (≥ 32 characters, as the gateway's), RELAY_HOSTS (`api.weixin.qq.com,dysmsapi.aliyuncs.com`; `host:port` for other
 * ports), PORT (default 8790), HOST (default 127.0.0.1: put TLS in front). Logs host, status and time only.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  headersOf,
  RELAY_SKEW_MS,
  unwrap,
  FATE_HEADER,
  type RelayFate,
  type Wrapped,
} from '../worker/channels/relay.ts';
import { egress } from '../worker/channels/egress.ts';
import { faultOf } from '../worker/channels/fault.ts';

const BODY_LIMIT = 16 * 1024 * 1024;
const TIMEOUT_MS = 7_000;

const secret = process.env['RELAY_SECRET'] ?? '';
const hosts = new Set(
  (process.env['RELAY_HOSTS'] ?? '')
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean),
);
const port = Number(process.env['PORT'] ?? 8790);
if (secret.length < 32) fail('RELAY_SECRET: give at least 32 random characters');
if (hosts.size === 0) fail('RELAY_HOSTS: name at least one host that may be called');

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const call = egress(null, (request) => fetch(request));
/** Nonces seen, with the time until which a replay would still be fresh. */
const seen = new Map<string, number>();

function isReplay(nonce: string, now: number): boolean {
  for (const [old, until] of seen) {
    if (until > now) break;
    seen.delete(old);
  }
  if (seen.has(nonce)) return true;
  seen.set(nonce, now + 2 * RELAY_SKEW_MS);
  return false;
}

function mayCall(wrapped: Wrapped): boolean {
  if (!URL.canParse(wrapped.url)) return false;
  const { protocol, host, username } = new URL(wrapped.url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && hosts.has(host);
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) return null;
    size += piece.length;
    if (size > BODY_LIMIT) return null;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function answer(
  response: ServerResponse,
  status: number,
  fate: RelayFate,
  type: string,
  body: Uint8Array | string,
  location: string | null = null,
): void {
  const headers = { 'content-type': type, [FATE_HEADER]: fate, ...(location === null ? {} : { location }) };
  response.writeHead(status, headers);
  response.end(body);
}

const refuse = (response: ServerResponse, status: number, word: string) =>
  answer(response, status, 'never_left', 'text/plain', word);

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET' && request.url === '/healthz')
    return answer(response, 200, 'answered', 'text/plain', 'ok');
  if (request.method !== 'POST') return refuse(response, 405, 'wrong_method');
  const body = await bodyOf(request);
  if (!body) return refuse(response, 413, 'too_large');
  const now = Date.now();
  const header = (name: string) => String(request.headers[name] ?? '');
  const opened = await unwrap(header, body, secret, now);
  if (!opened) return refuse(response, 401, 'bad_signature');
  if (isReplay(opened.nonce, now)) return refuse(response, 401, 'replayed');
  if (!mayCall(opened.call)) return refuse(response, 403, 'host_not_listed');
  const { host } = new URL(opened.call.url);
  try {
    const got = await call(requestOf(opened.call), TIMEOUT_MS);
    const bytes = new Uint8Array(await got.arrayBuffer());
    const type = got.headers.get('content-type') ?? 'application/octet-stream';
    answer(response, got.status, 'answered', type, bytes, got.headers.get('location'));
    console.log(JSON.stringify({ at: now, host, status: got.status, ms: Date.now() - now }));
  } catch (fault) {
    const fate = faultOf(fault);
    refuseFate(response, fate);
    console.log(JSON.stringify({ at: now, host, fate, ms: Date.now() - now }));
  }
}

function refuseFate(response: ServerResponse, fate: 'never_left' | 'unknown'): void {
  answer(response, 502, fate, 'text/plain', fate);
}

function requestOf(wrapped: Wrapped): Request {
  const headers = headersOf(wrapped.block).filter(([name]) => name !== 'host' && name !== 'content-length');
  const hasBody = wrapped.method !== 'GET' && wrapped.method !== 'HEAD';
  return new Request(wrapped.url, { method: wrapped.method, headers, ...(hasBody ? { body: wrapped.body } : {}) });
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => {
    if (!response.headersSent) refuseFate(response, 'unknown');
    response.end();
  });
});
server.listen(port, process.env['HOST'] ?? '127.0.0.1', () => {
  const address = server.address();
  console.log(
    JSON.stringify({ relay: 'ready', port: typeof address === 'object' ? address?.port : port, hosts: [...hosts] }),
  );
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.close(() => process.exit(0)));
