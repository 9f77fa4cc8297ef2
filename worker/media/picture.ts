/** PNG, WebP and GIF: sizes, and what their chunks say of a person is left outside or blanked. Source: PNG 3rd ed., RFC 9649, GIF89a. */
import { Held, sized, type Found, type Sieve } from './sieve.ts';

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const word = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** GIF's own size. */
export function gifSize(head: Uint8Array): Found | null {
  if (head.length < 13) return null;
  const view = viewOf(head);
  return sized(view.getUint16(6, true), view.getUint16(8, true));
}

const PNG_START = 8;
/** What draws the picture; texts, times and Exif are none of it. */
const DRAWS =
  /^(?:IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|bKGD|hIST|pHYs|sPLT|acTL|fcTL|fdAT|cICP|mDCV|cLLI)$/u;

/** A fresh sieve for one PNG. */
export function pngSieve(head: Uint8Array): Sieve {
  const held = new Held();
  let begun = false;
  let over = false;
  /** Of the chunk at hand: bytes still to come, and whether they are kept. */
  let left = 0;
  let keeps = false;
  return {
    pass(bytes) {
      if (over && left === 0) return [];
      held.add(bytes);
      const kept: Uint8Array[] = [];
      if (!begun && held.length < PNG_START) return kept;
      if (!begun) kept.push(held.take(PNG_START));
      begun = true;
      while (held.length > 0) {
        if (left > 0) {
          const part = held.take(Math.min(left, held.length));
          left -= part.length;
          if (keeps) kept.push(part);
          continue;
        }
        if (over) {
          held.take(held.length);
          break;
        }
        if (held.length < 8) break;
        const start = held.take(8);
        const length = viewOf(start).getUint32(0);
        const name = word(start.subarray(4));
        if (length > 0x7fff_ffff || !/^[A-Za-z]{4}$/u.test(name)) return null;
        keeps = DRAWS.test(name);
        if (keeps) kept.push(start);
        left = length + 4;
        over = name === 'IEND';
      }
      return kept;
    },
    end: () => (over && left === 0 ? pngSize(head) : null),
  };
}

function pngSize(head: Uint8Array): Found | null {
  if (head.length < 33 || word(head.subarray(12, 16)) !== 'IHDR') return null;
  const view = viewOf(head);
  return sized(view.getUint32(16), view.getUint32(20));
}

/** A fresh sieve for one WebP: what it says of a person becomes blanks of the same length, so that nothing else moves. */
export function webpSieve(head: Uint8Array): Sieve {
  const held = new Held();
  let whole = 0;
  let passed = 0;
  let left = 0;
  let blank = false;
  return {
    pass(bytes) {
      held.add(bytes);
      const kept: Uint8Array[] = [];
      if (whole === 0) {
        if (held.length < 12) return kept;
        const start = held.take(12);
        whole = viewOf(start).getUint32(4, true) + 8;
        passed = 12;
        kept.push(start);
      }
      while (held.length > 0) {
        if (passed >= whole) {
          held.take(held.length);
          break;
        }
        if (left > 0) {
          const part = held.take(Math.min(left, held.length, whole - passed));
          left -= part.length;
          passed += part.length;
          kept.push(blank ? new Uint8Array(part.length) : part);
          continue;
        }
        if (held.length < 8) break;
        const start = held.take(8);
        const length = viewOf(start).getUint32(4, true);
        passed += 8;
        left = length + (length % 2);
        blank = /^(?:EXIF|XMP )$/u.test(word(start.subarray(0, 4)));
        kept.push(start);
      }
      return kept;
    },
    end: () => (whole > 12 && passed >= whole ? webpSize(head) : null),
  };
}

function webpSize(head: Uint8Array): Found | null {
  if (head.length < 30) return null;
  const view = viewOf(head);
  const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
  switch (word(head.subarray(12, 16))) {
    case 'VP8X':
      return sized(three(24) + 1, three(27) + 1);
    case 'VP8 ':
      return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    default:
      return null;
  }
}
