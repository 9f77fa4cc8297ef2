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
 * One drain per object. `run` starts what is due and resolves when nothing is on its way any more; called while letters are on
 * their way it starts what has become due meanwhile, so a slow call holds back only its own lane. `deliver` returns what settles
 * the letter in storage, applied synchronously, so order and retries are a query.
 */
export class Drain<Letter extends Owed> {
  readonly #port: DrainPort<Letter>;
  readonly #busy = new Set<string>();
  readonly #flights = new Set<Promise<void>>();
  #looking = false;
  #lookAgain = false;

  constructor(port: DrainPort<Letter>) {
    this.#port = port;
  }

  /** The lanes with a letter on its way. */
  get lanes(): ReadonlySet<string> {
    return this.#busy;
  }

  async run(): Promise<void> {
    this.#look();
    while (this.#flights.size > 0) await Promise.race(this.#flights);
  }

  /** Delivering commits, and a commit asks for the drain again: that inner call only makes this one look once more. */
  #look(): void {
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#lookAgain) {
        this.#lookAgain = false;
        const room = LANES - this.#flights.size;
        if (room > 0) for (const letter of this.#port.due(this.#port.now(), this.#busy, room)) this.#start(letter);
      }
    } finally {
      this.#looking = false;
    }
  }

  #start(letter: Letter): void {
    this.#busy.add(letter.lane);
    const flight: Promise<void> = this.#fly(letter).finally(() => {
      this.#flights.delete(flight);
    });
    this.#flights.add(flight);
  }

  async #fly(letter: Letter): Promise<void> {
    try {
      const settle = await this.#port.deliver(letter);
      settle();
    } finally {
      this.#busy.delete(letter.lane);
    }
    this.#look();
  }
}
