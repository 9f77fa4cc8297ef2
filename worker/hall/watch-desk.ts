/** 运行与故障 at the hall: how the house stands, an incident, and what somebody does about it. */
import { incidentRequest } from '../../shared/operations/api.ts';
import { configOf } from '../config.ts';
import { WATCH } from '../noted.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';

const actor = (context: Asked) => context.env.WATCH.getByName(WATCH);

export async function standing(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-operations');
  if (!who.ok) return refused(who);
  const accounts = configOf(context.env).accounts.map(({ id, name, channel }) => ({ id, name, channel }));
  return answered({ ...(await actor(context).standing()), accounts });
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
  return answered(await actor(context).act({ id: context.req.param('id') ?? '', act: order }));
}
