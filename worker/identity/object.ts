/** One bucket of addresses: whose each is. A hint; opens transactions, decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { IdentityCalls, IdentityRecord } from '../../shared/actors.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { steps } from './schema.ts';
import { AddressStore } from './store.ts';

export class Identity extends DurableObject<Env> implements IdentityCalls {
  readonly #store: AddressStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new AddressStore(ctx.storage.sql);
  }

  async find(hash: string): Promise<IdentityRecord | null> {
    return this.#store.find(hash);
  }

  async claim(claim: Parameters<IdentityCalls['claim']>[0]): Promise<IdentityRecord> {
    return this.ctx.storage.transactionSync(() => {
      this.#store.claim(claim);
      const standing = this.#store.find(claim.key.hash);
      if (!standing) throw new Error('a claimed address is missing');
      return standing;
    });
  }

  async refuseLink(entry: Parameters<IdentityCalls['refuseLink']>[0]): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#store.refuseLink(entry));
  }

  async persons(after: string): Promise<string[]> {
    return this.#store.persons(after);
  }
}
