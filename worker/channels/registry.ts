/** Which channel speaks for which account. */
import type { Address } from '../../shared/actors.ts';
import type { Account } from './account.ts';
import type { Channel } from './channel.ts';
import { wechat } from './wechat/channel.ts';

/** The account an address belongs to. */
export function accountOf(accounts: readonly Account[], address: Address): Account | null {
  return accounts.find((one) => one.channel === address.channel && one.id === address.account) ?? null;
}

/** The channel that calls out for an account; null where the socket is the send. */
export function channelFor(account: Account): Channel<never> | null {
  return account.channel === 'wechat' ? (wechat as Channel<never>) : null;
}
