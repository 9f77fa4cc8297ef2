/** The menu of the head: size of the words, language, going on in WeChat, a phone by a code, an e-mail by a link, what is known of the person, the privacy notice, ending. Fetched when it is first opened. */
import { speaker, words } from '../client/words.ts';
import { make, wear } from './dom.ts';
import css from './menu.css';
import type { Panel } from './panel.ts';
import { part } from './part.ts';
import type { Host } from './room.ts';
import type { View } from './view.ts';

const table = words(
  {
    size: '文字大小',
    size0: '标准',
    size1: '大',
    size2: '特大',
    language: 'English',
    wechat: '换到微信继续',
    phone: '绑定手机号',
    email: '绑定邮箱',
    popout: '在独立窗口打开',
    about: '关于我',
    privacy: '隐私说明',
    end: '结束会话',
  },
  {
    size: 'Text size',
    size0: 'Normal',
    size1: 'Large',
    size2: 'Larger',
    language: '中文',
    wechat: 'Continue in WeChat',
    phone: 'Link a phone',
    email: 'Link an e-mail',
    popout: 'Open in a window',
    about: 'About me',
    privacy: 'Privacy notice',
    end: 'End conversation',
  },
);

const SIZES = ['size0', 'size1', 'size2'] as const;

/** Fills the open menu and puts the focus into it; `leave` closes it before something is done. */
export function drawMenu(
  host: Host & { base: string },
  view: View,
  panel: Panel,
  leave: (run: () => void) => () => void,
): void {
  const say = speaker(table, host.language);
  const sizes = SIZES.map((word, index) => {
    const onclick = () => {
      host.setSize(String(index));
      drawMenu(host, view, panel, leave);
    };
    const pressed = String(host.size() === String(index));
    return make('button', { type: 'button', 'aria-pressed': pressed, onclick }, say(word));
  });
  const other = host.language() === 'zh' ? 'en' : 'zh';
  const session = panel.follower?.state?.session;
  wear(view.menu, css);
  view.menu.replaceChildren(
    make('div', { class: 'sizes', role: 'group', 'aria-label': say('size') }, ...sizes),
    make('button', { type: 'button', lang: other, onclick: leave(() => host.setLocale(other)) }, say('language')),
  );
  const offer = (word: 'wechat' | 'phone' | 'email' | 'popout' | 'about' | 'privacy' | 'end', run: () => void) =>
    view.menu.append(make('button', { type: 'button', onclick: leave(run) }, say(word)));
  const goOn = () =>
    void part(() => import('./hand-off.ts'), view.late, host.say).then((opened) => opened.handOff(host, view));
  if (host.options.wechat) offer('wechat', goOn);
  const phone = () =>
    void part(() => import('./phone.ts'), view.late, host.say).then((opened) => opened.linkPhone(host, view));
  offer('phone', phone);
  const email = () =>
    void part(() => import('./email.ts'), view.late, host.say).then((opened) => opened.linkEmail(host, view));
  offer('email', email);
  const popOut = () =>
    void part(() => import('./pop-out.ts'), view.late, host.say).then(async (made) => {
      const { talking, options } = host;
      if (await made.popOut({ ...options, talking, locale: host.language(), draft: view.input.value })) host.close();
    });
  // Its own page is one.
  if (!location.pathname.startsWith('/chat/') || host.base !== location.origin) offer('popout', popOut);
  const about = () =>
    void part(() => import('./about.ts'), view.late, host.say).then(({ openAbout }) => openAbout(host, view));
  offer('about', about);
  const notice = () =>
    void part(() => import('./notice.ts'), view.late, host.say).then(({ openNotice }) =>
      openNotice(host, view.scroll.parentElement ?? view.panel, view.more),
    );
  offer('privacy', notice);
  view.menu.append(...host.extra(leave));
  if (session && session.state !== 'closed') offer('end', () => panel.act({ act: 'close' }));
  (view.menu.querySelector<HTMLElement>('[aria-pressed="true"]') ?? view.more).focus();
}
