/**
 * JPEG without what it says of the person who took it: place, device, thumbnails, and whatever hangs behind its end are left
 * outside. How the picture is held up is kept. Source: ITU-T T.81 annex B, Exif 2.32.
 */
import { Held, sized, type Found, type Sieve } from './sieve.ts';

const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
/** Adobe: says how colours are written. */
const APP14 = 0xee;
const COMMENT = 0xfe;
const ORIENTATION = 0x0112;

type State = { held: Held; mode: 'segments' | 'scan' | 'over'; turned: number; size: Found | null; scanned: boolean };

/** A fresh sieve for one JPEG. */
export function jpegSieve(): Sieve {
  const state: State = { held: new Held(), mode: 'segments', turned: 1, size: null, scanned: false };
  return {
    pass(bytes) {
      if (state.mode === 'over') return [];
      state.held.add(bytes);
      const kept: Uint8Array[] = [];
      while (state.held.length > 0) {
        const step = state.mode === 'segments' ? segment(state, kept) : scan(state, kept);
        if (step === 'broken') return null;
        if (step === 'more' || step === 'over') break;
      }
      return kept;
    },
    end: () => (state.scanned && state.size ? asShown(state.size, state.turned) : null),
  };
}

/** Turned by a quarter, width and height change places. */
function asShown({ width = 0, height = 0 }: Found, turned: number): Found | null {
  return turned >= 5 ? sized(height, width) : sized(width, height);
}

type Step = 'on' | 'more' | 'over' | 'broken';

function segment(state: State, kept: Uint8Array[]): Step {
  const { held } = state;
  if (held.length < 2) return 'more';
  const marker = held.at(1);
  if (held.at(0) !== 0xff) return 'broken';
  if (marker === 0xff) {
    held.take(1);
    return 'on';
  }
  if (marker === 0xd8 || marker === EOI || marker === 0x01) {
    kept.push(held.take(2));
    if (marker !== EOI) return 'on';
    return over(state);
  }
  if (held.length < 4) return 'more';
  const length = held.at(2) * 256 + held.at(3);
  if (length < 2) return 'broken';
  if (held.length < length + 2) return 'more';
  const whole = held.take(length + 2);
  const said = whole.subarray(4);
  if (isFrame(marker)) {
    state.size ??= { height: (said[1] ?? 0) * 256 + (said[2] ?? 0), width: (said[3] ?? 0) * 256 + (said[4] ?? 0) };
  }
  if (marker === APP1 && state.turned === 1) {
    state.turned = turnedBy(said);
    if (state.turned !== 1) kept.push(onlyTurned(state.turned));
  }
  if (stays(marker, said)) kept.push(whole);
  if (marker === SOS) {
    state.mode = 'scan';
    state.scanned = true;
  }
  return 'on';
}

/** The picture's own bits: up to the next mark that is none of them. */
function scan(state: State, kept: Uint8Array[]): Step {
  const { held } = state;
  let from = 0;
  for (;;) {
    const at = held.find(0xff, from);
    if (at < 0) {
      kept.push(held.take(held.length));
      return 'more';
    }
    if (at + 1 >= held.length) {
      kept.push(held.take(at));
      return 'more';
    }
    const next = held.at(at + 1);
    if (next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)) {
      from = next === 0xff ? at + 1 : at + 2;
      continue;
    }
    kept.push(held.take(at));
    state.mode = 'segments';
    return 'on';
  }
}

function over(state: State): Step {
  state.mode = 'over';
  state.held.take(state.held.length);
  return 'over';
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function stays(marker: number, said: Uint8Array): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > 0xef) return true;
  if (marker === APP0 || marker === APP14) return true;
  return marker === APP2 && starts(said, 'ICC_PROFILE\0');
}

function starts(bytes: Uint8Array, words: string): boolean {
  return [...words].every((letter, at) => bytes[at] === letter.charCodeAt(0));
}

/** How the picture is held up, 1 to 8, as an Exif segment says it; 1 where it says nothing sensible. */
function turnedBy(said: Uint8Array): number {
  if (!starts(said, 'Exif\0\0')) return 1;
  const tiff = said.subarray(6);
  const little = starts(tiff, 'II');
  if (!little && !starts(tiff, 'MM')) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const short = (at: number): number => (at + 2 <= view.byteLength ? view.getUint16(at, little) : 0);
  const start = view.byteLength >= 8 ? view.getUint32(4, little) : 0;
  const count = Math.min(short(start), 200);
  for (let at = start + 2, left = count; left > 0; at += 12, left -= 1) {
    if (short(at) !== ORIENTATION) continue;
    const turned = short(at + 8);
    return turned >= 1 && turned <= 8 ? turned : 1;
  }
  return 1;
}

/** An Exif segment that says how the picture is held up, and nothing else. */
function onlyTurned(turned: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0];
  const said = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return new Uint8Array([0xff, APP1, 0, said.length + 2, ...said]);
}
