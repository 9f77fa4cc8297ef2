/** Signals of which only the newest counts: one call on its way per key, everything in between is skipped. */

/** Sends values by key, at most one call at a time per key and `inFlight` in all; a failed call is dropped. */
export class Latest<Value> {
  readonly #send: (key: string, value: Value) => Promise<void>;
  readonly #inFlight: number;
  readonly #waiting = new Map<string, Value>();
  readonly #busy = new Set<string>();

  constructor(send: (key: string, value: Value) => Promise<void>, inFlight = 5) {
    this.#send = send;
    this.#inFlight = inFlight;
  }

  /** The newest value for the key: it replaces one that still waits. */
  give(key: string, value: Value): void {
    this.#waiting.set(key, value);
  }

  /** Sends what waits. Resolves when all of it went or failed; never rejects. */
  async flush(): Promise<void> {
    const lanes: Promise<void>[] = [];
    while (this.#busy.size < this.#inFlight) {
      const next = this.#next();
      if (!next) break;
      lanes.push(this.#lane(next));
    }
    await Promise.all(lanes);
  }

  #next(): [string, Value] | null {
    for (const [key, value] of this.#waiting) {
      if (this.#busy.has(key)) continue;
      this.#waiting.delete(key);
      this.#busy.add(key);
      return [key, value];
    }
    return null;
  }

  /** Goes on with the next waiting one when its own is done, so that no value is left behind. */
  async #lane(first: [string, Value]): Promise<void> {
    for (let one: [string, Value] | null = first; one; one = this.#next()) {
      const [key, value] = one;
      try {
        await this.#send(key, value);
      } catch {
        // A signal may be lost; the next one says it all.
      }
      this.#busy.delete(key);
    }
  }
}
