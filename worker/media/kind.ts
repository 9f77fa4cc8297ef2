/** What a file is, by its first bytes: the giver's word for it counts only among kinds that look alike. Pure. */
import type { MediaKind } from '../../shared/media.ts';

export type Type = {
  kind: MediaKind;
  mime: string;
  /** Endings its name may keep; the first is given to a name with another. */
  endings: readonly string[];
  /** Nothing but text may follow. */
  text?: true;
};

/** So many bytes are looked at, fewer only when the file is shorter. */
export const HEAD = 512;

const type = (kind: MediaKind, mime: string, ...endings: string[]): Type => ({ kind, mime, endings });

const png = type('image', 'image/png', 'png');
const jpeg = type('image', 'image/jpeg', 'jpg', 'jpeg', 'jfif');
const gif = type('image', 'image/gif', 'gif');
const webp = type('image', 'image/webp', 'webp');
const mp3 = type('voice', 'audio/mpeg', 'mp3');
const m4a = type('voice', 'audio/mp4', 'm4a');
const amr = type('voice', 'audio/amr', 'amr');
const wav = type('voice', 'audio/wav', 'wav');
const mp4 = type('video', 'video/mp4', 'mp4', 'm4v');
const mov = type('video', 'video/quicktime', 'mov');
const pdf = type('file', 'application/pdf', 'pdf');
const zip = type('file', 'application/zip', 'zip');

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
/** Packages of office programs are zip files; which one is only in the name. None of them with macros. */
const packages: readonly Type[] = [
  type('file', `${OFFICE}wordprocessingml.document`, 'docx'),
  type('file', `${OFFICE}spreadsheetml.sheet`, 'xlsx'),
  type('file', `${OFFICE}presentationml.presentation`, 'pptx'),
];
const compounds: readonly Type[] = [
  type('file', 'application/msword', 'doc'),
  type('file', 'application/vnd.ms-excel', 'xls'),
  type('file', 'application/vnd.ms-powerpoint', 'ppt'),
];
const texts: readonly Type[] = [
  { ...type('file', 'text/plain; charset=utf-8', 'txt', 'log'), text: true },
  { ...type('file', 'text/csv; charset=utf-8', 'csv'), text: true },
];

const latin = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

/** The type of a file with this head and name; null for what we don't take. */
export function typeOf(head: Uint8Array, name: string): Type | null {
  const ending = endingOf(name);
  const byName = (list: readonly Type[]): Type | undefined => list.find((one) => one.endings.includes(ending));
  if (head.length === 0) return null;
  if (latin(head, 0, 8) === '\x89PNG\r\n\x1a\n') return png;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return jpeg;
  if (/^GIF8[79]a/u.test(latin(head, 0, 6))) return gif;
  if (latin(head, 0, 4) === 'RIFF') return riff(latin(head, 8, 12));
  if (latin(head, 0, 5) === '%PDF-') return pdf;
  if (latin(head, 0, 4) === 'PK\x03\x04' || latin(head, 0, 4) === 'PK\x05\x06') return byName(packages) ?? zip;
  if (latin(head, 0, 8) === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return byName(compounds) ?? null;
  if (latin(head, 0, 6) === '#!AMR\n' || latin(head, 0, 9) === '#!AMR-WB\n') return amr;
  if (latin(head, 0, 3) === 'ID3' || isFrameOfSound(head)) return mp3;
  if (latin(head, 4, 8) === 'ftyp') return boxed(latin(head, 8, 12), ending);
  return isText(head) ? (byName(texts) ?? null) : null;
}

function riff(what: string): Type | null {
  if (what === 'WEBP') return webp;
  return what === 'WAVE' ? wav : null;
}

function boxed(brand: string, ending: string): Type | null {
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return m4a;
  if (brand === 'qt  ') return mov;
  // Recorders of phones write sound alone under the brand of films.
  if (/^(?:isom|iso[2-9]|mp4[12]|avc1|dash|M4V |3gp[4-6]|MSNV)$/u.test(brand)) return ending === 'm4a' ? m4a : mp4;
  return null;
}

/** MPEG sound, layer III, without a tag before it. */
function isFrameOfSound([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe6) === 0xe2 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c;
}

/** Text that a browser or a shell would take for something that runs. */
const RUNS = /^(?:<(?:!doctype|html|head|body|script|svg|\?xml|!--|iframe|a |img|meta)|#!|%!ps)/iu;

function isText(head: Uint8Array): boolean {
  if (!holdsText(head)) return false;
  return !RUNS.test(latin(head, 0, 64).replace(/^(?:\xef\xbb\xbf|\s)+/u, ''));
}

/** No byte that no text has, whatever its encoding (UTF-8, GB 18030). */
export function holdsText(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) || byte === 0x7f)
      return false;
  }
  return true;
}

/** The ending of a name, in small letters, without its dot. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}
