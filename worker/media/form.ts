/** The file in a form (multipart/form-data), read as it comes: WeChat's uploadFile sends nothing else. Source: RFC 7578, RFC 2046 §5.1. */
import { refuse, type Result } from '../../shared/refusal.ts';
import { Held } from './sieve.ts';
import type { Source } from './watched.ts';

/** Longest head of a part, and everything before the file's own part. */
const HEAD_MOST = 8 * 1024;

const latin = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

export type Part = { name: string; source: Source };

/** Finds the first part with a file name; its bytes end where the next boundary stands. A form that ends before is broken. */
export async function filePart(body: Source, contentType: string): Promise<Result<Part>> {
  const said = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/iu.exec(contentType);
  const boundary = said?.[1] ?? said?.[2];
  if (boundary === undefined) return refuse('bad_media', 'The form names no boundary.');
  let before = new Uint8Array(0);
  for (;;) {
    const head = headIn(latin(before), boundary);
    if (head) {
      const rest = before.slice(head.ends);
      return { ok: true, name: head.name, source: untilBoundary(body, rest, `\r\n--${boundary}`) };
    }
    if (before.length > HEAD_MOST) return refuse('bad_media', 'The form holds no file at its beginning.');
    const next = await body.next().catch(() => null);
    if (!next) return refuse('bad_media', 'The form holds no file.');
    const joined = new Uint8Array(before.length + next.length);
    joined.set(before);
    joined.set(next, before.length);
    before = joined;
  }
}

/** Where the file's bytes begin, and its name; fields before it are passed over. */
function headIn(text: string, boundary: string): { ends: number; name: string } | null {
  const delimiter = `--${boundary}\r\n`;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    const ends = text.indexOf('\r\n\r\n', at);
    if (ends < 0) return null;
    const head = text.slice(at + delimiter.length, ends);
    const name = /^content-disposition:[^\r\n]*;\s*filename="((?:[^"\\\r\n]|\\.)*)"/imu.exec(head)?.[1];
    if (name !== undefined) {
      const bytes = Buffer.from(name.replace(/%22/gu, '"'), 'latin1');
      return { ends: ends + 4, name: bytes.toString('utf8') };
    }
  }
  return null;
}

function untilBoundary(body: Source, rest: Uint8Array, boundary: string): Source {
  const end = Uint8Array.from(boundary, (letter) => letter.charCodeAt(0));
  const held = new Held();
  held.add(rest);
  return {
    async next() {
      for (;;) {
        const at = whereIs(held, end);
        if (at.from > 0) return held.take(at.from).slice();
        if (at.whole) {
          await body.stop();
          return null;
        }
        const bytes = await body.next();
        if (!bytes) throw new Error('the form ends within its file');
        held.add(bytes);
      }
    },
    stop: () => body.stop(),
  };
}

/** Where the boundary stands, or might begin at the end of what is here: up to there the bytes are the file's. */
function whereIs(held: Held, end: Uint8Array): { from: number; whole: boolean } {
  for (let at = held.find(end[0] ?? 0, 0); at >= 0; at = held.find(end[0] ?? 0, at + 1)) {
    let match = 0;
    while (match < end.length && at + match < held.length && held.at(at + match) === end[match]) match += 1;
    if (match === end.length) return { from: at, whole: true };
    if (at + match === held.length) return { from: at, whole: false };
  }
  return { from: held.length, whole: false };
}
