/** A live call at the workbench: what stands, and what a colleague does with it. */
import { callRequest, ringRequest } from '../../shared/call.ts';
import { refuse } from '../../shared/refusal.ts';
import { egressOf } from '../channels/egress.ts';
import { change, ringBoth } from '../channels/phone/live.ts';
import { hookPath } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';

const isName = (name: string) => /^[\w-]{1,64}$/u.test(name);

/** The live call of this person, if there is one. */
export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  const { id, name, role } = who.member;
  const order = { by: { id, name, role }, act: 'read' as const, fence: 0 };
  const found = await lineOf(context.env, customer).onCall(order);
  return found.ok ? answered(found.view) : refused(found);
}

/** Ends the call, or leads it to the colleague's own telephone: noted on the line first, then asked of the provider. */
export async function act(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, callRequest);
  if (!asked.ok) return refused(asked);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  const { id, name, role } = who.member;
  const ordered = await lineOf(context.env, customer).onCall({ by: { id, name, role }, ...asked.value });
  if (!ordered.ok) return refused(ordered);
  const { order } = ordered;
  const config = configOf(context.env);
  const account = config.accounts.find((one) => one.channel === 'phone' && one.id === order?.account);
  if (!order || account?.channel !== 'phone' || account.provider !== 'twilio') return refused(refuse('no_account'));
  const hook = `${config.publicUrl}${hookPath(account) ?? ''}`;
  const to =
    order.number === null
      ? 'hang-up'
      : { kind: 'dial' as const, step: order.step, number: order.number, record: order.record };
  const about = { person: customer, language: order.language };
  const failed = await change(egressOf(config), account, order.call, to, hook, about);
  return failed ? refused(failed) : answered({ ok: true });
}

/** Calls them back over the colleague's own telephone: noted on the line first, then asked of the provider. */
export async function ring(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, ringRequest);
  if (!asked.ok) return refused(asked);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  const config = configOf(context.env);
  const lines = config.accounts.filter((one) => one.channel === 'phone' && one.provider === 'twilio');
  if (lines.length === 0) return refused(refuse('no_account'));
  const { id, name } = who.member;
  const { key, ticket = '' } = asked.value;
  const line = lineOf(context.env, customer);
  const ordered = await line.onRing({ by: { id, name }, key, ticket: ticket === '' ? null : ticket });
  if (!ordered.ok) return refused(ordered);
  const { order } = ordered;
  if (!order) return answered({ ok: true });
  const account = lines.find((one) => one.id === order.account) ?? lines[0];
  if (account?.channel !== 'phone' || account.provider !== 'twilio') return refused(refuse('no_account'));
  const hook = `${config.publicUrl}${hookPath(account) ?? ''}`;
  const failed = await ringBoth(egressOf(config), account, order, { person: customer, ticket }, hook);
  if (!failed) return answered({ ok: true });
  // Nobody is rung: the line learns it as it would from the provider.
  const moment = { kind: 'back', back: key, ticket, leg: 'agent', state: 'failed', seconds: 0 } as const;
  const address = { channel: 'phone', account: account.id, peer: `call-${key}` } as const;
  await line.call({ call: key, address, moment, at: Date.now(), person: customer });
  return refused(failed);
}
