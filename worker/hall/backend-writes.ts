/** What the company's own backend changes with a customer: the card, an address, words in the robot's place. */
import { refuse, type Result } from '../../shared/refusal.ts';
import { smsAccountFor } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { lineOf } from '../line.ts';
import { keyed, type Caller } from './backend-door.ts';
import { ops } from './backend-operations.ts';
import { customerIn } from './backend-people.ts';
import type { Asked } from './door.ts';
import { placeOf } from './joining.ts';
import { proofsOf } from './provenance.ts';
import { settled } from './whose.ts';

export const change = keyed(ops.changeCustomer, async ({ context, caller: { id, name }, body }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const order = { order: 'card' as const, by: { id, name }, leads: false, ...body };
  const told = await lineOf(context.env, named).person(order);
  if (!told.ok) return told;
  return 'card' in told ? { ok: true, revision: told.card.revision } : refuse('not_found');
});

export const identities = keyed(ops.identities, async ({ context, caller }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const line = lineOf(context.env, named);
  const [told, user, proven] = await Promise.all([
    line.backend({ order: 'identities', by: caller }),
    line.backend({ order: 'user' }),
    proofsOf(context.env, named),
  ]);
  if (!told.ok) return told;
  if (!user.ok) return user;
  if (!proven.ok) return proven;
  if (!('identities' in told) || !('userId' in user)) return refuse('not_found');
  const proofs = new Map(proven.proofs.map(({ endpoint, proof }) => [endpoint, proof]));
  const listed = told.identities.map((one) => ({ ...one, proof: proofs.get(one.endpoint) ?? null }));
  return { ok: true, userId: user.userId, identities: listed };
});

/** A phone number, an order of theirs, or both. */
export const link = keyed(ops.link, async ({ context, caller, body: { phone, order } }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  if (order !== undefined) {
    const told = await lineOf(context.env, named).backend({ order: 'theirs', number: order, of: named });
    if (!told.ok) return told;
  }
  return phone === undefined ? { ok: true, endpoint: null } : linkPhone(context, caller, named, phone);
});

/** A number the company vouches for goes the way a signed login's does: whose it is already stays theirs, and waits for a merge. */
async function linkPhone(
  context: Asked,
  caller: Pick<Caller, 'id'>,
  named: string,
  phone: string,
): Promise<Result<{ endpoint: string }>> {
  const sender = smsAccountFor(configOf(context.env).accounts, phone);
  if (!sender) return refuse('no_account', 'No account sends messages to this country.');
  const line = lineOf(context.env, named);
  const user = await line.backend({ order: 'user' });
  if (!user.ok) return user;
  if (!('userId' in user) || user.userId === null || user.address === null) {
    return refuse('wrong_state', 'The company vouches only for a user it has signed in.');
  }
  const { person, userId, address } = user;
  const evidence = { address, userId, phone, phoneBy: 'company' as const, company: `key:${caller.id}` };
  const proven = await settled(context.env, evidence, Date.now());
  // The line may have gone into another meanwhile, by this very proof.
  const [at, own] = await Promise.all([proven.person, person].map((one) => placeOf(context.env, one)));
  if (at !== own || proven.refused.some(({ kind }) => kind === 'phone')) return refuse('link_needs_merge');
  const viewer = {
    kind: 'customer' as const,
    address,
    scope: 'line' as const,
    site: address.account,
    facts: { userId },
  };
  const linked = await line.own({
    ...{ order: 'link' as const, viewer, vouched: true as const },
    address: { channel: 'sms' as const, account: sender.id, peer: phone },
  });
  if (!linked.ok) return linked;
  return 'endpoint' in linked ? { ok: true, endpoint: linked.endpoint } : refuse('not_found');
}

/** What the company's shop sold them. */
export const purchases = keyed(ops.purchases, async ({ context, body }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const told = await lineOf(context.env, named).backend({ order: 'purchases', ...body, of: named });
  if (!told.ok) return told;
  return 'kept' in told ? { ok: true, kept: told.kept, left: told.left } : refuse('not_found');
});

/** What happened in their matters. */
export const tell = keyed(ops.tell, async ({ context, body }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const told = await lineOf(context.env, named).backend({ order: 'event', event: body, of: named });
  if (!told.ok) return told;
  return 'event' in told ? { ok: true, ...told.event } : refuse('not_found');
});

export const say = keyed(ops.say, async ({ context, caller, body: { fence, endpoint, body } }) => {
  const named = customerIn(context);
  if (typeof named !== 'string') return named;
  const { once, ...by } = caller;
  const told = await lineOf(context.env, named).backend({ order: 'say', by, once, fence, endpoint, body });
  if (!told.ok) return told;
  return 'said' in told ? { ok: true, ...told.said } : refuse('not_found');
});
