/** One bucket of addresses: whose each is. A hint; opens transactions, decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import type { Claim, IdentityCalls, IdentityRecord, KeptRequest, Repute } from '../../shared/identity.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { tellFrozen } from './frozen.ts';
import { tellMoved } from './moved.ts';
import { RequestStore } from './requests.ts';
import { steps } from './schema.ts';
import { AddressStore } from './store.ts';

export class Identity extends DurableObject<Env> implements IdentityCalls {
  readonly #store: AddressStore;
  readonly #requests: RequestStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new AddressStore(ctx.storage.sql);
    this.#requests = new RequestStore(ctx.storage.sql);
  }

  async find(hash: string): Promise<IdentityRecord | null> {
    return this.#store.find(hash);
  }

  async claim(claim: Claim): Promise<IdentityRecord | null> {
    return this.ctx.storage.transactionSync(() => {
      this.#store.claim(claim);
      return this.#store.find(claim.key.hash);
    });
  }

  async move(claim: Parameters<IdentityCalls['move']>[0]): Promise<IdentityRecord | null> {
    return this.ctx.storage.transactionSync(() => {
      this.#store.move(claim);
      // With the move itself: whose number it was is told, however often that takes.
      if (this.#store.moved.next() !== null) void this.ctx.storage.setAlarm(Date.now());
      return this.#store.find(claim.key.hash);
    });
  }

  /** Lines whose number went to somebody else are told, and those of the frozen. */
  override async alarm(): Promise<void> {
    await tellMoved(this.env, this.#store.moved);
    await tellFrozen(this.env, this.#requests.frozen);
    const next = [this.#store.moved.next(), this.#requests.frozen.next()].filter((at) => at !== null);
    if (next.length > 0) await this.ctx.storage.setAlarm(Math.min(...next));
  }

  async note(news: Parameters<IdentityCalls['note']>[0]): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#store.note(news));
  }

  async repute(person: string, since: number): Promise<Repute> {
    return {
      marks: this.#store.marks(person),
      merges: this.#requests.joined(person, since).length,
      frozen: this.#requests.frozen.is(person),
      declined: this.#requests.declined(person),
    };
  }

  async wantMerge(request: Parameters<IdentityCalls['wantMerge']>[0]) {
    return this.ctx.storage.transactionSync(() => this.#requests.want(request));
  }

  async requests(person: string): Promise<KeptRequest[]> {
    return this.#requests.of(person);
  }

  async settle(order: Parameters<IdentityCalls['settle']>[0]): Promise<boolean> {
    return this.#requests.settle(order);
  }

  async putOff(order: Parameters<IdentityCalls['putOff']>[0]): Promise<boolean> {
    return this.#requests.putOff(order);
  }

  async joined(person: string, since: number): Promise<string[]> {
    return this.#requests.joined(person, since);
  }

  async freeze(order: Parameters<IdentityCalls['freeze']>[0]): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      this.#requests.frozen.freeze(order, Date.now());
      if (this.#requests.frozen.next() !== null) void this.ctx.storage.setAlarm(Date.now());
    });
  }

  async frozen() {
    return this.#requests.frozen.all();
  }

  async thaw(order: Parameters<IdentityCalls['thaw']>[0]): Promise<boolean> {
    return this.ctx.storage.transactionSync(() => this.#requests.frozen.thaw(order));
  }

  async refuseLink(entry: Parameters<IdentityCalls['refuseLink']>[0]): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#store.refuseLink(entry));
  }

  async offer(entry: Parameters<IdentityCalls['offer']>[0]): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#store.offer(entry));
  }

  async offered(hash: string, now: number) {
    return this.#store.offered(hash, now);
  }

  async takeUp(entry: Parameters<IdentityCalls['takeUp']>[0]) {
    return this.ctx.storage.transactionSync(() => this.#store.takeUp(entry));
  }

  async release(hash: string, person: string): Promise<void> {
    this.#store.release(hash, person);
  }

  async went({ places, to }: Parameters<IdentityCalls['went']>[0]): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      for (const { home, hop } of places) this.#store.went(home, hop, to);
    });
  }

  async forget(person: string): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      this.#store.forget(person, Date.now());
      this.#requests.forget(person);
    });
  }

  async persons(after: string): Promise<string[]> {
    return this.#store.persons(after);
  }
}
