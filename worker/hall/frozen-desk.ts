/** Beyond the day's limit of merges: who is frozen, and a lead's word that they may be joined again, kept with who said it and why. */
import { thawRequest, type FrozenPerson } from '../../shared/frozen.ts';
import { refuse } from '../../shared/refusal.ts';
import { bucketOfPerson, FROZEN } from '../identity/port.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';
import { membersOf } from './people.ts';

const MOST = 20;

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'unfreeze-people');
  if (!who.ok) return refused(who);
  const kept = (await context.env.IDENTITY.getByName(FROZEN).frozen()).slice(0, MOST);
  const members = kept.some(({ thawed }) => thawed) ? await membersOf(context) : null;
  const nameOf = (id: string) => (members?.ok ? members.members.find((one) => one.id === id)?.name : undefined) ?? '';
  const frozen: FrozenPerson[] = [];
  for (const { person, other, since, thawed } of kept) {
    const met = await lineOf(context.env, person).person({ order: 'side' });
    if (!met.ok || !('side' in met)) continue;
    const { customer, name } = met.side;
    const by = thawed && { ...thawed, by: nameOf(thawed.by) };
    frozen.push({ ...{ customer: person, name: name === '' ? customer : name, other, since }, thawed: by });
  }
  return answered({ ok: true, frozen });
}

/** Somebody has looked: what is proven may join them again, and the day begins anew. */
export async function thaw(context: Asked): Promise<Response> {
  const who = await admitted(context, 'unfreeze-people');
  if (!who.ok) return refused(who);
  const person = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(person)) return refused(refuse('not_found'));
  const read = await readJson(context.req.raw, thawRequest);
  if (!read.ok) return refused(read);
  const order = { person, by: who.member.id, at: Date.now(), reason: read.value.reason };
  // Whoever is listed as frozen still can be allowed again, also where this broke off in between.
  await context.env.IDENTITY.getByName(bucketOfPerson(person)).thaw(order);
  const kept = await context.env.IDENTITY.getByName(FROZEN).thaw(order);
  return kept ? answered({ ok: true }) : refused(refuse('not_found'));
}
