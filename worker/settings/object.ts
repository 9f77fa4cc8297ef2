/** The deployment's settings: opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import { documents, settingsNames, type SettingsCalls } from '../../shared/settings.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { steps } from './schema.ts';
import { SettingsStore } from './store.ts';

const BY_DEMO = { id: 'demo', name: '演示 demo' };

export class Settings extends DurableObject<Env> implements SettingsCalls {
  readonly #store: SettingsStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new SettingsStore(ctx.storage.sql);
    if (env.KNOWLEDGE_SEED === 'demo') ctx.storage.transactionSync(() => this.#begin());
  }

  async since(version: number) {
    return this.#store.since(version);
  }

  async read(name: string) {
    return this.#store.read(name);
  }

  async history(name: string) {
    return this.#store.history(name);
  }

  async write(order: Parameters<SettingsCalls['write']>[0]) {
    return this.ctx.storage.transactionSync(() => this.#store.write(order, Date.now()));
  }

  /** A demo begins with the demo company's documents, where nobody wrote one. */
  #begin(): void {
    const now = Date.now();
    for (const name of settingsNames) {
      const { demo, demoFrom } = documents[name];
      const value = demo ?? demoFrom?.(now);
      if (value === undefined || this.#store.read(name)) continue;
      const written = this.#store.write({ name, revision: 0, value, by: BY_DEMO }, now);
      if (!written.ok) throw new Error(`demo settings ${name}: ${written.detail}`);
    }
  }
}
