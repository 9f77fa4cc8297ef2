/** Seeded chance: the same seed, the same day. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1), mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Log-normal with that mean and coefficient of variation. */
  logNormal(mean: number, variation: number): number {
    const spread = Math.sqrt(Math.log(1 + variation * variation));
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return mean * Math.exp(spread * normal - (spread * spread) / 2);
  }

  /** One of them, by their shares. */
  pick<Item extends { share: number }>(items: readonly Item[]): Item {
    const first = items[0];
    if (!first) throw new Error('Nothing to pick from.');
    let left = this.next() * items.reduce((sum, one) => sum + one.share, 0);
    for (const one of items) {
      left -= one.share;
      if (left < 0) return one;
    }
    return first;
  }
}
