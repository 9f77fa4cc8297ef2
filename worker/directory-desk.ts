/** The directory's operations: search, history, a customer's past encounters, kept filters, telling everything anew. */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { StaffMember } from '../shared/actors.ts';
import { saveFilter, sessionFilter } from '../shared/directory.ts';
import { refuse, type Result } from '../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import type { Hall } from './env.ts';
import { readJson } from './intake.ts';
import { fromOwnPage, memberOf } from './people.ts';
import { allows } from './staff/rights.ts';

type Asked = Context<Hall>;

/** The actor's name: one per deployment. */
const DIRECTORY = 'main';

const actor = (context: Asked) => context.env.DIRECTORY.getByName(DIRECTORY);

async function admitted(context: Asked): Promise<Result<{ member: StaffMember }>> {
  if (context.req.method !== 'GET') {
    const own = fromOwnPage(context);
    if (!own.ok) return own;
  }
  const who = await memberOf(context);
  if (!who.ok) return who;
  return allows(who.member.role, 'follow-line') ? who : refuse('not_allowed');
}

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const seq = v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}$/u)));
const cursor = v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}\.[\w-]{1,64}$/u)));

/** The query's fields of one shape; empty ones are none. */
function queried<Schema extends v.GenericSchema>(
  context: Asked,
  schema: Schema,
): Result<{ value: v.InferOutput<Schema> }> {
  const given = Object.fromEntries(Object.entries(context.req.query()).filter(([, value]) => value !== ''));
  const checked = v.safeParse(schema, given);
  if (checked.success) return { ok: true, value: checked.output };
  const issue = checked.issues[0];
  return refuse('bad_request', `${v.getDotPath(issue) ?? 'query'}: ${issue.message.slice(0, 200)}`);
}

export async function search(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const read = queried(context, v.object({ q: words, after: v.optional(seq, null) }));
  return read.ok ? answered(await actor(context).search(read.value)) : refused(read);
}

export async function sessions(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const read = queried(context, v.object({ ...sessionFilter.entries, after: v.optional(cursor, null) }));
  if (!read.ok) return refused(read);
  const { after, ...filter } = read.value;
  return answered(await actor(context).sessions({ filter, after }));
}

export async function past(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('not_found'));
  const read = queried(context, v.object({ after: v.optional(cursor, null) }));
  return read.ok ? answered(await actor(context).of({ customer, after: read.value.after })) : refused(read);
}

export async function filters(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  return answered({ ok: true, filters: await actor(context).filters(who.member.id) });
}

export async function keepFilter(context: Asked): Promise<Response> {
  const who = await admitted(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, saveFilter);
  if (!read.ok) return refused(read);
  const leads = allows(who.member.role, 'edit-settings');
  return answered({
    ok: true,
    filters: await actor(context).save({ member: who.member.id, leads, given: read.value }),
  });
}
