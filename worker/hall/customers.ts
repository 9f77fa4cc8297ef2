/** The customer's operations: who is this, a ticket for the socket, and the same over plain HTTPS. */

import type { PersonFacts } from '../../shared/actors.ts';
import { miniprogramSignIn, operateRequest, pollRequest, sessionRequest, type HandedOff } from '../../shared/api.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import type { SiteAccount } from '../channels/account.ts';
import { egressOf } from '../channels/egress.ts';
import { conversationName } from '../channels/conversation.ts';
import { mediaKey } from '../channels/media-key.ts';
import { smsAccountFor } from '../channels/registry.ts';
import { originAllowed, verifyUser, type Proven } from '../channels/stream.ts';
import { code2session } from '../channels/wechat/session.ts';
import { siteIn } from '../../shared/settings/sites.ts';
import { configOf, type Config } from '../config.ts';
import { atLine, lineOf } from '../line.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { readJson } from './intake.ts';
import { mayCall, siteOf, type Site } from './origins.ts';
import { handedOn } from './people.ts';
import {
  freshVisitor,
  isGuest,
  personOf,
  readSession,
  readVisitor,
  routeOf,
  SESSION_MS,
  signSession,
  viewerOf,
  type Claims,
} from './tokens.ts';
import { personByHandOff } from './taken-up.ts';
import { isUser, personKnown, personProven, settled } from './whose.ts';
import type { Asked } from './door.ts';

/** Where the page is that asks. A browser names no origin where a page reads from its own host, but says itself that it does. */
function originOf({ env, req }: Asked): string | null {
  const named = req.header('origin');
  if (named !== undefined) return named;
  const own = req.method === 'GET' && req.header('sec-fetch-site') === 'same-origin';
  return own ? new URL(configOf(env).publicUrl).origin : null;
}

async function begun(
  config: Config,
  claims: Omit<Claims, 'expiresAt'>,
  visitor: string | null,
  handOff?: HandedOff,
  expiresAt = Date.now() + SESSION_MS,
): Promise<Response> {
  const token = await signSession(config.secret, { ...claims, expiresAt });
  const media = await mediaKey(config.secret, 'line', claims.person, expiresAt);
  return answered({
    ok: true,
    token,
    expiresAt,
    visitor,
    signedIn: claims.scope === 'line',
    media,
    ...(claims.address.channel === 'app' && { conversation: await conversationName(config.secret, claims.address) }),
    ...(handOff && { handOff }),
  });
}

/** From a listed page; from our own where the link is open, or who comes is known already. */
async function mayOpen(context: Asked, site: Site, known: boolean): Promise<boolean> {
  const origin = originOf(context);
  if (originAllowed(origin, site)) return true;
  if (!mayCall(origin, site, configOf(context.env).publicUrl)) return false;
  return known || siteIn((await ensureSettings(context.env)).sites, site.id).link;
}

/** A visitor of a site, or a user the company vouches for. */
export async function openSession(context: Asked): Promise<Response> {
  const config = configOf(context.env);
  const read = await readJson(context.req.raw, sessionRequest);
  if (!read.ok) return refused(read);
  const site = siteOf(config.accounts, read.value.site);
  if (!site || site.channel === 'miniprogram') return refused(refuse('no_account'));
  const { token, visitor } = read.value;
  const known = visitor === undefined ? null : await readVisitor(config.secret, site.id, visitor);
  if (!(await mayOpen(context, site, known !== null || token !== undefined))) return refused(refuse('bad_origin'));
  if (token !== undefined) return openUser(context, config, site, token, known?.id ?? null);

  const { id, proof } =
    known !== null && visitor !== undefined
      ? { id: known.id, proof: visitor }
      : await freshVisitor(config.secret, site.id);
  const address = { channel: site.channel, account: site.id, peer: `v_${id}` };
  const now = Date.now();
  const person = await personProven(context.env, { address }, now);
  const claims = { person, address, site: site.id, facts: {} };
  if (known !== null && known.reads > now && !(await isUser(context.env, person))) {
    return begun(config, { ...claims, scope: 'line' }, proof, undefined, known.reads);
  }
  return begun(config, { ...claims, scope: 'endpoint' }, proof);
}

/** A user signed in; whether what this visitor said before was theirs, they are asked (I80). */
async function openUser(
  context: Asked,
  config: Config,
  site: SiteAccount,
  token: string,
  visitor: string | null,
): Promise<Response> {
  const verified = await verifyUser(token, site, Date.now());
  if (!verified.ok) return refused(verified);
  const { proven } = verified;
  const address = { channel: site.channel, account: site.id, peer: `u_${proven.userId}` };
  const company = `site:${site.id}`;
  if (visitor !== null) {
    await settled(context.env, { ...proven, company, address: { ...address, peer: `v_${visitor}` } }, Date.now());
  }
  const { person, refused: others } = await settled(context.env, { ...proven, company, address }, Date.now());
  // Guests who read the whole line until now see it before anything else is told there.
  await lineOf(context.env, person).backend({ order: 'signed-in', userId: proven.userId });
  // A number that is somebody else's gets nothing of theirs.
  const { phone: _theirs, ...own } = proven;
  const facts = factsOf(config, others.some(({ kind }) => kind === 'phone') ? own : proven);
  return begun(config, { person, address, scope: 'line', site: site.id, facts }, null);
}

