/** A person's card and file, for staff: the hall's part. */
import { cardRequest, reachRequest } from '../../shared/person.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';
import { membersOf } from './people.ts';
import { allows } from '../staff/rights.ts';
import { lineOf } from '../line.ts';
import { admitted, type Asked } from './door.ts';

/** The desk's name: one per business line. */
const DESK = 'main';

const isName = (name: string) => /^[\w-]{1,64}$/u.test(name);

/** The card, its history and what the person agreed to. */
export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  return answered(await lineOf(context.env, customer).person({ order: 'read' }));
}

/** One act upon the card. */
export async function act(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, cardRequest);
  if (!asked.ok) return refused(asked);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  const { id, name, role } = who.member;
  const { revision, act: wanted } = asked.value;
  const owner = wanted.act === 'owner' && wanted.owner !== null ? await ownerNamed(context, wanted.owner) : null;
  if (owner && !owner.ok) return refused(owner);
  const by = { id, name };
  const order = { order: 'card' as const, by, leads: allows(role, 'set-level'), revision, act: wanted };
  const calls = lineOf(context.env, customer);
  return answered(await calls.person({ ...order, ...(owner ? { ownerName: owner.name } : {}) }));
}

/** An agent writes first: the line opens, the desk gives it to them, their words go out. */
export async function reach(context: Asked): Promise<Response> {
  const who = await admitted(context, 'write-first');
  if (!who.ok) return refused(who);
  const asked = await readJson(context.req.raw, reachRequest);
  if (!asked.ok) return refused(asked);
  const customer = context.req.param('customer') ?? '';
  if (!isName(customer)) return refused(refuse('not_found'));
  const { id, name } = who.member;
  const calls = lineOf(context.env, customer);
  const opened = await calls.person({ order: 'reach', by: { id, name }, ...asked.value });
  if (!opened.ok) return refused(opened);
  if (!('session' in opened) || opened.fact === null) return refused(refuse('wrong_state'));
  const desk = context.env.DESK.getByName(DESK);
  // The fact is on its way as a letter too; told twice it is known once, and the desk must know whom it gives.
  await desk.fact(opened.fact);
  const taken = await desk.take({ agent: id, session: opened.session, force: false });
  if (taken.ok) return answered({ ok: true, session: opened.session });
  await calls.person({ order: 'unreach', key: asked.value.key });
  return refused(taken);
}

/** The owner is one of us who may serve customers. */
async function ownerNamed(context: Asked, id: string) {
  const list = await membersOf(context);
  if (!list.ok) return list;
  const found = list.members.find((one) => one.id === id && allows(one.role, 'follow-line'));
  return found ? { ok: true as const, name: found.name } : refuse('not_found', 'There is no such colleague.');
}
