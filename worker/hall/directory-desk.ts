/** The directory's operations: search, history, a customer's past encounters, kept filters, telling everything anew. */

import * as v from 'valibot';
import { orderFilters, peopleFilter, saveFilter, searchFilter, sessionFilter } from '../../shared/directory.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';

import { allows } from '../staff/rights.ts';
import { admitted, queried, type Asked } from './door.ts';

/** The actor's name: one per deployment. */
const DIRECTORY = 'main';

const actor = (context: Asked) => context.env.DIRECTORY.getByName(DIRECTORY);

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const reached = v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}(\.[\w-]{1,64})?$/u)));
const cursor = v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}\.[\w-]{1,64}$/u)));

export async function search(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const read = queried(context, v.object({ ...searchFilter.entries, q: words, after: v.optional(reached, null) }));
  if (!read.ok) return refused(read);
  const { q, after, ...filter } = read.value;
  const order = { q, filter, after };
  // Who may not work on tickets finds none.
  const tickets = allows(who.member.role, 'work-tickets');
  const [found, more] = await Promise.all([
    actor(context).search(order),
    tickets ? context.env.DOCKET.getByName('main').find(order) : { tickets: [], more: null },
  ]);
  return answered({ ...found, tickets: more.tickets, more: { ...found.more, tickets: more.more } });
}

export async function sessions(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const read = queried(context, v.object({ ...sessionFilter.entries, after: v.optional(cursor, null) }));
  if (!read.ok) return refused(read);
  const { after, ...filter } = read.value;
  return answered(await actor(context).sessions({ filter, after }));
}

export async function people(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const read = queried(context, v.object({ ...peopleFilter.entries, after: v.optional(cursor, null) }));
  if (!read.ok) return refused(read);
  const { after, ...filter } = read.value;
  return answered(await actor(context).people({ filter, after, now: Date.now() }));
}

export async function past(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('not_found'));
  const read = queried(context, v.object({ after: v.optional(cursor, null) }));
  return read.ok ? answered(await actor(context).of({ customer, after: read.value.after })) : refused(read);
}

export async function filters(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  return answered({ ok: true, filters: await actor(context).filters(who.member.id) });
}

export async function keepFilter(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, saveFilter);
  if (!read.ok) return refused(read);
  const leads = allows(who.member.role, 'edit-settings');
  const saved = await actor(context).save({ member: who.member.id, leads, given: read.value });
  return saved.ok ? answered(saved) : refused(saved);
}

export async function order(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, orderFilters);
  if (!read.ok) return refused(read);
  return answered({ ok: true, filters: await actor(context).order({ member: who.member.id, ids: read.value.ids }) });
}
