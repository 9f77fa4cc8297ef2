/** Gives out the built screens: right content types, ETags, caching and a strict policy a surface. Disk services know none of it. */
import type { Context } from 'hono';
import { refuse } from '../../shared/refusal.ts';
import { refused } from './answers.ts';
import { configOf } from '../config.ts';
import type { Hall } from '../env.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  mp3: 'audio/mpeg',
  txt: 'text/plain; charset=utf-8',
  wxml: 'text/plain; charset=utf-8',
  wxss: 'text/plain; charset=utf-8',
};

/** Names with a content hash never change what they hold. */
const HASHED = /[-.][\w-]{8,}\.(?:js|css|woff2|png|jpg|webp|svg|mp3)$/u;

/** The conversation's own page of a site: 聊天链接 and 独立窗口. */
const CHAT = /^\/chat\/[\w.+-]{1,64}$/u;

/** What a page of this surface may load and who may frame it. Frames are for our own demo page only. */
export function policyOf(path: string, publicUrl: string): string {
  const { host, protocol } = new URL(publicUrl);
  const socket = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`;
  const rules = [
    "default-src 'none'",
    "script-src 'self'",
    // The simulated phone writes style sheets as it runs: a phone's widths are known only then. It is part of the demo only.
    `style-src 'self'${path.startsWith('/mini/') ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    `frame-ancestors ${path === '/' || path === '/index.html' || CHAT.test(path) ? "'none'" : "'self'"}`,
  ];
  if (path === '/' || path === '/index.html') rules.push("frame-src 'self'");
  // The conversation's own page writes no markup at all, and nobody frames it.
  if (CHAT.test(path)) rules.push("require-trusted-types-for 'script'", "trusted-types 'none'");
  return rules.join('; ');
}

/** A path as a file under the built screens, or null for one that tries to leave them. */
export function fileOf(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (/[\\\0]/u.test(path) || path.split('/').some((part) => part.startsWith('.'))) return null;
  return path.endsWith('/') ? `${path}index.html` : path;
}

async function read(context: Context<Hall>, file: string): Promise<ArrayBuffer | null> {
  const found = await context.env.ASSETS.fetch(new Request(new URL(file, 'http://screens.internal')));
  if (found.ok) return found.arrayBuffer();
  await found.body?.cancel();
  return null;
}

/** GET and HEAD of everything that is not an operation. */
export async function screens(context: Context<Hall>): Promise<Response> {
  const { pathname } = new URL(context.req.url);
  if (['/desk', '/mini', '/world', '/shop'].includes(pathname)) {
    return new Response(null, { status: 308, headers: { location: `${pathname}/` } });
  }
  const file = fileOf(pathname);
  if (file === null) return refused(refuse('not_found'));
  // A folder's listing is not a page: only names with an ending are files.
  let bytes = /\.\w+$/u.test(file) ? await read(context, file) : null;
  let shown = file;
  const navigation = context.req.header('accept')?.includes('text/html') === true;
  if (bytes === null && navigation && pathname.startsWith('/desk/')) {
    shown = '/desk/index.html';
    bytes = await read(context, shown);
  }
  if (CHAT.test(pathname) && !pathname.endsWith('.js') && !pathname.endsWith('.css')) {
    shown = '/chat/index.html';
    bytes = await read(context, shown);
  }
  if (bytes === null) return refused(refuse('not_found'));

  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const etag = `"${Buffer.from(digest).toString('base64url').slice(0, 27)}"`;
  const ending = shown.slice(shown.lastIndexOf('.') + 1).toLowerCase();
  const headers = new Headers({
    'content-type': types[ending] ?? 'application/octet-stream',
    etag,
    'cache-control': HASHED.test(shown) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  if (ending === 'html') {
    headers.set('content-security-policy', policyOf(pathname, configOf(context.env).publicUrl));
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  }
  // The widget stands on other companies' pages, with the pictures of its answers; everything else is ours alone.
  const shared = shown.startsWith('/widget') || shown.startsWith('/help/');
  headers.set('cross-origin-resource-policy', shared ? 'cross-origin' : 'same-origin');
  if (shared) headers.set('access-control-allow-origin', '*');
  if (matches(context.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(context.req.method === 'HEAD' ? null : bytes, { headers });
}

function matches(asked: string | undefined, etag: string): boolean {
  return (
    asked !== undefined &&
    asked.split(',').some((one) => one.trim().replace(/^W\//u, '') === etag || one.trim() === '*')
  );
}
