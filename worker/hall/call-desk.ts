/** A live call at the workbench: what stands, and what a colleague does with it. */
import { callRequest } from '../../shared/call.ts';
import { refuse } from '../../shared/refusal.ts';
import { egressOf } from '../channels/egress.ts';
import { change } from '../channels/phone/live.ts';
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
  const failed = await change(egressOf(config), account, order.call, to, hook, customer);
  return failed ? refused(failed) : answered({ ok: true });
}
