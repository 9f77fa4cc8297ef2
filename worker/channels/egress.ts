/** The one port for calls to the outside: direct, or by the signed relay on an address the platforms have listed. */
import { hex } from '../lib/digest.ts';
import type { Call } from './channel.ts';
import { CallFault, TooLarge } from './fault.ts';
import { FATE_HEADER, blockOf, wrap } from './relay.ts';

/** The platform's `fetch`, given by who owns the network (an actor, the hall, a script). */
export type Fetch = (request: Request) => Promise<Response>;

/** Longest answer that is read where the caller names no other limit. */
const ANSWER_LIMIT = 1024 * 1024;

/** The port. `relay` null: calls go out directly. */
export function egress(
  relay: { url: string; secret: string } | null,
  fetch: Fetch,
  now: () => number = Date.now,
): Call {
  return relay
    ? relayed(relay, fetch, now)
    : (request, timeoutMs, answerLimit) => direct(request, fetch, timeoutMs, answerLimit);
}

/** The port of a deployment, over the runtime's own network. */
export function egressOf(config: { relay: { url: string; secret: string } | null }): Call {
  return egress(config.relay, (request) => fetch(request));
}

/** One call with its whole answer, within the time. Never follows redirects: secrets go where they were addressed. */
async function direct(
  request: Request,
  fetch: Fetch,
  timeoutMs: number,
  answerLimit = ANSWER_LIMIT,
): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  try {
    const response = await fetch(new Request(request, { redirect: 'manual', signal: stop.signal }));
    return new Response(await whole(response, answerLimit), {
      status: response.status,
      headers: plain(response.headers),
    });
  } catch (fault) {
    if (fault instanceof CallFault) throw fault;
    throw new CallFault(stop.signal.aborted ? 'unknown' : fateOf(fault), 'The call brought no answer.', {
      cause: fault,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What the runtimes say when no connection came about; anything else may have left. */
const NEVER_LEFT =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|connection refused|connect failed|DNS lookup failed|no such host/iu;

function fateOf(fault: unknown): 'never_left' | 'unknown' {
  for (let each = fault, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    const code = 'code' in each ? String(each.code) : '';
    if (NEVER_LEFT.test(`${code} ${each.message}`)) return 'never_left';
  }
  return 'unknown';
}

async function whole(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (response.body) {
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const bytes: Uint8Array = piece.value;
      size += bytes.length;
      if (size > limit) {
        await reader.cancel();
        throw new TooLarge();
      }
      pieces.push(bytes);
    }
  }
  const joined = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function plain(headers: Headers): Headers {
  const kept = new Headers();
  for (const name of ['content-type', 'retry-after', 'location', FATE_HEADER]) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}

/** By the relay: it says itself whether a failed call left. Not reaching the relay means that nothing left. */
function relayed(relay: { url: string; secret: string }, fetch: Fetch, now: () => number): Call {
  return async (request, timeoutMs, answerLimit) => {
    const body = new Uint8Array(await request.arrayBuffer());
    const nonce = hex(crypto.getRandomValues(new Uint8Array(12)));
    const call = { method: request.method, url: request.url, block: blockOf(request.headers), body };
    const response = await direct(await wrap(call, relay, now(), nonce), fetch, timeoutMs, answerLimit);
    const fate = response.headers.get(FATE_HEADER);
    if (fate === 'answered') return response;
    throw new CallFault(fate === 'never_left' ? 'never_left' : 'unknown', `The relay answered ${response.status}.`);
  };
}
