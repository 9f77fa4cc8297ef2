/** Drives the merge machine in a person's actor: letters leave and are answered, and every door asks here where the line is. */
import type { Address, Hearing, Viewer } from '../../../shared/actors.ts';
import type { Carried, Elsewhere, MergeOrder, MergeReply } from '../../../shared/merge.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { DIRECTORY, type Answer, type Letter as MergeLetter, type Owed } from '../../identity/merge/letters.ts';
import type { Input, Outcome } from '../../identity/merge/outcome.ts';
import { standing } from '../../identity/merge/standing.ts';
import { holds, isTombstone } from '../../identity/merge/state.ts';
import type { Mark } from '../../identity/evidence.ts';
import { backoff } from '../backoff.ts';
import { digestOf } from '../hear.ts';
import type { Letter } from '../letters.ts';
import type { Stores, Turn } from '../turn.ts';
import { isMachines, take } from './acting.ts';
import { soon, strange } from './calls.ts';
import { isSealed, type Relayed } from './store.ts';

/** Thrown by a transaction that began here and would end elsewhere. */
export class Gone extends Error {
  readonly where: Elsewhere;

  constructor(where: Elsewhere) {
    super('the line is elsewhere');
    this.where = where;
  }
}

/** What is asked of somebody who lives. */
export type Living = Exclude<MergeOrder, { order: 'bury' }>;

export type MergePort = {
  storage: DurableObjectStorage;
  stores: Stores;
  /** One transaction, wherever the line is. */
  run<Value>(change: (turn: Turn) => Value): Value;
  call(to: string, order: MergeOrder): Promise<MergeReply>;
  /** Tells the index of addresses where homes went. */
  heal(word: Extract<MergeLetter, { kind: 'heal' }>, from: string): Promise<void>;
  /** Strong identities known of a person. */
  marks(home: string): Promise<readonly Mark[]>;
  /** The lanes with a letter on its way. */
  lanes(): ReadonlySet<string>;
  knowledge(): Snapshot | null;
  /** Decisions are frozen: none is begun. */
  frozen(): boolean;
  /** Screens come again: at the other line, or here. */
  leave(how: 'moved' | 'resume'): void;
  fault(error: unknown): void;
};

/** So long whoever asks a line on its way waits before asking again. */
const WAIT_MS = 150;
/** The other side was busy, or ours was: so long until the same is asked again. */
const BUSY_MS = 300;
const QUIET_MS = 50;
/** While decisions are frozen it is looked so often whether they are free again. */
const FROZEN_MS = 10_000;
/** A call is on: the line doesn't move under it. */
const CALL_MS = 5_000;
const MOST_BACKOFF_MS = 30_000;

export class Merging {
  readonly #port: MergePort;
  /** The other side is bound: nothing else leaves until the last flight has landed, then the line is sealed. */
  #quiet = false;

  constructor(port: MergePort) {
    this.#port = port;
  }

