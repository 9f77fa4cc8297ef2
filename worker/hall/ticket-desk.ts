/** The staff's operations on tickets: open, read, act, several at once. Lists over customers stand in ticket-lists.ts. */

import type { TicketCalls } from '../../shared/ticket-calls.ts';
import { bulkTicketsRequest, openTicketRequest, ticketActRequest } from '../../shared/ticket-api.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';

import { allows } from '../staff/rights.ts';
import { lineOf } from '../line.ts';
import { admitted, type Asked } from './door.ts';

const isName = (name: string) => /^[\w-]{1,64}$/u.test(name);

async function file(calls: TicketCalls, order: Parameters<TicketCalls['tickets']>[0]): Promise<Response> {
  const outcome = await calls.tickets(order);
  if (!outcome.ok) return refused(outcome);
  return 'file' in outcome ? answered({ ok: true, ...outcome.file }) : refused(refuse('not_found'));
}

export async function open(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, openTicketRequest);
  if (!read.ok) return refused(read);
  const { id, name } = who.member;
  const customer = lineOf(context.env, read.value.customer);
  return file(customer, { order: 'open', by: { id, name }, request: read.value });
}

export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const { customer = '', ticket = '' } = context.req.param();
  if (!isName(customer)) return refused(refuse('not_found'));
  return file(lineOf(context.env, customer), { order: 'read', ticket });
}

export async function act(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, ticketActRequest);
  if (!asked.ok) return refused(asked);
  const { customer = '', ticket = '' } = context.req.param();
  if (!isName(customer)) return refused(refuse('not_found'));
  const { id, name, role } = who.member;
  const leads = allows(role, 'force-tickets');
  const order = { order: 'act' as const, by: { id, name }, leads, ticket, request: asked.value };
  return file(lineOf(context.env, customer), order);
}

/** Tickets of one customer. */
export async function ofCustomer(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  const outcome = await lineOf(context.env, customer).tickets({ order: 'list' });
  if (!outcome.ok) return refused(outcome);
  return 'rows' in outcome ? answered({ ok: true, tickets: outcome.rows }) : refused(refuse('not_found'));
}

/** So many customers are asked at once. */
const AT_ONCE = 10;

/** Several tickets at once; each answers for itself. */
export async function bulk(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, bulkTicketsRequest);
  if (!asked.ok) return refused(asked);
  const { id, name, role } = who.member;
  const leads = allows(role, 'force-tickets');
  const { tickets, act: wanted } = asked.value;
  const results: { ticket: string; ok: boolean; code?: string; detail?: string }[] = [];
  for (let from = 0; from < tickets.length; from += AT_ONCE) {
    const part = tickets.slice(from, from + AT_ONCE).map(async ({ customer, ticket, revision }) => {
      const request = { revision, act: wanted };
      const order = { order: 'act' as const, by: { id, name }, leads, ticket, request };
      const outcome = await lineOf(context.env, customer).tickets(order);
      return { ticket, ok: outcome.ok, ...(outcome.ok ? {} : { code: outcome.code, detail: outcome.detail }) };
    });
    results.push(...(await Promise.all(part)));
  }
  return answered({ ok: true, results });
}
