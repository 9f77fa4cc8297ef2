/** One agent's shift: their seat, the desk and a dashboard, through whatever may happen to a connection, held against what is true. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect } from 'vitest';
import { CLOSED_KEPT, MOST_NEWS, NOTICES } from '../../shared/reduce-seat.ts';
import { applyDesk, emptyDeskView, type Conversation, type DeskView, type Duty } from '../../shared/seat.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { Dice } from '../weather/dice.ts';
import { until } from '../world.ts';
import { fact } from '../desk/room.ts';
import { freshAgent, row, seatOf } from './dashboard.ts';
import { Screen, type Shown } from './screen.ts';

const CONVERSATIONS = 240;
/** Of each at the desk, and as much news as makes every list overflow. */
const SESSIONS = 90;
const NEWS = 104;
const DUTIES = ['online', 'busy', 'break'] as const satisfies readonly Duty[];
/** The last two end in a whole state told anew, which would mend what went wrong before: they are few, and looked at before. */
const FAULTS = [
  'cut',
  'cut',
  'cut',
  'cut',
  'cut',
  'cut',
  'cut',
  'deaf',
  'deaf',
  'deaf',
  'deaf',
  'evicted',
  'evicted',
  'evicted',
  'foreign',
  'forgotten',
] as const;

const desk = () => env.DESK.getByName('main');

