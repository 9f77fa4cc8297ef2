/** The keys of the Company API: who may ask, what for, how often; what was answered under an Idempotency-Key. One per deployment. */
import { DurableObject } from 'cloudflare:workers';
import { MOST_KEYS, type Admission, type KeysCalls, type Presented } from '../../shared/keys.ts';
import { refuse } from '../../shared/refusal.ts';
import type { Env } from '../env.ts';
import { migrate } from '../lib/migrate.ts';
import { AnswerStore } from './answers.ts';
import { Paces } from '../lib/paces.ts';
import { keyPace } from './pace.ts';
import { steps } from './schema.ts';
import { freshId, freshSecret, hashOf, sameHash } from './secret.ts';
import { KeyStore, viewOf, type Key } from './store.ts';

const DAY_MS = 24 * 3_600_000;
const FORGET_EVERY_MS = 3_600_000;

export class Keys extends DurableObject<Env> implements KeysCalls {
  readonly #store: KeyStore;
  readonly #answers: AnswerStore;
  readonly #paces = new Paces(keyPace);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, steps);
    this.#store = new KeyStore(ctx.storage.sql);
    this.#answers = new AnswerStore(ctx.storage.sql);
  }

  async list() {
    const now = Date.now();
    return { keys: this.#store.all(now).map((one) => viewOf(one, now)), history: this.#store.history() };
  }

  async make({ name, scopes, by }: Parameters<KeysCalls['make']>[0]) {
    const now = Date.now();
    const [id, secret] = [freshId(), freshSecret()];
    return this.ctx.storage.transactionSync(() => {
      if (this.#store.counting() >= MOST_KEYS) return refuse('wrong_state', `There are ${MOST_KEYS} keys; revoke one.`);
      this.#store.add({ id, name, scopes, hash: hashOf(secret), tail: secret.slice(-4) }, by, now);
      return this.#told(id, secret, now);
    });
  }

  async rotate({ id, old, by }: Parameters<KeysCalls['rotate']>[0]) {
    const now = Date.now();
    const secret = freshSecret();
    return this.ctx.storage.transactionSync(() => {
      if (!this.#counts(id)) return refuse('not_found');
      const fresh = { hash: hashOf(secret), tail: secret.slice(-4) };
      this.#store.rotate(id, fresh, old === 'day' ? now + DAY_MS : null, by, now);
      return this.#told(id, secret, now);
    });
  }

  async revoke({ id, by }: Parameters<KeysCalls['revoke']>[0]) {
    const now = Date.now();
    return this.ctx.storage.transactionSync(() => {
      if (this.#counts(id)) this.#store.revoke(id, by, now);
      const key = this.#store.byId(id);
      return key ? { ok: true as const, key: viewOf(key, now) } : refuse('not_found');
    });
  }

  /** No isolate remembers a key: what was revoked is refused from the next request on. */
  async admit({ id, hash, scope, once }: Presented): Promise<Admission> {
    const now = Date.now();
    const key = this.#counts(id);
    if (!key || !fits(key, hash, now)) return { answer: refuse('bad_key'), pace: null };
    const pace = this.#paces.take(id, now);
    if (pace.waitMs > 0) return { answer: refuse('rate_limited'), pace };
    const { name, scopes } = key;
    if (scope !== null && !scopes.includes(scope)) {
      return { answer: refuse('missing_scope', `This key lacks the scope ${scope}.`), pace };
    }
    return this.ctx.storage.transactionSync(() => {
      this.#store.used(key, now);
      const before = once && this.#answers.begin(id, once, now);
      if (before && 'ok' in before) return { answer: before, pace };
      return { answer: { ok: true as const, key: { id, name, scopes }, before }, pace };
    });
  }

  async settle({ id, once, answer }: Parameters<KeysCalls['settle']>[0]) {
    this.#answers.settle(id, once, answer);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + FORGET_EVERY_MS);
  }

  override async alarm() {
    if (this.#answers.forget(Date.now())) await this.ctx.storage.setAlarm(Date.now() + FORGET_EVERY_MS);
  }

  #counts(id: string): Key | null {
    const key = this.#store.byId(id);
    return key?.revokedAt === null ? key : null;
  }

  #told(id: string, secret: string, now: number) {
    const key = this.#counts(id);
    if (!key) throw new Error('the key was just written');
    return { ok: true as const, key: viewOf(key, now), secret: `${id}_${secret}` };
  }
}

/** Both are always compared: the time tells nothing. */
function fits({ hash: kept, oldHash, oldUntil }: Key, given: string, now: number): boolean {
  const fresh = sameHash(given, kept);
  const old = sameHash(given, oldHash ?? kept);
  return fresh || (old && oldHash !== null && oldUntil !== null && oldUntil > now);
}
