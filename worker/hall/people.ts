/** The staff's operations: sign-in by cookie, members, tickets and sockets of seats and lines. */

import type { StaffMember } from '../../shared/actors.ts';
import * as api from '../../shared/api.ts';
import { ERASED } from '../../shared/erasure.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { configOf } from '../config.ts';
import { networkAddress, readJson } from './intake.ts';
import { log } from '../log.ts';
import { ownOrigins } from './origins.ts';
import { allows } from '../staff/rights.ts';
import { ABSOLUTE_MS } from '../staff/session.ts';
import { atLine, lineOf } from '../line.ts';
import type { Asked } from './door.ts';

type SignedIn = { cookie: string; member: StaffMember };

const STAFF = 'staff';

/** The cookie's name: bound to this host and https where there is https; else told apart by port, which cookies ignore. */
export function cookieName(publicUrl: string): string {
  const { protocol, port } = new URL(publicUrl);
  return protocol === 'https:' ? '__Host-yixian' : `yixian_${port || '80'}`;
}

function cookieOf(context: Asked): string {
  const name = cookieName(configOf(context.env).publicUrl);
  for (const part of (context.req.header('cookie') ?? '').split(';')) {
    const [key, value = ''] = part.trim().split('=', 2);
    if (key === name && /^[\w-]{20,100}$/u.test(value)) return value;
  }
  return '';
}

function setCookie(context: Asked, value: string, seconds: number): Record<string, string> {
  const { publicUrl } = configOf(context.env);
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return {
    'set-cookie': `${cookieName(publicUrl)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`,
  };
}

/** A page of ours asked for this: the Origin is exactly our own. SameSite alone would trust every neighbour on the domain. */
export function fromOwnPage(context: Asked): Result<object> {
  const origin = context.req.header('origin');
  const own = ownOrigins(configOf(context.env).publicUrl);
  return origin !== undefined && own.includes(origin) ? { ok: true } : refuse('bad_origin');
}

/** Who asks, by the cookie. */
export async function memberOf(context: Asked): Promise<Result<{ member: StaffMember }>> {
  const cookie = cookieOf(context);
  return cookie === '' ? refuse('not_signed_in') : staff(context).whoIs(cookie);
}

const staff = (context: Asked) => context.env.STAFF.getByName(STAFF);

function welcomed(context: Asked, result: Result<SignedIn>): Response {
  const trace = context.get('trace');
  log({ kind: 'sign-in', trace, member: result.ok ? result.member.id : null, ok: result.ok });
  if (!result.ok) return refused(result);
  const { cookie, member } = result;
  return answered({ ok: true, member }, setCookie(context, cookie, ABSOLUTE_MS / 1000));
}

export async function signIn(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const read = await readJson(context.req.raw, api.signInRequest);
  if (!read.ok) return refused(read);
  return welcomed(context, await staff(context).signIn({ ...read.value, address: networkAddress(context.req.raw) }));
}

export async function enter(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const read = await readJson(context.req.raw, api.enterRequest);
  if (!read.ok) return refused(read);
  return welcomed(context, await staff(context).enter(read.value.code));
}

export async function signOut(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const cookie = cookieOf(context);
  if (cookie !== '') await staff(context).signOut(cookie);
  return answered({ ok: true }, setCookie(context, '', 0));
}

export async function me(context: Asked): Promise<Response> {
  return answered(await memberOf(context));
}

export async function changePassword(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const read = await readJson(context.req.raw, api.passwordRequest);
  if (!read.ok) return refused(read);
  return answered(await staff(context).changePassword({ cookie: cookieOf(context), ...read.value }));
}

/** Everybody on the staff, for whoever is signed in. */
export const membersOf = (context: Asked) => staff(context).list(cookieOf(context));

export async function members(context: Asked): Promise<Response> {
  return answered(await membersOf(context));
}

export async function createMember(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const who = await memberOf(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, api.newMember);
  if (!read.ok) return refused(read);
  return answered(await staff(context).create({ by: who.member.id, ...read.value }));
}

export async function ticket(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const who = await memberOf(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, api.staffTicketRequest);
  if (!read.ok) return refused(read);
  const { id, name, role, login } = who.member;
  if ('seat' in read.value) {
    const made = await context.env.SEAT.getByName(id).ticket({ id, name, role, login });
    return answered(made.ok ? { ...made, url: '/staff/v1/seat/stream' } : made);
  }
  if (!allows(role, 'follow-line')) return refused(refuse('not_allowed'));
  const { customer } = read.value;
  if (customer === ERASED) return refused(refuse('erased'));
  const viewer = { kind: 'agent' as const, agent: { id, name, role }, site: STAFF };
  const made = await atLine(context.env, customer, async (line, at) => {
    const given = await line.ticket(viewer);
    return 'ok' in given && given.ok ? { ...given, url: `/staff/v1/line/${at}/stream` } : given;
  });
  return answered(made);
}

/** Hands a socket's opening request to the actor that keeps it; the site is our word, not the client's. */
export function handedOn(request: Request, site: string): Request {
  const headers = new Headers(request.headers);
  headers.set('x-yixian-site', site);
  headers.delete('cookie');
  return new Request(request, { headers });
}

async function admitted(context: Asked): Promise<Result<{ member: StaffMember }>> {
  if (context.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return refuse('bad_request', 'Open this address as a WebSocket.');
  }
  const own = fromOwnPage(context);
  return own.ok ? memberOf(context) : own;
}

export async function seatStream(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  return context.env.SEAT.getByName(who.member.id).fetch(handedOn(context.req.raw, STAFF));
}

export async function lineStream(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!isCustomer(customer)) return refused(refuse('not_found'));
  return lineOf(context.env, customer).fetch(handedOn(context.req.raw, STAFF));
}

/** What a colleague may answer this customer now; for those who may follow the line. */
export async function suggest(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const who = await memberOf(context);
  if (!who.ok) return refused(who);
  if (!allows(who.member.role, 'follow-line')) return refused(refuse('not_allowed'));
  const read = await readJson(context.req.raw, api.suggestRequest);
  if (!read.ok) return refused(read);
  const customer = context.req.param('customer') ?? '';
  if (!isCustomer(customer)) return refused(refuse('not_found'));
  return answered(await lineOf(context.env, customer).suggest(read.value.draft));
}

const isCustomer = (name: string) => /^[\w-]{1,64}$/u.test(name);
