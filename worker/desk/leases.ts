/** What time takes back: agents who are gone, offers nobody answered, first answers nobody gave, groups that took nothing. */
import { DECLINED_MS, type Moves, type Scene } from './moves.ts';
import { isPresent, isWaiting, NO_HURRY, type Agent, type Session } from './session.ts';
import { causes, notices, whys } from './words.ts';

export class Leases {
  readonly #scene: Scene;
  readonly #moves: Moves;

  constructor(scene: Scene, moves: Moves) {
    this.#scene = scene;
    this.#moves = moves;
  }

  /** Every lease that ran out by now. */
  expire(now: number): void {
    const { book } = this.#scene;
    this.#agents(now);
    const gone = new Set<string>();
    for (const agent of book.agents()) if (!this.#present(agent, now)) gone.add(agent.id);
    for (const { session } of [...book.sessions()].filter((one) => this.#ran(one, gone, now))) {
      this.#take(session, gone, now);
    }
  }

  /** When time alone takes something back; null: never. */
  nextAt(now: number): number | null {
    const { awayMs } = this.#scene.roster().settings;
    let next = Infinity;
    const at = (time: number | null | undefined) => {
      if (time !== null && time !== undefined && time > now && time < next) next = time;
    };
    for (const agent of this.#scene.book.agents()) {
      if (agent.duty !== 'offline' && agent.lostAt !== null) at(agent.lostAt + awayMs);
      at(agent.wrapUntil);
    }
    for (const one of this.#scene.book.sessions()) {
      at(one.offer?.until);
      if (one.answerBy !== NO_HURRY) at(one.answerBy);
      at(one.giver?.until);
      if (isWaiting(one)) for (const other of one.declined) at(other.until);
    }
    return next === Infinity ? null : next;
  }

  #present(agent: Readonly<Agent>, now: number): boolean {
    return isPresent(agent, this.#scene.roster().settings.awayMs, now);
  }

  /** Wrap-up that is over, and those whose grace is over: their time counts as away from now on. */
  #agents(now: number): void {
    for (const agent of [...this.#scene.book.agents()]) {
      const present = this.#present(agent, now);
      const wrapped = agent.wrapUntil !== null && agent.wrapUntil <= now;
      const left = !present && agent.countedAs !== 'offline';
      if (wrapped || left) {
        this.#moves.saveAgent({ ...agent, wrapUntil: wrapped ? null : agent.wrapUntil }, now, present);
      }
    }
  }

  #ran(one: Readonly<Session>, gone: ReadonlySet<string>, now: number): boolean {
    // A ticket stays with who has it, also overnight.
    if (one.kind === 'session' && one.agent !== null && gone.has(one.agent)) return true;
    if (one.offer !== null && (one.offer.until <= now || gone.has(one.offer.agent))) return true;
    return (one.answerBy !== null && one.answerBy <= now) || (one.giver !== null && one.giver.until <= now);
  }

  #take(id: string, gone: ReadonlySet<string>, now: number): void {
    const { book } = this.#scene;
    const one = book.session(id);
    if (!one) return;
    if (one.offer) this.#offer(one, gone, now);
    if (one.agent !== null && loses(one, gone)) {
      const why = whys.away(book.nameOf(one.agent));
      // Whoever was being asked by the giver is asked by the line now.
      if (one.offer) one.offer = one.offer.asking ? null : { ...one.offer, from: null };
      this.#moves.line(one, why, now, { why: 'away' });
    } else if (one.agent !== null && one.answerBy !== null && one.answerBy <= now) this.#silent(one, one.agent, now);
    if (one.giver !== null && one.giver.until <= now) this.#backToGiver(one, one.giver.agent, gone, now);
  }

  #offer(one: Session, gone: ReadonlySet<string>, now: number): void {
    const { offer } = one;
    if (!offer) return;
    const missing = gone.has(offer.agent);
    if (!missing && offer.until > now) return;
    const { book } = this.#scene;
    const { settings } = this.#scene.roster();
    const name = book.nameOf(offer.agent);
    if (offer.from !== null && one.agent !== null) {
      const because = missing ? causes.gone(name) : offer.asking ? causes.silent() : causes.missed(name);
      this.#moves.withdraw(one, whys.stays(book.nameOf(one.agent), because), now);
      const code = offer.asking ? 'transfer-refused' : 'transfer-missed';
      this.#moves.notice(one.agent, code, notices.transferStays(one.name, because), one, now);
    } else {
      this.#moves.declines(one, offer.agent, now + DECLINED_MS, now);
      this.#moves.withdraw(one, whys.offerMissed(name), now);
    }
    if (missing || offer.asking) return;
    const words = notices.offerMissed(one.name, settings.offerMs);
    this.#moves.notice(offer.agent, 'offer-missed', words, one, now);
    this.#moves.misses(offer.agent, now);
  }

  /** Took it and said nothing. */
  #silent(one: Session, agent: string, now: number): void {
    const { firstAnswerMs } = this.#scene.roster().settings;
    this.#moves.declines(one, agent, now + DECLINED_MS, now);
    one.offer = null;
    this.#moves.line(one, whys.unanswered(this.#scene.book.nameOf(agent), firstAnswerMs), now, { why: 'unanswered' });
    this.#moves.notice(agent, 'answer-missed', notices.answerMissed(one.name, firstAnswerMs), one, now);
    this.#moves.misses(agent, now);
  }

  #backToGiver(one: Session, giver: string, gone: ReadonlySet<string>, now: number): void {
    one.giver = null;
    const agent = this.#scene.book.agent(giver);
    const back = agent && !gone.has(giver) && agent.duty !== 'offline' && isWaiting(one) && one.offer === null;
    if (!back || this.#full(agent, one)) return this.#scene.book.saveSession(one);
    this.#moves.give(one, giver, whys.backToGiver(agent.name), now);
    this.#moves.notice(giver, 'transfer-missed', notices.backFromGroup(one.name), one, now);
  }

  #full(agent: Agent, one: Session): boolean {
    const most = this.#scene.roster().of(agent.login).capacity[one.kind];
    return this.#scene.book.load(agent.id, one.kind) + one.units > most;
  }
}

/** A conversation goes on with the next; a ticket outlives its agent's shift. */
function loses(one: Readonly<Session>, gone: ReadonlySet<string>): boolean {
  return one.agent !== null && one.kind === 'session' && gone.has(one.agent);
}
