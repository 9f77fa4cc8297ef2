/** Flow control of one socket: what is on its way and not yet answered is bounded, so a stalled reader costs little. */

/** What must outlive sleep: the last position sent, and how much of it is unanswered. */
export type Flight = { last: number; events: number; bytes: number };

export type WindowLimit = { events: number; bytes: number };

type Sent = { position: number; events: number; bytes: number };

/**
 * The window of one socket. Positions only grow. After waking, what was in flight is known as one lump, answered only when its
 * last position is: late rather than early.
 */
export class Window {
  readonly #limit: WindowLimit;
  readonly #sent: Sent[];
  #last: number;
  #events: number;
  #bytes: number;

  constructor(limit: WindowLimit, flight: Flight) {
    this.#limit = limit;
    this.#last = flight.last;
    this.#events = flight.events;
    this.#bytes = flight.bytes;
    this.#sent = flight.events > 0 ? [{ position: flight.last, events: flight.events, bytes: flight.bytes }] : [];
  }

  /** The last position sent: the next event follows it. */
  get last(): number {
    return this.#last;
  }

  /** Whether `bytes` more may go now; one event always may when nothing is in flight, however large. */
  hasRoom(bytes: number): boolean {
    if (this.#events === 0) return true;
    return this.#events < this.#limit.events && this.#bytes + bytes <= this.#limit.bytes;
  }

  /** Notes an event as sent. */
  send(position: number, bytes: number): void {
    this.#last = position;
    this.#events += 1;
    this.#bytes += bytes;
    this.#sent.push({ position, events: 1, bytes });
  }

  /** The reader answered everything up to `position`; answers how many events that freed. */
  answer(position: number): number {
    const before = this.#events;
    for (let first = this.#sent[0]; first && first.position <= position; first = this.#sent[0]) {
      this.#sent.shift();
      this.#events -= first.events;
      this.#bytes -= first.bytes;
    }
    return before - this.#events;
  }

  /** What to keep over sleep. */
  flight(): Flight {
    return { last: this.#last, events: this.#events, bytes: this.#bytes };
  }
}
