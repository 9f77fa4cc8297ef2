/** An e-mail address proven by a link (邮箱链接): the company's hook sends it, a page of ours confirms it, once. Opening alone proves nothing: mail scanners open links, too. */
import type { Bearer, LinkEnd } from '../../shared/codes.ts';
import { emailRequest } from '../../shared/own-api.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { egressOf } from '../channels/egress.ts';
import { A_DAY } from '../codes/policy.ts';
import { configOf } from '../config.ts';
import { companyHook } from '../customer/company-hook.ts';
import { keysOf, leaseKey, sealed } from '../identity/keys.ts';
import { lineOf } from '../line.ts';
import { countedBy } from './code-doors.ts';
import { bearer } from './customers.ts';
import type { Asked } from './door.ts';
import { confirmPage, donePage, LINK_FORM } from './email-page.ts';
import { readBody, readJson } from './intake.ts';
import { siteOf } from './origins.ts';
import { askerOf, codesOf } from './proven.ts';
import { evidenceOf } from './tokens.ts';
import { resolvedKeys } from './whose.ts';

const BITS = 24;
const MARK = 22;
const FORM_LIMIT = 1024;

/** A word nobody guesses, signed, so that a made-up one costs no actor a question. */
async function freshToken(secret: string): Promise<string> {
  const word = Buffer.from(crypto.getRandomValues(new Uint8Array(BITS))).toString('base64url');
  return `${word}.${await markOf(secret, word)}`;
}

async function markOf(secret: string, word: string): Promise<string> {
  return (await sealed(secret, 'link-mark', word)).slice(0, MARK);
}

/** What a token is looked up by; a forged or malformed one is over like an old one. */
async function sealOf(secret: string, token: string): Promise<Result<{ seal: string }>> {
  const found = LINK_FORM.exec(token);
  const [word = '', mark = ''] = found ? token.split('.') : [];
  if (!found || mark !== (await markOf(secret, word))) return refuse('code_over');
  return { ok: true, seal: await sealed(secret, 'link', token) };
}

/** A link goes to the address, within every budget. The answer is the same whoever has it, or nobody. */
export async function askLink(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, emailRequest);
  if (!read.ok) return refused(read);
  const { email, language } = read.value;
  const { claims } = who;
  const config = configOf(context.env);
  if (!config.companyHook) return refused(refuse('no_account', 'No system of the company sends e-mail.'));
  const { own, proofs } = await keysOf(config.secret, evidenceOf(claims));
  const token = await freshToken(config.secret);
  const codes = codesOf(context);
  const asked = await codes.ask({
    ...{ subject: (await leaseKey(config.secret, 'email', email)).hash, asker: await askerOf(context, claims) },
    ...(await countedBy(context, '')),
    stranger: claims.scope !== 'line',
    seal: await sealed(config.secret, 'link', token),
    aDay: A_DAY,
    bearer: { person: claims.person, own, proofs, account: claims.site, language },
  });
  if (!asked.ok) return refused(asked);
  const link = `${config.publicUrl}/me/email?t=${token}`;
  const sent = await companyHook(
    config.companyHook,
    egressOf(config),
  )({
    ...{ request: asked.id, flow: 'identity', action: 'email-link', slots: { email, link, minutes: '30' } },
    ...{ user: claims.facts.userId ?? null, language, tries: 0 },
  });
  const isOut = sent.ok ? sent.outcome === 'done' : !sent.unsent;
  if (isOut) return answered({ ok: true, expiresAt: asked.expiresAt, waitMs: asked.waitMs });
  await codes.unsent(asked.id);
  return refused(refuse('unavailable', 'The e-mail was not sent; try again later.'));
}

/** How the newest link of who asks stands. */
export async function standing(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  return answered({ ok: true, link: await codesOf(context).standing(await askerOf(context, who.claims)) });
}

/** The page a link leads to: it says what would be linked, and changes nothing. */
export async function showLink(context: Asked): Promise<Response> {
  const token = context.req.query('t') ?? '';
  const seal = await sealOf(configOf(context.env).secret, token);
  const open = seal.ok ? await codesOf(context).linked(seal.seal) : seal;
  if (!open.ok) return donePage('over', 'zh');
  const { account, language } = open.bearer;
  return confirmPage(token, nameOf(context, account), language);
}

/** The person says that it is theirs. */
export async function confirmLink(context: Asked): Promise<Response> {
  const { secret } = configOf(context.env);
  const read = await readBody(context.req.raw, FORM_LIMIT);
  if (!read.ok) return refused(read);
  const token = new URLSearchParams(new TextDecoder().decode(read.body)).get('t') ?? '';
  const seal = await sealOf(secret, token);
  const followed = seal.ok ? await codesOf(context).follow(seal.seal) : seal;
  if (!followed.ok) return donePage('over', 'zh');
  const { bearer: whose, subject } = followed;
  const how = await linked(context, whose, subject);
  if (seal.ok) await codesOf(context).came({ seal: seal.seal, how });
  return donePage(how, whose.language);
}

async function linked(context: Asked, whose: Bearer, hash: string): Promise<LinkEnd> {
  // Whoever was erased since is nobody.
  const there = await lineOf(context.env, whose.person).own({ order: 'met' });
  if (!there.ok) return 'over';
  const keys = { own: whose.own, proofs: [...whose.proofs, { kind: 'email' as const, hash }] };
  const { person, refused: others } = await resolvedKeys(context.env, { ...keys, sources: { email: 'link' } });
  return person === whose.person && !others.some(({ kind }) => kind === 'email') ? 'linked' : 'elsewhere';
}

function nameOf(context: Asked, site: string): string {
  return siteOf(configOf(context.env).accounts, site)?.name ?? site;
}
