/** The webhooks' operations: how each address fares, its secret, what was sent, sending again. */
import type { Context } from 'hono';
import * as v from 'valibot';
import { deliveryState, replayRequest, secretRequest } from '../shared/webhook.ts';
import { refuse, type Result } from '../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import type { Hall } from './env.ts';
import { readJson } from './intake.ts';
import { fromOwnPage, memberOf } from './people.ts';
import { allows } from './staff/rights.ts';

type Asked = Context<Hall>;

/** The actor's name: one per deployment. */
const WEBHOOK = 'main';

const actor = (context: Asked) => context.env.WEBHOOK.getByName(WEBHOOK);
const endpointOf = (context: Asked) => context.req.param('id') ?? '';

async function admitted(context: Asked): Promise<Result<object>> {
  if (context.req.method !== 'GET') {
    const own = fromOwnPage(context);
    if (!own.ok) return own;
  }
  const who = await memberOf(context);
  if (!who.ok) return who;
  return allows(who.member.role, 'run-webhooks') ? { ok: true } : refuse('not_allowed');
}

export async function standing(context: Asked): Promise<Response> {
  const who = await admitted(context);
  return who.ok ? answered(await actor(context).standing()) : refused(who);
}

const query = v.object({
  state: v.nullable(deliveryState),
  before: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}$/u))),
});

export async function deliveries(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const asked = { state: context.req.query('state') ?? null, before: context.req.query('before') ?? null };
  const checked = v.safeParse(query, asked);
  if (!checked.success) return refused(refuse('bad_request', checked.issues[0].message.slice(0, 200)));
  return answered(await actor(context).deliveries({ endpoint: endpointOf(context), ...checked.output }));
}

export async function secret(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, secretRequest);
  if (!read.ok) return refused(read);
  return answered(await actor(context).secret({ endpoint: endpointOf(context), ...read.value }));
}

export async function replay(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, replayRequest);
  if (!read.ok) return refused(read);
  const order = { endpoint: endpointOf(context), delivery: read.value.delivery ?? null };
  return answered(await actor(context).replay(order));
}

export async function test(context: Asked): Promise<Response> {
  const who = await admitted(context);
  return who.ok ? answered(await actor(context).sendTest({ endpoint: endpointOf(context) })) : refused(who);
}
