/** The line as customers and seats are told it: the policy's order, how many are before each, how long it may take. */
import type { DeskCalls } from '../../shared/actors.ts';
import type { Dispatch } from './dispatch.ts';
import type { Scene } from './moves.ts';
import { isWaiting, type Session } from './session.ts';

type Standing = Awaited<ReturnType<DeskCalls['fact']>>;
type Ordered = {
  version: number;
  at: number;
  sessions: readonly Readonly<Session>[];
  positions: ReadonlyMap<string, number>;
};

export class Places {
  readonly #scene: Scene;
  readonly #dispatch: Dispatch;
  #line: Ordered | null = null;

  constructor(scene: Scene, dispatch: Dispatch) {
    this.#scene = scene;
    this.#dispatch = dispatch;
  }

  /** All customers who wait, in line or as a message left, in the order in which they are served; those just asked for first. */
  waiting(now: number): readonly Readonly<Session>[] {
    return this.#ordered(now).sessions.filter((one) => one.kind === 'session');
  }

  /** Who is in line: how many of the same group are before each, and how long it may take. */
  all(now: number): { session: string; customer: string; position: number; waitMs: number | null }[] {
    const { sessions, positions } = this.#ordered(now);
    return sessions
      .filter((one) => one.state === 'queued' && one.kind === 'session')
      .map(({ session, customer }) => {
        const position = positions.get(session) ?? 0;
        return { session, customer, position, waitMs: this.#waitMs(session, now) };
      });
  }

  /** Where a session stands now. */
  standing(id: string, now: number): Standing {
    const { state = 'closed', group = '' } = this.#scene.book.session(id) ?? {};
    if (state !== 'queued') return { ok: true, state, place: null };
    const position = this.#dispatch.sync(now).before(id, now) ?? 0;
    return { ok: true, state, place: { position, waitMs: this.#waitMs(id, now), ...(group === '' ? {} : { group }) } };
  }

  /** Nothing is said of the wait until a few holds were measured. */
  #waitMs(id: string, now: number): number | null {
    if (this.#scene.store.holds().samples < 3) return null;
    const ms = this.#dispatch.sync(now).expectedMs(id, now);
    return ms === null ? null : Math.round(ms / 1_000) * 1_000;
  }

  /** One order for all, until the floor or the time is another. */
  #ordered(now: number): Ordered {
    const { book } = this.#scene;
    const held = this.#line;
    if (held && held.version === book.version && held.at === now) return held;
    const waiting = [...book.sessions()].filter(isWaiting);
    const line = this.#dispatch.sync(now).order(now);
    const lined = new Set(line.map((one) => one.id));
    const positions = new Map<string, number>();
    const counts = new Map<string, number>();
    // Somebody is being asked to take these; and those whose business is closed come last.
    const sessions = waiting.filter((one) => one.offer !== null && !lined.has(one.session));
    for (const { id, group, kind } of line) {
      const one = book.open(id);
      if (!one) continue;
      sessions.push(one);
      const lane = `${kind}/${group ?? ''}`;
      const before = counts.get(lane) ?? 0;
      positions.set(id, before);
      counts.set(lane, before + 1);
    }
    sessions.push(...waiting.filter((one) => one.offer === null && !lined.has(one.session)));
    this.#line = { version: book.version, at: now, sessions, positions };
    return this.#line;
  }
}
