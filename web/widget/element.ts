/** `<yixian-widget>`: launcher, unread count and connection; the room behind is fetched when it is opened. */
import type { ProductCard } from '../../shared/card.ts';
import type { CustomerPayload, LineFollower } from '../client/line.ts';
import { noticesBeside, unreadCount } from '../client/pending.ts';
import { browserKeep } from '../client/transport-browser.ts';
import { preferred, type Language } from '../client/words.ts';
import { chatMessageIcon } from '../tokens/icons.ts';
import { icon, make, set } from './dom.ts';
import css from './launcher.css';
import type { Room } from './room.ts';
import type { Trail } from './trail.ts';
import { known, openTalk, type Talk, type User } from './talk.ts';

/** The same in every language, or each language's own. */
export type Words = string | Record<Language, string>;
/** What a site may set. `base` is the gateway's address. */
export type BootOptions = {
  site: string;
  base: string;
  user?: User;
  locale?: Language;
  /** `auto`, and nothing: as the visitor's system has it. */
  theme?: 'light' | 'dark' | 'auto';
  title?: Words;
  /** Over an empty conversation, in place of the usual words. */
  greeting?: Words;
  quick?: Words[];
  /** The site may ask something before the first word (询前表单). */
  asks?: boolean;
  open?: boolean;
  /** The company has a mini-program in which visitors may go on (接力). */
  wechat?: boolean;
  /** Visitors may be asked whether pages they look at are told; the settings must say so too. */
  trail?: boolean;
};
export type WidgetEvent = 'open' | 'close' | 'unread' | 'ready' | 'stopped' | 'message';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

const labels = {
  zh: { open: '打开在线客服', unread: '条未读', lost: '请再点一次' },
  en: { open: 'Customer service', unread: 'unread', lost: 'Try again' },
};

