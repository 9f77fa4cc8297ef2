/** 运行与故障 at the hall: how the house stands, an incident, and what somebody does about it. */
import { incidentRequest } from '../../shared/operations/api.ts';
import { noticesNow } from '../../shared/settings/notices.ts';
import { offNow } from '../../shared/settings/switches.ts';
import { callsOut } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { log } from '../log.ts';
import { WATCH } from '../watch-counts.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';
import { written } from './notice-desk.ts';
import { ensureSettings } from '../settings/shelf.ts';

export { tell as announce } from './notice-desk.ts';

const actor = (context: Asked) => context.env.WATCH.getByName(WATCH);

export async function standing(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-operations');
  if (!who.ok) return refused(who);
  const accounts = configOf(context.env).accounts.map((one) => ({
    ...{ id: one.id, name: one.name, channel: one.channel, sends: callsOut(one) },
  }));
  const { switches, notices } = await ensureSettings(context.env);
  const now = Date.now();
  const said = { off: offNow(switches, now), notices: noticesNow(notices, now) };
  return answered({ ...(await actor(context).standing()), accounts, ...said });
}

export async function incident(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-operations');
  return who.ok ? answered(await actor(context).incident(context.req.param('id') ?? '')) : refused(who);
}

export async function act(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-operations');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, incidentRequest);
  if (!read.ok) return refused(read);
  const { id: member, name } = who.member;
  const order = { ...read.value, by: { id: member, name } };
  const incident = context.req.param('id') ?? '';
  const done = await actor(context).act({ id: incident, act: order });
  if (done.ok) log({ kind: 'incident', incident, act: order.act, member });
  // What is over is no news to customers.
  if (done.ok && done.incident.state === 'resolved') await written(context.env, incident, { shown: false }, who.member);
  return answered(done);
}
