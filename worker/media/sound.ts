/** How long a voice lasts. Source: RFC 4867 §5 (AMR storage), RIFF WAVE. */
import { Held, type Found, type Sieve } from './sieve.ts';

/** Bytes of a frame by its type, its own first byte not counted; each lasts 20 ms. */
const NARROW = [12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0];
const WIDE = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0];
const FRAMES_A_SECOND = 50;

/** A fresh sieve for one AMR voice: counts its frames. */
export function amrSieve(): Sieve {
  const held = new Held();
  let sizes: number[] | null = null;
  let skip = 0;
  let frames = 0;
  return {
    pass(bytes) {
      held.add(bytes);
      if (sizes === null) {
        if (held.length < 9) return [bytes];
        sizes = held.at(5) === 0x0a ? NARROW : WIDE;
        held.take(sizes === NARROW ? 6 : 9);
      }
      while (held.length > 0) {
        if (skip > 0) {
          skip -= held.take(Math.min(skip, held.length)).length;
          continue;
        }
        skip = sizes[(held.at(0) >> 3) & 0x0f] ?? 0;
        held.take(1);
        frames += 1;
      }
      return [bytes];
    },
    end: () => (frames > 0 ? { seconds: Math.max(1, Math.round(frames / FRAMES_A_SECOND)) } : null),
  };
}

const WAV_HEAD = 44;

/** The length of plain sound by its rate; nothing where the head tells none. */
export function wavSeconds(head: Uint8Array, size: number): Found | null {
  if (head.length < WAV_HEAD) return null;
  const rate = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(28, true);
  return rate > 0 ? { seconds: Math.max(1, Math.round((size - WAV_HEAD) / rate)) } : {};
}
