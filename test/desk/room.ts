/** A floor under test: the desk's rules over the tables of a desk nobody else uses; letters stay where they are owed. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import type { SessionFact } from '../../shared/actors.ts';
import type { Duty } from '../../shared/seat.ts';
import { emptyDesk, type DeskSettings } from '../../shared/settings/desk.ts';
import { usualCalendars, type Calendars } from '../../shared/settings/calendars.ts';
import { Floor } from '../../worker/desk/floor.ts';
import type { Letter, Order, Word } from '../../worker/desk/letters.ts';
import type { Scene } from '../../worker/desk/moves.ts';
import { sceneOn } from '../../worker/desk/scene.ts';
import { View } from '../../worker/desk/view.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';

export const NOW = 1_800_000_000_000;
let made = 0;

export class Room {
  readonly scene: Scene;
  readonly sql: SqlStorage;
  readonly floor: Floor;
  readonly view: View;
  now = NOW;
  /** One transaction over the room's tables. */
  readonly transaction: (work: () => void) => void;
  #version = 0;

  constructor(
    storage: Pick<DurableObjectStorage, 'sql' | 'transactionSync'>,
    settings: () => { desk: DeskSettings; calendars: Calendars },
  ) {
    this.transaction = (work) => storage.transactionSync(work);
    this.sql = storage.sql;
    this.scene = sceneOn(storage.sql, settings);
    this.floor = new Floor(this.scene);
    this.view = new View(this.scene, this.floor);
  }

  /** An agent declares and is seen. */
  comes(id: string, duty: Duty = 'online', connected = true, more: { heardAt?: number; login?: string } = {}): void {
    this.#version += 1;
    const { heardAt, login } = more;
    const agent = { id, name: id.toUpperCase(), ...(login === undefined ? {} : { login }) };
    const order = { agent, duty, connected, version: this.#version, ...(heardAt === undefined ? {} : { heardAt }) };
    must(this.floor.presence(order, this.now));
  }

  /** A customer tells of a session. */
  tells(session: string, given: Partial<SessionFact> = {}): ReturnType<Floor['fact']> {
    this.#version += 1;
    return this.floor.fact(fact(session, this.#version, { at: this.now, ...given }), this.now);
  }

  /** A customer says that the agent of the newest turn answered. */
  answered(session: string): void {
    const turn = this.scene.book.session(session)?.turn ?? 0;
    this.tells(session, { state: 'agent', turn, answeredAt: this.now });
  }

  /** Time goes on. */
  passes(ms: number): void {
    this.now += ms;
    this.floor.route(this.now);
  }

  /** Who has it, or where it stands. */
  where(session: string): string | undefined {
    const one = this.scene.book.session(session);
    return one?.agent ?? one?.state;
  }

  asked(session: string): string | null {
    return this.scene.book.session(session)?.offer?.agent ?? null;
  }

  owed(): Letter[] {
    const letters: Letter[] = [];
    for (let next = this.#due(); next.length > 0; next = this.#due()) {
      letters.push(...next);
      for (const one of next) this.scene.letters.settle(one);
    }
    return letters;
  }

  /** What an agent was told, newest last; takes it out of the letters. */
  told(agent: string): string[] {
    const words = this.owed().filter((one) => one.to === agent && one.lane.startsWith('seat:'));
    return words.map(({ told }) => codeOf(told));
  }

  #due(): Letter[] {
    return this.scene.letters.due(this.now, new Set(), 1_000);
  }
}

function codeOf(told: Order | Word): string {
  return told.kind === 'notice' ? told.notice.code : told.kind === 'duty' ? `duty ${told.duty.duty}` : told.kind;
}

export async function onFloor(
  work: (room: Room) => void,
  desk: Partial<DeskSettings> = {},
  calendars: Calendars = usualCalendars,
): Promise<void> {
  made += 1;
  const settings = { desk: { ...emptyDesk, ...desk }, calendars };
  await runInDurableObject(stubOf(env.DESK.getByName(`floor-${made}`)), (_desk: unknown, state: DurableObjectState) => {
    work(new Room(state.storage, () => settings));
  });
}

export const fact = (session: string, version: number, given: Partial<SessionFact> = {}): SessionFact => ({
  ...{ session, customer: `c_${session}`, name: session, channel: 'web', state: 'queued', version, turn: 0 },
  ...{ handover: null, at: NOW },
  ...given,
});
