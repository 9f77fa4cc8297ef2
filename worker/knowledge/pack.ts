/** Live entries and flows as one row of bytes: found by id, read only when asked for, so that a big base costs its bytes. Pure. */
import type { Flow } from '../../shared/flow.ts';
import type { Item, ItemName } from '../../shared/knowledge-calls.ts';
import { indexFormat } from '../brain/retrieval/format.ts';
import type { Bounds, Entry, Kept, Wording } from '../brain/entry.ts';

/** What packs entries and indexes here and now; a pack of another format is made anew. */
export const packFormat = () => `2.${indexFormat()}`;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Similar questions stand in the index; a second copy would only cost memory. */
export function slim(item: Item): Item {
  if (item.kind === 'flow') return item;
  const without = (wording: Wording): Wording => ({ ...wording, similar: [] });
  const { zh, en } = item.body;
  return { ...item, body: { ...item.body, ...(zh ? { zh: without(zh) } : {}), ...(en ? { en: without(en) } : {}) } };
}

type Head = { names: (string | number)[]; bounds: [string, Bounds][] };

function boundsIn(item: Item): Bounds | null {
  if (item.kind === 'flow') return null;
  const { audience, validFrom, validUntil } = item.body;
  if (audience === 'everyone' && validFrom === undefined && validUntil === undefined) return null;
  return {
    audience,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

/** Packs items: the length of a list of names and sizes, that list, then the items one after another. */
export function packItems(items: Iterable<Item>): Uint8Array {
  const bodies: Uint8Array[] = [];
  const names: (string | number)[] = [];
  const bounds: [string, Bounds][] = [];
  let size = 0;
  for (const item of items) {
    const bytes = encoder.encode(JSON.stringify(slim(item).body));
    names.push(item.kind, item.id, bytes.byteLength);
    const bounded = boundsIn(item);
    if (bounded) bounds.push([item.id, bounded]);
    bodies.push(bytes);
    size += bytes.byteLength;
  }
  const head = encoder.encode(JSON.stringify({ names, bounds }));
  const packed = new Uint8Array(4 + head.byteLength + size);
  new DataView(packed.buffer).setUint32(0, head.byteLength);
  packed.set(head, 4);
  let at = 4 + head.byteLength;
  for (const bytes of bodies) {
    packed.set(bytes, at);
    at += bytes.byteLength;
  }
  return packed;
}

/** What is in a pack and what came after it; `with…` give the next state and share the bytes. */
export class Shelved {
  readonly #bytes: Uint8Array;
  readonly #places: ReadonlyMap<string, readonly [from: number, to: number]>;
  readonly #later: ReadonlyMap<string, Uint8Array | null>;
  readonly entries: Kept<Entry>;
  readonly flows: Kept<Flow>;
  /** Of the entries that aren't for everybody at all times. */
  readonly bounds: ReadonlyMap<string, Bounds>;

  private constructor(
    bytes: Uint8Array,
    places: ReadonlyMap<string, readonly [number, number]>,
    later: ReadonlyMap<string, Uint8Array | null>,
    bounds: ReadonlyMap<string, Bounds>,
  ) {
    this.#bytes = bytes;
    this.#places = places;
    this.#later = later;
    this.bounds = bounds;
    this.entries = this.#kept('entry');
    this.flows = this.#kept('flow');
  }

  /** Reads a pack; throws a sentence when the bytes are none. */
  static of(bytes: Uint8Array): Shelved {
    const places = new Map<string, readonly [number, number]>();
    if (bytes.byteLength === 0) return new Shelved(bytes, places, new Map(), new Map());
    const headSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const head: Head = JSON.parse(decoder.decode(bytes.subarray(4, 4 + headSize)));
    const { names, bounds } = head;
    let at = 4 + headSize;
    for (let index = 0; index < names.length; index += 3) {
      const size = Number(names[index + 2]);
      places.set(`${names[index]}:${names[index + 1]}`, [at, at + size]);
      at += size;
    }
    if (at !== bytes.byteLength) throw new Error(`pack: ${bytes.byteLength} bytes instead of ${at}`);
    return new Shelved(bytes, places, new Map(), new Map(bounds));
  }

  /** After changes; null takes an item away. */
  with(changes: readonly (ItemName & { live: Item | null })[]): Shelved {
    const later = new Map(this.#later);
    const bounds = new Map(this.bounds);
    for (const { kind, id, live } of changes) {
      later.set(`${kind}:${id}`, live ? encoder.encode(JSON.stringify(slim(live).body)) : null);
      const bounded = live && boundsIn(live);
      if (bounded) bounds.set(id, bounded);
      else if (kind === 'entry') bounds.delete(id);
    }
    return new Shelved(this.#bytes, this.#places, later, bounds);
  }

  #kept<Value>(kind: Item['kind']): Kept<Value> {
    const prefix = `${kind}:`;
    let size = 0;
    for (const key of this.#places.keys()) if (key.startsWith(prefix) && this.#later.get(key) !== null) size += 1;
    for (const [key, bytes] of this.#later) if (bytes && key.startsWith(prefix) && !this.#places.has(key)) size += 1;
    return {
      size,
      get: (id) => {
        const bytes = this.#read(prefix + id);
        if (!bytes) return undefined;
        const value: Value = JSON.parse(decoder.decode(bytes));
        return value;
      },
    };
  }

  #read(key: string): Uint8Array | null {
    const later = this.#later.get(key);
    if (later !== undefined) return later;
    const place = this.#places.get(key);
    return place ? this.#bytes.subarray(place[0], place[1]) : null;
  }
}
