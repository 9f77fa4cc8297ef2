/** The watch: looks at the house every minute, keeps alarms and incidents. Opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { Batch, WatchCalls } from '../../shared/operations/calls.ts';
import { acted } from '../../shared/operations/incident.ts';
import { publishedOf } from '../../shared/operations/status.ts';
import { refuse } from '../../shared/refusal.ts';
import { isOff } from '../../shared/settings/switches.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { tellCounts } from '../watch-counts.ts';
import { Drain } from '../lib/drain.ts';
import { Digesting } from './digesting.ts';
import { CallingStore, oweAll, type Letter } from './callings.ts';
import { told } from './telling.ts';
import { ensureSettings, settingsNow } from '../settings/shelf.ts';
import { countedReadings, hookReadings } from './counted.ts';
import { riseReadings } from './rises.ts';
import { judge } from './judge.ts';
import { ask, hooked } from './look.ts';
import { steps } from './schema.ts';
import { WatchStore } from './store.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** An alarm that rings for a letter alone looks at nothing. */
const LOOK_MS = 45_000;
const SHOWN_INCIDENTS = 100;

export class Watch extends DurableObject<Env> implements WatchCalls {
  readonly #store: WatchStore;
  readonly #callings: CallingStore;
  readonly #digests: Digesting;
  readonly #drain: Drain<Letter>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new WatchStore(ctx.storage.sql);
    this.#callings = new CallingStore(ctx.storage.sql);
    this.#digests = new Digesting(ctx.storage, env);
    this.#drain = new Drain({
      due: (now, busy, limit) => this.#callings.due(now, busy, limit),
      deliver: (letter) => told(letter, this.env, this.ctx.storage, this.#store, this.#callings),
      now: () => Date.now(),
    });
  }

  async counted(batch: Batch) {
    this.ctx.storage.transactionSync(() => this.#store.count(batch, Date.now()));
    return { ok: true as const };
  }

  async awake() {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + MINUTE_MS);
    return { ok: true as const };
  }

  async standing() {
    await this.awake();
    const incidents = this.#store.shown(SHOWN_INCIDENTS);
    const [probes, budget] = [this.#store.probes(), this.#store.budget(Date.now() - DAY_MS)];
    const lookedAt = this.#store.number('looked');
    return { ok: true as const, lookedAt, signals: this.#store.rows(), probes, budget, incidents };
  }

  async incident(id: string) {
    const incident = this.#store.incident(id);
    return incident ? { ok: true as const, incident } : refuse('not_found');
  }

  async act({ id, act }: Parameters<WatchCalls['act']>[0]) {
    return this.ctx.storage.transactionSync(() => {
      const before = this.#store.incident(id);
      if (!before) return refuse('not_found');
      const next = acted(before, act, Date.now());
      if (!next) return refuse('wrong_state');
      this.#store.keepIncident(next.incident);
      if (next.incident.state !== 'open') this.#callings.drop(id);
      oweAll(next.callings, this.#store, this.#callings, settingsNow(this.env).alerts, Date.now());
      return { ok: true as const, incident: next.incident };
    });
  }

  async metrics() {
    const [signals, probes, open] = [this.#store.rows(), this.#store.probes(), this.#store.unresolved().length];
    return { counts: this.#store.totals(), signals, probes, open, lookedAt: this.#store.number('looked') };
  }

  async published() {
    const { incidents, ...rest } = this.#store.published();
    return { ...rest, incidents: incidents.flatMap((one) => publishedOf(one) ?? []) };
  }

  async digests() {
    await this.awake();
    return this.#digests.sends();
  }

  async tryDigest(id: string) {
    const tried = await this.#digests.tryNow(id);
    if (tried.ok) await this.ctx.storage.setAlarm(Date.now());
    return tried;
  }

  /** One look. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      const now = Date.now();
      if (now - (this.#store.number('looked') ?? -Infinity) >= LOOK_MS) await this.#look(now);
      await this.#drain.run();
      await this.#digests.run();
    } catch (fault) {
      log(faultLine('', freshNumber(), 'watch', fault));
    }
    const now = Date.now();
    const next = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
    await this.ctx.storage.setAlarm(
      Math.max(now + 1_000, Math.min(next, this.#callings.nextAt() ?? next, this.#digests.nextAt() ?? next)),
    );
  }

  async #look(now: number): Promise<void> {
    const { accounts } = configOf(this.env);
    const { switches, alerts } = await ensureSettings(this.env);
    const asked = await ask(this.env, this.#store, now, isOff(switches, 'robot', now));
    await tellCounts(this.env);
    this.ctx.storage.transactionSync(() => {
      const store = this.#store;
      store.keepProbes(asked.probes);
      const spoken = asked.probes.map(({ account: subject, taken }) => ({
        ...{ name: taken ? ('answered' as const) : ('unanswered' as const), subject, n: 1 },
      }));
      store.count({ isolate: 'watch', number: now, at: now, counts: spoken, stuck: [] }, now);
      const readings = [
        ...asked.readings,
        ...riseReadings(store, asked.rises, now),
        ...hookReadings(store, asked.heard, hooked(accounts), now),
        ...countedReadings(store, accounts, now),
      ];
      oweAll(judge(store, { readings, blind: asked.blind }, now), store, this.#callings, alerts, now);
      this.#callings.forget(now);
      store.setNumber('since', store.number('since') ?? now);
      store.setNumber('looked', now);
      store.forget(now);
    });
  }
}
