import type { AppConfig, Program, Scheme, TabItem, WindowConfig } from './program.ts';
import type { Viewport } from './units.ts';

const MAX_WIDTH = 480;
const STATUS_BAR = 40;
const NAVIGATION_BAR = 44;
const SIGNS =
  '<svg viewBox="0 0 66 12" aria-hidden="true"><path d="M0 8h3v4H0zM5 5.5h3V12H5zM10 3h3v9h-3zM15 0h3v12h-3z"/><path d="M31 1.6c3 0 5.700 1.100 7.800 3l-1.500 1.600A9 9 0 0 0 31 3.800a9 9 0 0 0-6.300 2.400l-1.500-1.600a11.500 11.500 0 0 1 7.800-3zm0 4.200c1.900 0 3.600.7 4.900 1.800L31 12l-4.900-4.400A7.300 7.300 0 0 1 31 5.800z"/><path d="M46 0h15a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H46a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2zm0 1.500v9h15v-9zm1 1h11v7H47zM64 4h2v4h-2z"/></svg>';
const BACK = '<svg viewBox="0 0 24 24"><path d="M15 4l-8 8 8 8"/></svg>';
const MORE =
  '<svg viewBox="0 0 24 24"><circle cx="4" cy="12" r="1.500"/><circle cx="12" cy="12" r="3"/><circle cx="20" cy="12" r="1.500"/></svg>';
const CLOSE = '<svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="9.500"/><circle cx="12" cy="12" r="3.500"/></svg>';

const measuredViewport = (): Viewport => ({
  width: Math.min(document.documentElement.clientWidth || 375, MAX_WIDTH),
  height: document.documentElement.clientHeight || 720,
  statusBar: STATUS_BAR,
  navigationBar: NAVIGATION_BAR,
});

/** What the phone's chrome reports. */
export interface ScreenEvents {
  back(): void;
  tab(index: number): void;
  titleTap(): void;
}

interface TabState {
  item: TabItem;
  badge: string | undefined;
}

/** WeChat's own parts of the display: status bar, navigation bar with capsule, page area, tab bar, layers. */
export class Screen {
  readonly phone: HTMLElement;
  readonly pages: HTMLElement;
  #top: HTMLElement;
  #title: HTMLElement;
  #back: HTMLButtonElement;
  #tabs: HTMLElement;
  #keyboard: HTMLElement;
  #program: Program;
  #tabStates: TabState[];
  #window: WindowConfig = {};
  #selected = -1;
  #events: ScreenEvents;
  /** The tabs' pictures: a real phone has them in the package, so they stand without a network, too. */
  #pictures = new Map<string, string>();
  #viewport: Viewport | null = null;
  #pageHeight: number | null = null;

