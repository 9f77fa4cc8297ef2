/** Who and what there is: told by the customers, asked by the staff. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { DirectoryCalls, DirectoryNews, SearchOrder } from '../../shared/directory.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { audienceIn } from './audience.ts';
import { boughtIn } from './bought.ts';
import { Filters } from './filters.ts';
import { Finding } from './finding.ts';
import { plannedIn, previewIn } from './outreach.ts';
import { Past } from './past.ts';
import { peopleById, peopleOf, personAt } from './people.ts';
import { steps } from './schema.ts';
import { DirectoryStore } from './store.ts';

export class Directory extends DurableObject<Env> implements DirectoryCalls {
  readonly #store: DirectoryStore;
  readonly #finding: Finding;
  readonly #past: Past;
  readonly #filters: Filters;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new DirectoryStore(ctx.storage.sql);
    this.#finding = new Finding(ctx.storage.sql);
    this.#past = new Past(ctx.storage.sql);
    this.#filters = new Filters(ctx.storage.sql);
  }

  async tell(news: DirectoryNews) {
    this.ctx.storage.transactionSync(() => this.#store.tell(news));
    return { ok: true as const };
  }

  async forget(customer: string) {
    this.ctx.storage.transactionSync(() => this.#store.forgetPerson(customer, Date.now()));
    return { ok: true as const };
  }

  async search(order: SearchOrder) {
    return this.#finding.search(order);
  }

  async sessions({ filter, after, limit, of }: Parameters<DirectoryCalls['sessions']>[0]) {
    return this.#past.sessions(filter, after, limit, of === undefined ? undefined : this.#store.whose(of));
  }

  async session(session: string) {
    return this.#past.one(session);
  }

  async customers({ after, limit }: { after: string | null; limit: number }) {
    return peopleById(this.ctx.storage.sql, after ?? '', limit);
  }

  async customer(customer: string) {
    return personAt(this.ctx.storage.sql, this.#store.whose(customer));
  }

  async people({ filter, after, now }: Parameters<DirectoryCalls['people']>[0]) {
    return peopleOf(this.ctx.storage.sql, filter, after, now);
  }

  async audience(order: Parameters<DirectoryCalls['audience']>[0]) {
    return audienceIn(this.ctx.storage.sql, order);
  }

  async meant(order: Parameters<DirectoryCalls['meant']>[0]) {
    return plannedIn(this.ctx.storage.sql, order);
  }

  async preview(order: Parameters<DirectoryCalls['preview']>[0]) {
    return previewIn(this.ctx.storage.sql, order);
  }

  async bought(order: Parameters<DirectoryCalls['bought']>[0]) {
    return boughtIn(this.ctx.storage.sql, order);
  }

  async names(customers: readonly string[]) {
    return Object.fromEntries(customers.map((id) => [id, personAt(this.ctx.storage.sql, this.#store.whose(id))?.name]));
  }

  async of({ customer, after }: { customer: string; after: string | null }) {
    return this.#past.of(this.#store.whose(customer), after);
  }

  async similar({ words, not }: { words: string; not: string }) {
    return this.#past.similar(words, not);
  }

  async filters(member: string) {
    return this.#filters.of(member);
  }

  async save({ member, leads, given }: Parameters<DirectoryCalls['save']>[0]) {
    const fresh = `f_${crypto.randomUUID().slice(0, 13)}`;
    const done = this.ctx.storage.transactionSync(() => this.#filters.save(member, leads, given, fresh));
    return done.ok ? { ok: true as const, filters: this.#filters.of(member) } : done;
  }

  async order({ member, ids }: Parameters<DirectoryCalls['order']>[0]) {
    this.ctx.storage.transactionSync(() => this.#filters.order(member, ids));
    return this.#filters.of(member);
  }
}
