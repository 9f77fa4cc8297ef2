/** Opens ZIP archives of strangers: only the parts asked for, and never more than a budget comes out of them. */
import { Inflate, zipSync } from 'fflate';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const PARTS = 4_096;
/** So little goes in at once that what comes out can be counted in time: deflate grows a thousandfold at most. */
const BITE = 4_096;

export class BadArchive extends Error {
  override name = 'BadArchive';
}

/** Where the parts of an archive are, by name. */
export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #parts = new Map<string, { at: number; packed: number; method: number }>();
  #budget: number;

  /** Throws `BadArchive` when these are no archive. `budget` is in bytes, over everything read from it. */
  constructor(bytes: Uint8Array, budget: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#budget = budget;
    const end = this.#end();
    const count = this.#view.getUint16(end + 10, true);
    if (count > PARTS) throw new BadArchive('too many parts');
    let at = this.#view.getUint32(end + 16, true);
    for (let index = 0; index < count; index += 1) {
      if (at + 46 > bytes.byteLength || this.#view.getUint32(at, true) !== ENTRY) throw new BadArchive('a broken list');
      const [name, extra, note] = [28, 30, 32].map((place) => this.#view.getUint16(at + place, true));
      const from = at + 46;
      const called = new TextDecoder().decode(bytes.subarray(from, from + (name ?? 0)));
      this.#parts.set(called, {
        at: this.#view.getUint32(at + 42, true),
        packed: this.#view.getUint32(at + 20, true),
        method: this.#view.getUint16(at + 10, true),
      });
      at = from + (name ?? 0) + (extra ?? 0) + (note ?? 0);
    }
  }

  #end(): number {
    const { byteLength } = this.#bytes;
    for (let at = byteLength - 22; at >= Math.max(0, byteLength - 22 - 65_535); at -= 1)
      if (this.#view.getUint32(at, true) === END) return at;
    throw new BadArchive('no archive');
  }

  /** A part's text; null when there is none of this name. Throws `BadArchive` when it is broken or the budget is spent. */
  text(name: string): string | null {
    const part = this.#parts.get(name);
    if (!part) return null;
    if (part.at + 30 > this.#bytes.byteLength) throw new BadArchive('a broken part');
    const from = part.at + 30 + this.#view.getUint16(part.at + 26, true) + this.#view.getUint16(part.at + 28, true);
    const packed = this.#bytes.subarray(from, from + part.packed);
    if (part.method === 0) return this.#decoded([packed]);
    if (part.method !== 8) throw new BadArchive('packed in an unknown way');
    const out: Uint8Array[] = [];
    let left = this.#budget;
    const inflate = new Inflate((chunk) => {
      left -= chunk.byteLength;
      if (left < 0) throw new BadArchive('larger than it may be');
      out.push(chunk);
    });
    try {
      for (let at = 0; at < packed.byteLength; at += BITE)
        inflate.push(packed.subarray(at, at + BITE), at + BITE >= packed.byteLength);
    } catch (fault) {
      throw fault instanceof BadArchive ? fault : new BadArchive('a broken part');
    }
    return this.#decoded(out);
  }

  #decoded(parts: readonly Uint8Array[]): string {
    const decoder = new TextDecoder();
    let text = '';
    for (const part of parts) {
      this.#budget -= part.byteLength;
      if (this.#budget < 0) throw new BadArchive('larger than it may be');
      text += decoder.decode(part, { stream: true });
    }
    return text + decoder.decode();
  }
}

/** Packs texts by name. */
export function archiveOf(parts: Readonly<Record<string, string>>): Uint8Array {
  const encoder = new TextEncoder();
  const bytes = Object.entries(parts).map(([name, text]) => [name, encoder.encode(text)] as const);
  // A fixed day, so that the same entries make the same file.
  return zipSync(Object.fromEntries(bytes), { level: 6, mtime: new Date(2026, 0, 1) });
}
