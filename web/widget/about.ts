/** 关于我: what is known of the person and why, what they were offered, what may be sent; each corrected or switched off here. Fetched when it is opened. */
import { speaker, words } from '../client/words.ts';
import css from './about.css';
import { make, set, wear } from './dom.ts';
import { openSheet, type SheetTools } from './sheet.ts';
import type { View } from './view.ts';

const table = words(
  {
    title: '关于我',
    lead: '我们了解您什么、给您发什么，都在这里，随时可以更正或关闭。',
    tags: '关于我的标签',
    offers: '收到的优惠',
    pushes: '服务与推送',
    reading: '正在加载…',
    failed: '暂时读不到，请检查网络',
    again: '重试',
    shut: '关闭',
    proof: '这些只给您本人看',
    proofMore: '请先在本网站登录您的账号，再打开这里。',
    wechatMore: '也可以换到微信，在小程序的“我的”里查看和修改。',
    wechat: '换到微信继续',
    refuse: '不想收到优惠，任何时候在对话里说“退订”就可以。',
  },
  {
    title: 'About me',
    lead: 'What we know of you and what we send you; correct it or switch it off at any time.',
    tags: 'About my tags',
    offers: 'Offers you had',
    pushes: 'Service and messages',
    reading: 'Loading…',
    failed: 'It can’t be read now; is there a network?',
    again: 'Try again',
    shut: 'Close',
    proof: 'This is for you alone to see',
    proofMore: 'Please sign in to your account on this site, then open it again.',
    wechatMore: 'Or go on in WeChat: it stands in the mini-program under Me.',
    wechat: 'Continue in WeChat',
    refuse: 'No more offers? Write “unsubscribe” in the conversation at any time.',
  },
);

const PAGES = ['tags', 'offers', 'pushes'] as const;
type PageName = (typeof PAGES)[number];
/** What a page of it needs: its place, where it says what was done, and how to be drawn anew. */
export type Page = { tools: SheetTools; place: HTMLElement; tell(word: string, wrong?: boolean): void };
/** Draws itself; false: what it shows can't be had now. */
type Draw = (page: Page) => Promise<boolean>;

type Host = SheetTools & { options: { wechat?: boolean } };

/** Opens it over the conversation. */
export function openAbout(host: Host, view: View): void {
  const { language } = host;
  const say = speaker(table, language);
  const note = make('p', { class: 'done', role: 'status' });
  const place = make('div', { class: 'page' });
  const tell = (word: string, wrong = false) => {
    note.textContent = word;
    note.classList.toggle('wrong', wrong);
  };
  const sheet = openSheet(view, { title: say('title'), lead: say('lead'), shut: say('shut') }, () => undefined);
  const page: Page = { tools: host, place, tell };

  const show = async (name: PageName) => {
    tell('');
    for (const one of tabs) set(one, 'aria-pressed', String(one.dataset['page'] === name));
    place.dataset['page'] = name;
    place.replaceChildren(
      make('div', { class: 'skeleton', role: 'status', 'aria-label': say('reading') }, make('i'), make('i')),
    );
    const came = await drawing(name)(page).catch(() => false);
    if (came || place.dataset['page'] !== name) return;
    const again = make('button', { type: 'button', class: 'plain', onclick: () => void show(name) }, say('again'));
    place.replaceChildren(make('p', { role: 'alert' }, say('failed')), again);
  };
  const tabs = PAGES.map((name) => {
    const button = make('button', { type: 'button', onclick: () => void show(name) }, say(name));
    button.dataset['page'] = name;
    return button;
  });
  const begin = async () => {
    const { door } = await host.talking();
    const session = await door.session();
    if (session.ok && !session.signedIn) return proofNeeded();
    sheet.place.append(
      make('div', { class: 'options pages', role: 'group', 'aria-label': say('title') }, ...tabs),
      place,
      note,
    );
    tabs[0]?.focus();
    await show('tags');
  };
  const proofNeeded = () => {
    const goOn = () => void import('./hand-off.ts').then(({ handOff }) => handOff(host, view));
    const { wechat } = host.options;
    place.append(
      make('p', { class: 'strong' }, say('proof')),
      make('p', {}, say('proofMore')),
      ...(wechat
        ? [
            make('p', {}, say('wechatMore')),
            make('button', { type: 'button', class: 'plain', onclick: goOn }, say('wechat')),
          ]
        : []),
      make('p', {}, say('refuse')),
    );
    sheet.place.append(place);
  };
  sheet.place.classList.add('about');
  wear(sheet.place, css);
  sheet.shut.focus();
  void begin();
}

function drawing(name: PageName): Draw {
  if (name === 'tags') return async (page) => (await import('./about-tags.ts')).drawTags(page);
  return async (page) => {
    const offers = await import('./about-offers.ts');
    return name === 'offers' ? offers.drawOffers(page) : offers.drawChoices(page);
  };
}
