/** Facts of the encounters that began in one month, and what they add up to. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { Encounter, LedgerCalls } from '../../shared/ledger.ts';
import type { Env } from '../env.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { migrate } from '../lib/migrate.ts';
import { reportOf } from './cells.ts';
import { steps } from './schema.ts';
import { LedgerStore, nameless } from './store.ts';

export class Ledger extends DurableObject<Env> implements LedgerCalls {
  readonly #store: LedgerStore;
  readonly #forgotten: Forgotten;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new LedgerStore(ctx.storage.sql);
    this.#forgotten = new Forgotten(ctx.storage.sql);
  }

  async tell(encounters: Encounter[]) {
    this.ctx.storage.transactionSync(() => {
      for (const one of encounters) this.#store.put(this.#forgotten.has(one.customer) ? nameless(one) : one);
    });
    return { ok: true as const };
  }

  async forget({ customer, sessions, facts }: Parameters<LedgerCalls['forget']>[0]) {
    this.ctx.storage.transactionSync(() => {
      this.#forgotten.add(customer, Date.now());
      for (const one of facts) this.#store.put(nameless(one));
      for (const session of sessions) this.#store.anonymise(session);
    });
    return { ok: true as const };
  }

  async count({ range, by }: Parameters<LedgerCalls['count']>[0]) {
    const days = this.ctx.storage.transactionSync(() => this.#store.days(range, by));
    return reportOf(days, range, by);
  }

  async facts({ after, limit }: Parameters<LedgerCalls['facts']>[0]) {
    return this.#store.facts(after, limit);
  }

  async empty() {
    await this.ctx.storage.deleteAll();
    migrate(this.ctx.storage, steps);
  }

  async behind({ range, figure, after, limit }: Parameters<LedgerCalls['behind']>[0]) {
    return this.#store.behind(range, figure, after, limit);
  }
}
