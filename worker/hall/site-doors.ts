/** A site's widget: how it is set, and the form before the first word (询前表单), whose answers only hint at who somebody is. */
import type { Told } from '../../shared/own-calls.ts';
import { refuse } from '../../shared/refusal.ts';
import { siteIn, type SiteSettings } from '../../shared/settings/sites.ts';
import { askingRequest, type SiteAnswer } from '../../shared/site-api.ts';
import { smsAccountFor } from '../channels/registry.ts';
import { e164 } from '../channels/sms/number.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { hintedAt } from '../identity/hinting.ts';
import { leaseKey, orderKey } from '../identity/keys.ts';
import { bucketPort } from '../identity/port.ts';
import { lineOf } from '../line.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { answered, refused } from './answers.ts';
import { bearer } from './customers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';
import { siteOf } from './origins.ts';
import { viewerOf } from './tokens.ts';

/** Pages ask anew after so long (s). */
const FRESH_S = 60;

/** What is set for a site; what isn't is left out. */
export async function read(context: Asked): Promise<Response> {
  const { accounts } = configOf(context.env);
  const id = context.req.param('site') ?? '';
  if (siteOf(accounts, id)?.channel !== 'web') return refused(refuse('no_account'));
  const told = toldOf(siteIn((await ensureSettings(context.env)).sites, id));
  return answered(told, { 'cache-control': `public, max-age=${FRESH_S}` });
}

const inBoth = ({ zh, en }: { zh: string; en: string }) => (zh === '' ? undefined : { zh, en: en || zh });

function toldOf({
  color,
  position,
  theme,
  launcher,
  title,
  greeting,
  quick,
  trail,
  link,
  asking,
}: SiteSettings): SiteAnswer {
  const words = { launcher: inBoth(launcher), title: inBoth(title), greeting: inBoth(greeting) };
  const said = Object.fromEntries(Object.entries(words).filter(([, one]) => one !== undefined));
  return {
    ok: true,
    ...(color !== '' && { color }),
    ...(position === 'left' && { position }),
    ...(theme !== 'auto' && { theme }),
    ...said,
    ...(quick.length > 0 && { quick: quick.map(({ zh, en }) => ({ zh, en: en || zh })) }),
    ...(trail && { trail }),
    ...(link && { link }),
    ...(asking.on && asking.fields.length > 0 && { asks: true as const }),
  };
}

/** For their settings: every site of this deployment. */
export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-settings');
  if (!who.ok) return refused(who);
  const { accounts, publicUrl } = configOf(context.env);
  const sites = accounts.flatMap((one) =>
    one.channel === 'web' ? [{ id: one.id, name: one.name, origins: one.origins }] : [],
  );
  return answered({ ok: true, base: new URL(publicUrl).origin, sites });
}

export async function asking(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const language = context.req.query('language') ?? 'zh';
  if (language !== 'zh' && language !== 'en') return refused(refuse('bad_request', 'language: zh or en'));
  const line = lineOf(context.env, who.claims.person);
  return answered(await line.own({ order: 'asking', viewer: viewerOf(who.claims), language }));
}

export async function answer(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const given = await readJson(context.req.raw, askingRequest);
  if (!given.ok) return refused(given);
  const { person } = who.claims;
  const kept = await lineOf(context.env, person).own({
    ...{ order: 'answer', viewer: viewerOf(who.claims), given: given.value },
  });
  if (!kept.ok) return refused(kept);
  if (!('told' in kept)) return refused(refuse('internal'));
  await hint(context.env, person, kept.told);
  return answered({ ok: true });
}

/** Colleagues may see who else it could be; nobody becomes anybody by what was typed. */
async function hint(env: Env, person: string, { phone, email, order }: Told): Promise<void> {
  const { secret, accounts } = configOf(env);
  const number = phone === undefined ? null : (e164(phone, '86') ?? e164(phone));
  const keys = await Promise.all([
    ...(number !== null && smsAccountFor(accounts, number) ? [leaseKey(secret, 'phone', number)] : []),
    ...(email === undefined ? [] : [leaseKey(secret, 'email', email)]),
    ...(order === undefined ? [] : [orderKey(secret, order)]),
  ]);
  const port = bucketPort((name) => env.IDENTITY.getByName(name));
  for (const key of keys) await hintedAt(port, person, key, Date.now());
}
