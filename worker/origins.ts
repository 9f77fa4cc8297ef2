/** Which web pages may speak to us: exactly listed ones for a site, our own for staff. */
import { refuse, type Refusal } from '../shared/refusal.ts';
import type { Account, MiniprogramAccount, SiteAccount } from './channels/account.ts';

/** An account a client of ours signs in to. */
export type Site = SiteAccount | MiniprogramAccount;

/** The site of this id. */
export function siteOf(accounts: readonly Account[], id: string): Site | null {
  const found = accounts.find((one) => one.id === id && one.channel !== 'wechat' && one.channel !== 'sms');
  return found?.channel === 'web' || found?.channel === 'app' || found?.channel === 'miniprogram' ? found : null;
}

/** Null when this Origin may speak for the site. Byte for byte: no case folding, no default ports, no suffixes. */
export function refuseOrigin(site: Site, origin: string | null): Refusal | null {
  if (origin === null) {
    // Browsers always send one; an APP and WeChat's own client never do.
    return site.channel === 'web' ? refuse('bad_origin', 'The Origin header is missing.') : null;
  }
  return site.origins.includes(origin) ? null : refuse('bad_origin');
}

/** Is it listed for any site at all? Enough for a preflight, whose request names no site. */
export function listedAnywhere(accounts: readonly Account[], origin: string): boolean {
  return accounts.some((one) => 'origins' in one && one.origins.includes(origin));
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Our own origins: the public address, and on one's own machine its other spellings. */
export function ownOrigins(publicUrl: string): string[] {
  const { origin, protocol, hostname, port } = new URL(publicUrl);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((host) => `${protocol}//${host}${port === '' ? '' : `:${port}`}`);
}
