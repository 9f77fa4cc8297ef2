/** The proofs a customer's client carries: its session, its visitor's name, the way to its line. All signed by keys of our own. */
import * as v from 'valibot';
import type { Viewer } from '../../shared/actors.ts';
import { care } from '../../shared/line.ts';
import { channelName } from '../../shared/message.ts';
import { refuse, type Result } from '../../shared/refusal.ts';

export const SESSION_MS = 7 * 24 * 3_600_000;

const address = v.object({ channel: channelName, account: v.string(), peer: v.string() });
const claims = v.object({
  person: v.string(),
  address,
  scope: v.picklist(['line', 'endpoint']),
  site: v.string(),
  facts: v.object({
    name: v.optional(v.string()),
    userId: v.optional(v.string()),
    care: v.optional(care),
    level: v.optional(v.string()),
    addresses: v.optional(v.array(address)),
  }),
  expiresAt: v.number(),
});
/** What a session token says. */
export type Claims = v.InferOutput<typeof claims>;

const keys = new Map<string, Promise<CryptoKey>>();

/** A key for one purpose, derived from the deployment's secret. */
function keyFor(secret: string, purpose: 'session' | 'visitor' | 'route'): Promise<CryptoKey> {
  const name = `${purpose}\n${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const made = derive(secret, purpose);
  keys.set(name, made);
  // A rejected promise must not stay.
  made.catch(() => keys.delete(name));
  return made;
}

async function derive(secret: string, purpose: string): Promise<CryptoKey> {
  const bytes = new TextEncoder();
  const base = await crypto.subtle.importKey('raw', bytes.encode(secret), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes.encode(`yixian ${purpose}`) },
    base,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign', 'verify'],
  );
}

async function sign(secret: string, purpose: 'session' | 'visitor' | 'route', text: string): Promise<Buffer> {
  const key = await keyFor(secret, purpose);
  return Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
}

async function verify(secret: string, purpose: 'session' | 'visitor', text: string, mark: string): Promise<boolean> {
  const key = await keyFor(secret, purpose);
  return crypto.subtle.verify('HMAC', key, Buffer.from(mark, 'base64url'), new TextEncoder().encode(text));
}

/** Splits at the last full stop. */
function parts(text: string): [string, string] {
  const at = text.lastIndexOf('.');
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
}

/** The token of a session. */
export async function signSession(secret: string, given: Claims): Promise<string> {
  const text = Buffer.from(JSON.stringify(given)).toString('base64url');
  return `${text}.${(await sign(secret, 'session', text)).toString('base64url')}`;
}

/** What the bearer's token says, if we made it and it still counts. */
export async function readSession(
  secret: string,
  header: string | null,
  now: number,
): Promise<Result<{ claims: Claims }>> {
  const token = /^Bearer ([\w.-]{20,4096})$/u.exec(header ?? '')?.[1];
  if (token === undefined) return refuse('bad_token');
  const [text, mark] = parts(token);
  if (!(await verify(secret, 'session', text, mark))) return refuse('bad_token');
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), claims), Buffer.from(text, 'base64url').toString('utf8'));
  if (!read.success || read.output.expiresAt <= now) return refuse('bad_token');
  return { ok: true, claims: read.output };
}

/** The viewer a session stands for. */
export function viewerOf({ address: own, scope, site, facts, expiresAt }: Claims): Viewer {
  const guest = scope === 'line' && isGuest(own) ? { until: expiresAt } : {};
  return { kind: 'customer', address: own, scope, site, facts, ...guest };
}

/** A browser nobody signed in on. */
export const isGuest = ({ channel, peer }: Claims['address']): boolean =>
  (channel === 'web' || channel === 'app') && peer.startsWith('v_');

/** The address a session came by, and the login behind it. */
export function evidenceOf({ address: own, site, facts: { userId } }: Claims): {
  address: Claims['address'];
  userId?: string;
  company?: string;
} {
  return { address: own, ...(userId === undefined ? {} : { userId, company: `site:${site}` }) };
}

/**
 * A visitor's name, given by us: 128 random bits, so that nobody chooses somebody else's. `reads`: until then (unix ms) they read the
 * whole line of their person, as who came by the link of an SMS does.
 */
export async function freshVisitor(
  secret: string,
  site: string,
  reads?: number,
): Promise<{ id: string; proof: string }> {
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const text = reads === undefined ? id : `${id}~${reads.toString(36)}`;
  const mark = await sign(secret, 'visitor', `${site}\n${text}`);
  return { id, proof: `${text}.${mark.toString('base64url')}` };
}

/** What a visitor's proof says; null when it isn't one of ours for this site. `reads` 0: their own words alone. */
export async function readVisitor(
  secret: string,
  site: string,
  proof: string,
): Promise<{ id: string; reads: number } | null> {
  const [text, mark] = parts(proof);
  const [id = '', reads = '0'] = text.split('~');
  return id !== '' && (await verify(secret, 'visitor', `${site}\n${text}`, mark))
    ? { id, reads: Number.parseInt(reads, 36) }
    : null;
}

const ROUTE_MARK = 22;

/** The way to a person's line: strangers can't make one up, so they can't wake the actor. */
export async function routeOf(secret: string, person: string): Promise<string> {
  return `${person}.${(await sign(secret, 'route', person)).toString('base64url').slice(0, ROUTE_MARK)}`;
}

/** The person a route leads to; null for one we didn't make. */
export async function personOf(secret: string, route: string): Promise<string | null> {
  const [person] = parts(route);
  if (person === '' || route.length > 200) return null;
  const expected = await routeOf(secret, person);
  let difference = expected.length ^ route.length;
  for (let at = 0; at < expected.length; at += 1) difference |= expected.charCodeAt(at) ^ route.charCodeAt(at);
  return difference === 0 ? person : null;
}
