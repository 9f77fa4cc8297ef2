/** What happens on the floor: facts, orders, presence, time. Runs inside the caller's transaction. */
import type { DeskCalls, DeskOrder, SessionFact } from '../../shared/actors.ts';
import type { SessionState } from '../../shared/line.ts';
import type { Result } from '../../shared/refusal.ts';
import { Leases } from './leases.ts';
import { Moves, type Scene } from './moves.ts';
import { Orders } from './orders.ts';
import { choose, compareWaiting, type Free } from './policy.ts';
import { expectedWait } from './rules.ts';
import { isPresent, isWaiting, shownDuty, type Agent, type Session } from './session.ts';
import { whys } from './words.ts';

const CLOSED_KEPT_MS = 24 * 3_600_000;
/** While somebody waits, time alone may change who is next. */
const LOOK_MS = 5_000;

type Order<Name extends 'take' | 'giveBack' | 'presence'> = Parameters<DeskCalls[Name]>[0];
type Standing = Awaited<ReturnType<DeskCalls['fact']>>;

export class Floor {
  readonly #scene: Scene;
  readonly #moves: Moves;
  readonly #leases: Leases;
  readonly #orders: Orders;
  #line: { version: number; at: number; sessions: readonly Readonly<Session>[]; places: Map<string, number> } | null =
    null;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#moves = new Moves(scene);
    this.#leases = new Leases(scene, this.#moves);
    this.#orders = new Orders(scene, this.#moves);
  }

  /** Takes what a customer says of its session: the newest version wins, an older one changes nothing. */
  fact(fact: SessionFact, now: number): Standing {
    const { book, letters } = this.#scene;
    const known = book.session(fact.session);
    if (known && fact.version <= known.version) return this.#standing(fact.session, now);
    if ((!known && fact.state === 'closed') || known?.state === 'closed')
      return { ok: true, state: 'closed', place: null };
    const one = known ?? this.#opened(fact);
    this.#describe(one, fact);
    letters.revive(one.session, now);
    // Written before the customer heard our last order: we have moved on from that state.
    const stale = fact.turn < one.turn;
    if (fact.state === 'closed') this.#moves.close(one, now);
    else {
      if (!stale && isNews(one, fact.state))
        this.#moves.follow(one, fact.state === 'robot' ? 'robot' : 'queued', fact.at, now);
      if (fact.answeredAt !== undefined && fact.turn >= one.heldTurn) this.#moves.answers(one, fact.answeredAt, now);
      book.saveSession(one);
      if (fact.consent?.turn === one.turn) this.#orders.consent(one, fact.consent.yes, now);
    }
    this.route(now);
    return this.#standing(one.session, now);
  }

  take(order: Order<'take'>, now: number): Result<{ turn: number }> {
    return this.#then(this.#orders.take(order, now), now);
  }

  giveBack(order: Order<'giveBack'>, now: number): Result<{ turn: number }> {
    return this.#then(this.#orders.giveBack(order, now), now);
  }

  act(order: DeskOrder, now: number): Result<{ turn: number }> {
    return this.#then(this.#orders.act(order, now), now);
  }

  /** What the agent declares and the seat observes; the seat's newest version wins. */
  presence(order: Order<'presence'>, now: number): Result<{ version: number }> {
    const { id, name, login } = order.agent;
    const known = this.#scene.book.agent(id);
    if (known && order.version <= known.version) return { ok: true, version: known.version };
    const { duty, connected, version } = order;
    const agent: Agent = {
      ...(known ?? newAgent(id, now)),
      ...{ name, login: login ?? known?.login ?? id, duty, reason: order.reason ?? null, connected, version },
      lostAt: connected ? null : (known?.lostAt ?? order.heardAt ?? now),
    };
    if (duty !== 'online') agent.wrapUntil = null;
    if (duty !== known?.duty) agent.missed = 0;
    this.#moves.saveAgent(agent, now, this.#present(agent, now));
    this.route(now);
    return { ok: true, version };
  }

  /** The customer's actor says it has no such open session. */
  gone(id: string, now: number): void {
    const one = this.#scene.book.session(id);
    if (!one || one.state === 'closed') return;
    this.#moves.close(one, now);
    this.route(now);
  }

  /** Lets leases run out, gives the waiting to who is free; every decision keeps its why. */
  route(now: number): void {
    const { book } = this.#scene;
    book.forgetClosed(now - CLOSED_KEPT_MS);
    this.#leases.expire(now);
    const waiting = this.waiting(now).filter((one) => one.offer === null);
    const present = [...book.agents()].filter((one) => this.#present(one, now));
    const open: Readonly<Session>[] = [];
    for (const one of waiting) {
      const business = this.#scene.open(one.group, now);
      if (present.length > 0 && business) open.push(one);
      else if (one.state === 'queued') this.#message(one.session, business, now);
    }
    const chosen = new Set<string>();
    for (const choice of choose(open, this.#free(present, now), this.#scene.roster(), now)) {
      chosen.add(choice.session);
      this.#give(choice, now);
    }
    for (const one of open) {
      if (one.state !== 'left-message' || chosen.has(one.session)) continue;
      const back = book.session(one.session);
      if (back) this.#moves.line(back, whys.inLine(), now);
    }
    book.keep();
  }

  /** When time alone changes the floor; null: never. */
  nextAt(now: number): number | null {
    const lined = this.waiting(now).some((one) => one.state === 'queued');
    const times = [this.#leases.nextAt(now), lined ? now + LOOK_MS : null];
    if (this.waiting(now).length > 0) times.push(this.#scene.turnsAt(now));
    const known = times.filter((one) => one !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** All who wait, in line or as a message left, in the order in which they are served. */
  waiting(now: number): readonly Readonly<Session>[] {
    return this.#ordered(now).sessions;
  }

  /** The line: how many wait before each, and how long it may take. */
  places(now: number): { session: string; customer: string; position: number; waitMs: number | null }[] {
    return this.waiting(now)
      .filter((one) => one.state === 'queued')
      .map(({ session, customer }, position) => ({ session, customer, position, waitMs: this.#waitMs(position, now) }));
  }

  #ordered(now: number) {
    const { book } = this.#scene;
    const held = this.#line;
    if (held && held.version === book.version && held.at === now) return held;
    const roster = this.#scene.roster();
    const sessions = [...book.sessions()].filter(isWaiting);
    sessions.sort((left, right) => compareWaiting(roster, left, right));
    const lined = sessions.filter((one) => one.state === 'queued');
    const places = new Map(lined.map((one, place) => [one.session, place]));
    this.#line = { version: book.version, at: now, sessions, places };
    return this.#line;
  }

  #then<Value>(result: Result<Value>, now: number): Result<Value> {
    if (result.ok) this.route(now);
    return result;
  }

  #give(choice: { session: string; agent: string; why: { zh: string; en: string } }, now: number): void {
    const { book } = this.#scene;
    const one = book.session(choice.session);
    const agent = book.agent(choice.agent);
    if (!one || !agent) return;
    const roster = this.#scene.roster();
    if (roster.of(agent.login).assign === 'auto') {
      return this.#moves.give(one, agent.id, whys.given(agent.name, choice.why), now);
    }
    const offer = { agent: agent.id, until: now + roster.settings.offerMs, from: null, note: '', asking: false };
    this.#moves.offer(one, offer, whys.offered(agent.name, choice.why), now);
  }

  #message(id: string, business: boolean, now: number): void {
    const one = this.#scene.book.session(id);
    if (one) this.#moves.message(one, business ? whys.nobody() : whys.closed(), now);
  }

  /** Online, seen now, not wrapping up. Whoever is merely forgiven a loss is given nothing new. */
  #free(present: readonly Readonly<Agent>[], now: number): Free[] {
    return present
      .filter((agent) => agent.connected && shownDuty(agent, now) === 'online')
      .map((agent) => ({
        agent,
        talent: this.#scene.roster().of(agent.login),
        load: this.#scene.book.load(agent.id),
      }));
  }

  #present(agent: Readonly<Agent>, now: number): boolean {
    return isPresent(agent, this.#scene.roster().settings.awayMs, now);
  }

  /** Where a session stands now: in line, how many wait before it and how long that may take. */
  #standing(id: string, now: number): Standing {
    const state = this.#scene.book.session(id)?.state ?? 'closed';
    if (state !== 'queued') return { ok: true, state, place: null };
    const position = this.#ordered(now).places.get(id) ?? 0;
    return { ok: true, state, place: { position, waitMs: this.#waitMs(position, now) } };
  }

  #waitMs(position: number, now: number): number | null {
    const { book, store, roster } = this.#scene;
    let places = 0;
    for (const agent of book.agents()) {
      if (agent.duty === 'online' && this.#present(agent, now)) places += roster().of(agent.login).capacity;
    }
    return expectedWait(position, store.holds(), places);
  }

  /** A session as first heard of. */
  #opened(fact: SessionFact): Session {
    return {
      ...{ session: fact.session, customer: fact.customer, name: fact.name, kind: 'session', channel: fact.channel },
      ...{
        state: 'robot',
        version: 0,
        turn: fact.turn,
        agent: null,
        units: 1,
        skill: '',
        urgency: 'normal',
        reason: '',
      },
      ...{
        level: '',
        language: 'zh',
        group: '',
        pinned: false,
        place: null,
        since: fact.at,
        offer: null,
        declined: [],
      },
      ...{ heldTurn: 0, answerBy: null, giver: null, preferred: null, collaborators: [], why: null, changed: 0 },
      ...{ enteredAt: null, takenAt: null },
    };
  }

  #describe(one: Session, fact: SessionFact): void {
    const roster = this.#scene.roster();
    const { version, name, channel, handover } = fact;
    Object.assign(one, { version, name, channel, units: roster.unitsOf(one.kind, channel) });
    one.level = fact.level ?? one.level;
    one.language = fact.language ?? one.language;
    one.preferred = fact.preferred ?? one.preferred;
    if (!handover) return;
    Object.assign(one, { reason: handover.reason, skill: handover.skill, urgency: handover.urgency });
    if (!one.pinned) one.group = roster.groupFor(one.skill);
  }
}

function newAgent(id: string, now: number): Agent {
  return {
    ...{
      id,
      login: id,
      name: id,
      duty: 'offline',
      reason: null,
      connected: false,
      version: 0,
      lostAt: null,
      givenAt: 0,
    },
    ...{ since: now, wrapUntil: null, missed: 0, countedAs: 'offline', countedAt: now, changed: 0 },
  };
}

/**
 * A customer goes into the line or back to the robot. Who is with whom is the desk's own decision: such a state is news only
 * when the desk holds the session with the robot, having lost its memory of it.
 */
function isNews(one: Session, state: SessionState): boolean {
  if (state === 'robot' || state === 'queued') return state !== one.state;
  return state !== 'closed' && one.state === 'robot';
}
