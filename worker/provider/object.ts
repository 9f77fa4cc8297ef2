/** One per channel account: owns its access token, and knows when its hook was heard last. */
import { DurableObject } from 'cloudflare:workers';
import type { ProviderCalls } from '../../shared/actors.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { egressOf } from '../channels/egress.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { steps } from './schema.ts';
import { heardStore, tokenStore } from './store.ts';
import { Tokens } from './tokens.ts';

export class Provider extends DurableObject<Env> implements ProviderCalls {
  readonly #tokens = new Map<string, Tokens>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
  }

  async token(account: string, stale?: string): Promise<Result<{ token: string }>> {
    const known = this.#tokens.get(account) ?? this.#owner(account);
    return known ? known.token(stale) : refuse('no_account');
  }

  async tokenHealthy(account: string): Promise<boolean> {
    const known = this.#tokens.get(account) ?? this.#owner(account);
    return known === null || (await known.healthy());
  }

  async heard(account: string, at: number): Promise<void> {
    heardStore(this.ctx.storage.sql).keep(account, at);
  }

  async heardAt(account: string): Promise<number | null> {
    return heardStore(this.ctx.storage.sql).last(account);
  }

  #owner(id: string): Tokens | null {
    const config = configOf(this.env);
    const account = config.accounts.find((each) => each.id === id);
    if (account?.channel !== 'wechat' && account?.channel !== 'miniprogram') return null;
    const tokens = new Tokens(account, tokenStore(this.ctx.storage.sql), egressOf(config), Date.now);
    this.#tokens.set(id, tokens);
    return tokens;
  }
}
