/** Where an answer would go: the hall's part. */
import { refuse } from '../../shared/refusal.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';

const isName = (name: string) => /^[\w-]{1,64}$/u.test(name);

export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'follow-line');
  if (!who.ok) return refused(who);
  const [customer, endpoint] = [context.req.param('customer') ?? '', context.req.param('endpoint') ?? ''];
  if (!isName(customer) || !isName(endpoint)) return refused(refuse('not_found'));
  const found = await lineOf(context.env, customer).person({ order: 'outlook', endpoint });
  if (!found.ok) return refused(found);
  return 'outlook' in found ? answered({ ok: true, ...found.outlook }) : refused(refuse('not_found'));
}
