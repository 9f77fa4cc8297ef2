/** The keys of the Company API, for those who lead. What is done with one is kept with who did it. */
import { newKeyRequest, rotateKeyRequest } from '../../shared/keys.ts';
import { answered, refused } from './answers.ts';
import { KEYS } from './backend-door.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';

const actor = (context: Asked) => context.env.KEYS.getByName(KEYS);
const idOf = (context: Asked) => context.req.param('id') ?? '';

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-keys');
  return who.ok ? answered({ ok: true, ...(await actor(context).list()) }) : refused(who);
}

export async function make(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-keys');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, newKeyRequest);
  if (!read.ok) return refused(read);
  const { id, name } = who.member;
  return answered(await actor(context).make({ ...read.value, by: { id, name } }));
}

export async function rotate(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-keys');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, rotateKeyRequest);
  if (!read.ok) return refused(read);
  const { id, name } = who.member;
  return answered(await actor(context).rotate({ id: idOf(context), ...read.value, by: { id, name } }));
}

export async function revoke(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-keys');
  if (!who.ok) return refused(who);
  const { id, name } = who.member;
  return answered(await actor(context).revoke({ id: idOf(context), by: { id, name } }));
}
