/** A file on its way out: whole or a range, one piece in memory at a time, and never as something that runs. Source: RFC 9110 §14. */
import type { MediaAbout } from '../../shared/media.ts';
import { disposition } from './name.ts';
import type { FileStore } from './store.ts';

type Range = { from: number; to: number };

/** One range of bytes as a header asks for it; null: the whole file, `unmet`: none of it is there. */
export function rangeOf(header: string | null, size: number): Range | null | 'unmet' {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? '');
  const [, first = '', last = ''] = asked ?? [];
  if (!asked || (first === '' && last === '')) return null;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count > 0 ? { from: size - count, to: size - 1 } : 'unmet';
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from < size ? { from, to } : 'unmet';
}

/** Shown in the page; everything else is offered for keeping. */
const shown = /^(?:image|audio|video)\//u;

/** The answer to a GET of this file. */
export function give(file: FileStore, about: MediaAbout, request: Request): Response {
  const { size, mime, name, id } = about;
  const headers = new Headers({
    'content-type': mime,
    'content-disposition': disposition(shown.test(mime) && about.kind !== 'file' ? 'inline' : 'attachment', name),
    // Nothing of a file may run, whatever a browser makes of it.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    // An id never stands for other bytes.
    'cache-control': 'private, max-age=604800, immutable',
    etag: `"${id}"`,
  });
  if (request.headers.get('if-none-match') === `"${id}"`) return new Response(null, { status: 304, headers });
  const range = rangeOf(request.headers.get('range'), size);
  if (range === 'unmet') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = range ?? { from: 0, to: size - 1 };
  if (range) headers.set('content-range', `bytes ${from}-${to}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === 'HEAD') {
    headers.set('content-length', String(to - from + 1));
    return new Response(null, { status, headers });
  }
  const { readable, writable } = new FixedLengthStream(to - from + 1);
  // Whoever stops reading stops us: then there is nobody to tell.
  void bytesOf(file, from, to)
    .pipeTo(writable)
    .catch(() => undefined);
  return new Response(readable, { status, headers });
}

function bytesOf(file: FileStore, from: number, to: number): ReadableStream<Uint8Array> {
  let at = from;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = file.from(at);
      if (!piece || at > to) {
        controller.close();
        return;
      }
      const part = piece.subarray(0, to - at + 1);
      at += part.length;
      controller.enqueue(part);
      if (at > to) controller.close();
    },
  });
}
