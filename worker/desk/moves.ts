/** What may happen to a session or an agent: each move is written, keeps its why, and owes who must hear of it. */
import type { Notice } from '../../shared/seat.ts';
import type { WaitingWhy } from '../../shared/actors.ts';
import type { Book } from './book.ts';
import type { LetterStore } from './letters.ts';
import type { Roster } from './roster.ts';
import { learnHold } from './rules.ts';
import { isWaiting, NO_HURRY, shownDuty, type Agent, type Offer, type Session, type Words } from './session.ts';
import type { DeskStore } from './store.ts';
import type { Tally } from './tally.ts';
import { notices, whys } from './words.ts';

/** Who let a session go is not given it again by itself for so long. */
export const DECLINED_MS = 120_000;

/** What the floor stands on. */
export type Scene = {
  store: DeskStore;
  book: Book;
  letters: LetterStore;
  tally: Tally;
  /** The settings as they hold now. */
  roster(): Roster;
  /** Whether the business of a group is open. */
  open(group: string, now: number): boolean;
  /** When it opens or closes next; null: never. */
  turnsAt(now: number): number | null;
  /** Runs a transaction; when it was undone, what is remembered of the rows goes back with them. */
  hold<Value>(work: () => Value): Value;
};

export class Moves {
  readonly #scene: Scene;
  /** Hears how long a service took. */
  readonly #served: (one: Session, ms: number) => void;

  constructor(scene: Scene, served: (one: Session, ms: number) => void) {
    this.#scene = scene;
    this.#served = served;
  }

  /** With an agent from now on. `patient`: no first answer is waited for (a message left, taken by hand). */
  give(
    one: Session,
    agent: string,
    why: Words,
    now: number,
    more: { from?: string; note?: string; patient?: boolean } = {},
  ): void {
    const { book, letters } = this.#scene;
    const { settings } = this.#scene.roster();
    const { giver } = one;
    this.#countTaken(one, now);
    one.place ??= now;
    one.state = 'agent';
    one.agent = agent;
    one.since = now;
    one.offer = null;
    one.giver = null;
    one.collaborators = one.collaborators.filter((other) => other.id !== agent);
    one.turn += 1;
    one.heldTurn = one.turn;
    const patient = more.patient === true || one.kind === 'ticket';
    one.answerBy = patient ? null : settings.firstAnswerMs === 0 ? NO_HURRY : now + settings.firstAnswerMs;
    this.#keep(one, why, now);
    const held = book.agent(agent);
    if (held) book.saveAgent({ ...held, givenAt: now });
    if (giver !== null && giver.agent !== agent)
      this.notice(giver.agent, 'transfer-taken', notices.transferTaken(book.nameOf(agent), one.name), one, now);
    letters.owe(
      one,
      {
        ...{ kind: 'stands', state: 'agent', agent: this.who(agent), group: one.group },
        collaborators: this.#collaborators(one),
        ...(more.from === undefined ? {} : { from: this.who(more.from) }),
        ...(more.note ? { note: more.note } : {}),
      },
      now,
    );
  }

