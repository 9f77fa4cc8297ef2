/** Pages the visitor looks at: asked once, told only after their yes, ended and deleted by the menu. Fetched where the site wants it. */
import type { CustomerPayload, LineFollower } from '../client/line.ts';
import type { Language } from '../client/words.ts';
import type { Page } from '../../shared/trail.ts';
import { make } from './dom.ts';
import type { Panel } from './panel.ts';

const LOOK_MS = 2_000;

/** The question's own look: of a part that few sites fetch nothing stands in everybody's style. */
const LOOKS =
  'display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:8px 12px;border-top:1px solid var(--td-component-stroke);font-size:13px';

const words = {
  zh: {
    ask: '允许客服看到您正在浏览的页面吗？只为更快帮到您，可随时关闭。',
    yes: '允许',
    no: '不用了',
    start: '允许客服看到浏览页面',
    stop: '停止并删除浏览记录',
  },
  en: {
    ask: 'May our staff see which pages you look at? It only helps us help you; end it whenever you like.',
    yes: 'Allow',
    no: 'No, thanks',
    start: 'Let staff see pages I visit',
    stop: 'Stop and delete pages visited',
  },
};

type Follower = LineFollower<CustomerPayload>;

/** The question above the field, the entry of the menu, and the telling. */
export class Trail {
  readonly place = make('div', { class: 'aside trail' });
  readonly #language: () => Language;
  readonly #timer = setInterval(() => this.#look(), LOOK_MS);
  #follower: Follower | null = null;
  #told = '';

  constructor(language: () => Language) {
    this.#language = language;
  }

  /** The line moved. */
  draw(follower: Follower | null, panel: Panel | undefined): void {
    this.#follower = follower;
    if (!this.place.isConnected) panel?.aside.place.before(this.place);
    const asks = follower?.state?.trail === null;
    this.place.style.cssText = asks ? LOOKS : 'display:none';
    if (asks && this.place.childElementCount === 0) {
      const say = words[this.#language()];
      const button = (kind: string, on: boolean, text: string) => {
        const made = make('button', { type: 'button', class: kind, onclick: () => this.#decide(on) }, text);
        if (!on) made.style.cssText = 'width:auto;padding:0 8px;font-size:13px';
        return made;
      };
      const acts = make('div', {}, button('plain', true, say.yes), button('bare', false, say.no));
      const text = make('span', {}, say.ask);
      text.style.flex = '1 1 200px';
      acts.style.cssText = 'display:flex;gap:8px';
      this.place.replaceChildren(text, acts);
    }
    if (!asks) this.place.replaceChildren();
    for (const { key, payload, refused } of follower?.pending ?? []) {
      if (refused && payload.type === 'act' && payload.act.act === 'visit') follower?.discard(key);
    }
    this.#look();
  }

  /** What the menu offers: the other choice. */
  menu(leave: (run: () => void) => () => void): HTMLElement[] {
    const on = this.#follower?.state?.trail;
    if (on === undefined || on === null) return [];
    const say = words[this.#language()];
    return [make('button', { type: 'button', onclick: leave(() => this.#decide(!on)) }, on ? say.stop : say.start)];
  }

  end(): void {
    clearInterval(this.#timer);
    this.place.remove();
  }

  #decide(on: boolean): void {
    this.#told = '';
    this.#follower?.send({ type: 'act', act: { act: 'trail', on } });
    this.place.style.display = 'none';
  }

  #look(): void {
    if (this.#follower?.state?.trail !== true || document.visibilityState !== 'visible') return;
    const page = pageNow();
    const mark = JSON.stringify(page);
    if (!page || mark === this.#told) return;
    this.#told = mark;
    this.#follower.send({ type: 'act', act: { act: 'visit', page } });
  }
}

/** The page as it may be told: no query, no fragment, of the referrer the host alone. */
export function pageNow(): Page | null {
  const address = `${location.origin}${location.pathname}`.slice(0, 300);
  if (!address.startsWith('http')) return null;
  const coarse = matchMedia('(pointer: coarse)').matches;
  const small = Math.min(screen.width, screen.height) < 600;
  return {
    title: document.title.slice(0, 120),
    address,
    referrer: hostOf(document.referrer),
    device: coarse ? (small ? 'phone' : 'tablet') : 'desktop',
    language: /^[A-Za-z-]{1,16}$/.test(navigator.language) ? navigator.language : '',
  };
}

function hostOf(address: string): string {
  try {
    const { host, origin } = new URL(address);
    return origin === location.origin ? '' : host.slice(0, 100);
  } catch {
    return '';
  }
}
