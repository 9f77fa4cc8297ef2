/** The staff's door: who asks and may they, and what a query says. */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { StaffMember } from '../../shared/actors.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Hall } from '../env.ts';
import { allows, type Action } from '../staff/rights.ts';
import { fromOwnPage, memberOf } from './people.ts';

export type Asked = Context<Hall>;

/** Who asks, if they may; what changes something comes from a page of ours. */
export async function admitted(context: Asked, action: Action): Promise<Result<{ member: StaffMember }>> {
  if (context.req.method !== 'GET') {
    const own = fromOwnPage(context);
    if (!own.ok) return own;
  }
  const who = await memberOf(context);
  if (!who.ok) return who;
  return allows(who.member.role, action) ? who : refuse('not_allowed');
}

/** The query's fields of one shape; empty ones are none. */
export function queried<Schema extends v.GenericSchema>(
  context: Asked,
  schema: Schema,
): Result<{ value: v.InferOutput<Schema> }> {
  const given = Object.fromEntries(Object.entries(context.req.query()).filter(([, value]) => value !== ''));
  const checked = v.safeParse(schema, given);
  if (checked.success) return { ok: true, value: checked.output };
  const issue = checked.issues[0];
  return refuse('bad_request', `${v.getDotPath(issue) ?? 'query'}: ${issue.message.slice(0, 200)}`);
}
