/** Codes and links by which an address is proven: one actor, so that askers at the same time are judged one after the other. */
import { DurableObject } from 'cloudflare:workers';
import type { CodesCalls } from '../../shared/codes.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { CODE_MS, FRESH_MS, judge, limits, LINK_MS, REMEMBERED_MS, waitOf, WRONG } from './policy.ts';
import { steps } from './schema.ts';
import { CodeStore, type Sent } from './store.ts';

/** The next code for the same number is at least so far away: what screens count down. */
const NEXT_MS = 60_000;

export class Codes extends DurableObject<Env> implements CodesCalls {
  readonly #store: CodeStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new CodeStore(ctx.storage.sql);
  }

  async ask({ seal, aDay, bearer, ...asking }: Parameters<CodesCalls['ask']>[0]) {
    const now = Date.now();
    return this.ctx.storage.transactionSync(() => {
      this.#store.prune(now);
      const wait = waitOf(limits(aDay), this.#store.tally(asking), now);
      if (wait > 0) return tooSoon(wait);
      const id = crypto.randomUUID();
      const expiresAt = now + (bearer ? LINK_MS : CODE_MS);
      this.#store.add(id, asking, seal, expiresAt, now, bearer ?? null);
      void this.ctx.storage.setAlarm(now + REMEMBERED_MS + 1_000);
      return { ok: true as const, id, expiresAt, waitMs: NEXT_MS };
    });
  }

  async unsent(id: string) {
    this.#store.drop(id);
  }

  async enter({ seal, ...asking }: Parameters<CodesCalls['enter']>[0]) {
    const now = Date.now();
    return this.ctx.storage.transactionSync(() => {
      const wait = waitOf(WRONG, this.#store.tally(asking), now);
      if (wait > 0) return tooSoon(wait);
      const sent = this.#store.newest(asking.subject, asking.asker);
      const judged = judge(sent, seal, now);
      if (!sent || judged === 'over') return refuse('code_over');
      if (judged === 'right') this.#store.right(sent, now);
      else this.#store.wrong(sent.id, asking, now);
      return judged === 'right' ? { ok: true as const } : refuse('wrong_code');
    });
  }

  async linked(seal: string) {
    return openLink(this.#store.link(seal), Date.now());
  }

  async follow(seal: string) {
    const now = Date.now();
    return this.ctx.storage.transactionSync(() => {
      const sent = this.#store.link(seal);
      const open = openLink(sent, now);
      if (sent && open.ok) this.#store.right(sent, now);
      return open;
    });
  }

  async came({ seal, how }: Parameters<CodesCalls['came']>[0]) {
    this.#store.came(seal, how);
  }

  async standing(asker: string) {
    const now = Date.now();
    const link = this.#store.newestLink(asker);
    if (!link) return null;
    const { at, expiresAt, came } = link;
    const state = came ?? (now < expiresAt ? ('sent' as const) : ('over' as const));
    return { state, expiresAt, waitMs: Math.max(0, at + NEXT_MS - now) };
  }

  async note({ subject, asker }: Parameters<CodesCalls['note']>[0]) {
    this.#store.prove(subject, asker, Date.now());
  }

  async proved({ subject, asker }: Parameters<CodesCalls['proved']>[0]) {
    return this.#store.proved(subject, asker, Date.now() - FRESH_MS);
  }

  override async alarm() {
    if (this.#store.prune(Date.now())) await this.ctx.storage.setAlarm(Date.now() + REMEMBERED_MS);
  }
}

/** One sentence for every budget: which of them it was is nobody's business. */
function tooSoon(waitMs: number) {
  const seconds = Math.ceil(waitMs / 1000);
  const time = seconds <= 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return refuse('rate_limited', `Too many codes were asked for or tried; again in ${time}.`);
}

function openLink(sent: Sent | null, now: number) {
  if (!sent?.bearer || now >= sent.expiresAt) return refuse('code_over');
  return { ok: true as const, bearer: sent.bearer, subject: sent.subject };
}
