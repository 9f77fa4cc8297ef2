/** What happens on the floor: facts, takes, returns, presence, time. Runs inside the caller's transaction. */
import type { DeskCalls, SessionFact } from '../../shared/actors.ts';
import type { SessionState } from '../../shared/line.ts';
import type { DeskView } from '../../shared/seat.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { LetterStore } from './letters.ts';
import {
  agentView,
  CAPACITY,
  decide,
  DECLINED_MS,
  expectedWait,
  isPresent,
  learnHold,
  nextChange,
  type Decision,
} from './rules.ts';
import type { DeskStore, Session } from './store.ts';

const CLOSED_KEPT_MS = 24 * 3_600_000;

type Order<Name extends 'take' | 'giveBack' | 'presence'> = Parameters<DeskCalls[Name]>[0];

export class Floor {
  readonly #store: DeskStore;
  readonly #letters: LetterStore;

  constructor(store: DeskStore, letters: LetterStore) {
    this.#store = store;
    this.#letters = letters;
  }

  /** Takes what a customer says of its session: the newest version wins, an older one changes nothing. */
  fact(fact: SessionFact, now: number): Awaited<ReturnType<DeskCalls['fact']>> {
    const known = this.#store.session(fact.session);
    if (known && fact.version <= known.version) return this.#standing(fact.session, now);
    if (!known && fact.state === 'closed') return { ok: true, state: 'closed', place: null };
    const session = known ?? this.#store.openSession(fact);
    if (session.state === 'closed') return { ok: true, state: 'closed', place: null };
    session.version = fact.version;
    session.name = fact.name;
    session.channel = fact.channel;
    if (fact.handover) {
      session.reason = fact.handover.reason;
      session.skill = fact.handover.skill;
      session.urgency = fact.handover.urgency;
    }
    this.#letters.revive(session.session, now);
    // Written before the customer heard our last order: we have moved on from that state.
    const stale = fact.turn < session.turn;
    if (fact.state === 'closed') this.#close(session, now);
    else if (!stale && isNews(session, fact.state)) this.#move(session, fact.state, fact.at, now);
    this.#store.saveSession(session);
    this.route(now);
    return this.#standing(session.session, now);
  }