  get #merges() {
    return this.#port.stores.merges;
  }

  /** Nothing is written here: sealed, or gone. */
  get shut(): boolean {
    return this.#merges.shut;
  }

  /** The id of a line that went into another whole, with nothing on its way any more; null: it is here, or not done. */
  get left(): string | null {
    const { state, shut } = this.#merges;
    return state !== null && shut && state.outgoing === null ? state.self.id : null;
  }

  /** Whether a letter may leave now. */
  mayLeave({ kind }: Pick<Letter, 'kind'>): boolean {
    if (kind === 'merge') return true;
    const { state } = this.#merges;
    if (kind === 'gone' && state !== null && isTombstone(state)) return true;
    return !this.#quiet && !this.shut;
  }

  /** Where the line is for what comes over an address, or for the person; null: here. */
  place(address: Address | null): Elsewhere | null {
    const { state } = this.#merges;
    if (state === null) return null;
    if (isSealed(state)) return { wait: WAIT_MS };
    const where = standing(state, this.#homeOf(address, state.self.id));
    if (where.kind === 'moved') return { moved: where.to.id };
    return where.kind === 'relay' || where.kind === 'wait' ? { wait: WAIT_MS } : null;
  }

  /** Does it if the line is here; else says where it is. */
  door<Value>(act: () => Value, at: Address | Viewer | null): Value {
    const address = at && 'kind' in at ? (at.kind === 'customer' ? at.address : null) : at;
    const elsewhere: unknown = this.place(address);
    if (elsewhere !== null) return elsewhere as Value;
    const caught = (error: unknown): Value => {
      const where: unknown = error instanceof Gone ? error.where : null;
      if (where === null) throw error;
      return where as Value;
    };
    try {
      const value = act();
      return value instanceof Promise ? (value.catch(caught) as Value) : value;
    } catch (error) {
      return caught(error);
    }
  }

  /** Before a transaction of this line's own. */
  guard(): void {
    if (this.shut) throw new Gone(this.place(null) ?? { wait: WAIT_MS });
  }

  /** Something heard: kept for relaying where the line is sealed, and acknowledged; null: not to be relayed. */
  relay(relayed: Relayed, address: Address): { duplicate: boolean } | null {
    const { state } = this.#merges;
    const home = state === null ? '' : this.#homeOf(address, state.self.id);
    if (state === null || standing(state, home).kind !== 'relay') return null;
    return this.#port.run((turn) => {
      if (relayed.kind === 'hear') {
        const { heard } = relayed.body as Hearing;
        if (turn.letters.heardBefore(heard.key, digestOf(heard), null, turn.now)) return { duplicate: true };
      }
      this.#take(turn, { kind: 'traffic', home }, { relay: JSON.stringify(relayed) });
      return { duplicate: false };
    });
  }

  /** A call of another line, or a decision. */
  async asked(order: Living): Promise<MergeReply> {
    if (order.order === 'rank') return this.#said(order);
    const rank = this.#merges.rank();
    if (rank === null) return { answer: strange(order) };
    if (order.order === 'cancel') return this.#answer({ kind: 'cancelled', other: order.other });
    if (order.order === 'decide') {
      await this.#prove();
      return this.#answer({ kind: 'decided', wish: order.wish });
    }
    const { letter, rows, relay } = order;
    if (letter.kind === 'prepare' || letter.kind === 'propose' || letter.kind === 'commit') await this.#prove();
    const carried: Carried = { ...(rows === undefined ? {} : { rows }), ...(relay === undefined ? {} : { relay }) };
    return this.#answer({ kind: 'letter', letter }, carried);
  }

  #said({ meet }: Extract<MergeOrder, { order: 'rank' }>): MergeReply {
    // A turn makes the row of whoever had none.
    if (meet && this.#merges.rank() === null) this.#port.run(() => undefined);
    const rank = this.#merges.rank();
    const homes = this.#merges.state?.held.map(({ home }) => home) ?? (rank ? [rank.id] : []);
    return { answer: null, rank, homes, where: this.place(null), empty: !this.#port.stores.line.hasWords() };
  }

  /** The clock rang: what waits for it begins. Answers whether the line is here. */
  tick(now: number): boolean {
    const { wakeAt } = this.#merges;
    if (wakeAt !== null && wakeAt <= now) this.#begin(now);
    // The alarm is spent: where no turn of the line's own follows, it is set again for the letters still owed.
    if (this.shut) this.#port.run(() => undefined);
    return !this.shut;
  }

  #begin(now: number): void {
    const { state } = this.#merges;
    if (state === null) return;
    // What has begun is carried to its end: a line is never left half way.
    const isFrozen = state.incoming === null && state.outgoing === null && this.#port.frozen();
    const busy = isFrozen || (state.incoming === null && this.#port.stores.calls.live() !== null);
    this.#port.run((turn) => {
      if (!busy) this.#take(turn, { kind: 'alarm' });
      const again = this.#merges.state ?? state;
      // What still waits is looked at again later.
      if (this.#merges.wakeAt !== null && this.#merges.wakeAt <= now)
        this.#merges.save(again, now + (isFrozen ? FROZEN_MS : CALL_MS), turn.head);
    });
  }

  /** Sends one letter of the machine; resolves to what settles it. Never rejects. */
  async deliver(letter: Letter): Promise<() => void> {
    const owed = JSON.parse(letter.body) as Owed;
    try {
      const answer = await this.#send(owed);
      return () => this.#answered(letter, owed, answer);
    } catch (error) {
      this.#port.fault(error);
      this.#quiet = false;
      const later = Math.min(backoff(letter.tries), MOST_BACKOFF_MS);
      return () => this.#port.run((turn) => turn.letters.postpone(letter, turn.now + later));
    }
  }

  async #send({ to, letter }: Owed): Promise<Answer> {
    if (to === DIRECTORY) {
      if (letter.kind === 'heal') await this.#port.heal(letter, this.#merges.rank()?.id ?? '');
      return { kind: 'done' };
    }
    const rows = letter.kind === 'chunk' ? this.#merges.out.chunk(letter.chunk) : null;
    const relay = letter.kind === 'relay' ? this.#merges.relay(letter.relay) : null;
    const carried = { ...(rows === null ? {} : { rows }), ...(relay === null ? {} : { relay }) };
    const called = this.#port.call(to, { order: 'letter', letter, ...carried });
    const { answer } = await soon(called, to);
    if (answer === null) throw new Error(`merge: ${to} gave no answer to ${letter.kind}`);
    return answer;
  }

  #answered(letter: Letter, { to, letter: asked }: Owed, answer: Answer): void {
    const seals = asked.kind === 'prepare' && answer.kind === 'prepared';
    // The machine's own letters, this one among them, write to no row that is sealed; the others would.
    const inFlight = [...this.#port.lanes()].some((lane) => !isMachines(lane));
    const onCall = this.#port.stores.calls.live() !== null;
    if (seals && (inFlight || onCall)) {
      this.#quiet = !onCall;
      this.#port.run((turn) => turn.letters.postpone(letter, turn.now + (onCall ? CALL_MS : QUIET_MS)));
      return;
    }
    if (asked.kind === 'prepare') this.#quiet = false;
    const done = this.#port.run((turn) => {
      const outcome = this.#take(turn, { kind: 'answered', to, letter: asked, answer });
      if (outcome.paid) turn.letters.done(letter);
      else turn.letters.postpone(letter, turn.now + BUSY_MS);
      return outcome;
    });
    this.#screens(done);
  }

  /** Screens follow once it is committed. */
  #screens({ acts }: Outcome): void {
    for (const act of acts) {
      if (act.act === 'move-sockets' && this.shut) this.#port.leave('moved');
      // What screens sent meanwhile was not taken: they send it again.
      if (act.act === 'unseal' || (act.act === 'part' && !this.shut)) this.#port.leave('resume');
    }
  }

  #answer(input: Input, carried: Carried = {}): MergeReply {
    let done: Outcome;
    try {
      done = this.#port.run((turn) => this.#take(turn, input, carried));
    } catch (error) {
      if (input.kind !== 'letter' || input.letter.kind !== 'commit') throw error;
      // Rows that can't stand here: nothing was taken, and the other side opens again.
      this.#port.fault(error);
      done = this.#port.run((turn) => {
        this.#merges.in.drop();
        return this.#take(turn, input);
      });
    }
    this.#screens(done);
    return { answer: done.answer };
  }

  #take(turn: Turn, input: Input, carried: Carried = {}): Outcome {
    const { storage, stores, knowledge } = this.#port;
    return take({ turn, stores, sql: storage.sql, knowledge: knowledge() }, input, carried);
  }

  /** Strong identities the index knows of the homes here, before anything is decided by them. */
  async #prove(): Promise<void> {
    const { state } = this.#merges;
    const rank = this.#merges.rank();
    if (!rank) return;
    const homes = state ? state.held.map(({ home }) => home) : [rank.id];
    for (const home of homes) {
      const known = await this.#port.marks(home);
      const held = this.#merges.state?.held.find((one) => one.home === home)?.marks ?? [];
      const news = known.filter(({ hash }) => !held.some((one) => one.hash === hash));
      if (news.length === 0) continue;
      this.#port.run((turn) => {
        for (const mark of news) this.#take(turn, { kind: 'proven', home, mark });
      });
    }
  }

  #homeOf(address: Address | null, self: string): string {
    if (address === null) return self;
    const { state } = this.#merges;
    const left = this.#merges.leftWith(address);
    if (left !== null && state !== null && !holds(state, left)) return left;
    return this.#port.stores.line.endpointAt(address)?.home || self;
  }
}
