/** The list of tickets over all customers: can be told anew by them at any time. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { DocketCalls, DocketQuery } from '../../shared/docket.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { steps } from './schema.ts';
import { DocketStore } from './store.ts';

export class Docket extends DurableObject<Env> implements DocketCalls {
  readonly #store: DocketStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new DocketStore(ctx.storage.sql);
  }

  async put(row: Parameters<DocketCalls['put']>[0]) {
    this.ctx.storage.transactionSync(() => this.#store.put(row));
    return { ok: true as const };
  }

  async list(query: DocketQuery) {
    return this.#store.list(query, Date.now());
  }

  async counts(who: Parameters<DocketCalls['counts']>[0]) {
    const now = Date.now();
    const count = (view: DocketQuery['view']) => this.#store.count(view, who, now);
    return {
      mine: count('mine'),
      group: count('group'),
      unassigned: count('unassigned'),
      overdue: count('overdue'),
      copied: count('copied'),
      all: count('all'),
    };
  }
}
