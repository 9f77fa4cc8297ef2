/** What a file passes through on its way in: personal marks stay outside, sizes are read. Pure, and never holds more than a segment. */
import { jpegSieve } from './jpeg.ts';
import { holdsText, type Type } from './kind.ts';
import { gifSize, pngSieve, webpSieve } from './picture.ts';
import { amrSieve, wavSeconds } from './sound.ts';

export type Found = { width?: number; height?: number; seconds?: number };

export type Sieve = {
  /** What of these bytes is kept, in order; null: this is not what it seemed. */
  pass(bytes: Uint8Array): Uint8Array[] | null;
  /** After the last byte: what was found on the way; null: it is broken. */
  end(): Found | null;
};

/** The sieve for a type; `head` are its first bytes, which pass through it all the same. */
export function sieveFor(type: Type, head: Uint8Array): Sieve {
  switch (type.mime) {
    case 'image/jpeg':
      return jpegSieve();
    case 'image/png':
      return pngSieve(head);
    case 'image/webp':
      return webpSieve(head);
    case 'image/gif':
      return plain(() => gifSize(head));
    case 'audio/amr':
      return amrSieve();
    case 'audio/wav':
      return plain((size) => wavSeconds(head, size));
    default:
      return type.text ? textSieve() : plain(() => ({}));
  }
}

function plain(found: (size: number) => Found | null): Sieve {
  let size = 0;
  return {
    pass(bytes) {
      size += bytes.length;
      return [bytes];
    },
    end: () => found(size),
  };
}

function textSieve(): Sieve {
  return { pass: (bytes) => (holdsText(bytes) ? [bytes] : null), end: () => ({}) };
}

/** More points than a browser should be made to unpack. */
const MOST_POINTS = 100_000_000;

/** The size of a picture, if it is one that may be shown. */
export function sized(width: number, height: number): Found | null {
  return width > 0 && height > 0 && width * height <= MOST_POINTS ? { width, height } : null;
}

/** Bytes that wait for what belongs to them. */
export class Held {
  #bytes = new Uint8Array(0);

  add(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
  }

  get length(): number {
    return this.#bytes.length;
  }

  at(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  /** Where a byte next stands, or -1. */
  find(byte: number, from: number): number {
    return this.#bytes.indexOf(byte, from);
  }

  /** Takes bytes off the front. */
  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }
}