/** The whole desk, as it would be told to somebody new. */
async function wholeDesk(): Promise<DeskView> {
  let view = emptyDeskView;
  for (let more = true; more;) {
    const delta = await desk().changes({ since: view.version });
    view = applyDesk(view, delta) ?? emptyDeskView;
    ({ more } = delta);
  }
  return view;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One agent's seat, what is true of it, and the dashboard that has to show it. */
export class Shift {
  readonly screen: Screen;
  readonly counts: Record<string, number> = {};
  disconnects = 0;
  operations = 0;
  comparisons = 0;
  readonly #agent = freshAgent();
  readonly #dice: Dice;
  readonly #seed: number;
  /** By customer: the newest word, and what it said; null: it left the list. */
  readonly #truth = new Map<string, { revision: number; row: Conversation | null }>();
  #duty: Duty = 'online';
  readonly #notices: string[] = [];
  readonly #mentions = new Map<string, boolean>();
  readonly #owed: string[] = [];
  readonly #open = new Set<string>();
  /** What ended never opens again. */
  readonly #ended = new Set<string>();
  #clock = 0;

  constructor(chance: number) {
    this.#seed = chance;
    this.#dice = new Dice(chance);
    this.screen = new Screen(this.#agent, 'long', () => this.#dice.roll());
  }

  get #seat() {
    return seatOf(this.#agent);
  }

  async begin(): Promise<void> {
    const customers = Array.from({ length: CONVERSATIONS }, (_, index) => index);
    await Promise.all(this.#dice.shuffled(customers).map((index) => this.#speak(index)));
    const seen = Array.from({ length: SESSIONS }, (_, index) => index);
    await Promise.all(seen.map((index) => this.#atDesk(index)));
    const news = Array.from({ length: NEWS }, () => [this.#hear(0), this.#hear(0.5), this.#hear(0.8)]);
    await Promise.all(news.flat());
    await this.#order();
  }

  /** A few things happen, and the connection breaks somewhere among them. */
  async live(): Promise<void> {
    const fault = this.#dice.one(FAULTS);
    if (!this.screen.open) {
      this.screen.follower.wake();
      await until('a socket', () => this.screen.open);
    }
    if (fault === 'foreign' || fault === 'forgotten') await this.match();
    this.counts[fault] = (this.counts[fault] ?? 0) + 1;
    if (fault === 'deaf') this.screen.deaf = true;
    const happening = this.#happen(this.#dice.below(6));
    if (fault === 'deaf' || this.#dice.roll() < 0.5) await happening;
    await pause(this.#dice.one([0, 0, 1, 3, 10, 25]));
    if (fault === 'evicted') await evictDurableObject(stubOf(this.#dice.roll() < 0.3 ? desk() : this.#seat));
    if (fault === 'foreign') this.screen.follower.amend((state) => ({ ...state, epoch: 'another' }));
    if (fault === 'forgotten') this.screen.down = true;
    this.disconnects += this.screen.cut();
    this.screen.deaf = false;
    await happening;
    if (fault === 'forgotten') {
      // Away for so long that what it missed is kept no longer.
      await this.#happen(1 + this.#dice.below(4));
      await runInDurableObject(stubOf(this.#seat), (_seat: unknown, state: DurableObjectState) =>
        state.storage.sql.exec('delete from change'),
      );
      this.screen.down = false;
    }
    if (this.#dice.roll() < 0.8) this.screen.follower.wake();
  }

  /** The dashboard must come to stand where the seat stands, and show the truth. */
  async match(): Promise<void> {
    const head = await runInDurableObject(stubOf(this.#seat), (_seat: unknown, state: DurableObjectState) =>
      state.storage.sql.exec<{ head: number }>(`select seq as head from sqlite_sequence where name = 'change'`).one(),
    );
    const { follower } = this.screen;
    follower.wake();
    await until(`revision ${head.head}`, () => {
      const { state, status } = follower;
      return status === 'live' && state?.revision === head.head && state.epoch !== 'another';
    });
    this.comparisons += 1;
    const after = `the dashboard after ${this.disconnects} disconnects, chance ${this.#seed}`;
    expect(this.screen.shown(), after).toEqual(this.#told());
  }

  /** And the desk as a whole, while nothing happens there. */
  async matchDesk(): Promise<void> {
    const { follower } = this.screen;
    await until('the desk', async () => {
      follower.wake();
      const { view, whole } = follower.desk;
      return whole && view.version === (await wholeDesk()).version;
    });
    expect(follower.desk.view, `the desk after ${this.disconnects} disconnects, chance ${this.#seed}`).toEqual(
      await wholeDesk(),
    );
    expect(follower.desk.view.sessions.filter((one) => this.#open.has(one.session)).length).toBe(this.#open.size);
  }

  /** The agent reads some of what names them, by the screen. */
  async read(): Promise<void> {
    const id = [...this.#mentions.keys()].at(-1 - this.#dice.below(MOST_NEWS));
    const all = id === undefined || this.#dice.roll() < 0.2;
    this.screen.follower.wake();
    this.screen.follower.send({ type: 'act', act: { act: 'read-mentions', ...(all ? {} : { id }) } });
    await until('the act', () => this.screen.follower.pending.length === 0);
    for (const one of all ? [...this.#mentions.keys()] : [id]) if (one !== undefined) this.#mentions.set(one, true);
  }

  /** So must a screen that was never there before. */
  async matchFresh(): Promise<void> {
    const fresh = new Screen(this.#agent, `fresh-${this.operations}`, () => this.#dice.roll());
    await until('a fresh screen', () => fresh.follower.state);
    fresh.follower.stop();
    const after = `a fresh screen after ${this.disconnects} disconnects, chance ${this.#seed}`;
    expect(fresh.shown(), after).toEqual(this.#told());
  }

  #told(): Shown {
    const rows = [...this.#truth].flatMap(([customer, { row: said }]) => (said ? [[customer, said] as const] : []));
    return {
      conversations: Object.fromEntries(rows),
      duty: `${this.#duty} by 组长`,
      notices: this.#notices.slice(-NOTICES),
      mentions: [...this.#mentions].slice(-MOST_NEWS).map(([id, read]) => `${id}${read ? ' read' : ''}`),
      owed: this.#owed.slice(0, MOST_NEWS),
    };
  }

  async #happen(many: number): Promise<void> {
    await Promise.all(Array.from({ length: many }, () => this.#act()));
  }

  #act(): Promise<void> {
    const index = this.#dice.below(CONVERSATIONS);
    const kind = this.#dice.roll();
    if (kind < 0.05) return this.#order();
    if (kind < 0.12) return this.#atDesk(this.#dice.below(SESSIONS));
    if (kind < 0.25) return this.#hear(this.#dice.roll());
    if (kind < 0.35) return this.#leave(index);
    return kind < 0.45 ? this.#repeat(index) : this.#speak(index);
  }

  /** A newer word of a customer, who may have left the list and is back. */
  async #speak(index: number): Promise<void> {
    const revision = this.#next();
    const state = this.#dice.roll() < 0.5 ? 'closed' : 'agent';
    const said = row(`c${index}`, revision, { state, unread: this.#dice.below(9) });
    this.#truth.set(said.customer, { revision, row: said });
    this.#forgetClosed();
    must(await this.#seat.conversation(said));
  }

  /** Who closed before the newest hundred leaves. */
  #forgetClosed(): void {
    const closed = [...this.#truth].flatMap(([customer, { row: said }]) =>
      said?.state === 'closed' ? [{ customer, at: said.last.at }] : [],
    );
    closed.sort((left, right) => right.at - left.at);
    for (const { customer } of closed.slice(CLOSED_KEPT)) {
      const known = this.#truth.get(customer);
      if (known) this.#truth.set(customer, { ...known, row: null });
    }
  }

  /** A notice, a note that names them, or a summary owed or written; now and then a second time. */
  async #hear(kind: number): Promise<void> {
    const id = `n_${this.#next()}`;
    const about = { customer: 'c0', name: '客户', at: this.#clock };
    const times = this.#dice.roll() < 0.1 ? 2 : 1;
    const told: Promise<unknown>[] = [];
    if (kind < 0.4) {
      this.#notices.push(id);
      const notice = { id, code: 'assigned' as const, words: { zh: '指派', en: 'Assigned' }, at: this.#clock };
      for (let time = 0; time < times; time += 1) told.push(this.#seat.tell(notice));
    } else if (kind < 0.7) {
      this.#mentions.set(id, false);
      const mention = { id, ...about, by: { id: 'other', name: '同事' }, text: '@' };
      for (let time = 0; time < times; time += 1) told.push(this.#seat.news({ kind: 'mentioned', mention }));
    } else if (kind < 0.9 || this.#owed.length === 0) {
      this.#owed.push(id);
      const owed = { session: id, ...about, number: id };
      for (let time = 0; time < times; time += 1) told.push(this.#seat.news({ kind: 'summary-owed', owed }));
    } else {
      const [session = ''] = this.#owed.splice(this.#dice.below(this.#owed.length), 1);
      for (let time = 0; time < times; time += 1) told.push(this.#seat.news({ kind: 'summary-given', session }));
    }
    await Promise.all(told);
  }

  /** A session with the robot is seen at the desk, told anew, or ends. */
  async #atDesk(index: number): Promise<void> {
    const session = `${this.#agent.id}_${index}.${this.#dice.below(3)}`;
    const ends = this.#open.has(session) && this.#dice.roll() < 0.3;
    if (ends) this.#open.delete(session);
    else if (!this.#ended.has(session)) this.#open.add(session);
    if (ends) this.#ended.add(session);
    const level = this.#dice.one(['', '金卡', '银卡']);
    const given = fact(session, this.#next(), { state: ends ? 'closed' : 'robot', level, name: `第${this.#clock}次` });
    must(await desk().fact(given));
  }

  async #leave(index: number): Promise<void> {
    const customer = `c${index}`;
    if (!this.#truth.get(customer)?.row) return;
    const revision = this.#next();
    this.#truth.set(customer, { revision, row: null });
    must(await this.#seat.gone({ customer, session: `s_${customer}`, revision }));
  }

  /** An old word comes late, or a second time: nothing may come of it. */
  async #repeat(index: number): Promise<void> {
    const known = this.#truth.get(`c${index}`);
    if (known) must(await this.#seat.conversation(row(`c${index}`, known.revision - this.#dice.below(2))));
  }

  async #order(): Promise<void> {
    this.#duty = this.#dice.one(DUTIES);
    const words = { zh: '值班', en: 'Duty' };
    const by = { id: 'lead', name: '组长' };
    const key = `duty-${this.#next()}`;
    this.#notices.push(`${key}:words`);
    must(await this.#seat.setDuty({ key, duty: this.#duty, by, words }));
  }

  #next(): number {
    this.operations += 1;
    return (this.#clock += 1 + this.#dice.below(3));
  }
}
