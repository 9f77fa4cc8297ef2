/** What open screens are told of the floor: signals, not stored. Seats get what changed since they were told last. */
import type { DeskDelta } from '../../shared/seat.ts';
import { Latest } from '../lib/latest.ts';

/** Customers who are told every change of their place; those further back when it changed by a tenth. */
export const PLACES_TOLD = 200;
/** Between two pushes: a busy floor changes faster than anybody reads, and a large one is told less often. */
const PAUSE_MS = 100;
const PAUSE_PER_SEAT_MS = 2;

export type Place = { session: string; customer: string; position: number; waitMs: number | null; why?: 'priority' };

export type PushPort = {
  /** Grows with every change. */
  version(): number;
  /** Agents whose screens are open. */
  seats(): string[];
  changes(since: number): DeskDelta;
  /** The line, as it stands now. */
  places(): Omit<Place, 'why'>[];
  toSeat(agent: string, delta: DeskDelta): Promise<void>;
  toCustomer(place: Place): Promise<void>;
};

export class Push {
  readonly #port: PushPort;
  readonly #seats: Latest<number>;
  readonly #customers: Latest<Place>;
  /** Up to which version each seat was told; a seat that was down asks for itself. */
  #seatTold = new Map<string, number>();
  /** One delta serves all seats that stand at the same version. */
  #made: { since: number; version: number; delta: DeskDelta } | null = null;
  #positions = new Map<string, number>();
  #told = 0;
  #running = false;

  constructor(port: PushPort) {
    this.#port = port;
    this.#seats = new Latest((agent) => this.#toSeat(agent));
    this.#customers = new Latest((_, place) => port.toCustomer(place));
  }

  /** Tells what changed since the last push; calls while running only make it look again. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const calls: Promise<void>[] = [];
    try {
      for (let version = this.#port.version(); version !== this.#told; version = this.#port.version()) {
        const from = this.#told;
        this.#told = version;
        const seats = this.#port.seats();
        for (const agent of seats) {
          if (!this.#seatTold.has(agent)) this.#seatTold.set(agent, from);
          this.#seats.give(agent, version);
        }
        for (const agent of this.#seatTold.keys()) if (!seats.includes(agent)) this.#seatTold.delete(agent);
        this.#givePlaces();
        calls.push(this.#seats.flush(), this.#customers.flush());
        await scheduler.wait(PAUSE_MS + seats.length * PAUSE_PER_SEAT_MS);
      }
    } finally {
      this.#running = false;
    }
    await Promise.all(calls);
  }

  /** A seat that is further behind than one part asks for the rest itself. */
  async #toSeat(agent: string): Promise<void> {
    const since = this.#seatTold.get(agent);
    if (since === undefined) return;
    const version = this.#port.version();
    if (this.#made?.since !== since || this.#made.version !== version) {
      this.#made = { since, version, delta: this.#port.changes(since) };
    }
    const { delta } = this.#made;
    this.#seatTold.set(agent, version);
    await this.#port.toSeat(agent, delta);
  }

  #givePlaces(): void {
    const positions = new Map<string, number>();
    for (const place of this.#port.places()) {
      const { session, position } = place;
      const before = this.#positions.get(session);
      const near = position < PLACES_TOLD || before === undefined || before < PLACES_TOLD;
      const moved = before === undefined || (near ? before !== position : Math.abs(before - position) * 10 >= before);
      positions.set(session, moved ? position : before);
      if (!moved) continue;
      const back = before !== undefined && position > before;
      this.#customers.give(session, { ...place, ...(back ? { why: 'priority' as const } : {}) });
    }
    this.#positions = positions;
  }
}
