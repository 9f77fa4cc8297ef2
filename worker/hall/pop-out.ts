/**
 * 独立窗口: a page's conversation goes on in the gateway's own window. What goes over stands in the code itself, sealed for us alone; the
 * code counts once, within a minute, and travels behind the address's `#`, which no server is told.
 */
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { refuse } from '../../shared/refusal.ts';
import { popOutRequest, popOutTake } from '../../shared/site-api.ts';
import type { SiteAccount } from '../channels/account.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { bucketOf, handOffHash } from '../identity/keys.ts';
import { utf8 } from '../lib/digest.ts';
import { answered, refused } from './answers.ts';
import { bearer } from './customers.ts';
import type { Asked } from './door.ts';
import { readJson } from './intake.ts';
import { siteOf } from './origins.ts';
import { readVisitor, type Claims } from './tokens.ts';

const LIFE_MS = 60_000;
const NONCE_BYTES = 12;

const user = v.object({
  id: v.string(),
  name: v.optional(v.string()),
  care: v.optional(v.string()),
  level: v.optional(v.string()),
});
const goods = v.object({
  site: v.string(),
  person: v.string(),
  visitor: v.nullable(v.string()),
  user: v.nullable(user),
  draft: v.string(),
  endsAt: v.number(),
});
type Goods = v.InferOutput<typeof goods>;

async function sealingKey(secret: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveKey']);
  const from = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('yixian pop-out') };
  return crypto.subtle.deriveKey(from, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function seal(secret: string, given: Goods): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await sealingKey(secret),
    utf8(JSON.stringify(given)),
  );
  return Buffer.concat([iv, Buffer.from(sealed)]).toString('base64url');
}

/** Null: it is none of ours, or was changed. */
async function unseal(secret: string, code: string): Promise<Goods | null> {
  const bytes = Buffer.from(code, 'base64url');
  const [iv, sealed] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES)];
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await sealingKey(secret), sealed);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), goods), Buffer.from(plain).toString('utf8'));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** A visitor's own name goes along where it is the one they speak under. */
async function visitorOf(secret: string, { site, address }: Claims, given: string | undefined): Promise<string | null> {
  if (given === undefined) return null;
  const known = await readVisitor(secret, site, given);
  return known !== null && address.peer === `v_${known.id}` ? given : null;
}

/** The code of a window that goes on with this conversation, with words not sent yet. */
export async function offer(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, popOutRequest);
  if (!given.ok) return refused(given);
  const { secret, accounts } = configOf(context.env);
  const { person, site, facts } = who.claims;
  if (siteOf(accounts, site)?.channel !== 'web') return refused(refuse('no_account'));
  const visitor = await visitorOf(secret, who.claims, given.value.visitor);
  const { userId, name, care, level } = facts;
  if (userId === undefined && visitor === null) return refused(refuse('bad_token'));
  const now = Date.now();
  const endsAt = now + LIFE_MS;
  const known = userId === undefined ? null : { id: userId, ...{ name, care, level } };
  const goes = { site, person, visitor, user: known, draft: given.value.draft, endsAt };
  return answered({ ok: true, code: await sealed(context.env, goes, now), expiresAt: endsAt });
}

async function sealed(env: Env, goes: Goods, now: number): Promise<string> {
  const { secret } = configOf(env);
  const code = await seal(secret, goes);
  const hash = await handOffHash(secret, code);
  const { person, endsAt } = goes;
  await env.IDENTITY.getByName(bucketOf(hash)).offer({ hash, person, visitor: null, now, endsAt });
  return code;
}

/** Where the gateway's own window opens as this visitor. */
export async function windowFor(env: Env, site: string, person: string, visitor: string, now: number): Promise<string> {
  const code = await sealed(env, { site, person, visitor, user: null, draft: '', endsAt: now + LIFE_MS }, now);
  return `/chat/${encodeURIComponent(site)}#h=${code}`;
}

/** The window takes it, once: the visitor's name, or a statement who the user is, as their company made one for the page. */
export async function take(context: Asked): Promise<Response> {
  const given = await readJson(context.req.raw, popOutTake);
  if (!given.ok) return refused(given);
  const { secret, accounts, publicUrl } = configOf(context.env);
  // Nobody but our own page takes one.
  if (context.req.header('origin') !== new URL(publicUrl).origin) return refused(refuse('bad_origin'));
  const held = await unseal(secret, given.value.code);
  const site = siteOf(accounts, given.value.site);
  const now = Date.now();
  if (!held || held.site !== given.value.site || held.endsAt <= now) return refused(refuse('code_over'));
  if (site?.channel !== 'web') return refused(refuse('no_account'));
  const hash = await handOffHash(secret, given.value.code);
  const by = crypto.randomUUID();
  const taken = await context.env.IDENTITY.getByName(bucketOf(hash)).takeUp({ hash, by, now });
  if (taken?.person !== held.person) return refused(refuse('code_over'));
  const signed = held.user && { id: held.user.id, token: await statement(site, held.user) };
  return answered({ ok: true, visitor: held.visitor, user: signed, draft: held.draft });
}

function statement({ id, jwtSecret }: SiteAccount, { id: userId, name, care, level }: v.InferOutput<typeof user>) {
  const told = { ...(name !== undefined && { name }), ...(care && { care }), ...(level && { member_level: level }) };
  return new SignJWT(told)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setAudience(id)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(utf8(jwtSecret));
}
