/** What the agent declares and what is observed, and how the desk learns it. Runs inside the caller's transaction. */
import type { DeskCalls } from '../../shared/actors.ts';
import type { Duty } from '../../shared/seat.ts';
import type { Owed } from '../lib/drain.ts';
import type { SeatStore } from './store.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** The one letter a seat owes: its newest presence. */
export type PresenceLetter = Owed & { order: Parameters<DeskCalls['presence']>[0] };

export class Presence {
  readonly #store: SeatStore;

  constructor(store: SeatStore) {
    this.#store = store;
  }

  /** The agent's word; it outlives every reconnect. */
  declare(duty: Duty, reason: string | undefined, now: number): void {
    const self = this.#store.self();
    if (self.duty === duty && reason === undefined) return;
    this.#store.addChange({ kind: 'duty', duty, ...(reason === undefined ? {} : { reason }) }, now);
    this.#owe({ ...self, duty }, now);
  }

  /** Whether anybody follows, as seen; answers nothing when it is no news. */
  observe(connected: boolean, now: number): void {
    const self = this.#store.self();
    if (self.agent === '' || self.connected === connected) return;
    this.#owe({ ...self, connected }, now);
  }

  /** Who sits here, learnt from the ticket. */
  seat(agent: { id: string; name: string }, now: number): void {
    const self = this.#store.self();
    if (self.agent === agent.id && self.name === agent.name) return;
    this.#owe({ ...self, agent: agent.id, name: agent.name }, now);
  }

  due(now: number): PresenceLetter | null {
    const self = this.#store.self();
    if (self.agent === '' || self.toldVersion >= self.presenceVersion || self.nextAt > now) return null;
    const { agent: id, name, duty, connected, presenceVersion: version } = self;
    return { id: version, lane: 'desk', order: { agent: { id, name }, duty, connected, version } };
  }

  nextAt(): number | null {
    const self = this.#store.self();
    return self.agent === '' || self.toldVersion >= self.presenceVersion ? null : self.nextAt;
  }

  /** Notes which version the desk holds now; null: it could not be told, and is told again later. */
  settle(letter: PresenceLetter, held: number | null, now: number): void {
    if (held === null) this.#putOff(now);
    else this.#told(letter.order.version, held, now);
  }

  /** A higher version than ours means that this seat lost its memory: it speaks again, above it. */
  #told(version: number, held: number, now: number): void {
    const self = this.#store.self();
    if (held > version && held >= self.presenceVersion) this.#owe({ ...self, presenceVersion: held }, now);
    else this.#store.saveSelf({ ...self, toldVersion: Math.max(self.toldVersion, version), tries: 0, nextAt: now });
  }

  #putOff(now: number): void {
    const self = this.#store.self();
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(self.tries, 10));
    this.#store.saveSelf({ ...self, tries: self.tries + 1, nextAt: now + wait });
  }

  #owe(self: ReturnType<SeatStore['self']>, now: number): void {
    this.#store.saveSelf({ ...self, presenceVersion: self.presenceVersion + 1, tries: 0, nextAt: now });
  }
}

/** Tells the desk; answers the version it holds, or null when it is away. */
export async function tellDesk(letter: PresenceLetter, desk: Pick<DeskCalls, 'presence'>): Promise<number | null> {
  try {
    const answer = await desk.presence(letter.order);
    return answer.ok ? answer.version : null;
  } catch {
    return null;
  }
}
