/** The desk's operations: why a session went where it went, and what was done on a day. */

import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';

import { admitted, type Asked } from './door.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const desk = (context: Asked) => context.env.DESK.getByName('main');

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
  const [found] = await desk(context).days({ days: [wanted] });
  return answered({ ok: true, ...found });
}
