/** Files for tests, made byte by byte, so that what is in them is known. */

const latin = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const bytes = (...parts: (string | readonly number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? latin(part) : [...part])));
const big = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const little = (value: number): number[] => big(value).toReversed();

/** A place, as cameras write it. */
export const PLACE = 'GPS 31.2304N 121.4737E';

const chunk = (name: string, data: readonly number[]): number[] => [
  ...big(data.length),
  ...latin(name),
  ...data,
  1,
  2,
  3,
  4,
];

/** A PNG with a text and an Exif chunk; `behind` hangs after its end. */
export function png(width = 3, height = 2, behind = ''): Uint8Array<ArrayBuffer> {
  const head = [...big(width), ...big(height), 8, 2, 0, 0, 0];
  return bytes(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', head),
    chunk('tEXt', latin(`Comment\0${PLACE}`)),
    chunk('eXIf', latin(`II*\0${PLACE}`)),
    chunk('IDAT', [1, 2, 3]),
    chunk('IEND', []),
    behind,
  );
}

const segment = (marker: number, data: readonly number[]): number[] => [
  0xff,
  marker,
  (data.length + 2) >> 8,
  (data.length + 2) & 255,
  ...data,
];

/** A JPEG as a phone takes it: place, device, comment, a colour profile, and a film behind its end. */
export function jpeg(width = 4000, height = 3000, turned = 6): Uint8Array<ArrayBuffer> {
  const entry = (tag: number, value: number): number[] => [tag & 255, tag >> 8, 3, 0, 1, 0, 0, 0, value, 0, 0, 0];
  const exif = [
    ...latin('Exif\0\0II*\0'),
    ...little(8),
    2,
    0,
    ...entry(0x0100, 9),
    ...entry(0x0112, turned),
    0,
    0,
    0,
    0,
  ];
  return bytes(
    [0xff, 0xd8],
    segment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    segment(0xe1, [...exif, ...latin(PLACE)]),
    segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0<x>${PLACE}</x>`)),
    segment(0xe2, latin('ICC_PROFILE\0\x01\x01profile')),
    segment(0xed, latin(`Photoshop 3.0\0${PLACE}`)),
    segment(0xfe, latin(PLACE)),
    segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    [0xff, 0xd9],
    `film of the same moment ${PLACE}`,
  );
}

/** A WebP with Exif and XMP. */
export function webp(width = 640, height = 480): Uint8Array<ArrayBuffer> {
  const three = (value: number): number[] => little(value - 1).slice(0, 3);
  const part = (name: string, data: readonly number[]): number[] => [
    ...latin(name),
    ...little(data.length),
    ...data,
    ...(data.length % 2 ? [0] : []),
  ];
  const body = [
    ...latin('WEBP'),
    ...part('VP8X', [0x0c, 0, 0, 0, ...three(width), ...three(height)]),
    ...part('VP8 ', [1, 2, 3]),
    ...part('EXIF', latin(`II*\0${PLACE}`)),
    ...part('XMP ', latin(`<x>${PLACE}</x>`)),
  ];
  return bytes('RIFF', little(body.length), body, 'behind the end');
}

/** A GIF. */
export const gif = (width = 7, height = 5): Uint8Array<ArrayBuffer> =>
  bytes('GIF89a', [width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0, 0x3b]);

/** AMR: `seconds` of silence. */
export const amr = (seconds = 2): Uint8Array<ArrayBuffer> =>
  bytes('#!AMR\n', ...Array.from({ length: seconds * 50 }, () => [0x3c, ...Array.from({ length: 31 }, () => 0)]));

/** Plain sound: `seconds` at 8,000 bytes each. */
export const wav = (seconds = 3): Uint8Array<ArrayBuffer> =>
  bytes(
    'RIFF',
    little(36 + seconds * 8000),
    'WAVEfmt ',
    little(16),
    [1, 0, 1, 0],
    little(8000),
    little(8000),
    [1, 0, 8, 0],
    'data',
    little(seconds * 8000),
    new Uint8Array(seconds * 8000),
  );

export const pdf = (): Uint8Array<ArrayBuffer> => bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF');
export const zip = (): Uint8Array<ArrayBuffer> => bytes('PK\x03\x04', new Uint8Array(40), '[Content_Types].xml');
export const mp4 = (): Uint8Array<ArrayBuffer> => bytes([0, 0, 0, 24], 'ftypisom', new Uint8Array(40));
export const m4a = (): Uint8Array<ArrayBuffer> => bytes([0, 0, 0, 24], 'ftypM4A ', new Uint8Array(40));
export const mp3 = (): Uint8Array<ArrayBuffer> => bytes('ID3', [4, 0, 0], new Uint8Array(40));
export const text = (words: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(words));

/** Whether these bytes hold these words. */
export const holds = (file: Uint8Array, words: string): boolean => Buffer.from(file).includes(words);
