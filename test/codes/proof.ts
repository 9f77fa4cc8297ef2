/** Codes at the gateway's door as an asker meets them; what the simulated carrier got is read as a phone would show it. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { configOf } from '../../worker/config.ts';
import { bucketOf, leaseKey } from '../../worker/identity/keys.ts';
import { post } from '../hall/knock.ts';
import { WORLD_URL, type Seen } from '../world.ts';

const mini = configOf(env).accounts.find((one) => one.channel === 'miniprogram')?.id ?? '';

/** A mini-program of this simulated person, signed in. */
export async function phoneOf(persona: string): Promise<string> {
  const { code } = await (
    await fetch(`${WORLD_URL}/sandbox/wechat/login-code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona, appid: mini }),
    })
  ).json<{ code: string }>();
  const opened = await post('/v1/miniprogram/sign-in', { account: mini, code });
  return v.parse(v.object({ token: v.string() }), await opened.json()).token;
}

export const ask = (token: string, phone: string, more: Record<string, string> = {}) =>
  post('/v1/me/phone/code', { phone }, { authorization: `Bearer ${token}`, ...more });
export const enter = (token: string, phone: string, code: string) =>
  post('/v1/me/phone/verify', { phone, code }, { authorization: `Bearer ${token}` });
export const codeIn = (response: Response) => response.json<{ ok: boolean; code?: string; detail?: string }>();

/** The codes the carrier was given, oldest first. */
export function carried(seen: readonly Seen[]): { number: string; code: string; template: string }[] {
  return seen
    .map(({ request }) => new URL(request.url).searchParams)
    .filter((query) => query.has('TemplateParam'))
    .map((query) => ({
      number: query.get('PhoneNumbers') ?? '',
      template: query.get('TemplateCode') ?? '',
      code: v.parse(v.object({ code: v.string() }), JSON.parse(query.get('TemplateParam') ?? '{}')).code,
    }));
}

/** Any other code. */
export const wrongOf = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

/** What identity holds of a number. */
export async function held(number: string) {
  const { hash } = await leaseKey(configOf(env).secret, 'phone', number);
  return env.IDENTITY.getByName(bucketOf(hash)).find(hash);
}
