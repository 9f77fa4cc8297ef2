/** Photographs a story gives: real PNGs of one colour, or of noise, which nothing makes smaller. */
import { deflateSync } from 'node:zlib';

/** A PNG of so many pixels. */
export function paintedPng(width: number, height: number, [red, green, blue]: [number, number, number]): Buffer {
  const row = Buffer.alloc(1 + width * 3);
  for (let at = 0; at < width; at += 1) row.set([red, green, blue], 1 + at * 3);
  return pngOf(width, height, Buffer.concat(Array.from({ length: height }, () => row)));
}

/** A PNG that is as large as it looks. */
export function noisyPng(width: number, height: number): Buffer {
  const long = 1 + width * 3;
  const noise = (at: number) => (at % long === 0 ? 0 : Math.floor(Math.random() * 256));
  return pngOf(width, height, Buffer.from(Array.from({ length: height * long }, (_, at) => noise(at))));
}

function pngOf(width: number, height: number, rows: Buffer): Buffer {
  const part = (kind: string, body: Buffer) => {
    const all = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(all));
    return Buffer.concat([length, all, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
