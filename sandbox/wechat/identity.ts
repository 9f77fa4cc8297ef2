import { createHash } from 'node:crypto';

const short = (words: string, length: number): string =>
  createHash('sha256').update(words).digest('base64url').slice(0, length);

/** A person's openid for one appid: 28 characters beginning with o, another one for every appid. */
export const openidOf = (appid: string, personId: string): string => `o${short(`openid|${appid}|${personId}`, 27)}`;

/** A person's unionid: the same for all accounts bound to one open platform, absent when bound to none. */
export const unionidOf = (openPlatform: string | undefined, personId: string): string | undefined =>
  openPlatform ? `o${short(`unionid|${openPlatform}|${personId}`, 27)}` : undefined;