  /** Where a session stands now: in line, how many wait before it and how long that may take. */
  #standing(id: string, now: number): Awaited<ReturnType<DeskCalls['fact']>> {
    const state = this.#store.session(id)?.state ?? 'closed';
    if (state !== 'queued') return { ok: true, state, place: null };
    const position = this.#store.before(id);
    return { ok: true, state, place: { position, waitMs: this.#waitMs(position, now) } };
  }

  #waitMs(position: number, now: number): number | null {
    const present = this.#store.agents().filter((one) => isPresent(one, now));
    return expectedWait(position, this.#store.holds(), present, now);
  }

  /** An agent takes a session by hand: waiting, left as a message, with the robot, or (by force) from another agent. */
  take(order: Order<'take'>, now: number): Result<{ turn: number }> {
    const agent = this.#store.agent(order.agent);
    if (!agent || agent.duty === 'offline') return refuse('off_duty');
    const session = this.#store.session(order.session);
    if (!session) return refuse('no_session');
    if (session.state === 'closed') return refuse('session_closed');
    if (session.agent === agent.id) return { ok: true, turn: session.turn };
    if (session.agent !== null && !order.force) return refuse('floor_moved');
    const load = this.#store.loads().get(agent.id) ?? 0;
    if (load >= agent.capacity && !order.force) return refuse('at_capacity');
    const from = session.agent ?? session.state;
    session.place ??= now;
    this.#apply({ session: session.session, state: 'agent', agent: agent.id, why: `taken from ${from}` }, session, now);
    this.route(now);
    return { ok: true, turn: session.turn };
  }

  /** Back to its place in line; not given to the same agent again by itself for a while. */
  giveBack(order: Order<'giveBack'>, now: number): Result<{ turn: number }> {
    const session = this.#store.session(order.session);
    if (!session) return refuse('no_session');
    if (session.agent !== order.agent) {
      const repeated = session.declinedBy === order.agent;
      return repeated ? { ok: true, turn: session.turn } : refuse('floor_moved');
    }
    session.declinedBy = order.agent;
    session.declinedUntil = now + DECLINED_MS;
    this.#apply(
      { session: session.session, state: 'queued', agent: null, why: `returned by ${order.agent}` },
      session,
      now,
    );
    this.route(now);
    return { ok: true, turn: this.#store.session(session.session)?.turn ?? session.turn };
  }

  /** What the agent declares and the seat observes; the seat's newest version wins. */
  presence(order: Order<'presence'>, now: number): Result<{ version: number }> {
    const known = this.#store.agent(order.agent.id);
    if (known && order.version <= known.version) return { ok: true, version: known.version };
    this.#store.saveAgent({
      id: order.agent.id,
      name: order.agent.name,
      duty: order.duty,
      connected: order.connected,
      version: order.version,
      capacity: known?.capacity ?? CAPACITY,
      lostAt: order.connected ? null : (known?.lostAt ?? now),
      givenAt: known?.givenAt ?? 0,
    });
    this.route(now);
    return { ok: true, version: order.version };
  }

  /** The customer's actor says it has no such open session. */
  gone(id: string, now: number): void {
    const session = this.#store.session(id);
    if (!session || session.state === 'closed') return;
    this.#close(session, now);
    this.#store.saveSession(session);
    this.route(now);
  }

  /** Lets leases run out, gives the waiting to who is free; every decision keeps its why. */
  route(now: number): void {
    this.#store.forgetClosed(now - CLOSED_KEPT_MS);
    for (const decision of decide(this.#store.cases(), this.#store.agents(), now)) {
      const session = this.#store.session(decision.session);
      if (session) this.#apply(decision, session, now);
    }
    this.#store.raiseVersion();
  }

  /** When time alone changes the floor; null: never. */
  nextAt(now: number): number | null {
    return nextChange(this.#store.cases(), this.#store.agents(), now);
  }

  view(): DeskView {
    const agents = this.#store.agents();
    const loads = this.#store.loads();
    return {
      version: this.#store.version(),
      sessions: this.#store.shown(new Map(agents.map((one) => [one.id, one.name]))),
      agents: agents.map((one) => agentView(one, loads.get(one.id) ?? 0)),
    };
  }

  /** The first `limit` of the line: how many wait before each, and how long it may take. */
  places(limit: number, now: number): { session: string; customer: string; position: number; waitMs: number | null }[] {
    const holds = this.#store.holds();
    const agents = this.#store.agents().filter((one) => isPresent(one, now));
    return this.#store
      .line(limit)
      .map((one, position) => ({ ...one, position, waitMs: expectedWait(position, holds, agents, now) }));
  }

  /** The customer's own move: into the line (at its old place, if it had one) or back to the robot. */
  #move(session: Session, state: SessionState, at: number, now: number): void {
    this.#learn(session, now);
    session.agent = null;
    session.state = state === 'robot' ? 'robot' : 'queued';
    session.since = now;
    if (session.state === 'queued') session.place ??= at;
  }

  #close(session: Session, now: number): void {
    this.#learn(session, now);
    session.agent = null;
    session.state = 'closed';
    session.since = now;
    this.#letters.drop(session.session);
  }

  #apply(decision: Decision, session: Session, now: number): void {
    session.state = decision.state;
    session.agent = decision.agent;
    session.since = now;
    session.turn += 1;
    this.#store.saveSession(session);
    const agent = decision.agent === null ? null : this.#store.agent(decision.agent);
    if (agent) this.#store.saveAgent({ ...agent, givenAt: now });
    this.#letters.owe(session, agent?.name ?? null, now);
    this.#store.addDecision({ ...session, at: now, why: decision.why });
  }

  /** Only a hold that came to its end is a measure; one cut short by a return or a lapse is not. */
  #learn(session: Session, now: number): void {
    if (session.agent !== null) this.#store.saveHolds(learnHold(this.#store.holds(), now - session.since));
  }
}

/**
 * A customer goes into the line or back to the robot. Who is with whom is the desk's own decision: such a state is news only
 * when the desk holds the session with the robot, having lost its memory of it.
 */
function isNews(session: Session, state: SessionState): boolean {
  if (state === 'robot' || state === 'queued') return state !== session.state;
  return state !== 'closed' && session.state === 'robot';
}
