/** The SMS that asks somebody to come and read: its code leads to their line, once, and stands in no table but by its keyed hash. */
import { accountOf, channelFor } from '../../channels/registry.ts';
import type { SendTools } from '../../channels/channel.ts';
import type { Config } from '../../config.ts';
import type { Env } from '../../env.ts';
import { bucketOf, freshCode, handOffHash, keysOf } from '../../identity/keys.ts';
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
    // Only an address that is known to be theirs says whose words came before it.
    const known = await env.IDENTITY.getByName(bucketOf(own.hash)).find(own.hash);
    const visitor = known?.person === person ? own.hash : null;
    await env.IDENTITY.getByName(bucketOf(hash)).offer({ hash, person, visitor, now, endsAt: now + WAY_BACK_MS });
    return channel.summon({ id, address, code, language }, toolsFor(env, config, address.account, call));
  };
}
