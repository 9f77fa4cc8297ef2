/** States by number: each is six small numbers, kept once, with the state it was first reached from. */
export const WIDTH = 6;

const FREE = -1;

export class States {
  #cells = new Int32Array(WIDTH * 1024);
  #parents = new Int32Array(1024);
  #table = new Int32Array(4096).fill(FREE);
  size = 0;

  /** The number of a state, and whether it is new. */
  add(cells: Int32Array, parent: number): { state: number; isNew: boolean } {
    const mask = this.#table.length - 1;
    let slot = hashOf(cells) & mask;
    for (let found = this.#table[slot] ?? FREE; found !== FREE; found = this.#table[slot] ?? FREE) {
      if (this.#equals(found, cells)) return { state: found, isNew: false };
      slot = (slot + 1) & mask;
    }
    const state = this.size;
    this.size += 1;
    if (this.size * WIDTH > this.#cells.length) this.#cells = doubled(this.#cells);
    if (this.size > this.#parents.length) this.#parents = doubled(this.#parents);
    this.#cells.set(cells, state * WIDTH);
    this.#parents[state] = parent;
    this.#table[slot] = state;
    if (this.size * 2 > this.#table.length) this.#rehash();
    return { state, isNew: true };
  }

  read(state: number, into: Int32Array): void {
    into.set(this.#cells.subarray(state * WIDTH, (state + 1) * WIDTH));
  }

  parent(state: number): number {
    return this.#parents[state] ?? -1;
  }

  #equals(state: number, cells: Int32Array): boolean {
    for (let at = 0; at < WIDTH; at += 1) if (this.#cells[state * WIDTH + at] !== cells[at]) return false;
    return true;
  }

  #rehash(): void {
    const bigger = new Int32Array(this.#table.length * 2).fill(FREE);
    const mask = bigger.length - 1;
    const cells = new Int32Array(WIDTH);
    for (let state = 0; state < this.size; state += 1) {
      this.read(state, cells);
      let slot = hashOf(cells) & mask;
      while (bigger[slot] !== FREE) slot = (slot + 1) & mask;
      bigger[slot] = state;
    }
    this.#table = bigger;
  }
}

/** Pairs from → to, for walking back. */
export class Edges {
  #from = new Int32Array(4096);
  #to = new Int32Array(4096);
  size = 0;

  add(from: number, to: number): void {
    if (this.size === this.#from.length) {
      this.#from = doubled(this.#from);
      this.#to = doubled(this.#to);
    }
    this.#from[this.size] = from;
    this.#to[this.size] = to;
    this.size += 1;
  }

  /** How many of `states` can't reach a good one; and one of them. */
  lost(states: number, isGood: Uint8Array): { count: number; first: number } {
    const starts = new Int32Array(states + 1);
    for (let edge = 0; edge < this.size; edge += 1) starts[(this.#to[edge] ?? 0) + 1]! += 1;
    for (let state = 0; state < states; state += 1) starts[state + 1]! += starts[state] ?? 0;
    const fill = starts.slice();
    const sources = new Int32Array(this.size);
    for (let edge = 0; edge < this.size; edge += 1) {
      const to = this.#to[edge] ?? 0;
      sources[fill[to]!++] = this.#from[edge] ?? 0;
    }
    const reached = isGood.slice();
    const todo = new Int32Array(states);
    let end = 0;
    for (let state = 0; state < states; state += 1) if (reached[state]) todo[end++] = state;
    for (let at = 0; at < end; at += 1) {
      const state = todo[at] ?? 0;
      for (let edge = starts[state] ?? 0; edge < (starts[state + 1] ?? 0); edge += 1) {
        const source = sources[edge] ?? 0;
        if (!reached[source]) {
          reached[source] = 1;
          todo[end++] = source;
        }
      }
    }
    return { count: states - end, first: reached.indexOf(0) };
  }
}

function hashOf(cells: Int32Array): number {
  let hash = 0x811c9dc5;
  for (const cell of cells) hash = Math.imul(hash ^ cell, 0x9e3779b1) ^ (hash >>> 15);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(array.length * 2);
  bigger.set(array);
  return bigger;
}
