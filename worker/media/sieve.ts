/** What a file passes through on its way in: personal marks stay outside, sizes are read. Pure, and never holds more than a segment. */

export type Found = { width?: number; height?: number; seconds?: number };

export type Sieve = {
  /** What of these bytes is kept, in order; null: this is not what it seemed. */
  pass(bytes: Uint8Array): Uint8Array[] | null;
  /** After the last byte: what was found on the way; null: it is broken. */
  end(): Found | null;
};

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
