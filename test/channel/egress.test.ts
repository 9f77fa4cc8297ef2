import { describe, expect, test } from 'vitest';
import { egress } from '../../worker/channels/egress.ts';
import { CallFault } from '../../worker/channels/fault.ts';
import { blockOf, headersOf, RELAY_SKEW_MS, unwrap, wrap } from '../../worker/channels/relay.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const relay = { url: 'https://relay.example.com/', secret: 'a-relay-secret-of-more-than-32-letters' };
const post = () =>
  new Request('https://api.weixin.qq.com/x?a=1', {
    method: 'POST',
    headers: { authorization: 'secret', 'x-b': '2' },
    body: '{"话":1}',
  });

async function fateOf(call: Promise<Response>): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (fault) {
    return fault instanceof CallFault ? fault.fate : 'not a CallFault';
  }
}

describe('C15 direct calls', () => {
  test('C15 the whole answer comes back; redirects are not followed', async () => {
    const modes: string[] = [];
    const call = egress(null, async (request) => {
      modes.push(request.redirect);
      return new Response('{"a":1}', {
        status: 302,
        headers: { 'content-type': 'application/json', location: 'https://evil.com', 'set-cookie': 'a' },
      });
    });
    const got = await call(post(), 1000);
    expect([got.status, await got.text(), got.headers.get('set-cookie')]).toEqual([302, '{"a":1}', null]);
    expect(modes).toEqual(['manual']);
  });
  test('C15 a time-out is unknown, also while the answer comes', async () => {
    const never = egress(
      null,
      (request) =>
        new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    expect(await fateOf(never(post(), 20))).toBe('unknown');
    const slow = egress(null, (request) =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: (stream) => request.signal.addEventListener('abort', () => stream.error(new Error('aborted'))),
          }),
        ),
      ),
    );
    expect(await fateOf(slow(post(), 20))).toBe('unknown');
  });
  test('C15 only what certainly never left says so', async () => {
    const failing = (fault: Error) => fateOf(egress(null, () => Promise.reject(fault))(post(), 1000));
    expect(
      await failing(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) })),
    ).toBe('never_left');
    expect(
      await failing(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) })),
    ).toBe('never_left');
    expect(
      await failing(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) })),
    ).toBe('unknown');
    expect(await failing(new Error('Network connection lost.'))).toBe('unknown');
  });
  test('C15 an endless answer is given up', async () => {
    const endless = egress(null, () =>
      Promise.resolve(new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65536)) }))),
    );
    expect(await fateOf(endless(post(), 5000))).toBe('unknown');
  });
});

describe('C15 the signed relay', () => {
  test('C15 a call rides whole: method, address, headers, bytes', async () => {
    const opened: Awaited<ReturnType<typeof unwrap>>[] = [];
    const call = egress(
      relay,
      async (request) => {
        expect(request.url).toBe(relay.url);
        const body = new Uint8Array(await request.arrayBuffer());
        const carried = await unwrap((name) => request.headers.get(name) ?? '', body, relay.secret, NOW);
        opened.push(carried);
        return new Response('{}', { status: 201, headers: { 'x-relay-fate': 'answered' } });
      },
      () => NOW,
    );
    expect((await call(post(), 1000)).status).toBe(201);
    expect(opened).toMatchObject([{ call: { method: 'POST', url: 'https://api.weixin.qq.com/x?a=1' } }]);
    const carried = opened[0]?.call;
    expect(new TextDecoder().decode(carried?.body)).toBe('{"话":1}');
    expect(headersOf(carried?.block ?? '')).toContainEqual(['authorization', 'secret']);
  });
  test('C15 whoever changes anything, or comes late, is refused', async () => {
    const body = new Uint8Array(new TextEncoder().encode('{}'));
    const wrapped = {
      method: 'POST',
      url: 'https://api.weixin.qq.com/x',
      block: blockOf(new Headers({ a: 'b' })),
      body,
    };
    const request = await wrap(wrapped, relay, NOW, 'nonce');
    const open = (change: Record<string, string> = {}, bytes = body, at = NOW, secret = relay.secret) =>
      unwrap((name) => change[name] ?? request.headers.get(name) ?? '', bytes, secret, at);
    expect(await open()).not.toBeNull();
    expect(await open({ 'x-relay-url': 'https://evil.com/' })).toBeNull();
    expect(await open({ 'x-relay-method': 'DELETE' })).toBeNull();
    expect(await open({ 'x-relay-headers': encodeURIComponent('a:c') })).toBeNull();
    expect(await open({ 'x-relay-headers': '%' })).toBeNull();
    expect(await open({ 'x-relay-nonce': 'other' })).toBeNull();
    expect(await open({ 'x-relay-time': String(NOW + 1) })).toBeNull();
    expect(await open({}, new Uint8Array(new TextEncoder().encode('{ }')))).toBeNull();
    expect(await open({}, body, NOW + RELAY_SKEW_MS + 1)).toBeNull();
    expect(await open({}, body, NOW, `${relay.secret}x`)).toBeNull();
  });
  test('C15 the relay’s word on the fate counts; its own failure is unknown', async () => {
    const says = (fate: string | null, status = 502) =>
      fateOf(
        egress(relay, () =>
          Promise.resolve(new Response('', { status, headers: fate ? { 'x-relay-fate': fate } : {} })),
        )(post(), 1000),
      );
    expect(await says('never_left')).toBe('never_left');
    expect(await says('unknown')).toBe('unknown');
    expect(await says(null)).toBe('unknown');
    expect(await says(null, 200)).toBe('unknown');
    expect(await says('answered', 500)).toBe('answered');
  });
});
