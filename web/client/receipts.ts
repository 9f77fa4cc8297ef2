/** Up-to marks: `got` keeps the server's window open, `read` says what the person has seen. Gathered, so that bursts cost few frames. */
import { WINDOW_BYTES, WINDOW_EVENTS } from '../../shared/protocol.ts';
import type { Clock } from './ports.ts';

const GATHER_MS = 200;

/** The marks of one link. */
export class Receipts {
  readonly #clock: Clock;
  readonly #send: (frame: { type: 'got' | 'read'; revision: number }) => void;
  #got = 0;
  #events = 0;
  #size = 0;
  #read = 0;
  #readSent = 0;
  #callOff: (() => void) | null = null;

  constructor(clock: Clock, send: (frame: { type: 'got' | 'read'; revision: number }) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** So many characters came in. */
  weigh(size: number): void {
    this.#size += size;
  }

  /** The screen stands at this revision. */
  got(revision: number): void {
    this.#got = revision;
    this.#events += 1;
    // A quarter of the window: the server never has to stop for a healthy reader. A character can be 3 bytes.
    if (this.#events >= WINDOW_EVENTS / 4 || this.#size >= WINDOW_BYTES / 12) this.#flush();
    else this.#soon();
  }

  read(revision: number): void {
    if (revision <= this.#read) return;
    this.#read = revision;
    this.#soon();
  }

  /** The mark may have been lost with the old connection: say it again. */
  connected(): void {
    this.#readSent = 0;
    if (this.#read > 0) this.#soon();
  }

  /** Another epoch: its revisions are others. */
  forget(): void {
    this.#read = 0;
    this.#readSent = 0;
  }

  disconnected(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#events = 0;
    this.#size = 0;
    this.#got = 0;
  }

  #soon(): void {
    this.#callOff ??= this.#clock.after(GATHER_MS, () => this.#flush());
  }

  #flush(): void {
    this.#callOff?.();
    this.#callOff = null;
    if (this.#events > 0) this.#send({ type: 'got', revision: this.#got });
    this.#events = 0;
    this.#size = 0;
    if (this.#read > this.#readSent) {
      this.#send({ type: 'read', revision: this.#read });
      this.#readSent = this.#read;
    }
  }
}
