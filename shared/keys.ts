/** Keys of the Company API: what each may do, how they are made, shown and ended, and what is asked of the actor that keeps them. */
import * as v from 'valibot';
import type { Result } from './refusal.ts';

/** What a key may be allowed. `pii:read` shows whole what is masked else; it allows no operation by itself. */
export const scopes = [
  'customers:read',
  'customers:write',
  'identities:read',
  'identities:write',
  'sessions:read',
  'messages:read',
  'messages:write',
  'tickets:read',
  'tickets:write',
  'purchases:write',
  'events:read',
  'events:write',
  'pii:read',
] as const;
export const scope = v.picklist(scopes);
export type Scope = v.InferOutput<typeof scope>;

/** Keys of a deployment that are not revoked. */
export const MOST_KEYS = 50;

const ok = v.literal(true);
const who = v.object({ id: v.string(), name: v.string() });
const time = v.nullable(v.number());

/** A key as leads see it; the key itself was shown once. */
export const keyView = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(scope),
  /** Its last four characters, to tell it by. */
  tail: v.string(),
  madeAt: v.number(),
  madeBy: who,
  /** To the minute; null: never. */
  usedAt: time,
  /** After a change both count until then. */
  oldUntil: time,
  revokedAt: time,
});
export type KeyView = v.InferOutput<typeof keyView>;

/** What was done with a key, by whom. */
export const keyEvent = v.object({
  key: v.string(),
  name: v.string(),
  what: v.picklist(['made', 'rotated', 'revoked']),
  at: v.number(),
  by: who,
  scopes: v.array(scope),
});
export type KeyEvent = v.InferOutput<typeof keyEvent>;

/** GET /staff/v1/keys — those that count first, newest first; what was done with them, the newest 100. */
export const keysAnswer = v.object({ ok, keys: v.array(keyView), history: v.array(keyEvent) });
export type KeysAnswer = v.InferOutput<typeof keysAnswer>;

/** POST /staff/v1/keys */
export const newKeyRequest = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  scopes: v.pipe(
    v.array(scope),
    v.minLength(1),
    v.check((given) => new Set(given).size === given.length, 'every scope once'),
  ),
});
/** POST /staff/v1/keys/:id/rotate — whether the key so far counts for another day. */
export const rotateKeyRequest = v.strictObject({ old: v.picklist(['now', 'day']) });
/** `secret`: the whole key, told this once. */
export const keyMade = v.object({ ok, key: keyView, secret: v.string() });
export type KeyMade = v.InferOutput<typeof keyMade>;
export const keyAnswer = v.object({ ok, key: keyView });

/** How often a key may still ask: `remaining` of `limit` now, all of it again after `resetMs`; refused, `waitMs` until the next. */
export type Pace = { limit: number; remaining: number; resetMs: number; waitMs: number };

/** A POST under its Idempotency-Key; `digest` is of where it goes and what it says. */
export type Once = { name: string; digest: string };

export type Presented = {
  id: string;
  /** SHA-256 of the key's secret part, hexadecimal. */
  hash: string;
  /** What the operation needs; null: any key may. */
  scope: Scope | null;
  once: Once | null;
};
/** `before`: what was answered under this Idempotency-Key already. `pace` null: nobody's key. */
export type Admission = {
  answer: Result<{
    key: { id: string; name: string; scopes: Scope[] };
    before: { status: number; body: string } | null;
  }>;
  pace: Pace | null;
};

type By = { by: { id: string; name: string } };

export interface KeysCalls {
  list(): Promise<{ keys: KeyView[]; history: KeyEvent[] }>;
  make(order: v.InferOutput<typeof newKeyRequest> & By): Promise<Result<{ key: KeyView; secret: string }>>;
  rotate(order: { id: string; old: 'now' | 'day' } & By): Promise<Result<{ key: KeyView; secret: string }>>;
  revoke(order: { id: string } & By): Promise<Result<{ key: KeyView }>>;
  /** Whether this key may do this now; counts it. */
  admit(presented: Presented): Promise<Admission>;
  /** What was answered under an Idempotency-Key; null: nothing was done, it may be asked for anew. */
  settle(order: { id: string; once: Once; answer: { status: number; body: string } | null }): Promise<void>;
}
