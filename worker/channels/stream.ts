/** Web, APP and our mini-program: the socket is the send; what is decided here is who may open one. */
import { errors, jwtVerify } from 'jose';
import * as v from 'valibot';
import { care as careGroup, type Care } from '../../shared/line.ts';
import { plain } from '../../shared/plain.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { utf8 } from '../lib/digest.ts';
import type { MiniprogramAccount, SiteAccount } from './account.ts';
import { e164 } from './sms/number.ts';
import { clip } from './words.ts';

/** Longest life of a signed login. */
const TOKEN_LIFE_S = 15 * 60;
/** How far the company's clock may run before ours. */
const SKEW_S = 60;
const TOKEN_LENGTH = 4096;

/** What a signed login proves about the person. */
export type Proven = {
  userId: string;
  name?: string;
  /** E.164. */
  phone?: string;
  union?: { openPlatform: string; unionid: string };
  /** The company asks that a person comes first for them: elderly, or a minor. */
  care?: Care;
  /** Their level in the company's membership. */
  level?: string;
};

/**
 * Whether a browser page of this origin may talk to the account: the very text of a listed origin, nothing near it. Clients that are
 * no browser (an APP, WeChat's mini-program) send none; a website's always do.
 */
export function originAllowed(origin: string | null, account: SiteAccount | MiniprogramAccount): boolean {
  if (origin === null) return account.channel !== 'web';
  return account.origins.some((listed) => strict(listed) === origin);
}

/** The origin of an address that is nothing but one, else null. */
function strict(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isWeb && isBare ? url.origin : null;
}

/**
 * Proves a signed login (JWT, HS256 with the site's key): audience is the site, lives at most fifteen minutes, names the user.
 * Refusals: `bad_token`, `expired`.
 */
export async function verifyUser(
  token: string,
  account: SiteAccount,
  now: number,
): Promise<Result<{ proven: Proven }>> {
  if (token.length > TOKEN_LENGTH) return refuse('bad_token', 'The token is too long.');
  try {
    const { payload } = await jwtVerify(token, utf8(account.jwtSecret), {
      algorithms: ['HS256'],
      audience: account.id,
      requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      currentDate: new Date(now),
    });
    return claims(payload, account, now);
  } catch (fault) {
    if (fault instanceof errors.JWTExpired) return refuse('expired', 'The token has expired.');
    if (fault instanceof errors.JOSEError) return refuse('bad_token', `The token is refused (${fault.code}).`);
    throw fault;
  }
}

function claims(payload: Record<string, unknown>, account: SiteAccount, now: number): Result<{ proven: Proven }> {
  const { exp, iat, sub, name, phone_number: number, unionid, union_scope: scope } = payload;
  if (typeof exp !== 'number' || typeof iat !== 'number') return refuse('bad_token', 'exp and iat are required.');
  if (iat > now / 1000 + SKEW_S) return refuse('bad_token', 'iat lies in the future.');
  if (exp <= iat || exp - iat > TOKEN_LIFE_S) return refuse('bad_token', 'The token lives longer than 15 minutes.');
  if (typeof sub !== 'string' || sub.length < 1 || sub.length > 64)
    return refuse('bad_token', 'sub must have 1 to 64 characters.');
  const proven: Proven = { userId: sub };
  if (typeof name === 'string' && plain(name).trim() !== '') proven.name = clip(plain(name).trim(), 64);
  if (number !== undefined) {
    const phone = typeof number === 'string' && number.startsWith('+') ? e164(number) : null;
    if (phone === null || phone !== number) return refuse('bad_token', 'phone_number must be E.164.');
    proven.phone = phone;
  }
  if (unionid !== undefined) {
    const isVouched = account.openPlatform !== undefined && scope === account.openPlatform;
    if (typeof unionid !== 'string' || !/^[\w-]{1,64}$/u.test(unionid) || !isVouched) {
      return refuse('bad_token', 'unionid must come with the union_scope of this site’s open platform.');
    }
    proven.union = { openPlatform: scope, unionid };
  }
  return kindOfPerson(payload, proven);
}

function kindOfPerson(payload: Record<string, unknown>, proven: Proven): Result<{ proven: Proven }> {
  const { care, member_level: level } = payload;
  if (care !== undefined) {
    if (!v.is(careGroup, care)) return refuse('bad_token', 'care must be elder or minor.');
    proven.care = care;
  }
  if (level !== undefined) {
    if (typeof level !== 'string') return refuse('bad_token', 'member_level must be a text.');
    proven.level = clip(plain(level).trim(), 40);
  }
  return { ok: true, proven };
}
