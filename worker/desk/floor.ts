/** What happens on the floor: facts, orders, presence, time. Runs inside the caller's transaction. */
import type { DeskCalls, DeskOrder, SessionFact } from '../../shared/actors.ts';
import type { SessionState } from '../../shared/line.ts';
import type { Result } from '../../shared/refusal.ts';
import { standsAgain } from './again.ts';
import { Leases } from './leases.ts';
import { Moves, type Scene } from './moves.ts';
import { Orders } from './orders.ts';
import { Places } from './places.ts';
import { describe, freshAgent, sessionOf } from './describe.ts';
import { Dispatch } from './dispatch.ts';
import type { Decision } from './routing/facts.ts';
import { sayWhy } from './routing/words.ts';
import { isPresent, type Agent, type Session } from './session.ts';
import { notices, whys } from './words.ts';

const CLOSED_KEPT_MS = 24 * 3_600_000;

type Order<Name extends 'take' | 'giveBack' | 'presence'> = Parameters<DeskCalls[Name]>[0];
type Standing = Awaited<ReturnType<DeskCalls['fact']>>;

export class Floor {
  readonly #scene: Scene;
  readonly #moves: Moves;
  readonly #leases: Leases;
  readonly #orders: Orders;
  readonly #dispatch: Dispatch;
  /** The line, as it is told. */
  readonly places: Places;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#dispatch = new Dispatch(scene);
    this.places = new Places(scene, this.#dispatch);
    this.#moves = new Moves(scene, (one, ms) => this.#dispatch.served(one, ms));
    this.#leases = new Leases(scene, this.#moves);
    this.#orders = new Orders(scene, this.#moves);
  }

  /** Takes what a customer says of its session: the newest version wins, an older one changes nothing. */
  fact(fact: SessionFact, now: number): Standing {
    const { book, letters } = this.#scene;
    const known = book.session(fact.session);
    if (this.#scene.store.forgotten.has(fact.customer)) return { ok: true, state: 'closed', place: null };
    if (known && fact.version <= known.version) return this.places.standing(fact.session, now);
    const ended = known === null || known.state === 'closed';
    if (ended && (fact.state === 'closed' || (known && !fact.again))) return { ok: true, state: 'closed', place: null };
    const one = known ?? sessionOf(fact);
    describe(one, fact, this.#scene.roster());
    letters.revive(one.session, now);
    // Written before the customer heard our last order: we have moved on from that state.
    const stale = fact.turn < one.turn;
    if (fact.state === 'closed') this.#moves.close(one, now);
    else {
      if (ended && fact.again) standsAgain(this.#scene, this.#moves, one, fact, now);
      else if (!stale && fact.holder !== undefined) this.#moves.holds(one, fact.holder, fact.at, now);
      else if (!stale && isNews(one, fact.state))
        this.#moves.follow(one, fact.state === 'robot' ? 'robot' : 'queued', fact.at, now);
      if (fact.answeredAt !== undefined && fact.turn >= one.heldTurn) this.#moves.answers(one, fact.answeredAt, now);
      book.saveSession(one);
      if (fact.consent?.turn === one.turn) this.#orders.consent(one, fact.consent.yes, now);
    }
    this.route(now);
    return this.places.standing(one.session, now);
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
      ...(known ?? freshAgent(id, now)),
      ...{ name, login: login ?? known?.login ?? id, duty, reason: order.reason ?? null, connected, version },
      lostAt: connected ? null : (known?.lostAt ?? order.heardAt ?? now),
    };
    if (duty !== 'online') agent.wrapUntil = null;
    if (duty !== known?.duty) agent.missed = 0;
    this.#moves.saveAgent(agent, now, this.#present(agent, now));
    this.route(now);
    return { ok: true, version };
  }

  /** The person was erased: their work ends, and who has it is told why. Answers whom of the staff it ever named. */
  forget(customer: string, now: number): string[] {
    const { book, letters, store } = this.#scene;
    const named = new Set<string>();
    store.forgotten.add(customer, now);
    letters.forget(customer);
    for (const id of store.sessionsOf(customer)) {
      const one = book.session(id);
      if (one && one.state !== 'closed') {
        const holds = [one.agent, one.offer?.agent, ...one.collaborators.map((other) => other.id)];
        for (const agent of new Set(holds)) {
          if (!agent) continue;
          named.add(agent);
          if (one.kind === 'session') this.#moves.notice(agent, 'customer-erased', notices.erased(), null, now);
        }
        this.#moves.close(one, now);
      }
      for (const agent of store.forget(id)) named.add(agent);
    }
    this.route(now);
    return [...named];
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
    let router = this.#dispatch.sync(now);
    this.#closeBusiness(now);
    for (let decision = router.next(now); decision; decision = router.next(now)) {
      this.#apply(decision, now);
      router = this.#dispatch.sync(now);
    }
    // Who left a message and is not taken at once is in line again, when somebody could take them.
    for (const one of [...book.sessions()]) {
      if (one.state !== 'left-message' || one.offer !== null || !router.reachable(one.session)) continue;
      const back = book.session(one.session);
      if (back) this.#moves.line(back, whys.inLine(), now);
    }
    router = this.#dispatch.sync(now);
    this.#dispatch.keep(now);
    this.#moves.engages(now);
    book.keep();
  }

  /** When time alone changes the floor; null: never. */
  nextAt(now: number): number | null {
    const router = this.#dispatch.sync(now);
    const times = [this.#leases.nextAt(now), router.nextAt(now), this.#scene.turnsAt(now)];
    const known = times.filter((one) => one !== null);
    return known.length === 0 ? null : Math.max(Math.min(...known), now + 1);
  }

  #then<Value>(result: Result<Value>, now: number): Result<Value> {
    if (result.ok) this.route(now);
    return result;
  }

  #apply(decision: Decision, now: number): void {
    const { book } = this.#scene;
    const one = book.session(decision.work);
    if (!one) return;
    if (decision.agent === null) {
      // The giver gets it back soon: until then somebody of the group may come.
      if (one.giver !== null) this.#dispatch.again(one.session);
      else if (one.state !== 'left-message') this.#moves.message(one, whys.nobody(), now);
      return;
    }
    const agent = book.agent(decision.agent);
    if (!agent) return;
    const roster = this.#scene.roster();
    const why = sayWhy(decision.why, roster.names);
    if (roster.of(agent.login).assign === 'auto') {
      return this.#moves.give(one, agent.id, whys.given(agent.name, why), now);
    }
    const offer = { agent: agent.id, until: now + roster.settings.offerMs, from: null, note: '', asking: false };
    this.#moves.offer(one, offer, whys.offered(agent.name, why), now);
  }

  /** Outside business hours whoever waits in line leaves a message. */
  #closeBusiness(now: number): void {
    const { book } = this.#scene;
    const { closed } = this.#dispatch;
    if (closed.size === 0) return;
    for (const { session, state, group, kind } of [...book.sessions()]) {
      if (state !== 'queued' || kind === 'ticket' || !closed.has(group)) continue;
      const one = book.session(session);
      if (one) this.#moves.message(one, whys.closed(), now);
    }
  }

  #present(agent: Readonly<Agent>, now: number): boolean {
    return isPresent(agent, this.#scene.roster().settings.awayMs, now);
  }
}

/**
 * A customer goes into the line or back to the robot. Who is with whom is the desk's own decision: such a state is news only
 * when the desk holds the session with the robot, having lost its memory of it.
 */
function isNews(one: Session, state: SessionState): boolean {
  if (state === 'robot' || state === 'queued') return state !== one.state;
  return state !== 'closed' && one.state === 'robot';
}
