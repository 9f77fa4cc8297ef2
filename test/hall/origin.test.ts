/** A page not listed for the site, byte for byte, gets nothing. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ownOrigins } from '../../worker/hall/origins.ts';
import { knock, post, refusalIn } from './knock.ts';

/** Near misses of `http://gateway.test`, and what attackers and odd browsers send. */
const variants = [
  '',
  ' ',
  'null',
  'undefined',
  '*',
  'file://',
  'about:blank',
  'data:text/html,x',
  'blob:http://gateway.test/x',
  'http://gateway.test/',
  'http://gateway.test//',
  'http://gateway.test/x',
  'http://gateway.test?',
  'http://gateway.test?x',
  'http://gateway.test#x',
  'https://gateway.test',
  'ws://gateway.test',
  'wss://gateway.test',
  'ftp://gateway.test',
  'HTTP://gateway.test',
  'Http://gateway.test',
  'http://GATEWAY.TEST',
  'http://Gateway.test',
  'http://gateway.TEST',
  'http://gateway.test:80',
  'http://gateway.test:8080',
  'http://gateway.test:443',
  'http://gateway.test:',
  'http://gateway.test:0080',
  'http://gateway.test:80/',
  'http://gateway.test.',
  'http://gateway.test..',
  'http://.gateway.test',
  'http://gateway.test.evil.example',
  'http://gateway.test-evil.example',
  'http://evil-gateway.test',
  'http://evilgateway.test',
  'http://sub.gateway.test',
  'http://www.gateway.test',
  'http://gateway.testing',
  'http://gateway.tes',
  'http://gatewaytest',
  'http://gateway.test@evil.example',
  'http://user@gateway.test',
  'http://user:pass@gateway.test',
  'http://evil.example@gateway.test',
  'http://evil.example/gateway.test',
  'http://evil.example?http://gateway.test',
  'http://evil.example#http://gateway.test',
  'http://evil.example\\@gateway.test',
  'http:gateway.test',
  'http:/gateway.test',
  'http:///gateway.test',
  '//gateway.test',
  'gateway.test',
  '://gateway.test',
  'http//gateway.test',
  'http://gateway.test http://evil.example',
  'http://evil.example http://gateway.test',
  'http://gateway.test,http://evil.example',
  'http://gateway.test, http://gateway.test',
  'http://gateway.test;',
  'http://gateway%2etest',
  'http://gateway.test%00',
  'http://gateway.test%20',
  'http://gateway%E3%80%82test',
  'http://g%61teway.test',
  'http://xn--gateway-.test',
  'http://127.0.0.1',
  'http://localhost',
  'http://[::1]',
  'http://0',
  'http://gateway.test:8787',
  'chrome-extension://gateway.test',
  'moz-extension://gateway.test',
  'app://gateway.test',
  'capacitor://localhost',
  'ionic://localhost',
  'https://servicewechat.com',
];

describe('an Origin that is not exactly listed', () => {
  it('comes in more than sixty spellings', () => {
    expect(new Set(variants).size).toBe(variants.length);
    expect(variants.length).toBeGreaterThanOrEqual(60);
  });

  it.each(variants)('C16 T2 %j opens no session, no socket, no sign-in, and may read nothing', async (origin) => {
    const session = await post('/v1/session', { site: 'shop' }, {}, origin);
    expect(session.status).toBe(403);
    expect(session.headers.get('access-control-allow-origin')).toBeNull();
    expect(await refusalIn(session)).toBe('bad_origin');
    const socket = await knock('/v1/line/c_x.mark/stream?site=shop', { headers: { upgrade: 'websocket', origin } });
    expect(socket.webSocket).toBeFalsy();
    expect(await refusalIn(socket)).toBe('bad_origin');
    const staff = await post('/staff/v1/sign-in', { login: 'owner', password: 'x' }, {}, origin);
    expect(await refusalIn(staff)).toBe('bad_origin');
    const asked = await knock('/v1/session', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('while the listed one is let in and may read', async () => {
    const session = await post('/v1/session', { site: 'shop' });
    expect(session.status).toBe(200);
    expect(session.headers.get('access-control-allow-origin')).toBe(env.PUBLIC_URL);
    expect(session.headers.get('vary')).toContain('origin');
    const asked = await knock('/v1/ticket', { method: 'OPTIONS', headers: { origin: env.PUBLIC_URL } });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(env.PUBLIC_URL);
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

it('our own origin is the public one, and on one’s own machine its other spellings', () => {
  expect(ownOrigins('https://line.example')).toEqual(['https://line.example']);
  expect(ownOrigins('http://127.0.0.1:8787')).toEqual([
    'http://127.0.0.1:8787',
    'http://localhost:8787',
    'http://[::1]:8787',
  ]);
});