  constructor(program: Program, events: ScreenEvents) {
    this.#program = program;
    this.#events = events;
    window.addEventListener('resize', () => (this.#viewport = this.#pageHeight = null), { capture: true });
    this.phone = block('mp-phone', document.body);
    this.phone.classList.toggle('mp-darkmode', program.app.darkmode === true);
    this.#top = block('mp-top', this.phone);
    const status = block('mp-status', this.#top);
    status.innerHTML = `<span>9:41</span>${SIGNS}`;
    const bar = block('mp-bar', this.#top);
    this.#back = document.createElement('button');
    this.#back.className = 'mp-back';
    this.#back.setAttribute('aria-label', '返回');
    this.#back.innerHTML = BACK;
    this.#back.addEventListener('click', () => events.back());
    this.#title = block('mp-title', bar);
    this.#title.addEventListener('click', () => events.titleTap());
    bar.prepend(this.#back);
    block('mp-capsule', bar).innerHTML = `<span>${MORE}</span><span>${CLOSE}</span>`;
    this.pages = block('mp-pages', this.phone);
    this.#tabs = block('mp-tabs', this.phone);
    this.#tabs.setAttribute('role', 'tablist');
    this.#tabs.hidden = true;
    this.#keyboard = block('mp-keyboard', this.phone);
    this.#keyboard.hidden = true;
    this.#tabStates = (program.app.tabBar?.list ?? []).map((item) => ({ item, badge: undefined }));
    void this.#keepPictures();
  }

  /** The colour scheme in force; light when the app has no dark mode. */
  get scheme(): Scheme {
    const dark = this.#program.app.darkmode === true && window.matchMedia?.('(prefers-color-scheme: dark)').matches;
    return dark === true ? 'dark' : 'light';
  }

  get viewport(): Viewport {
    // Asked for by every component that is made; measured anew only when the window has changed, as a phone knows it by heart.
    this.#viewport ??= measuredViewport();
    return this.#viewport;
  }

  /** Height of the part that belongs to the page. */
  get pageHeight(): number {
    this.#pageHeight ??= this.pages.clientHeight || this.viewport.height - STATUS_BAR - NAVIGATION_BAR;
    return this.#pageHeight;
  }

  /** Puts a page's window settings on the bars. */
  showWindow(window: WindowConfig, canGoBack: boolean, tabIndex: number): void {
    this.#window = { ...this.#program.app.window, ...window };
    this.#back.hidden = !canGoBack;
    this.#selected = tabIndex;
    this.#top.classList.toggle('mp-custom', this.#window.navigationStyle === 'custom');
    this.#tabs.hidden = tabIndex < 0 || this.#program.app.tabBar?.custom === true;
    this.repaint();
  }

  /** Changes single settings of the navigation bar, as the wx.setNavigationBar… calls do. */
  changeWindow(change: WindowConfig): void {
    this.#window = { ...this.#window, ...change };
    this.repaint();
  }

  /** WeChat's keyboard over the lower edge of the display; 0: none. */
  keyboard(height: number): void {
    this.#keyboard.style.height = `${height}px`;
    this.#keyboard.hidden = height === 0;
  }

  hideTabs(hidden: boolean): void {
    this.#tabs.hidden = hidden || this.#selected < 0;
    this.measure();
  }

  /** A badge's text, an empty text for the red dot, or undefined for none. */
  setBadge(index: number, badge: string | undefined): void {
    const state = this.#tabStates[index];
    if (state !== undefined) state.badge = badge;
    this.repaint();
  }

  setTab(index: number, change: Partial<TabItem>): void {
    const state = this.#tabStates[index];
    if (state !== undefined) state.item = { ...state.item, ...change };
    this.repaint();
  }

  repaint(): void {
    const bar = this.#window;
    const white = this.#themed(bar.navigationBarTextStyle ?? 'black') === 'white';
    this.#title.textContent = bar.navigationBarTitleText ?? '';
    this.#top.classList.toggle('mp-white', white);
    this.#top.style.color = white ? '#fff' : '#000';
    this.#top.style.background = this.#themed(bar.navigationBarBackgroundColor ?? '#ededed');
    this.pages.style.background = this.#themed(bar.backgroundColor ?? '');
    this.#paintTabs();
    this.measure();
  }

  /** Tells the style sheets how large vh and vw are on this phone. */
  measure(): void {
    this.#pageHeight = null;
    this.phone.style.setProperty('--mp-vh', `${this.pageHeight / 100}px`);
    this.phone.style.setProperty('--mp-vw', `${this.viewport.width / 100}px`);
  }

  #paintTabs(): void {
    const bar: AppConfig['tabBar'] = this.#program.app.tabBar;
    if (bar === undefined || this.#tabs.hidden) return;
    this.#tabs.style.background = this.#themed(bar.backgroundColor ?? '#f7f7f7');
    const buttons = this.#tabStates.map(({ item, badge }, index) => {
      const button = document.createElement('button');
      const selected = index === this.#selected;
      button.className = item.iconPath === undefined ? 'mp-tab mp-plain' : 'mp-tab';
      button.setAttribute('role', 'tab');
      button.setAttribute('aria-selected', String(selected));
      button.style.color = this.#themed((selected ? bar.selectedColor : bar.color) ?? '');
      const picture = selected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath;
      if (picture !== undefined) {
        const image = document.createElement('img');
        image.alt = '';
        image.src = this.#pictures.get(picture) ?? this.#fileOf(picture);
        button.append(image);
      }
      button.append(item.text);
      if (badge !== undefined) {
        const mark = block(badge === '' ? 'mp-badge mp-dot' : 'mp-badge', button);
        mark.textContent = badge;
      }
      button.addEventListener('click', () => this.#events.tab(index));
      return button;
    });
    this.#tabs.replaceChildren(...buttons);
  }

  async #keepPictures(): Promise<void> {
    const named = this.#tabStates.flatMap(({ item }) => [item.iconPath, item.selectedIconPath]);
    for (const picture of named) {
      if (picture === undefined || picture.startsWith('@')) continue;
      const answer = await fetch(this.#fileOf(picture)).catch(() => null);
      if (answer?.ok === true) this.#pictures.set(picture, URL.createObjectURL(await answer.blob()));
    }
  }

  #fileOf(picture: string): string {
    return `files/${this.#themed(picture).replace(/^\//, '')}`;
  }

  /** A value of app.json, with `@name` looked up in the theme. */
  #themed(value: string): string {
    return value.startsWith('@') ? (this.#program.theme[this.scheme]?.[value.slice(1)] ?? '') : value;
  }
}

function block(className: string, parent: HTMLElement): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  parent.append(element);
  return element;
}
