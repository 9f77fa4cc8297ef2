/** Letters owed leave one at a time per lane, in order; knows no platform and no word of the domain. */

/** A letter as the drain sees it. `lane` is what must stay in order; a failing lane holds back only itself. */
export type Owed = { id: number; lane: string };

export type DrainPort<Letter extends Owed> = {
  /** The first due letter of each lane not in `busy`, at most `limit`. */
  due(now: number, busy: ReadonlySet<string>, limit: number): Letter[];
  /** Makes the call. Must not throw; what it returns is handed to `settle`. */
  deliver(letter: Letter): Promise<() => void>;
  now(): number;
};

/** Simultaneous lanes: workerd allows six outgoing connections per object. */
const LANES = 5;

/**
 * One drain per object. `run` starts what is due and resolves when nothing more is; calls while running only make it look
 * again. `deliver` returns what settles the letter in storage, applied synchronously, so order and retries are a query.
 */
export class Drain<Letter extends Owed> {
  readonly #port: DrainPort<Letter>;
  readonly #busy = new Set<string>();
  #running: Promise<void> | null = null;

  constructor(port: DrainPort<Letter>) {
    this.#port = port;
  }

  run(): Promise<void> {
    this.#running ??= this.#loop().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #loop(): Promise<void> {
    const flights = new Set<Promise<void>>();
    for (;;) {
      const room = LANES - flights.size;
      if (room > 0) {
        for (const letter of this.#port.due(this.#port.now(), this.#busy, room)) {
          this.#busy.add(letter.lane);
          const flight: Promise<void> = this.#fly(letter).finally(() => {
            this.#busy.delete(letter.lane);
            flights.delete(flight);
          });
          flights.add(flight);
        }
      }
      if (flights.size === 0) return;
      await Promise.race(flights);
    }
  }

  async #fly(letter: Letter): Promise<void> {
    const settle = await this.#port.deliver(letter);
    settle();
  }
}
