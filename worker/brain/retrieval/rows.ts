/** Growing rows of numbers, and a dictionary from hashes to running numbers: what building an index needs. */

/** Unsigned numbers, appended. */
export class Row {
  data: Uint32Array<ArrayBuffer>;
  length = 0;
  constructor(room = 1024) {
    this.data = new Uint32Array(room);
  }
  push(value: number): void {
    if (this.length === this.data.length) {
      const wider = new Uint32Array(this.data.length * 2);
      wider.set(this.data);
      this.data = wider;
    }
    this.data[this.length] = value;
    this.length += 1;
  }
}

/** Gives each hash the next number when it is first met. Hash 0 is not allowed. */
export class Numbering {
  readonly hashes = new Row();
  #keys = new Uint32Array(4096);
  #numbers = new Uint32Array(4096);

  numberOf(hash: number): number {
    if (this.hashes.length * 2 > this.#keys.length) this.#widen();
    const slot = slotOf(this.#keys, hash);
    if (this.#keys[slot] === hash) return this.#numbers[slot] ?? 0;
    const number = this.hashes.length;
    this.#keys[slot] = hash;
    this.#numbers[slot] = number;
    this.hashes.push(hash);
    return number;
  }

  #widen(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#numbers = new Uint32Array(keys.length * 2);
    for (const [at, key] of keys.entries()) {
      if (key === 0) continue;
      const slot = slotOf(this.#keys, key);
      this.#keys[slot] = key;
      this.#numbers[slot] = numbers[at] ?? 0;
    }
  }
}

/** The slot of a hash in an open table whose size is a power of two: where it stands, or the free slot where it would. */
export function slotOf(keys: Uint32Array, hash: number): number {
  const mask = keys.length - 1;
  let slot = hash & mask;
  while (keys[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
}
