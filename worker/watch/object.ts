/** The watch: looks at the house every minute, keeps alarms and incidents. Opens transactions and calls out; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { Batch, WatchCalls } from '../../shared/operations/calls.ts';
import { acted, type Incident } from '../../shared/operations/incident.ts';
import type { IncidentRow } from '../../shared/operations/api.ts';
import { refuse } from '../../shared/refusal.ts';
import { isOff } from '../../shared/settings/switches.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { tellCounts } from '../noted.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { countedReadings, hookReadings } from './counted.ts';
import { judge } from './judge.ts';
import { ask, hooked } from './look.ts';
import { steps } from './schema.ts';
import { WatchStore } from './store.ts';

const MINUTE_MS = 60_000;
const SHOWN_INCIDENTS = 100;

const rowOf = ({ id, state, level, openedAt, acknowledgedBy, alarms }: Incident): IncidentRow => ({
  ...{ id, state, level, openedAt, acknowledgedBy, alarms },
});

export class Watch extends DurableObject<Env> implements WatchCalls {
  readonly #store: WatchStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new WatchStore(ctx.storage.sql);
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
    const incidents = this.#store.newest(SHOWN_INCIDENTS).map(rowOf);
    return { ok: true as const, lookedAt: this.#store.number('looked'), signals: this.#store.rows(), incidents };
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
      return { ok: true as const, incident: next.incident };
    });
  }

  async metrics() {
    const { length: open } = this.#store.unresolved();
    return { counts: this.#store.totals(), signals: this.#store.rows(), open, lookedAt: this.#store.number('looked') };
  }

  /** One look. Never throws: the runtime would drop the alarm. */
  override async alarm(): Promise<void> {
    try {
      await this.#look(Date.now());
    } catch (fault) {
      log(faultLine('', freshNumber(), 'watch', fault));
    }
    const now = Date.now();
    await this.ctx.storage.setAlarm((Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS);
  }

  async #look(now: number): Promise<void> {
    const { accounts } = configOf(this.env);
    const { switches } = await ensureSettings(this.env);
    const asked = await ask(this.env, now, isOff(switches, 'robot', now));
    await tellCounts(this.env);
    this.ctx.storage.transactionSync(() => {
      const store = this.#store;
      const spoken = [...asked.answered].map(([subject, ok]) => ({
        ...{ name: ok ? ('answered' as const) : ('unanswered' as const), subject, n: 1 },
      }));
      store.count({ isolate: 'watch', number: now, at: now, counts: spoken, stuck: [] }, now);
      const readings = [
        ...asked.readings,
        ...hookReadings(store, asked.heard, hooked(accounts), now),
        ...countedReadings(store, accounts, now),
      ];
      judge(store, { readings, blind: asked.blind }, now);
      store.setNumber('looked', now);
      store.forget(now);
    });
  }
}
