/** Phrases and orders for the colleague who writes: the hall's part. */

import type { StaffMember } from '../../shared/actors.ts';
import { repliesRequest, replyUsed } from '../../shared/order-api.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';
import { typed } from '../brain/retrieval/sound.ts';
import { membersOf } from './people.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { allows } from '../staff/rights.ts';
import { lineOf } from '../line.ts';
import { admitted, type Asked } from './door.ts';

const seatOf = (context: Asked, member: StaffMember) => context.env.SEAT.getByName(member.id);

/** Everybody's phrases and one's own. */
export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const [settings, own] = await Promise.all([
    ensureSettings(context.env),
    seatOf(context, who.member).replies({ order: 'read' }),
  ]);
  if (!own.ok) return refused(own);
  const shared = settings.replies.list;
  const sounds = [...shared, ...own.list].map((one) => [one.id, typed(one.title)]);
  return answered({ ok: true, shared, mine: own.list, used: own.used, typed: Object.fromEntries(sounds) });
}

/** Keeps one's own phrases. */
export async function keep(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, repliesRequest, 1024 * 1024);
  if (!given.ok) return refused(given);
  const kept = await seatOf(context, who.member).replies({ order: 'keep', list: given.value.mine });
  return answered(kept.ok ? { ok: true } : kept);
}

/** Counts that a phrase was used. */
export async function used(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, replyUsed);
  if (!given.ok) return refused(given);
  const counted = await seatOf(context, who.member).replies({ order: 'use', id: given.value.id });
  return answered(counted.ok ? { ok: true } : counted);
}

/** Whom a note may name: everybody who may follow a line. */
export async function colleagues(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const list = await membersOf(context);
  if (!list.ok) return refused(list);
  const named = list.members.filter((one) => allows(one.role, 'follow-line'));
  return answered({ ok: true, colleagues: named.map(({ id, name }) => ({ id, name, typed: typed(name) })) });
}

/** The customer's orders, as the company lists them. */
export async function orders(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('not_found'));
  return answered(await lineOf(context.env, customer).orders(false));
}
