/** The floor as seats see it: rows, what changed since a version, and its numbers. */
import type { DeskDay, DeskDecision } from '../../shared/actors.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { DeskAgent, DeskDelta, DeskFigures, DeskSession, DeskView } from '../../shared/seat.ts';
import { applyDesk, emptyDeskView } from '../../shared/reduce-seat.ts';
import type { Floor } from './floor.ts';
import type { Scene } from './moves.ts';
import type { PushPort } from './push.ts';
import { isWaiting, NO_HURRY, shownDuty, type Agent, type Session } from './session.ts';
import { ALL } from './tally.ts';

/** Rows in one part of a delta, and places of the line named in it. */
export const PART = 200;
const LINE_TOLD = 200;

export class View {
  readonly #scene: Scene;
  readonly #floor: Floor;

  constructor(scene: Scene, floor: Floor) {
    this.#scene = scene;
    this.#floor = floor;
  }

  /**
   * What changed after a version; one this desk never gave, or that is too old, begins anew. At most `part` rows. A version below
   * zero is that of a reader who is being told the whole for the first time: what was forgotten they never knew.
   */
  changes(after: number, now: number, part = PART): DeskDelta {
    const { book, store } = this.#scene;
    const at = Math.abs(after);
    const since = at > book.version || (after >= 0 && at < book.forgotten) ? 0 : at;
    type Row = { changed: number; session?: Readonly<Session>; agent?: Readonly<Agent>; gone?: string };
    const rows: Row[] = [];
    for (const session of book.sessions()) {
      const { changed, kind, offer } = session;
      if (changed <= since) continue;
      // Tickets are listed elsewhere, with what they say; here they are told while somebody is asked to take them.
      if (kind === 'session' || offer !== null) rows.push({ changed, session });
      else if (since > 0) rows.push({ changed, gone: session.session });
    }
    for (const agent of book.agents())
      if (agent.changed > since || since === 0) rows.push({ changed: agent.changed, agent });
    if (since > 0) {
      for (const one of store.closedAfter(since, part)) rows.push({ changed: one.changed, gone: one.session });
    }
    rows.sort((left, right) => left.changed - right.changed);
    const told = rows.slice(0, part);
    const more = rows.length > told.length;
    const last = more ? (told.at(-1)?.changed ?? book.version) : book.version;
    // Rows of one version stay together: the next part begins after it.
    for (const row of rows.slice(told.length)) if (row.changed === last && more) told.push(row);
    const delta: DeskDelta = {
      since,
      version: last,
      sessions: told.flatMap((row) => (row.session ? [this.session(row.session, now)] : [])),
      gone: told.flatMap((row) => (row.gone === undefined ? [] : [row.gone])),
      agents: told.flatMap((row) => (row.agent ? [this.agent(row.agent, now)] : [])),
      more,
    };
    if (more) return delta;
    const line = this.#floor.places.waiting(now).slice(0, LINE_TOLD);
    return { ...delta, line: line.map((one) => one.session), figures: this.figures(now) };
  }

  /** What open screens are told from. */
  told(): Pick<PushPort, 'version' | 'seats' | 'changes' | 'places'> {
    const { book } = this.#scene;
    return {
      version: () => book.version,
      seats: () => [...book.agents()].filter((one) => one.connected).map((one) => one.id),
      changes: (since) => this.changes(since, Date.now()),
      places: () => this.#floor.places.all(Date.now()),
    };
  }

  /** The floor as a picture: at most `limit` sessions. */
  picture(now: number, limit = PART): DeskView {
    const whole = this.changes(0, now, Infinity);
    const view = applyDesk(emptyDeskView, whole) ?? emptyDeskView;
    return { ...view, sessions: view.sessions.slice(0, limit) };
  }

  /** Why a session went where it went, oldest first. */
  decisions(session: string): Result<{ decisions: DeskDecision[] }> {
    const { book, store } = this.#scene;
    if (!book.session(session)) return refuse('no_session');
    const named = (id: string | null) => (id === null ? null : { id, name: book.nameOf(id) });
    return { ok: true, decisions: store.decisions(session).map((one) => ({ ...one, agent: named(one.agent) })) };
  }

  days(days: readonly string[], now: number): DeskDay[] {
    const { tally, book } = this.#scene;
    return days.map((day) => tally.day(day, book.agents(), now));
  }

  session(one: Readonly<Session>, now: number): DeskSession {
    const { book, roster } = this.#scene;
    const waits = isWaiting(one);
    const given = roster().classOf(one);
    const name = (id: string) => ({ id, name: book.nameOf(id) });
    const { offer } = one;
    return {
      ...{ session: one.session, customer: one.customer, name: one.name, kind: one.kind, channel: one.channel },
      ...{ state: one.state, skill: one.skill, urgency: one.urgency, reason: one.reason, group: one.group },
      ...(one.agent === null ? {} : { agent: name(one.agent) }),
      ...{ class: given?.id ?? '', tier: roster().tierOf(one), language: one.language },
      since: waits ? (one.place ?? one.since) : one.since,
      ...(waits && given ? { dueAt: (one.place ?? one.since) + given.targetMs } : {}),
      ...(offer && offer.until > now
        ? {
            offer: {
              ...{ agent: name(offer.agent), until: offer.until },
              ...(offer.from === null ? {} : { from: name(offer.from) }),
              ...(offer.note ? { note: offer.note } : {}),
              ...(offer.asking ? { asking: true } : {}),
            },
          }
        : {}),
      ...(one.answerBy === null || one.answerBy === NO_HURRY ? {} : { answerBy: one.answerBy }),
      ...(one.collaborators.length === 0
        ? {}
        : { collaborators: one.collaborators.map((other) => ({ ...name(other.id), joined: other.joined })) }),
      ...(one.why === null ? {} : { why: one.why }),
    };
  }

  agent(one: Readonly<Agent>, now: number): DeskAgent {
    const { book, roster, tally } = this.#scene;
    const talent = roster().of(one.login);
    const today = tally.agent(one.id, now);
    return {
      ...{ id: one.id, name: one.name, duty: shownDuty(one, now), connected: one.connected, load: book.load(one.id) },
      ...{
        capacity: talent.capacity.session,
        assign: talent.assign,
        since: one.since,
        groups: roster().groupsOf(one.login),
      },
      ...(one.reason === null ? {} : { reason: one.reason }),
      handled: today.handled,
      firstAnswerMs: today.answered === 0 ? null : Math.round(today.answerMs / today.answered),
    };
  }

  figures(now: number): DeskFigures {
    const { tally, roster } = this.#scene;
    const waiting = new Map<string, { waiting: number; oldest: number | null }>();
    const all = { waiting: 0, oldest: null as number | null };
    const add = (into: typeof all, at: number) => {
      into.waiting += 1;
      into.oldest = into.oldest === null ? at : Math.min(into.oldest, at);
    };
    for (const one of this.#floor.places.waiting(now)) {
      const at = one.place ?? one.since;
      add(all, at);
      const own = waiting.get(one.group) ?? { waiting: 0, oldest: null };
      add(own, at);
      waiting.set(one.group, own);
    }
    const { entered, taken, abandoned, inTime } = tally.group(ALL, now);
    const groups = roster().settings.groups.map(({ id }) => {
      const today = tally.group(id, now);
      const own = waiting.get(id) ?? { waiting: 0, oldest: null };
      return { id, ...own, entered: today.entered, taken: today.taken, abandoned: today.abandoned };
    });
    return { ...all, entered, taken, abandoned, inTime, groups };
  }
}
