import type { AppAccount, Person, WebAccount } from '../config.ts';
import { hmacSha256, sameText } from '../world/digest.ts';
import { unionidOf } from '../wechat/identity.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The signed statement of the shop's server who its visitor is: JWT HS256, 10 minutes (15 are allowed). */
export function signIn(person: Person, site: WebAccount | AppAccount, nowMs: number): string {
  const issued = Math.floor(nowMs / 1000);
  const unionid = unionidOf(site.openPlatform, person.id);
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const claims = part({
    sub: person.userId,
    name: person.name,
    phone_number: person.phone,
    ...(person.level === undefined ? {} : { member_level: person.level }),
    ...(unionid ? { unionid, union_scope: site.openPlatform } : {}),
    iat: issued,
    exp: issued + 600,
    aud: site.id,
  });
  return `${head}.${claims}.${hmacSha256(site.jwtSecret, `${head}.${claims}`).toString('base64url')}`;
}

/** Checks the gateway's signature on a call to the company: `t=<unix s>,v1=<hex hmac>` over `t + '.' + body`, ± 5 minutes. */
export function hookIsGenuine(secret: string, header: string, body: string, nowMs: number): boolean {
  const found = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (!found || !secret) return false;
  const [, time = '', mark = ''] = found;
  if (Math.abs(nowMs / 1000 - Number(time)) > 300) return false;
  return sameText(mark, hmacSha256(secret, `${time}.${body}`).toString('hex'));
}
