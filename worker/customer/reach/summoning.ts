/** The SMS that asks somebody to come and read: its code leads to their line, once, and stands in no table but by its keyed hash. */
import type { Address } from '../../../shared/actors.ts';
import { accountOf, channelFor } from '../../channels/registry.ts';
import type { SendTools } from '../../channels/channel.ts';
import type { Config } from '../../config.ts';
import type { Env } from '../../env.ts';
import { LEASE_MS } from '../../identity/evidence.ts';
import { bucketOf, freshCode, handOffHash, keysOf, leaseKey } from '../../identity/keys.ts';
import { refusals } from '../../../shared/refusal.ts';
import { toolsFor } from '../tools.ts';
import type { Callers } from './calling.ts';

/** So long the code of an SMS leads anywhere. */
export const WAY_BACK_MS = 24 * 3_600_000;

export function summoner(env: Env, config: Config, call: SendTools['call']): Callers['summon'] {
  return async ({ id, address, person, language }) => {
    const account = accountOf(config.accounts, address);
    const channel = account ? channelFor(account) : null;
    if (!channel) {
      return { ok: false, fate: 'failed', reason: { code: 'no_account', detail: refusals.no_account.en } };
    }
    const code = freshCode();
    const now = Date.now();
    const [hash, { own }] = await Promise.all([handOffHash(config.secret, code), keysOf(config.secret, { address })]);
    const visitor = (await isStillTheirs(env, config, { own: own.hash, address, person, now })) ? own.hash : null;
    await env.IDENTITY.getByName(bucketOf(hash)).offer({ hash, person, visitor, now, endsAt: now + WAY_BACK_MS });
    return channel.summon({ id, address, code, language }, toolsFor(env, config, address.account, call));
  };
}

/**
 * Only an address that is known to be theirs says whose words came before it, and a number only while it was heard from or proven within
 * its lease: it may have gone to somebody else, to whom this SMS shows nothing.
 */
async function isStillTheirs(
  env: Env,
  { secret }: Config,
  given: { own: string; address: Address; person: string; now: number },
): Promise<boolean> {
  const { own, address, person, now } = given;
  const number = await leaseKey(secret, 'phone', address.peer);
  const [byAddress, byNumber] = await Promise.all(
    [own, number.hash].map((hash) => env.IDENTITY.getByName(bucketOf(hash)).find(hash)),
  );
  if (byAddress?.person !== person || (byNumber && byNumber.person !== person)) return false;
  return now - Math.max(byAddress.confirmedAt, byNumber?.confirmedAt ?? 0) <= LEASE_MS.phone;
}
