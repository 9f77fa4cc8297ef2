/** A file on its way in: bounded in bytes, time and memory; what it is decides whether it is kept. */
import { MEDIA_LIMITS, urlOfMedia, type MediaOrder, type MediaView } from '../../shared/media.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { HEAD, typeOf, type Type } from './kind.ts';
import { cleanName } from './name.ts';
import type { Sieve } from './sieve.ts';
import { sieveFor } from './sieves.ts';
import { PIECE } from './store.ts';

/** Longest wait for the next bytes, and for all of them. */
export const GAP_MS = 15_000;
export const WHOLE_MS = 5 * 60_000;

/** Where pieces go, in order. */
export type Keep = (number: number, start: number, bytes: Uint8Array) => void;

/** Takes the body in and tells what came; nothing is left of the reader when it answers. */
export async function take(
  id: string,
  order: MediaOrder,
  body: ReadableStream<Uint8Array>,
  keep: Keep,
  gapMs = GAP_MS,
  wholeMs = WHOLE_MS,
): Promise<Result<{ media: MediaView }>> {
  const reader = body.getReader();
  const intake = new Intake(id, order, keep);
  const until = Date.now() + wholeMs;
  try {
    for (;;) {
      const next = await nextOf(reader, Math.min(gapMs, until - Date.now()));
      if (next === 'late') return refuse('bad_media', 'The body took too long.');
      if (next.done) break;
      const refusal = intake.add(next.value);
      if (refusal) return refusal;
    }
    return intake.end();
  } catch {
    return refuse('bad_media', 'The body broke off.');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

type Next = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

async function nextOf(reader: ReadableStreamDefaultReader<Uint8Array>, waitMs: number): Promise<Next | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), Math.max(0, waitMs));
  });
  return Promise.race([reader.read(), late]).finally(() => clearTimeout(timer));
}

/** What has come so far. */
class Intake {
  readonly #id: string;
  readonly #order: MediaOrder;
  readonly #keep: Keep;
  #head: Uint8Array = new Uint8Array(0);
  #type: Type | null = null;
  #sieve: Sieve | null = null;
  #came = 0;
  #kept = 0;
  #pieces = 0;
  #piece = new Uint8Array(PIECE);
  #filled = 0;

  constructor(id: string, order: MediaOrder, keep: Keep) {
    this.#id = id;
    this.#order = order;
    this.#keep = keep;
  }

  add(bytes: Uint8Array) {
    this.#came += bytes.length;
    if (this.#sieve) return this.#pass(bytes);
    this.#head = joined(this.#head, bytes);
    return this.#head.length < HEAD ? null : this.#open();
  }

  /** The head is there: decides what this is. */
  #open() {
    const { name, as } = this.#order;
    const type = typeOf(this.#head.subarray(0, HEAD), name);
    if (!type) return refuse('bad_media', 'Files of this type are not taken.');
    if (as !== undefined && as !== 'file' && as !== type.kind) return refuse('bad_media', `This is no ${as}.`);
    this.#type = type;
    this.#sieve = sieveFor(type, this.#head.slice(0, HEAD));
    return this.#pass(this.#head);
  }

  #pass(bytes: Uint8Array) {
    if (this.#came > this.#most()) return refuse('too_large');
    const kept = this.#sieve?.pass(bytes) ?? null;
    if (!kept) return refuse('bad_media', 'The file is damaged, or not what it seems.');
    for (const part of kept) this.#fill(part);
    return null;
  }

  #most(): number {
    if (this.#order.as) return MEDIA_LIMITS[this.#order.as];
    // Longer sound than a voice is a file.
    return MEDIA_LIMITS[this.#type?.kind === 'image' ? 'image' : 'file'];
  }

  #fill(part: Uint8Array): void {
    let rest = part;
    while (rest.length > 0) {
      const room = rest.subarray(0, PIECE - this.#filled);
      this.#piece.set(room, this.#filled);
      this.#filled += room.length;
      rest = rest.subarray(room.length);
      if (this.#filled === PIECE) this.#flush();
    }
  }

  #flush(): void {
    if (this.#filled === 0) return;
    this.#keep(this.#pieces, this.#kept, this.#piece.slice(0, this.#filled));
    this.#pieces += 1;
    this.#kept += this.#filled;
    this.#filled = 0;
  }

  end(): Result<{ media: MediaView }> {
    const { announced, name, as, seconds } = this.#order;
    if (this.#came === 0) return refuse('bad_media', 'The file is empty.');
    if (announced !== undefined && announced !== this.#came) {
      return refuse('bad_media', `${announced} bytes were announced, ${this.#came} came.`);
    }
    const refusal = this.#sieve ? null : this.#open();
    if (refusal) return refusal;
    const found = this.#sieve?.end() ?? null;
    const type = this.#type;
    if (!found || !type) return refuse('bad_media', 'The file is damaged, or not what it seems.');
    this.#flush();
    const long = type.kind === 'voice' && this.#kept > MEDIA_LIMITS.voice;
    const kind = as === 'file' || long ? 'file' : type.kind;
    const lasts = type.kind === 'voice' ? (found.seconds ?? seconds) : undefined;
    const { width, height } = found;
    return {
      ok: true,
      media: {
        ...{ id: this.#id, url: urlOfMedia(this.#id), kind, name: cleanName(name, type), mime: type.mime },
        size: this.#kept,
        ...(width !== undefined && height !== undefined ? { width, height } : {}),
        ...(lasts !== undefined ? { seconds: lasts } : {}),
      },
    };
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
