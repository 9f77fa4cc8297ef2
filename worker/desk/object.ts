/** The desk of one business line: who waits, who is on duty, who has whom. Opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { DeskCalls, SessionFact } from '../../shared/actors.ts';
import type { DeskView } from '../../shared/seat.ts';
import type { Env } from '../env.ts';
import { Drain } from '../lib/drain.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { Floor } from './floor.ts';
import { deliver, LetterStore, type Letter, type Outcome } from './letters.ts';
import { Push, PLACES_TOLD } from './push.ts';
import { steps } from './schema.ts';
import { DeskStore } from './store.ts';

/** The first try leaves at once; the alarm looks after it only when this object was reset meanwhile. */
const LOOK_AGAIN_MS = 2_000;
const AFTER_FAULT_MS = 5_000;

export class Desk extends DurableObject<Env> implements DeskCalls {
  readonly #floor: Floor;
  readonly #letters: LetterStore;
  readonly #drain: Drain<Letter>;
  readonly #push: Push;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#letters = new LetterStore(ctx.storage.sql);
    this.#floor = new Floor(new DeskStore(ctx.storage.sql), this.#letters);
    this.#drain = new Drain({
      due: (now, busy, limit) => this.#letters.due(now, busy, limit),
      deliver: async (letter) => {
        const outcome = await deliver(letter, env.CUSTOMER.getByName(letter.customer));
        return () => this.#settle(letter, outcome);
      },
      now: () => Date.now(),
    });
    this.#push = new Push({
      view: () => this.#floor.view(),
      places: () => this.#floor.places(PLACES_TOLD, Date.now()),
      toSeat: (agent, view) => env.SEAT.getByName(agent).desk(view),
      toCustomer: ({ session, customer, position, waitMs }) =>
        env.CUSTOMER.getByName(customer).place({ session, position, waitMs }),
    });
  }

  async fact(fact: SessionFact) {
    return this.#change((now) => this.#floor.fact(fact, now));
  }

  async take(order: Parameters<DeskCalls['take']>[0]) {
    return this.#change((now) => this.#floor.take(order, now));
  }

  async giveBack(order: Parameters<DeskCalls['giveBack']>[0]) {
    return this.#change((now) => this.#floor.giveBack(order, now));
  }

  async presence(order: Parameters<DeskCalls['presence']>[0]) {
    return this.#change((now) => this.#floor.presence(order, now));
  }

  async view(): Promise<DeskView> {
    return this.#floor.view();
  }

  /** Time passed: leases run out, letters are tried again. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      this.#change((now) => this.#floor.route(now));
      await this.#drain.run();
    } catch (fault) {
      report('alarm', fault);
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  /** One transaction: the change, what it owes, the next alarm. Then everybody is told. */
  #change<Answer>(act: (now: number) => Answer): Answer {
    const answer = this.ctx.storage.transactionSync(() => {
      const now = Date.now();
      const given = act(now);
      this.#arm(now);
      return given;
    });
    this.ctx.waitUntil(this.#tell());
    return answer;
  }

  async #tell(): Promise<void> {
    try {
      await Promise.all([this.#drain.run(), this.#push.run()]);
    } catch (fault) {
      report('tell', fault);
    }
  }

  #settle(letter: Letter, outcome: Outcome): void {
    this.#change((now) => {
      if (outcome === 'failed') {
        const aside = this.#letters.putOff(letter, now);
        if (aside) report('letter', new Error(`session ${letter.session}, turn ${letter.turn}: set aside`));
        return;
      }
      this.#letters.settle(letter);
      if (outcome === 'gone') this.#floor.gone(letter.session, now);
    });
  }

  #arm(now: number): void {
    const letterAt = this.#letters.nextAt();
    const times = [this.#floor.nextAt(now), letterAt === null ? null : Math.max(letterAt, now + LOOK_AGAIN_MS)];
    const at = Math.min(...times.map((time) => time ?? Infinity));
    if (at === Infinity) void this.ctx.storage.deleteAlarm();
    else void this.ctx.storage.setAlarm(at);
  }
}

function report(where: string, fault: unknown): void {
  log(faultLine('', freshNumber(), `desk ${where}`, fault));
}
