/** What the operator asks from the terminal, proven by OPERATOR_KEY; without one these doors don't exist. */

import { loginRequest, newMember } from '../../shared/api.ts';
import { retellRequest } from '../../shared/directory.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { configOf } from '../config.ts';
import { readJson } from './intake.ts';
import { same } from '../lib/digest.ts';
import { lineOf } from '../line.ts';
import type { Asked } from './door.ts';

export function proven(context: Asked): Result<object> {
  const { operatorKey } = configOf(context.env);
  if (operatorKey === null) return refuse('not_found');
  return same(context.req.header('authorization') ?? '', `Bearer ${operatorKey}`) ? { ok: true } : refuse('bad_token');
}

const staff = (context: Asked) => context.env.STAFF.getByName('staff');

/** Makes the first owner, or any member. */
export async function member(context: Asked): Promise<Response> {
  const operator = proven(context);
  if (!operator.ok) return refused(operator);
  const read = await readJson(context.req.raw, newMember);
  if (!read.ok) return refused(read);
  const { login, name, role } = read.value;
  if (role === 'owner') return answered(await staff(context).createOwner({ login, name }));
  return answered(await staff(context).create({ by: 'operator', login, name, role }));
}

/** A fresh password for a member who lost theirs. */
export async function password(context: Asked): Promise<Response> {
  const operator = proven(context);
  if (!operator.ok) return refused(operator);
  const read = await readJson(context.req.raw, loginRequest);
  return read.ok ? answered(await staff(context).resetPassword(read.value)) : refused(read);
}

/** A page of persons owes the directory everything anew: identity knows them all, whatever became of the directory. */
export async function retell(context: Asked): Promise<Response> {
  const operator = proven(context);
  if (!operator.ok) return refused(operator);
  const read = await readJson(context.req.raw, retellRequest);
  if (!read.ok) return refused(read);
  const { bucket, after } = read.value;
  const persons = await context.env.IDENTITY.getByName(`b_${bucket}`).persons(after);
  let told = 0;
  for (const person of persons) if (await lineOf(context.env, person).retell()) told += 1;
  return answered({ ok: true, told, next: persons.at(-1) ?? null });
}

/** A code that signs a member in, once, within ten minutes. */
export async function enterCode(context: Asked): Promise<Response> {
  const operator = proven(context);
  if (!operator.ok) return refused(operator);
  const read = await readJson(context.req.raw, loginRequest);
  return read.ok ? answered(await staff(context).enterCode(read.value)) : refused(read);
}
