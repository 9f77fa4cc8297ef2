/** What the operator asks of the figures: facts told anew beside the live ones, and the comparison of both. */
import { compareRequest, ledgerOf, rebuildRequest } from '../../shared/ledger.ts';
import { compared } from '../ledger/compare.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import type { Asked } from './door.ts';
import { readJson } from './intake.ts';
import { proven } from './operators.ts';

export async function rebuild(context: Asked): Promise<Response> {
  const operator = proven(context);
  if (!operator.ok) return refused(operator);
  const read = await readJson(context.req.raw, rebuildRequest);
  if (!read.ok) return refused(read);
  const { run, bucket, after } = read.value;
  const persons = await context.env.IDENTITY.getByName(`b_${bucket}`).persons(after);
  let told = 0;
  for (const person of persons) if (await lineOf(context.env, person).retell(run)) told += 1;
  return answered({ ok: true, told, next: persons.at(-1) ?? null });
}

export async function compare(context: Asked): Promise<Response> {
  const operator = proven(context);
  if (!operator.ok) return refused(operator);
  const read = await readJson(context.req.raw, compareRequest);
  if (!read.ok) return refused(read);
  const { run, month } = read.value;
  const beside = context.env.LEDGER.getByName(ledgerOf(month, run));
  const result = await compared(context.env.LEDGER.getByName(month), beside, month);
  await beside.empty();
  return answered({ ok: true, ...result });
}
