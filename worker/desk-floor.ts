/** The desk's operations: why a session went where it went, and what was done on a day. */
import type { Context } from 'hono';
import type { StaffMember } from '../shared/actors.ts';
import { refuse, type Result } from '../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import type { Hall } from './env.ts';
import { memberOf } from './people.ts';
import { allows } from './staff/rights.ts';

type Asked = Context<Hall>;

const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const desk = (context: Asked) => context.env.DESK.getByName('main');

async function admitted(
  context: Asked,
  action: 'follow-line' | 'take-from-colleague',
): Promise<Result<{ member: StaffMember }>> {
  const who = await memberOf(context);
  if (!who.ok) return who;
  return allows(who.member.role, action) ? who : refuse('not_allowed');
}

/** For whoever may follow the line itself. */
export async function decisions(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const found = await desk(context).decisions({ session: context.req.param('id') ?? '' });
  return answered(found);
}

/** Figures of people: for who leads them. */
export async function day(context: Asked): Promise<Response> {
  const who = await admitted(context, 'take-from-colleague');
  if (!who.ok) return refused(who);
  const wanted = context.req.param('day') ?? '';
  if (!DAY.test(wanted)) return refused(refuse('not_found'));
  const found = await desk(context).day({ day: wanted });
  return answered(found);
}
