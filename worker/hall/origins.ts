/** Which web pages may speak to us: listed ones for a site (channels/stream.ts says how), our own for staff. */
import type { Account, MiniprogramAccount, SiteAccount } from '../channels/account.ts';
import { originAllowed } from '../channels/stream.ts';

/** An account a client of ours signs in to. */
export type Site = SiteAccount | MiniprogramAccount;

/** The site of this id. */
export function siteOf(accounts: readonly Account[], id: string): Site | null {
  for (const one of accounts) {
    if (one.id === id && (one.channel === 'web' || one.channel === 'app' || one.channel === 'miniprogram')) return one;
  }
  return null;
}

/** Is it listed for any site at all? Enough to let a page read our answers; what it may do is decided by the site it names. */
export function listedAnywhere(accounts: readonly Account[], origin: string): boolean {
  return accounts.some((one) => 'origins' in one && originAllowed(origin, one));
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Our own origins: the public address, and on one's own machine its other spellings. */
export function ownOrigins(publicUrl: string): string[] {
  const { origin, protocol, hostname, port } = new URL(publicUrl);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((host) => `${protocol}//${host}${port === '' ? '' : `:${port}`}`);
}

/** A page listed for the site, or our own: a website's conversation has a page there (聊天链接). */
export function mayCall(origin: string | null, site: Site, publicUrl: string): boolean {
  return originAllowed(origin, site) || (site.channel === 'web' && origin === new URL(publicUrl).origin);
}
