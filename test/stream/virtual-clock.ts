/** Time that passes only when it is told to. */
import type { Clock } from '../../web/client/ports.ts';

/** A clock whose timers run in order when `pass` is called. */
export class VirtualClock implements Clock {
  #now = 1_700_000_000_000;
  #timers: { at: number; order: number; run: () => void }[] = [];
  #order = 0;
  readonly #chance: () => number;

  constructor(chance: () => number = () => 0.5) {
    this.#chance = chance;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.#chance();
  }

  after(delayMs: number, run: () => void): () => void {
    this.#order += 1;
    const timer = { at: this.#now + Math.max(0, delayMs), order: this.#order, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Lets so much time pass, timer by timer, with promises settled between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order);
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = end;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}
