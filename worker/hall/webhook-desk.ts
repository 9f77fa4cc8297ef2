/** The webhooks' operations: how each address fares, its secret, what was sent, sending again. */

import * as v from 'valibot';
import { deliveryState, replayRequest, secretRequest } from '../../shared/webhook.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';

import { admitted, type Asked } from './door.ts';

/** The actor's name: one per deployment. */
const WEBHOOK = 'main';

const actor = (context: Asked) => context.env.WEBHOOK.getByName(WEBHOOK);
const endpointOf = (context: Asked) => context.req.param('id') ?? '';

export async function standing(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-webhooks');
  return who.ok ? answered(await actor(context).standing()) : refused(who);
}

const query = v.object({
  state: v.nullable(deliveryState),
  before: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}$/u))),
});

export async function deliveries(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-webhooks');
  if (!who.ok) return refused(who);
  const asked = { state: context.req.query('state') ?? null, before: context.req.query('before') ?? null };
  const checked = v.safeParse(query, asked);
  if (!checked.success) return refused(refuse('bad_request', checked.issues[0].message.slice(0, 200)));
  return answered(await actor(context).deliveries({ endpoint: endpointOf(context), ...checked.output }));
}

export async function secret(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-webhooks');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, secretRequest);
  if (!read.ok) return refused(read);
  return answered(await actor(context).secret({ endpoint: endpointOf(context), ...read.value }));
}

export async function replay(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-webhooks');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, replayRequest);
  if (!read.ok) return refused(read);
  const order = { endpoint: endpointOf(context), delivery: read.value.delivery ?? null };
  return answered(await actor(context).replay(order));
}

export async function test(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-webhooks');
  return who.ok ? answered(await actor(context).sendTest({ endpoint: endpointOf(context) })) : refused(who);
}
