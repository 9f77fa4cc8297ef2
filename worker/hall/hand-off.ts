/** 接力: a page shows a code with which the mini-program goes on with its conversation. */
import { handOffRequest } from '../../shared/api.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { configOf } from '../config.ts';
import { bucketOf, freshCode, handOffHash, keysOf } from '../identity/keys.ts';
import { bearer } from './customers.ts';
import type { Asked } from './door.ts';
import { readJson } from './intake.ts';

const LIFE_MS = 5 * 60_000;
/** A page's code to go on in the mini-program: used once, within five minutes. */
export async function offerHandOff(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, handOffRequest);
  if (!read.ok) return refused(read);
  const { accounts, secret, publicUrl } = configOf(context.env);
  if (!accounts.some(({ channel }) => channel === 'miniprogram')) return refused(refuse('no_account'));
  const { person, address, scope } = who.claims;
  const code = freshCode();
  const hash = await handOffHash(secret, code);
  const visitor = scope === 'endpoint' ? (await keysOf(secret, { address })).own.hash : null;
  const now = Date.now();
  const expiresAt = now + LIFE_MS;
  await context.env.IDENTITY.getByName(bucketOf(hash)).offer({ hash, person, visitor, now, endsAt: expiresAt });
  return answered({ ok: true, code, link: `${publicUrl}/go?h=${code}`, expiresAt });
}

/** What a camera outside WeChat finds behind the QR code: in WeChat the same address opens the mini-program (扫普通链接二维码). */
export function goOn(): Response {
  const words = '请用微信扫一扫，继续刚才的对话。\nScan this code with WeChat to go on with your conversation.\n';
  return new Response(words, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}
