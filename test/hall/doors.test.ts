import { createHash } from 'node:crypto';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusals, refuse, type RefusalCode } from '../../shared/refusal.ts';
import { refused } from '../../worker/hall/answers.ts';
import { app } from '../../worker/app.ts';
import { readBody } from '../../worker/hall/intake.ts';
import { methodsAt, operations } from '../../worker/hall/operations.ts';
import { openWorld } from '../world.ts';
import { knock, listed, post, refusalIn } from './knock.ts';

describe('a refusal', () => {
  it.each(Object.keys(refusals) as RefusalCode[])('H1 %s has its status, its words and no cache', async (code) => {
    const response = refused(refuse(code));
    expect(response.status).toBe(refusals[code].status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ ok: false, code, detail: refusals[code].en });
  });

  it('of a method names those that are offered', async () => {
    for (const { method, path } of operations) {
      const at = path.replace(/:\w+/gu, 'x');
      const other = method === 'POST' && !methodsAt(at).includes('GET') ? 'GET' : 'PUT';
      const response = await knock(at, { method: other, headers: { origin: env.PUBLIC_URL } });
      expect(response.status, `${other} ${at}`).toBe(405);
      expect(response.headers.get('allow')).toContain(method);
      expect(await refusalIn(response)).toBe('wrong_method');
    }
  });

  it('of a path that is nowhere says so', async () => {
    for (const path of ['/nowhere', '/v1/nowhere', '/staff/v1/', '/hooks/wechat', '/operator', '/sandbox/people']) {
      const response = await knock(path);
      expect(response.status, path).toBe(404);
      expect(await refusalIn(response)).toBe('not_found');
    }
  });

  it('H1 of a fault of ours gives a number and nothing else', async () => {
    const response = await app.fetch(
      new Request('http://gateway.test/staff/v1/me', { headers: { cookie: `yixian_80=${'x'.repeat(43)}` } }),
      {
        ...env,
        SECRET: 'short',
      },
    );
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ ok: false, code: 'internal' });
    expect(text).toMatch(/quote \w+/u);
    expect(text).not.toMatch(/SECRET|at |\.ts/u);
  });
});

describe('operations', () => {
  it('H5 are exactly the routes of app.ts', () => {
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.length).toBeGreaterThan(10);
    expect([...new Set(routes)].sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });
});

describe('a body', () => {
  const oneMegabyte = 'x'.repeat(1024 * 1024);

  it('H2 too large is refused, also when it lies about its length or has none', async () => {
    expect(await refusalIn(await post('/v1/session', { site: oneMegabyte }))).toBe('too_large');
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const request = new Request('http://x/', { method: 'POST', body: endless });
    expect(await readBody(request, 64 * 1024)).toMatchObject({ ok: false, code: 'too_large' });
    expect(pulled).toBeLessThan(12);
  });

  it('too slow is not waited for', async () => {
    const never = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
    const began = performance.now();
    expect(await readBody(new Request('http://x/', { method: 'POST', body: never }), 1024, 50)).toMatchObject({
      ok: false,
      code: 'bad_request',
    });
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it.each([
    ['broken UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 'bad_encoding'],
    ['no JSON', '{"site":', 'bad_json'],
    ['nothing', '', 'bad_json'],
    ['another shape', '{"site":1}', 'bad_request'],
    ['more than was asked', '{"site":"shop","role":"owner"}', 'bad_request'],
    ['a list', '[]', 'bad_request'],
    ['null', 'null', 'bad_request'],
    ['a deep nest', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'bad_request'],
  ] as const)('of %s is refused', async (_what, body, code) => {
    const headers = { 'content-type': 'application/json', origin: env.PUBLIC_URL };
    const response = await knock('/v1/session', { method: 'POST', headers, body });
    expect(await refusalIn(response)).toBe(code);
  });
});

describe('hooks', () => {
  beforeAll(() => void openWorld());

  const plain = listed.find((one) => one.channel === 'wechat' && one.mode === 'plain');
  if (plain?.channel !== 'wechat') throw new Error('no plain account');

  function signed(nonce: string): string {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHash('sha1')
      .update([plain?.channel === 'wechat' ? plain.token : '', timestamp, nonce].sort().join(''))
      .digest('hex');
    return `/hooks/wechat/${plain?.id ?? ''}?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
  }
  const push = (words: string, id: number) =>
    `<xml><ToUserName>${plain.id}</ToUserName><FromUserName>o_doors</FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType>text</MsgType><Content>${words}</Content><MsgId>${id}</MsgId></xml>`;

  it('C1 answer WeChat’s check of the address', async () => {
    const response = await knock(`${signed('n1')}&echostr=1234567890`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('1234567890');
    expect(
      await refusalIn(
        await knock(
          `/hooks/wechat/${plain.id}?signature=x&timestamp=${Math.floor(Date.now() / 1000)}&nonce=n&echostr=1`,
        ),
      ),
    ).toBe('bad_signature');
  });

  it('refuse what is for nobody, forged, too large, or no XML, and hear the next genuine message', async () => {
    const send = (path: string, body: string) =>
      knock(path, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
    expect(await refusalIn(await send('/hooks/wechat/gh_nobody?x=1', 'x'))).toBe('no_account');
    expect(await refusalIn(await send(signed('n2').replace('signature=', 'signature=0'), push('假', 1)))).toBe(
      'bad_signature',
    );
    expect(await refusalIn(await send(signed('n3'), 'x'.repeat(1024 * 1024)))).toBe('too_large');
    expect(await refusalIn(await send(signed('n4'), '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>'))).toBe('bad_xml');
    const genuine = await send(signed('n5'), push('你好', 42));
    expect(genuine.status).toBe(200);
  });

  it('H6 ask for a repeat when nothing could be remembered', async () => {
    const broken = { ...env, CUSTOMER: { getByName: () => ({ hear: () => Promise.reject(new Error('disk full')) }) } };
    const request = new Request(`${env.PUBLIC_URL}${signed('n6')}`, { method: 'POST', body: push('在吗', 43) });
    const response = await app.fetch(request, broken);
    expect(response.status).toBe(503);
    expect(await refusalIn(response)).toBe('unavailable');
  });
});
