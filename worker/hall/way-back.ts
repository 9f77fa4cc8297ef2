/** The link of an SMS: a page that uses nothing up by being opened (carriers look at links too), and the tap that leads on. */
import type { MiniprogramAccount } from '../channels/account.ts';
import { egressOf } from '../channels/egress.ts';
import { linkInto } from '../channels/wechat/links.ts';
import { configOf } from '../config.ts';
import { bucketOf, handOffHash } from '../identity/keys.ts';
import { refuse } from '../../shared/refusal.ts';
import { refused } from './answers.ts';
import { windowFor } from './pop-out.ts';
import { personByHandOff } from './taken-up.ts';
import { freshVisitor } from './tokens.ts';
import { isUser } from './whose.ts';
import type { Asked } from './door.ts';

/** So long whoever came by an SMS reads the whole line in that browser. */
export const READS_MS = 12 * 3_600_000;

const CODE = /^[2-9A-HJ-NP-Z]{12}$/u;

type Words = { zh: string; en: string };
const WORDS = {
  title: { zh: '您有新的客服回复', en: 'You have a new reply' },
  lead: { zh: '在微信小程序里查看，并接着聊。', en: 'Read it in the WeChat mini-program and go on there.' },
  read: { zh: '在浏览器里查看，并接着聊。', en: 'Read it in the browser and go on there.' },
  signIn: { zh: '请到我们的网站或 APP 登录后查看。', en: 'Please sign in on our site or in our app to read it.' },
  go: { zh: '打开小程序', en: 'Open the mini-program' },
  here: { zh: '在浏览器里继续', en: 'Go on in the browser' },
  typed: {
    zh: '打不开时，在小程序“我的”里输入接力码：',
    en: 'If it doesn’t open, type this code in the mini-program, under Me:',
  },
  over: {
    zh: '这个链接已经用过或过期了，直接回复短信也可以继续。',
    en: 'This link was used or has expired. You can also answer the SMS.',
  },
  failed: {
    zh: '暂时打不开小程序，请用下面的接力码。',
    en: 'The mini-program can’t be opened right now; use the code below.',
  },
} satisfies Record<string, Words>;

/** What the link of an SMS opens. */
export async function wayBack(context: Asked): Promise<Response> {
  const code = context.req.param('code') ?? '';
  if (!CODE.test(code)) return refused(refuse('not_found'));
  const offered = await stands(context, code);
  if (offered === null) return page([WORDS.over], null);
  return standing(context, offered, code);
}

/** The ways there are: into the mini-program where there is one, on in the browser where that may be. */
async function standing(context: Asked, offered: Offered, code: string): Promise<Response> {
  const isHere = webSite(context) !== null && (await mayRead(context, offered));
  const isMini = miniprogram(context) !== undefined;
  if (!isMini && !isHere) return page([WORDS.signIn], null);
  return page([isMini ? WORDS.lead : WORDS.read], isMini ? code : null, isHere);
}

function miniprogram({ env }: Asked): MiniprogramAccount | undefined {
  return configOf(env).accounts.find((one): one is MiniprogramAccount => one.channel === 'miniprogram');
}

/** The tap: on into the mini-program, which uses the code up as it signs in; or into a window of ours, which does so at once. */
export async function goBack(context: Asked): Promise<Response> {
  const code = context.req.param('code') ?? '';
  if (!CODE.test(code)) return refused(refuse('not_found'));
  if (context.req.query('to') === 'web') return goOnHere(context, code);
  const config = configOf(context.env);
  const account = miniprogram(context);
  if (!account) return refused(refuse('no_account'));
  if ((await stands(context, code)) === null) return page([WORDS.over], null);
  const owner = context.env.PROVIDER.getByName(account.id);
  const link = await linkInto(
    account,
    { path: 'pages/home/index', query: `h=${code}` },
    { call: egressOf(config), token: (stale) => owner.token(account.id, stale) },
  );
  if (link === null) return page([WORDS.failed], code);
  return new Response(null, { status: 303, headers: { location: link, 'cache-control': 'no-store' } });
}

/** On in the browser: whoever has the SMS reads the whole line for a while, as a visitor whose address is theirs. */
async function goOnHere(context: Asked, code: string): Promise<Response> {
  const { env } = context;
  const { secret } = configOf(env);
  const site = webSite(context);
  if (site === null) return refused(refuse('no_account'));
  const offered = await stands(context, code);
  if (offered === null || !(await mayRead(context, offered))) return page([WORDS.over], null);
  const now = Date.now();
  const { id, proof } = await freshVisitor(secret, site, now + READS_MS);
  const address = { channel: 'web' as const, account: site, peer: `v_${id}` };
  const { person, handOff } = await personByHandOff(env, { address }, code);
  if (handOff !== 'joined') return page([WORDS.over], null);
  const location = await windowFor(env, site, person, proof, now);
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/** The first website: its window is the gateway's own. */
function webSite({ env }: Asked): string | null {
  return configOf(env).accounts.find(({ channel }) => channel === 'web')?.id ?? null;
}

/** A user of the company signs in where the company asks them to; nor does an SMS to a number that is not known to be theirs open anything. */
async function mayRead({ env }: Asked, { person, visitor }: Offered): Promise<boolean> {
  return visitor !== null && !(await isUser(env, person));
}

type Offered = { person: string; visitor: string | null };

/** Whose line the code still leads to; asking uses nothing up. */
async function stands({ env }: Asked, code: string): Promise<Offered | null> {
  const hash = await handOffHash(configOf(env).secret, code);
  return env.IDENTITY.getByName(bucketOf(hash)).offered(hash, Date.now());
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText;
font:16px/1.6 -apple-system,"PingFang SC","Microsoft YaHei",sans-serif}main{max-width:22rem;padding:2rem 1.5rem;text-align:center}
h1{margin:0 0 1rem;font-size:1.375rem;line-height:1.4}p{margin:0 0 .75rem}small{display:block;font-size:.875rem;opacity:.75}
button{width:100%;min-height:3rem;margin:1rem 0;border:0;border-radius:.5rem;background:#07733f;color:#fff;font:inherit;font-weight:600}
button.other{margin-top:0;border:1px solid;background:none;color:inherit}
code{display:block;margin-top:.25rem;font:600 1.125rem/1.6 ui-monospace,monospace;letter-spacing:.06em}`;

function page(lead: readonly Words[], code: string | null, here = false): Response {
  const both = (words: Words) => `${words.zh}<small lang="en">${words.en}</small>`;
  const button = (words: Words, at: string, kind: string) =>
    `<form method="post"${at}><button${kind}>${words.zh} · ${words.en}</button></form>`;
  const form = [
    code === null ? '' : button(WORDS.go, '', ''),
    here ? button(WORDS.here, ' action="?to=web"', code === null ? '' : ' class="other"') : '',
    code === null ? '' : `<p>${both(WORDS.typed)}<code>${code.replace(/(.{4})(?=.)/gu, '$1 ')}</code></p>`,
  ].join('');
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${WORDS.title.zh}</title><style>${STYLE}</style>
<main><h1>${both(WORDS.title)}</h1>${lead.map((words) => `<p>${both(words)}</p>`).join('')}${form}</main></html>`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      // The tap is answered with a way into WeChat: browsers hold a form to where it leads on.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https: weixin:",
    },
  });
}
