/** Quality of service: every encounter's record and what people say of it. Opens transactions; decides nothing. */
import { DurableObject } from 'cloudflare:workers';
import { ERASED } from '../../shared/erasure.ts';
import type { Inspected, QualityCalls, ServiceRecord } from '../../shared/quality.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { migrate } from '../lib/migrate.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { inspect } from './rules.ts';
import { sampled } from './sampling.ts';
import { steps } from './schema.ts';
import { QualityStore } from './store.ts';

export class Quality extends DurableObject<Env> implements QualityCalls {
  readonly #store: QualityStore;
  readonly #forgotten: Forgotten;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new QualityStore(ctx.storage.sql);
    this.#forgotten = new Forgotten(ctx.storage.sql);
  }

  async ended(record: ServiceRecord) {
    const { quality } = await ensureSettings(this.env);
    this.ctx.storage.transactionSync(() => {
      const known = this.#store.get(record.session);
      if (this.#forgotten.has(record.customer)) return;
      if (known && known.record.version >= record.version) return;
      const why = sampled(record, this.#store.servesSince(record), quality);
      this.#store.save(known ? renewed(known, record, why) : fresh(record, why));
      this.#store.forget(Date.now());
    });
    return { ok: true as const };
  }

  async forget({ customer, sessions }: Parameters<QualityCalls['forget']>[0]) {
    this.ctx.storage.transactionSync(() => {
      this.#forgotten.add(customer, Date.now());
      for (const session of sessions) this.#store.anonymise(session);
    });
    return { ok: true as const };
  }

  async list({ by, agent, ...order }: Parameters<QualityCalls['list']>[0]) {
    return { ok: true as const, ...this.#store.list({ ...order, agent: by.leads ? agent : by.id }) };
  }

  async figures({ since }: Parameters<QualityCalls['figures']>[0]) {
    return { ok: true as const, ...this.#store.figures(since) };
  }

  async act({ by, session, act }: Parameters<QualityCalls['act']>[0]) {
    const { quality } = await ensureSettings(this.env);
    return this.ctx.storage.transactionSync(() => {
      const row = this.#store.get(session);
      if (row?.record.customer === ERASED) return refuse('erased');
      if (!row || (!by.leads && row.record.agent.id !== by.id)) return refuse('not_found');
      const next = inspect(row, act, by, quality, Date.now());
      if ('ok' in next) return next;
      this.#store.save(next);
      return { ok: true as const, row: next };
    });
  }
}

function fresh(record: ServiceRecord, why: Inspected['why']): Inspected {
  return { record, state: why === '' ? 'none' : 'due', why, revision: 1 };
}

/** What came after the end (a rating, a summary) may make an encounter worth a look; a review that stands is left. */
function renewed(known: Inspected, record: ServiceRecord, why: Inspected['why']): Inspected {
  const next = { ...known, record, revision: known.revision + 1 };
  return known.state === 'none' && why !== '' ? { ...next, state: 'due', why } : next;
}
