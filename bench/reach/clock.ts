/** Simulated time: what is set for later happens in the order of its time, then in the order it was set. */
export class Clock {
  #now: number;
  #count = 0;
  readonly #heap: { at: number; order: number; act: () => void }[] = [];
  happened = 0;

  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  at(when: number, act: () => void): void {
    const heap = this.#heap;
    heap.push({ at: Math.max(when, this.#now), order: this.#count++, act });
    for (let index = heap.length - 1; index > 0;) {
      const up = (index - 1) >> 1;
      if (!this.#before(index, up)) break;
      this.#swap(index, up);
      index = up;
    }
  }

  after(ms: number, act: () => void): void {
    this.at(this.#now + ms, act);
  }

  /** Plays everything that is set; answers false when it would never end. */
  play(most = 20_000): boolean {
    for (let next = this.#take(); next; next = this.#take()) {
      this.#now = next.at;
      this.happened += 1;
      if (this.happened > most) return false;
      next.act();
    }
    return true;
  }

  #take() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = index;
      if (left < heap.length && this.#before(left, least)) least = left;
      if (right < heap.length && this.#before(right, least)) least = right;
      if (least === index) return first;
      this.#swap(index, least);
      index = least;
    }
  }

  #before(one: number, other: number): boolean {
    const [left, right] = [this.#heap[one], this.#heap[other]];
    if (!left || !right) return false;
    return left.at < right.at || (left.at === right.at && left.order < right.order);
  }

  #swap(one: number, other: number): void {
    const [left, right] = [this.#heap[one], this.#heap[other]];
    if (left && right) [this.#heap[one], this.#heap[other]] = [right, left];
  }
}
