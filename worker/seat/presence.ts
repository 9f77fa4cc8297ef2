/** What the agent declares and what is observed, and how the desk learns it. Runs inside the caller's transaction. */
import type { DeskCalls, SeatCalls } from '../../shared/actors.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import type { DeskDelta, Duty, Notice } from '../../shared/seat.ts';
import { Drain, type Owed } from '../lib/drain.ts';
import type { Seen } from './sockets.ts';
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

  /** The agent's word, or somebody else's about them; it outlives every reconnect. */
  declare(duty: Duty, reason: string | undefined, now: number, by?: { id: string; name: string }): void {
    const self = this.#store.self();
    if (self.duty === duty && self.reason === (reason ?? null)) return;
    this.#store.addChange(
      { kind: 'duty', duty, ...(reason === undefined ? {} : { reason }), since: now, ...(by ? { by } : {}) },
      now,
    );
    this.#owe({ ...self, duty, reason: reason ?? null, since: now, by: by ?? null }, now);
  }

  /** Whether anybody follows, as seen, and when they were heard last; answers nothing when it is no news. */
  observe({ following: connected, heardAt }: Seen, now: number): void {
    const self = this.#store.self();
    if (self.agent === '' || self.connected === connected) return;
    this.#owe({ ...self, connected, heardAt }, now);
  }

  /** Who sits here, learnt from the ticket. */
  seat(agent: { id: string; name: string; login?: string }, now: number): void {
    const self = this.#store.self();
    const login = agent.login ?? self.login;
    if (self.agent === agent.id && self.name === agent.name && self.login === login) return;
    this.#owe({ ...self, agent: agent.id, name: agent.name, login }, now);
  }

  /** The desk says something to the agent; once. Answers whether it was new. */
  hear(notice: Notice, now: number): boolean {
    return this.#store.hearNotice(notice, now);
  }

  /** Somebody else sets the duty and says why; once. Answers whether it was new. */
  obey({ key, duty, reason, by, words }: Parameters<SeatCalls['setDuty']>[0], now: number): boolean {
    if (!this.#store.addTold(key, null, now)) return false;
    this.declare(duty, reason, now, by);
    this.hear({ id: `${key}:words`, code: 'duty-forced', words, at: now }, now);
    return true;
  }

  /** A lost connection matters at once to who is on duty. */
  onDuty(): boolean {
    return this.#store.self().duty !== 'offline';
  }

  due(now: number): PresenceLetter | null {
    const self = this.#store.self();
    if (self.agent === '' || self.toldVersion >= self.presenceVersion || self.nextAt > now) return null;
    const { agent: id, login, name, duty, reason, connected, heardAt, presenceVersion: version } = self;
    const agent = { id, name, ...(login === '' ? {} : { login }) };
    const more = { ...(reason === null ? {} : { reason }), ...(connected ? {} : { heardAt }) };
    return { id: version, lane: 'desk', order: { agent, duty, connected, version, ...more } };
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

/** What takes that letter out; `change` runs a transaction of the seat. */
export function presencePost(
  presence: Presence,
  desk: () => Pick<DeskCalls, 'presence'>,
  change: (act: (now: number) => void) => void,
): Drain<PresenceLetter> {
  return new Drain({
    due: (now, busy) => (busy.size > 0 ? [] : [presence.due(now)].filter((letter) => letter !== null)),
    deliver: async (letter) => {
      const held = await tellDesk(letter, desk());
      return () => change((now) => presence.settle(letter, held, now));
    },
    now: () => Date.now(),
  });
}

/** Tells the desk; answers the version it holds, or null when it is away. */
async function tellDesk(letter: PresenceLetter, desk: Pick<DeskCalls, 'presence'>): Promise<number | null> {
  try {
    const answer = await desk.presence(letter.order);
    return answer.ok ? answer.version : null;
  } catch {
    return null;
  }
}

/** What changed at the desk; null when it is away: without it the list of conversations still works. */
export async function askDesk(desk: Pick<DeskCalls, 'changes'>, since: number): Promise<DeskDelta | null> {
  try {
    return await desk.changes({ since });
  } catch (fault) {
    log(faultLine('', freshNumber(), 'seat asks the desk', fault));
    return null;
  }
}
