/** Notices a dead peer: the text `ping` every 25 s, answered `pong` without waking the server's object. */
import type { Clock } from './ports.ts';

const EVERY_MS = 25_000;
const PATIENCE_MS = 10_000;
const PROBE_MS = 4000;

/** Runs while a socket is open. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #acts: { ping(): void; dead(): void };
  #callOff: () => void = () => undefined;

  constructor(clock: Clock, acts: { ping(): void; dead(): void }) {
    this.#clock = clock;
    this.#acts = acts;
  }

  start(): void {
    this.#callOff();
    this.#callOff = this.#clock.after(EVERY_MS, () => this.probe(PATIENCE_MS));
  }

  /** Asks now; no word at all within `patienceMs` and the peer is dead. */
  probe(patienceMs: number = PROBE_MS): void {
    this.#callOff();
    this.#acts.ping();
    this.#callOff = this.#clock.after(patienceMs, () => this.#acts.dead());
  }

  /** Any word is a sign of life. */
  heard(): void {
    this.start();
  }

  stop(): void {
    this.#callOff();
    this.#callOff = () => undefined;
  }
}
