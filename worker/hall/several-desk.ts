/** Several encounters at once: each is asked of its customer and answers for itself. */
import type { Context } from 'hono';
import { severalRequest, type SeveralAnswer } from '../../shared/several.ts';
import { answered, refused } from './answers.ts';
import type { Hall } from '../env.ts';
import { lineOf } from '../line.ts';
import { readJson } from './intake.ts';
import { admitted } from './door.ts';

/** So many customers are asked at once. */
const AT_ONCE = 10;

export async function act(context: Context<Hall>): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, severalRequest);
  if (!read.ok) return refused(read);
  const { id, name, role } = who.member;
  const { sessions, act: wanted } = read.value;
  const results: SeveralAnswer['results'] = [];
  for (let from = 0; from < sessions.length; from += AT_ONCE) {
    const part = sessions.slice(from, from + AT_ONCE).map(async ({ customer, session }) => {
      const order = { by: { id, name, role }, session, act: wanted };
      const outcome = await lineOf(context.env, customer).serve(order);
      return { session, ok: outcome.ok, ...(outcome.ok ? {} : { code: outcome.code, detail: outcome.detail }) };
    });
    results.push(...(await Promise.all(part)));
  }
  return answered({ ok: true, results });
}
