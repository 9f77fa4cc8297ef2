/** The desk of one business line: who waits, who is on duty, who has whom. Opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { DeskCalls, DeskOrder, SessionFact } from '../../shared/actors.ts';
import type { Env } from '../env.ts';
import { wakeAt } from '../lib/alarm.ts';
import type { Drain } from '../lib/drain.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { ensureSettings, settingsKnown, settingsNow } from '../settings/shelf.ts';
import { lineOf } from '../line.ts';
import { Floor } from './floor.ts';
import { postOf, type Letter, type LetterStore, type Outcome } from './letters.ts';
import { Push } from './push.ts';
import type { Scene } from './moves.ts';
import { sceneOn } from './scene.ts';
import { steps } from './schema.ts';
import { View } from './view.ts';

/** The first try leaves at once; the alarm looks after it only when this object was reset meanwhile. */
const LOOK_AGAIN_MS = 2_000;
const AFTER_FAULT_MS = 5_000;

export class Desk extends DurableObject<Env> implements DeskCalls {
  readonly #scene: Scene;
  readonly #floor: Floor;
  readonly #view: View;
  readonly #letters: LetterStore;
  readonly #drain: Drain<Letter>;
  readonly #push: Push;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#scene = sceneOn(ctx.storage.sql, () => settingsNow(env));
    this.#letters = this.#scene.letters;
    this.#floor = new Floor(this.#scene);
    this.#view = new View(this.#scene, this.#floor);
    const customer = (id: string) => lineOf(env, id);
    const seat = (id: string) => env.SEAT.getByName(id);
    this.#drain = postOf(this.#letters, { customer, seat }, (letter, outcome) => this.#settle(letter, outcome));
    this.#push = new Push({
      ...this.#view.told(),
      toSeat: (agent, delta) => seat(agent).desk(delta),
      toCustomer: ({ customer: person, ...place }) => customer(person).place(place),
    });
  }

  async fact(fact: SessionFact) {
    return this.#decide((now) => this.#floor.fact(fact, now));
  }

  async take(order: Parameters<DeskCalls['take']>[0]) {
    return this.#decide((now) => this.#floor.take(order, now));
  }

  async giveBack(order: Parameters<DeskCalls['giveBack']>[0]) {
    return this.#decide((now) => this.#floor.giveBack(order, now));
  }

  async act(order: DeskOrder) {
    return this.#decide((now) => this.#floor.act(order, now));
  }

  async presence(order: Parameters<DeskCalls['presence']>[0]) {
    return this.#decide((now) => this.#floor.presence(order, now));
  }

  async view() {
    return this.#view.picture(Date.now());
  }

  async changes({ since }: { since: number }) {
    return this.#view.changes(since, Date.now());
  }

  async decisions({ session }: { session: string }) {
    return this.#view.decisions(session);
  }

  async days({ days }: { days: string[] }) {
    return this.#view.days(days, Date.now());
  }

  async forget(customer: string) {
    return { ok: true as const, agents: await this.#decide((now) => this.#floor.forget(customer, now)) };
  }

  /** Time passed: leases run out, letters are tried again. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      await this.#decide((now) => this.#floor.route(now));
      await this.#drain.run();
    } catch (fault) {
      report('alarm', fault);
      await this.ctx.storage.setAlarm(Date.now() + AFTER_FAULT_MS);
    }
  }

  /** What is configured is known before anything is decided. */
  async #decide<Answer>(act: (now: number) => Answer): Promise<Answer> {
    if (!settingsKnown()) await ensureSettings(this.env);
    return this.#change(act);
  }

  /** One transaction: the change, what it owes, the next alarm. Then everybody is told. */
  #change<Answer>(act: (now: number) => Answer): Answer {
    const answer = this.#scene.hold(() =>
      this.ctx.storage.transactionSync(() => {
        const now = Date.now();
        const given = act(now);
        this.#scene.book.keep();
        this.#arm(now);
        return given;
      }),
    );
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
        if (this.#letters.putOff(letter, now)) report('letter', new Error(`${letter.lane} set aside`));
        return;
      }
      this.#letters.settle(letter);
      if (outcome === 'gone') this.#floor.gone(letter.lane, now);
    });
  }

  #arm(now: number): void {
    const letterAt = this.#letters.nextAt();
    const nextLetter = letterAt === null ? null : Math.max(letterAt, now + LOOK_AGAIN_MS);
    wakeAt(this.ctx.storage, this.#floor.nextAt(now), nextLetter);
  }
}

function report(where: string, fault: unknown): void {
  log(faultLine('', freshNumber(), `desk ${where}`, fault));
}