  /** A ticket is with somebody by a colleague's hand, or a session again with its agent: it weighs on them as what the desk gives, and no order is owed. */
  holds(one: Session, agent: string, at: number, now: number, why = whys.byHand(this.#scene.book.nameOf(agent))): void {
    if (one.agent === agent) return;
    one.place ??= at;
    Object.assign(one, { state: 'agent', agent, since: now, offer: null, giver: null, heldTurn: one.turn });
    this.#keep(one, why, now);
  }

  /** Somebody is asked; the customer stays where they are. */
  offer(one: Session, offer: Offer, why: Words, now: number): void {
    one.offer = offer;
    if (offer.from !== null) {
      one.turn += 1;
      const step = offer.asking ? 'ask' : 'offered';
      this.#keep(one, why, now);
      const to = this.#scene.book.nameOf(offer.agent);
      return this.#scene.letters.owe(one, { kind: 'transferring', step, to }, now);
    }
    const asked = this.#scene.book.agent(offer.agent);
    if (asked) this.#scene.book.saveAgent({ ...asked, givenAt: now });
    this.#keep(one, why, now);
  }

  /** An offer came to nothing: the session stays where it was. */
  withdraw(one: Session, why: Words, now: number): void {
    const transfer = one.offer?.from ?? null;
    const to = one.offer ? this.#scene.book.nameOf(one.offer.agent) : '';
    one.offer = null;
    if (transfer === null || one.state !== 'agent') return this.#keep(one, why, now);
    one.turn += 1;
    this.#keep(one, why, now);
    this.#scene.letters.owe(one, { kind: 'transferring', step: 'done', to }, now);
  }

  /** In line, at its place. */
  line(one: Session, why: Words, now: number, told: { why?: WaitingWhy; from?: string; note?: string } = {}): void {
    this.#wait(one, 'queued', why, now);
    this.#scene.letters.owe(
      one,
      {
        ...{ kind: 'stands', state: 'queued', group: one.group },
        ...(told.why === undefined ? {} : { why: told.why }),
        ...(told.from === undefined ? {} : { from: this.who(told.from) }),
        ...(told.note ? { note: told.note } : {}),
      },
      now,
    );
  }

  /** A message is taken (留言): nobody is there. */
  message(one: Session, why: Words, now: number): void {
    this.#wait(one, 'left-message', why, now);
    this.#scene.letters.owe(one, { kind: 'stands', state: 'left-message', group: one.group }, now);
  }

  /** Its customer went back to the robot, or came into the line by themselves: no order is owed. */
  follow(one: Session, state: 'robot' | 'queued', at: number, now: number): void {
    this.#learn(one, now);
    if (state === 'robot') this.#gaveUp(one, now);
    one.agent = null;
    one.offer = null;
    one.giver = null;
    one.answerBy = null;
    one.collaborators = [];
    one.state = state;
    one.since = now;
    if (state !== 'queued') return;
    one.place ??= at;
    one.why = whys.inLine();
    this.#countEntered(one, now);
    this.#scene.store.addDecision({ ...one, at: now, why: one.why });
  }

  /** It ended. Whoever served it has wrap-up time. */
  close(one: Session, now: number): void {
    this.#learn(one, now);
    this.#gaveUp(one, now);
    const { agent } = one;
    Object.assign(one, { agent: null, offer: null, giver: null, answerBy: null, state: 'closed', since: now });
    this.#scene.letters.drop(one.session);
    this.#scene.book.saveSession(one);
    if (agent === null || one.kind !== 'session') return;
    this.#scene.tally.countAgent(agent, now, { handled: 1 });
    const { wrapUpMs } = this.#scene.roster().settings;
    const held = this.#scene.book.agent(agent);
    if (held) this.saveAgent({ ...held, wrapUntil: wrapUpMs > 0 ? now + wrapUpMs : null }, now);
  }

  /** Who let it go is not asked again by itself for a while. */
  declines(one: Session, agent: string, until: number, now: number): void {
    one.declined = [...one.declined.filter((other) => other.by !== agent && other.until > now), { by: agent, until }];
  }

  /** One more missed in a row; too many, and the agent is on a break. */
  misses(id: string, now: number): void {
    const { book, letters, tally } = this.#scene;
    const agent = book.agent(id);
    if (!agent) return;
    agent.missed += 1;
    tally.countAgent(id, now, { missed: 1 });
    const most = this.#scene.roster().settings.missed;
    if (most > 0 && agent.missed >= most && agent.duty === 'online') {
      const words = notices.restForced(agent.missed);
      Object.assign(agent, { duty: 'break', reason: 'missed', missed: 0 });
      const duty = { key: `missed:${id}:${now}`, duty: 'break' as const, reason: 'missed', by: DESK, words };
      letters.tell(id, { kind: 'duty', duty }, now);
    }
    this.saveAgent(agent, now);
  }