function factsOf(config: Config, { userId, name, phone, care, level }: Proven): PersonFacts {
  const sms = phone === undefined ? null : smsAccountFor(config.accounts, phone);
  return {
    userId,
    ...(name === undefined ? {} : { name }),
    ...(care === undefined ? {} : { care }),
    ...(level === undefined ? {} : { level }),
    ...(sms && phone !== undefined ? { addresses: [{ channel: 'sms', account: sms.id, peer: phone }] } : {}),
  };
}

/** Our mini-program: WeChat says whose code this is. */
export async function signInMiniprogram(context: Asked): Promise<Response> {
  const config = configOf(context.env);
  const read = await readJson(context.req.raw, miniprogramSignIn);
  if (!read.ok) return refused(read);
  const account = siteOf(config.accounts, read.value.account);
  if (account?.channel !== 'miniprogram') return refused(refuse('no_account'));
  if (!originAllowed(originOf(context), account)) return refused(refuse('bad_origin'));
  const session = await code2session(account, read.value.code, egressOf(config));
  if (!session.ok) return refused(session);
  const address = { channel: account.channel, account: account.id, peer: session.openid };
  const { openPlatform } = account;
  const union =
    session.unionid !== null && openPlatform !== undefined ? { union: { openPlatform, unionid: session.unionid } } : {};
  const evidence = { address, ...union };
  const claims = { address, scope: 'line' as const, site: account.id, facts: {} };
  if (read.value.handOff === undefined) {
    const { person } = await settled(context.env, evidence, Date.now());
    return begun(config, { ...claims, person }, null);
  }
  const { person, handOff } = await personByHandOff(context.env, evidence, read.value.handOff);
  return begun(config, { ...claims, person }, null, handOff);
}

/** Who bears this token, from a page that may. */
export async function bearer(context: Asked): Promise<Result<{ claims: Claims }>> {
  const config = configOf(context.env);
  const read = await readSession(config.secret, context.req.header('authorization') ?? null, Date.now());
  if (!read.ok) return read;
  const site = siteOf(config.accounts, read.claims.site);
  if (!site) return refuse('no_account');
  if (!mayCall(originOf(context), site, config.publicUrl)) return refuse('bad_origin');
  return {
    ok: true,
    claims: (await reads(context, read.claims)) ? read.claims : { ...read.claims, scope: 'endpoint' },
  };
}

/** Who came by the link of an SMS reads the whole line only as long as it is no user's of the company: a user signs in. */
async function reads({ env }: Asked, { scope, address, person }: Claims): Promise<boolean> {
  if (scope !== 'line' || !isGuest(address)) return true;
  return !(await isUser(env, (await personKnown(env, address)) ?? person));
}

export async function ticket(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const { person, site } = who.claims;
  const made = await atLine(context.env, person, async (line, at) => {
    const given = await line.ticket(viewerOf(who.claims));
    return 'ok' in given && given.ok ? { ...given, at } : given;
  });
  if (!made.ok) return refused(made);
  const { at, ...given } = made;
  const route = await routeOf(configOf(context.env).secret, at);
  return answered({ ...given, url: `/v1/line/${route}/stream?site=${encodeURIComponent(site)}` });
}

export async function operate(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, operateRequest);
  if (!read.ok) return refused(read);
  const { instance, frame } = read.value;
  return answered(await lineOf(context.env, who.claims.person).operate(viewerOf(who.claims), instance, frame));
}

export async function poll(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, pollRequest);
  if (!read.ok) return refused(read);
  const { instance, position, waitMs } = read.value;
  const customer = lineOf(context.env, who.claims.person);
  return answered(await customer.poll(viewerOf(who.claims), instance, position, waitMs));
}

/** The socket: the route is one of ours, the page is listed for the site; the ticket comes in the first frame. */
export async function stream(context: Asked): Promise<Response> {
  const { accounts, secret, publicUrl } = configOf(context.env);
  if (context.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return refused(refuse('bad_request', 'Open this address as a WebSocket.'));
  }
  const site = siteOf(accounts, context.req.query('site') ?? '');
  if (!site) return refused(refuse('no_account'));
  if (!mayCall(originOf(context), site, publicUrl)) return refused(refuse('bad_origin'));
  const person = await personOf(secret, context.req.param('route') ?? '');
  if (person === null) return refused(refuse('not_found'));
  return lineOf(context.env, person).fetch(handedOn(context.req.raw, site.id));
}
