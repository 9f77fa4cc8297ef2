/** A hand-off's code was scanned or typed: whose line it leads to, as far as the evidence allows. */
import type { HandedOff } from '../../shared/api.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { bucketOf, handOffHash, keysOf, type Evidence } from '../identity/keys.ts';
import { placeOf } from './joining.ts';
import { isUser, personProven, settled } from './whose.ts';

/** As it was typed: with spaces or dashes, in small letters. */
function typed(code: string): string {
  return code.toUpperCase().replace(/[\s-]/gu, '');
}

/**
 * Whose line a scanned code leads to. Scanning is the person's own act: an anonymous visitor's line becomes theirs, unless a user of the
 * company or somebody else's WeChat has it already. A signed-in page is never joined to another WeChat: its screen would read more than before.
 */
export async function personByHandOff(
  env: Env,
  evidence: Evidence,
  code: string,
): Promise<{ person: string; handOff: HandedOff }> {
  const { secret } = configOf(env);
  const hash = await handOffHash(secret, typed(code));
  const now = Date.now();
  const { own } = await keysOf(secret, { address: evidence.address });
  const offered = await env.IDENTITY.getByName(bucketOf(hash)).takeUp({ hash, by: own.hash, now });
  if (!offered) return { person: await personProven(env, evidence, now), handOff: 'expired' };
  const joins = offered.visitor !== null && !(await isUser(env, offered.person));
  const beside = joins && offered.visitor !== null ? { kind: 'endpoint' as const, hash: offered.visitor } : undefined;
  const { person } = await settled(env, evidence, now, beside);
  const isOne = (await placeOf(env, person)) === (await placeOf(env, offered.person));
  return { person, handOff: isOne ? 'joined' : joins ? 'later' : 'other' };
}
