/** The list of tickets over all customers: can be told anew by them at any time. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { SearchOrder } from '../../shared/directory.ts';
import type { DocketCalls, DocketQuery } from '../../shared/docket.ts';
import type { Env } from '../env.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { migrate } from '../lib/migrate.ts';
import { DocketFinding } from './finding.ts';
import { steps } from './schema.ts';
import { DocketStore } from './store.ts';

export class Docket extends DurableObject<Env> implements DocketCalls {
  readonly #store: DocketStore;
  readonly #finding: DocketFinding;
  readonly #forgotten: Forgotten;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new DocketStore(ctx.storage.sql);
    this.#finding = new DocketFinding(ctx.storage.sql);
    this.#forgotten = new Forgotten(ctx.storage.sql);
  }

  async put(...[row, said]: Parameters<DocketCalls['put']>) {
    this.ctx.storage.transactionSync(() => {
      if (!this.#forgotten.has(row.customer) && this.#store.put(row)) this.#finding.put(row, said);
    });
    return { ok: true as const };
  }

  async forget(customer: string) {
    this.ctx.storage.transactionSync(() => {
      this.#forgotten.add(customer, Date.now());
      this.#finding.forget(customer);
      this.#store.forget(customer);
    });
    return { ok: true as const };
  }

  async find(order: SearchOrder) {
    return this.#finding.find(order);
  }

  async list(query: DocketQuery) {
    return this.#store.list(query, Date.now());
  }

  async walk(order: Parameters<DocketCalls['walk']>[0]) {
    return this.#store.walk(order);
  }

  async limits(order: Parameters<DocketCalls['limits']>[0]) {
    return this.#store.limits(order);
  }

  async behindLimit(order: Parameters<DocketCalls['behindLimit']>[0]) {
    return this.#store.behindLimit(order);
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
