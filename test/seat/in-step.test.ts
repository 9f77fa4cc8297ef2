/** Three dashboards and their agents' seats, through whatever may happen to a connection. `npm run seats -- --times N --seed S` for more. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { Conversation, Duty } from '../../shared/seat.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { Dice } from '../weather/dice.ts';
import { until } from '../world.ts';
import { freshAgent, row, seatOf } from './dashboard.ts';
import { Screen } from './screen.ts';

declare const __SEATS__: string;

const [times = 300, seed = 1] = __SEATS__.split(':').filter(Boolean).map(Number);
const AGENTS = 3;
const CONVERSATIONS = 200;
/** Only these are ever closed: a fresh screen is shown no more than the newest hundred. */
const CLOSABLE = 100;
/** Disconnects of one agent between two comparisons. */
const BETWEEN = 50;
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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One agent's seat, what is true of it, and the dashboard that has to show it. */
class Shift {
  readonly screen: Screen;
  readonly counts: Record<string, number> = {};
  disconnects = 0;
  operations = 0;
  comparisons = 0;
  readonly #agent = freshAgent();
  readonly #dice: Dice;
  /** By customer: the newest word, and what it said; null: it left the list. */
  readonly #truth = new Map<string, { revision: number; row: Conversation | null }>();
  #duty: Duty = 'online';
  #clock = 0;

  constructor(chance: number) {
    this.#dice = new Dice(chance);
    this.screen = new Screen(this.#agent, 'long', () => this.#dice.roll());
  }

  get #seat() {
    return seatOf(this.#agent);
  }

  async begin(): Promise<void> {
    const customers = Array.from({ length: CONVERSATIONS }, (_, index) => index);
    for (const index of this.#dice.shuffled(customers)) await this.#speak(index);
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
    if (fault === 'evicted') await evictDurableObject(stubOf(this.#seat));
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
    const after = `the dashboard after ${this.disconnects} disconnects, seed ${seed}`;
    expect(this.screen.shown(), after).toEqual(this.#told());
  }

  /** So must a screen that was never there before. */
  async matchFresh(): Promise<void> {
    const fresh = new Screen(this.#agent, `fresh-${this.operations}`, () => this.#dice.roll());
    await until('a fresh screen', () => fresh.follower.state);
    fresh.follower.stop();
    const after = `a fresh screen after ${this.disconnects} disconnects, seed ${seed}`;
    expect(fresh.shown(), after).toEqual(this.#told());
  }

  #told(): ReturnType<Screen['shown']> {
    const rows = [...this.#truth].flatMap(([customer, { row: said }]) => (said ? [[customer, said] as const] : []));
    return { conversations: Object.fromEntries(rows), duty: this.#duty };
  }

  async #happen(many: number): Promise<void> {
    await Promise.all(Array.from({ length: many }, () => this.#act()));
  }

  #act(): Promise<void> {
    const index = this.#dice.below(CONVERSATIONS);
    const kind = this.#dice.roll();
    if (kind < 0.05) return this.#order();
    if (kind < 0.2) return this.#leave(index);
    return kind < 0.3 ? this.#repeat(index) : this.#speak(index);
  }

  /** A newer word of a customer, who may have left the list and is back. */
  async #speak(index: number): Promise<void> {
    const revision = this.#next();
    const state = index < CLOSABLE && this.#dice.roll() < 0.2 ? 'closed' : 'agent';
    const said = row(`c${index}`, revision, { state, unread: this.#dice.below(9) });
    this.#truth.set(said.customer, { revision, row: said });
    must(await this.#seat.conversation(said));
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
    must(await this.#seat.setDuty({ key: `duty-${this.#next()}`, duty: this.#duty, by, words }));
  }

  #next(): number {
    this.operations += 1;
    return (this.#clock += 1 + this.#dice.below(3));
  }
}

describe('three dashboards', () => {
  it(
    'D19 with 200 conversations each end equal to a replay of the truth, whatever is cut, dropped, resumed, reset or evicted',
    async () => {
      const shifts = Array.from({ length: AGENTS }, (_, index) => new Shift(seed * AGENTS + index));
      const began = performance.now();
      await Promise.all(
        shifts.map(async (shift) => {
          await shift.begin();
          const most = Math.ceil(times / AGENTS);
          for (let next = BETWEEN; shift.disconnects < most; next += BETWEEN) {
            while (shift.disconnects < Math.min(next, most)) await shift.live();
            await shift.match();
            await shift.matchFresh();
          }
          shift.screen.follower.stop();
        }),
      );
      const sum = (of: (shift: Shift) => number) => shifts.reduce((all, shift) => all + of(shift), 0);
      const figures = {
        disconnects: sum((one) => one.disconnects),
        operations: sum((one) => one.operations),
        comparisons: sum((one) => one.comparisons),
      };
      const resets = sum((one) => one.screen.resets);
      const kinds = shifts.map((one) => one.counts);
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`SEATS ${JSON.stringify({ ...figures, resets, seconds, seed, kinds })}`);
      expect(figures.disconnects).toBeGreaterThanOrEqual(times);
      expect(resets).toBeGreaterThan(AGENTS);
    },
    30_000 + times * 200,
  );
});