  /** They answered: what was missed before is forgotten. */
  answers(one: Session, at: number, now: number): void {
    const { book, tally } = this.#scene;
    if (one.agent === null || one.answerBy === null) return;
    one.answerBy = null;
    tally.countAgent(one.agent, now, { answered: 1, answerMs: Math.max(0, at - one.since) });
    const agent = book.agent(one.agent);
    if (agent && agent.missed > 0) book.saveAgent({ ...agent, missed: 0 });
    else book.touchAgent(one.agent);
  }

  /** Saves an agent; their time so far is counted under the state they were in. */
  saveAgent(given: Agent, now: number, present = true): void {
    const agent = { ...given };
    const shown = present ? shownDuty(agent, now) : 'offline';
    if (shown !== agent.countedAs) {
      this.#scene.tally.clock(agent, now);
      agent.countedAs = shown;
      agent.since = now;
    }
    this.#scene.book.saveAgent(agent);
  }

  /** Who got a conversation in hand, or has none any more: their time so far is counted as what it was. */
  engages(now: number): void {
    const { book, tally } = this.#scene;
    for (const id of book.weighed()) {
      const agent = book.agent(id);
      const engaged = book.load(id) > 0;
      if (!agent || agent.engaged === engaged) continue;
      tally.clock(agent, now);
      book.saveAgent({ ...agent, engaged });
    }
  }

  notice(agent: string, code: Notice['code'], words: Words, one: Session | null, now: number): void {
    const about = one ? { session: one.session, customer: one.customer } : {};
    const id = `${code}:${one ? `${one.session}:${one.turn}` : now}`;
    this.#scene.letters.tell(agent, { kind: 'notice', notice: { id, code, ...about, words, at: now } }, now);
  }

  /** Colleagues changed: the customer's line shows it to them. */
  joined(one: Session, now: number): void {
    one.turn += 1;
    this.#scene.book.saveSession(one);
    this.#scene.letters.owe(one, { kind: 'joined', collaborators: this.#collaborators(one) }, now);
  }

  who(id: string): { id: string; name: string } {
    return { id, name: this.#scene.book.nameOf(id) };
  }

  #wait(one: Session, state: 'queued' | 'left-message', why: Words, now: number): void {
    one.place ??= now;
    Object.assign(one, { state, agent: null, since: now, answerBy: null, collaborators: [], turn: one.turn + 1 });
    if (state === 'left-message') Object.assign(one, { offer: null, giver: null });
    this.#countEntered(one, now);
    this.#keep(one, why, now);
  }

  #keep(one: Session, why: Words, now: number): void {
    one.why = why;
    this.#scene.book.saveSession(one);
    this.#scene.store.addDecision({ ...one, agent: one.offer?.agent ?? one.agent, at: now, why });
  }

  #collaborators(one: Session): { id: string; name: string }[] {
    return one.collaborators.map((other) => this.who(other.id));
  }

  #countEntered(one: Session, now: number): void {
    if (one.enteredAt !== null || one.kind !== 'session') return;
    one.enteredAt = now;
    this.#scene.tally.countGroup(one.group, now, { entered: 1 });
  }

  #countTaken(one: Session, now: number): void {
    if (one.takenAt !== null || one.kind !== 'session') return;
    this.#countEntered(one, now);
    one.takenAt = now;
    const target = this.#scene.roster().classOf(one)?.targetMs ?? Infinity;
    const inTime = now - (one.place ?? now) <= target ? 1 : 0;
    this.#scene.tally.countGroup(one.group, now, { taken: 1, inTime });
  }

  #gaveUp(one: Session, now: number): void {
    if (isWaiting(one) && one.takenAt === null && one.kind === 'session')
      this.#scene.tally.countGroup(one.group, now, { abandoned: 1 });
  }

  /** Only a hold that came to its end is a measure; one cut short by a return or a lapse is not. */
  #learn(one: Session, now: number): void {
    if (one.agent === null || one.state !== 'agent' || one.kind !== 'session') return;
    const { store } = this.#scene;
    store.saveHolds(learnHold(store.holds(), now - one.since));
    this.#served(one, now - one.since);
  }
}

const DESK = { id: 'desk', name: '系统' };
