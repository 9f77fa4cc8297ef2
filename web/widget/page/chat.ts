/** The conversation on a page of the gateway's own: 聊天链接, and 独立窗口 where a page handed its conversation on. */
import type {} from '../loader.ts';
import type { PopOutTaken, SiteAnswer } from '../../../shared/site-api.ts';
import { browserKeep } from '../../client/transport-browser.ts';
import { preferred, speaker, words, type Language } from '../../client/words.ts';
import { make } from '../dom.ts';

const table = words(
  {
    title: '在线客服',
    closed: '这个链接没有开放。请从网站联系我们。',
    over: '这个窗口已失效，请回到原来的页面重新打开。',
    missing: '没有找到这个网站的客服。',
  },
  {
    title: 'Customer service',
    closed: 'This link is not open. Please contact us from our site.',
    over: 'This window counts no more. Please open it again from the page you came from.',
    missing: 'There is no customer service under this address.',
  },
);

const site = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const query = new URLSearchParams(location.search);
const code = /^#h=([\w-]+)$/u.exec(location.hash)?.[1] ?? null;
// It counts once, and shall not stay in the history either.
if (code !== null) history.replaceState(null, '', location.pathname + location.search);

const named = query.get('locale');
const keep = browserKeep('yx:widget:');
if (named === 'zh' || named === 'en') keep.write('locale', named);
const held = keep.read('locale');
const language: Language = held === 'zh' || held === 'en' ? held : preferred(navigator.language);
const say = speaker(table, () => language);
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';

/** The whole screen is the window: there is nothing behind to go back to. */
const WHOLE = `.launch,.head [aria-label]:nth-last-child(2){display:none!important}
.yx .panel{position:fixed;inset:0;width:auto;height:auto;max-width:820px;margin:0 auto;border-block:0;border-radius:0;animation:none}`;

const heading = (text: string) => {
  document.title = text;
  document.querySelector('h1')?.replaceChildren(text);
};
const tell = (text: string): void => {
  document.querySelector('main')?.append(make('p', { class: 'told', role: 'alert' }, text));
};

/** What was handed on stays with this tab for a reload. */
const KEPT = `yx:${site}:window`;
type Kept = { user: PopOutTaken['user'] };

async function take(): Promise<PopOutTaken | null> {
  const answer = await fetch('/v1/pop-out/take', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ site, code }),
  }).then((given) => given.json() as Promise<PopOutTaken | { ok: false }>);
  return answer.ok ? answer : null;
}

async function begin(): Promise<void> {
  const set = (await fetch(`/v1/sites/${encodeURIComponent(site)}`).then((given) => given.json())) as
    SiteAnswer | { ok: false };
  heading(say('title'));
  if (!set.ok) return tell(say('missing'));
  if (set.title) heading(set.title[language]);
  const taken = code === null ? null : await take();
  if (code !== null && !taken) return tell(say('over'));
  const visitors = browserKeep(`yx:${site}:`);
  if (taken?.visitor) visitors.write('visitor', taken.visitor);
  if (taken) sessionStorage.setItem(KEPT, JSON.stringify({ user: taken.user } satisfies Kept));
  const { user } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{"user":null}') as Kept;
  if (!set.link && !taken && !user && visitors.read('visitor') === null) return tell(say('closed'));
  const theme = query.get('theme');
  const { Yixian } = globalThis as typeof globalThis & Pick<Window, 'Yixian'>;
  await Yixian.boot({
    ...{ site, locale: language, offset: [0, 0], position: 'right', launcher: '' },
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...(user && { user }),
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(WHOLE);
  const root = document.querySelector('yixian-widget')?.shadowRoot;
  const whole = () =>
    root && !root.adoptedStyleSheets.includes(sheet) && (root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]);
  Yixian.on('ready', whole);
  whole();
  Yixian.on('close', () => Yixian.open());
  // Who the user is was said once: when the session has run out, the page they came from says it anew.
  Yixian.on('stopped', (why) => why === 'bad_token' && user && tell(say('over')));
  Yixian.open(taken?.draft ?? '');
}

void begin();
