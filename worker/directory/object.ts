/** Who and what there is: told by the customers, asked by the staff. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { DirectoryCalls, DirectoryNews, SessionFilter } from '../../shared/directory.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { Finding } from './finding.ts';
import { steps } from './schema.ts';
import { DirectoryStore } from './store.ts';

export class Directory extends DurableObject<Env> implements DirectoryCalls {
  readonly #store: DirectoryStore;
  readonly #finding: Finding;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new DirectoryStore(ctx.storage.sql);
    this.#finding = new Finding(ctx.storage.sql);
  }

  async tell(news: DirectoryNews) {
    this.ctx.storage.transactionSync(() => this.#store.tell(news));
    return { ok: true as const };
  }

  async search({ q, after }: { q: string; after: string | null }) {
    return this.#finding.search(q, after);
  }

  async sessions({ filter, after }: { filter: SessionFilter; after: string | null }) {
    return this.#finding.sessions(filter, after);
  }

  async of({ customer, after }: { customer: string; after: string | null }) {
    return this.#finding.of(customer, after);
  }

  async similar({ words, not }: { words: string; not: string }) {
    return this.#finding.similar(words, not);
  }

  async filters(member: string) {
    return this.#finding.filters(member);
  }

  async save({ member, leads, given }: Parameters<DirectoryCalls['save']>[0]) {
    const fresh = `f_${crypto.randomUUID().slice(0, 13)}`;
    this.ctx.storage.transactionSync(() => this.#finding.save(member, leads, given, fresh));
    return this.#finding.filters(member);
  }
}
