/** What open screens are told of the floor: signals, not stored, the newest counts. */
import type { DeskView } from '../../shared/seat.ts';
import { Latest } from '../lib/latest.ts';

/** Customers who are told their place. */
export const PLACES_TOLD = 50;
/** Between two pushes: a busy floor changes faster than anybody reads. */
const PAUSE_MS = 100;

export type Place = { session: string; customer: string; position: number; waitMs: number | null };

export type PushPort = {
  /** The floor as it stands now. */
  view(): DeskView;
  /** The first of the line, as it stands now. */
  places(): Place[];
  toSeat(agent: string, view: DeskView): Promise<void>;
  toCustomer(place: Place): Promise<void>;
};

export class Push {
  readonly #port: PushPort;
  readonly #seats: Latest<DeskView>;
  readonly #customers: Latest<Place>;
  #positions = new Map<string, number>();
  #told = 0;
  #running = false;

  constructor(port: PushPort) {
    this.#port = port;
    this.#seats = new Latest((agent, view) => port.toSeat(agent, view));
    this.#customers = new Latest((_, place) => port.toCustomer(place));
  }

  /** Tells what changed since the last push; calls while running only make it look again. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const calls: Promise<void>[] = [];
    try {
      for (let view = this.#port.view(); view.version !== this.#told; view = this.#port.view()) {
        this.#told = view.version;
        for (const agent of view.agents) if (agent.connected) this.#seats.give(agent.id, view);
        this.#givePlaces();
        calls.push(this.#seats.flush(), this.#customers.flush());
        await scheduler.wait(PAUSE_MS);
      }
    } finally {
      this.#running = false;
    }
    await Promise.all(calls);
  }

  #givePlaces(): void {
    const positions = new Map<string, number>();
    for (const place of this.#port.places()) {
      positions.set(place.session, place.position);
      if (this.#positions.get(place.session) !== place.position) this.#customers.give(place.session, place);
    }
    this.#positions = positions;
  }
}