/** The custom element. One per page. */
export class YixianWidget extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #keep = browserKeep('yx:widget:');
  readonly #badge = make('b', { class: 'badge', hidden: true, 'aria-hidden': 'true' });
  readonly #launch = make('button', {
    type: 'button',
    class: 'launch',
    'aria-haspopup': 'dialog',
    onclick: () => this.toggle(),
  });
  #wrap = make('div', { class: 'yx' });
  #options: BootOptions = { site: '', base: '' };
  #talk: Promise<Talk> | null = null;
  #follower: LineFollower<CustomerPayload> | null = null;
  #room: Promise<Room> | null = null;
  #furnished: Room | null = null;
  #refusal = '';
  #unread = 0;
  #readUpTo = 0;
  #drawing = false;
  #open = false;
  #product: ProductCard | null = null;
  #trail: Trail | null = null;

  /** Starts (or starts anew) for a site. A returning visitor or a user is connected at once, a new visitor when they open it. */
  boot(options: BootOptions): void {
    this.shutdown();
    this.#options = options;
    this.#root.adoptedStyleSheets = [sheet];
    this.#launch.replaceChildren(icon(chatMessageIcon, 26), this.#badge);
    this.#wrap = make('div', { class: 'yx' }, this.#launch);
    this.#wrap.dataset['size'] = this.#keep.read('size') ?? '0';
    if (options.theme) this.#wrap.dataset['theme'] = options.theme;
    this.#root.replaceChildren(this.#wrap);
    this.#dress();
    if (options.user || known(options.site)) void this.#connected();
    this.#emit('ready');
    if (options.trail) {
      // The part that asks for pages and tells them.
      void import('./trail.ts').then(({ Trail: part }) => {
        this.#trail ??= new part(this.#language);
        this.#draw();
      });
    }
    if (options.open) this.open();
  }

  /** Opens the room; `draft` is put into the field, for the visitor to send or change. */
  open(draft = ''): void {
    if (!this.#options.site) return;
    if (this.#open) return void (draft && this.#show(draft));
    this.#open = true;
    this.#dress();
    void this.#connected();
    this.#show(draft);
    this.#emit('open');
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#dress();
    if (this.#furnished) this.#furnished.node.hidden = true;
    this.#launch.focus({ preventScroll: true });
    this.#emit('close');
  }

  toggle(): void {
    if (this.#open) this.close();
    else this.open();
  }

  /** Another person: the line of the former one is left at once. Null: back to the anonymous visitor. */
  setUser(user: User | null): void {
    if (!this.#options.site) return;
    const { user: _, ...rest } = this.#options;
    this.boot({ ...rest, ...(user && { user }), open: this.#open });
  }

  setLocale(locale: Language): void {
    this.#keep.write('locale', locale);
    this.#room = null;
    this.#furnished?.node.remove();
    this.#dress();
    if (this.#open) this.#show('');
  }

  /** What the visitor looks at on the page, for them to send; null: nothing any more. */
  setProduct(product: ProductCard | null): void {
    this.#product = product;
    this.#furnished?.panel.aside.product(product);
  }

  /** Ends everything; unsent words stay stored. */
  shutdown(): void {
    void this.#talk?.then((talk) => talk.end());
    this.#talk = null;
    this.#follower = null;
    this.#room = null;
    this.#furnished = null;
    this.#trail?.end();
    this.#trail = null;
    this.#open = false;
    this.#readUpTo = 0;
    this.#root.replaceChildren();
  }

  #show(draft: string): void {
    void this.#furnish().then((room) => {
      room.node.hidden = !this.#open;
      if (draft) room.draft(draft);
      room.panel.toEnd();
      room.focus();
    });
  }

  #emit(name: WidgetEvent | 'line', detail: unknown = null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** The line of this visitor, opened if it isn't. */
  readonly talking = async (): Promise<Talk> => {
    await this.#connected();
    return (await this.#talk) ?? Promise.reject(new Error('shut'));
  };

  readonly #language = (): Language => {
    const held = this.#keep.read('locale');
    if (held === 'zh' || held === 'en') return held;
    return this.#options.locale ?? preferred(document.documentElement.lang || navigator.language);
  };

  /** Launcher and wrapper say what the moment is. */
  #dress(): void {
    const language = this.#language();
    this.#wrap.lang = language === 'zh' ? 'zh-CN' : 'en';
    this.#wrap.classList.toggle('is-open', this.#open);
    set(this.#launch, 'aria-expanded', String(this.#open));
    this.#badge.hidden = this.#unread === 0;
    this.#badge.textContent = this.#unread > 99 ? '99+' : String(this.#unread);
    const { open, unread } = labels[language];
    set(this.#launch, 'aria-label', this.#unread > 0 ? `${open}, ${this.#unread} ${unread}` : open);
  }

  #furnish(): Promise<Room> {
    this.#room ??= this.#furnishNow().catch(() => {
      this.#room = null;
      this.close();
      this.#badge.hidden = false;
      this.#badge.textContent = '!';
      this.#launch.ariaLabel = labels[this.#language()].lost;
      // Nobody waits for it any more: the next press asks anew.
      return new Promise(() => undefined);
    });
    return this.#room;
  }

  async #furnishNow(): Promise<Room> {
    const { furnish, sayIn } = await import('./room.ts');
    const room = furnish({
      say: await sayIn(this.#language()),
      language: this.#language,
      options: this.#options,
      isOpen: () => this.#open,
      restart: () => this.#follower?.start(),
      read: (revision) => {
        this.#readUpTo = revision;
        this.#follower?.read(revision);
        this.#count();
      },
      wanted: () => this.#connected(),
      talking: this.talking,
      close: () => this.close(),
      extra: (leave) => this.#trail?.menu(leave) ?? [],
      setLocale: (language) => this.setLocale(language),
      size: () => this.#wrap.dataset['size'] ?? '0',
      setSize: (size) => {
        this.#wrap.dataset['size'] = size;
        this.#keep.write('size', size);
      },
      focused: () => this.#root.activeElement,
    });
    room.panel.follower = this.#follower;
    room.panel.refusal = this.#refusal;
    this.#furnished = room;
    room.panel.aside.product(this.#product);
    room.enter(this.#wrap);
    room.panel.draw();
    return room;
  }

  async #connected(): Promise<LineFollower<CustomerPayload>> {
    const opening = (this.#talk ??= openTalk({
      ...this.#options,
      changed: () => this.#draw(),
      signal: (frame) => this.#furnished?.panel.heard(frame),
      refused: (code) => {
        this.#refusal = code;
        this.#emit('stopped', code);
        this.#draw();
      },
    }));
    const { follower, files } = await opening;
    if (this.#talk === opening) this.#follower = follower;
    // Files that a reload cut off go on by themselves, as words do.
    if (files.wait()) void this.#furnish().then((room) => room.panel.attach.resume());
    this.#draw();
    return follower;
  }

  /** Many changes of one burst are drawn once. */
  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    setTimeout(() => {
      this.#drawing = false;
      this.#count();
      const panel = this.#furnished?.panel;
      this.#trail?.draw(this.#follower, panel);
      if (!panel) return;
      panel.follower = this.#follower;
      panel.refusal = this.#refusal;
      panel.draw();
      if (this.#follower?.status === 'live') panel.attach.live();
    });
  }

  #count(): void {
    const line = this.#follower?.state;
    if (!line) return;
    this.#emit('line', line);
    const marks = [line.marks.customer['*'], line.marks.customer[this.#follower?.welcome?.viewer.endpoint ?? '']];
    const unread =
      unreadCount(line.messages, Math.max(this.#readUpTo, ...marks.map((one) => one?.read ?? 0))) +
      noticesBeside(line).filter(({ read }) => !read).length;
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#dress();
    this.#emit('unread', unread);
  }
}

if (!customElements.get('yixian-widget')) customElements.define('yixian-widget', YixianWidget);
