/** How each address of a person was proven: the line knows its addresses, identity what binds them. */
import type { Address } from '../../shared/actors.ts';
import type { ProofsAnswer, ProofView } from '../../shared/provenance.ts';
import type { Result } from '../../shared/refusal.ts';
import { refuse } from '../../shared/refusal.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { leaseEnd } from '../identity/evidence.ts';
import { keysOf } from '../identity/keys.ts';
import { bucketPort } from '../identity/port.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';

type Proofs = Omit<ProofsAnswer, 'ok'>;

export async function proofsOf(env: Env, customer: string): Promise<Result<Proofs>> {
  const told = await lineOf(env, customer).person({ order: 'peers' });
  if (!told.ok) return told;
  if (!('peers' in told)) return refuse('not_found');
  const { person, peers } = told;
  const proofs = await Promise.all(
    peers.map(async ({ endpoint, address }) => ({ endpoint, proof: await proofOf(env, person, address) })),
  );
  return { ok: true, proofs };
}

/** A number says more than the address it is; a user who signed in more than the page they did it on. */
async function proofOf(env: Env, person: string, address: Address): Promise<ProofView | null> {
  const user = /^u_(.+)$/u.exec(address.peer)?.[1];
  const isPage = address.channel === 'web' || address.channel === 'app';
  const { own, proofs } = await keysOf(configOf(env).secret, {
    address,
    ...(isPage && user !== undefined ? { userId: user } : {}),
  });
  const port = bucketPort((name) => env.IDENTITY.getByName(name));
  for (const { hash } of [...proofs, own]) {
    const edge = await port.find(hash);
    // Somebody else's by now, or on its way: nothing is known of it here.
    if (edge?.person !== person) continue;
    const { source, who, evidence, since, confirmedAt } = edge;
    return { source, who, evidence, since, confirmedAt, endsAt: leaseEnd(edge) };
  }
  return null;
}

export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-person');
  if (!who.ok) return refused(who);
  const customer = context.req.param('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('not_found'));
  return answered(await proofsOf(context.env, customer));
}
