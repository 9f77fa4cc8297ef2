/** Chance that a seed repeats. */

/** mulberry32: numbers in [0, 1) and choices made with them. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  one<Value>(from: readonly [Value, ...Value[]]): Value {
    return from[this.below(from.length)] ?? from[0];
  }

  shuffled<Value>(given: readonly Value[]): Value[] {
    return given
      .map((value) => ({ value, at: this.roll() }))
      .sort((left, right) => left.at - right.at)
      .map(({ value }) => value);
  }
}
