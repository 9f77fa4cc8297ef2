/** The customer's own tickets over HTTPS: all, one with its progress, and what they may open. What they do goes by the stream's acts. */
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { bearer } from './customers.ts';
import type { Asked } from './door.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { lineOf } from '../line.ts';
import { viewerOf } from './tokens.ts';

export async function own(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const customer = lineOf(context.env, who.claims.person);
  const outcome = await customer.tickets({ order: 'own', viewer: viewerOf(who.claims), ticket: null });
  if (!outcome.ok) return refused(outcome);
  return answered({ ok: true, tickets: 'own' in outcome ? outcome.own : [] });
}

export async function one(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const customer = lineOf(context.env, who.claims.person);
  const ticket = context.req.param('ticket') ?? '';
  const outcome = await customer.tickets({ order: 'own', viewer: viewerOf(who.claims), ticket });
  if (!outcome.ok) return refused(outcome);
  const found = 'own' in outcome ? outcome.own[0] : undefined;
  return found ? answered({ ok: true, ticket: found }) : refused(refuse('not_found'));
}

export async function kinds(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const { tickets } = await ensureSettings(context.env);
  const offered = tickets.kinds
    .filter((kind) => kind.byCustomer)
    .map(({ id, label, fields }) => ({
      id,
      label,
      fields: fields
        .filter((field) => field.shown && field.required !== 'solving')
        .map(({ id: field, label: named, type, required, options }) => ({
          ...{ id: field, label: named, type, required: required === 'opening' },
          ...(options ? { options } : {}),
        })),
    }));
  return answered({ ok: true, kinds: offered });
}
