import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { fileOf, policyOf } from '../../worker/hall/screens.ts';
import { knock, refusalIn } from './knock.ts';

const page = { accept: 'text/html' };

describe('screens', () => {
  it('H4 have their content types, whatever the disk says', async () => {
    const types: Record<string, string> = {
      '/': 'text/html',
      '/desk/': 'text/html',
      '/desk/assets/app-abcdef12.js': 'text/javascript',
      '/desk/assets/app-abcdef12.css': 'text/css',
      '/widget.js': 'text/javascript',
    };
    for (const [path, type] of Object.entries(types)) {
      const response = await knock(path, { headers: page });
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-type'), path).toContain(type);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('H4 that never change are kept for good, the others asked for again and answered by 304', async () => {
    const hashed = await knock('/desk/assets/app-abcdef12.js');
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    const first = await knock('/');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = await knock('/', { headers: { 'if-none-match': `W/${etag}, "x"` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await knock('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('H4 stand on pages of other sites only where the widget needs them: its own files and the pictures of answers', async () => {
    const policy = async (path: string) => {
      const { headers } = await knock(path);
      return [headers.get('cross-origin-resource-policy'), headers.get('access-control-allow-origin')];
    };
    for (const path of ['/widget.js', '/help/pack.svg'])
      expect(await policy(path), path).toEqual(['cross-origin', '*']);
    for (const path of ['/desk/', '/desk/assets/app-abcdef12.js']) {
      expect(await policy(path), path).toEqual(['same-origin', null]);
    }
  });

  it('answer HEAD without a body', async () => {
    const response = await knock('/widget.js', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('H4 fall back to the dashboard for navigations under it, and for nothing else', async () => {
    expect(await (await knock('/desk/session/c_1', { headers: page })).text()).toContain('<title>desk</title>');
    expect(await refusalIn(await knock('/desk/assets/gone-12345678.js'))).toBe('not_found');
    expect(await refusalIn(await knock('/nowhere', { headers: page }))).toBe('not_found');
    const bare = await knock('/desk', { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/desk/']);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/config.json',
    '/..%2fconfig.json',
    '/desk/..%5c..%5cx.js',
    '/.fresh.json',
    '/desk/%00.js',
    '/%zz.js',
  ])('never leave their folder: %s', async (path) => {
    expect(fileOf(path) ?? '/').not.toContain('..');
    expect((await knock(path)).status).toBe(404);
  });
});

describe('the policy', () => {
  it('H4 is strict, and frames are for our own page only', () => {
    const demo = policyOf('/', 'http://127.0.0.1:8787');
    expect(demo).toContain("default-src 'none'");
    expect(demo).toContain("script-src 'self';");
    expect(demo).toContain("frame-ancestors 'none'");
    expect(demo).toContain('ws://127.0.0.1:8787');
    for (const path of ['/desk/', '/world/', '/mini/']) {
      expect(policyOf(path, 'https://line.example')).toContain("frame-ancestors 'self'");
      expect(policyOf(path, 'https://line.example')).toContain('wss://line.example');
    }
    for (const path of ['/', '/desk/', '/world/']) expect(policyOf(path, env.PUBLIC_URL)).not.toContain('unsafe');
  });
});
