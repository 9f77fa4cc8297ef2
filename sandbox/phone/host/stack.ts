import type { Root } from 'glass-easel-miniprogram-adapter';
import { backendElement } from './backend.ts';
import { Channel } from './channel.ts';
import type { Faults } from './faults.ts';
import { asInstance, call, type Instance } from './instance.ts';
import { pagePaths, type Program } from './program.ts';
import type { Ready } from './ready.ts';
import type { Screen } from './screen.ts';
import type { Sheets } from './sheets.ts';
import type { Space } from './space.ts';

/** One open page. */
export interface OpenPage {
  path: string;
  query: Record<string, string>;
  instance: Instance;
  root: Root;
  frame: HTMLElement;
  scroller: HTMLElement;
}

/** Refusals carry WeChat's own wording; the API's name goes before it. */
export class RouteRefusal extends Error {}

const MOST_PAGES = 10;
const REACH_BOTTOM = 50;

/** The parts the page stack works with. */
export interface StackParts {
  program: Program;
  space: Space;
  screen: Screen;
  sheets: Sheets;
  ready: Ready;
  faults: Faults;
}

/** The page stack: opens, hides, shows and closes pages in WeChat's order of lifecycles. */
export class Stack {
  #parts: StackParts;
  #open: OpenPage[] = [];
  #tabs = new Map<string, OpenPage>();

  constructor(parts: StackParts) {
    this.#parts = parts;
  }

  get pages(): readonly OpenPage[] {
    return this.#open;
  }

  get top(): OpenPage | undefined {
    return this.#open.at(-1);
  }

  navigateTo(url: string): Channel {
    const { path, query } = this.#target(url);
    if (this.#tabIndex(path) >= 0) throw new RouteRefusal('can not navigateTo a tabbar page');
    if (this.#open.length >= MOST_PAGES) throw new RouteRefusal('webview count limit exceed');
    this.#hide(this.top);
    const [here, there] = Channel.pair();
    this.#openPage(path, query, there);
    return here;
  }

  redirectTo(url: string): void {
    const { path, query } = this.#target(url);
    if (this.#tabIndex(path) >= 0) throw new RouteRefusal('can not redirectTo a tabbar page');
    const old = this.#open.pop();
    if (old !== undefined) this.#close(old);
    this.#openPage(path, query);
  }

  reLaunch(url: string): void {
    const { path, query } = this.#target(url);
    for (const page of [...this.#open].reverse()) this.#close(page);
    for (const page of this.#tabs.values()) if (!this.#open.includes(page)) this.#close(page);
    this.#open = [];
    this.#tabs.clear();
    this.#openPage(path, query);
  }

  switchTab(url: string, tapped = false): void {
    const { path } = this.#target(url);
    const index = this.#tabIndex(path);
    if (index < 0) throw new RouteRefusal('can not switch to no-tabBar page');
    const before = this.top;
    if (before?.path !== path) {
      this.#hide(before);
      for (const page of this.#open.splice(0).reverse()) if (!this.#tabs.has(page.path)) this.#close(page);
      const kept = this.#tabs.get(path);
      if (kept === undefined) this.#openPage(path, {});
      else {
        this.#open = [kept];
        this.#show(kept);
      }
    }
    const text = this.#parts.program.app.tabBar?.list[index]?.text ?? '';
    if (tapped && this.top !== undefined) {
      call(this.#parts.faults, this.top.instance, 'onTabItemTap', { index: String(index), pagePath: path, text });
    }
  }

  navigateBack(delta: number): void {
    const leaving = this.#open.splice(Math.max(1, this.#open.length - Math.max(1, delta)));
    if (leaving.length === 0) return;
    for (const page of leaving.reverse()) this.#close(page);
    if (this.top !== undefined) this.#show(this.top);
  }

  /** The whole app goes to the background or comes back. */
  visible(shown: boolean): void {
    const page = this.top;
    if (page === undefined) return;
    if (shown) this.#lifecycle(page, 'show', 'onShow');
    else this.#lifecycle(page, 'hide', 'onHide');
  }

  #openPage(path: string, query: Record<string, string>, channel?: Channel): void {
    const { space, screen, faults, ready } = this.#parts;
    space.ensure(path);
    const frame = document.createElement('div');
    frame.className = 'mp-frame';
    const scroller = document.createElement('div');
    scroller.className = 'mp-scroll';
    const place = document.createElement('div');
    scroller.append(place);
    frame.append(scroller);
    screen.pages.append(frame);
    this.#chrome(path);
    const search = Object.entries(query).map(([key, value]) => `${key}=${value}`);
    const root = space.backend.createRoot('page', space.code, search.length > 0 ? `${path}?${search.join('&')}` : path);
    const instance = asInstance(root.get());
    Object.assign(instance, {
      route: path,
      options: query,
      getOpenerEventChannel: () => channel ?? Channel.pair()[0],
      getTabBar: () => null,
    });
    const page: OpenPage = { path, query, instance, root, frame, scroller };
    this.#open.push(page);
    if (this.#tabIndex(path) >= 0) this.#tabs.set(path, page);
    this.#parts.sheets.show(path);
    root.attach(backendElement(scroller), backendElement(place));
    this.#watchScroll(page);
    call(faults, instance, 'onLoad', query);
    this.#lifecycle(page, 'show', 'onShow');
    ready.then(() => call(faults, instance, 'onReady'));
  }

  #show(page: OpenPage): void {
    page.frame.hidden = false;
    this.#chrome(page.path);
    this.#parts.sheets.show(page.path);
    this.#lifecycle(page, 'show', 'onShow');
  }

  #hide(page: OpenPage | undefined): void {
    if (page === undefined) return;
    this.#lifecycle(page, 'hide', 'onHide');
    page.frame.hidden = true;
  }

  #close(page: OpenPage): void {
    call(this.#parts.faults, page.instance, 'onUnload');
    page.root.release();
    page.frame.remove();
    this.#tabs.delete(page.path);
  }

  #lifecycle(page: OpenPage, lifetime: string, method: string): void {
    page.root.getComponent().triggerPageLifetime(lifetime, []);
    call(this.#parts.faults, page.instance, method);
  }

  #chrome(path: string): void {
    const { screen, program } = this.#parts;
    const tab = this.#tabIndex(path);
    const position = this.#open.findIndex((page) => page.path === path);
    const above = position < 0 ? this.#open.length : position;
    screen.showWindow(program.configs[path] ?? {}, tab < 0 && above > 0, tab);
  }

  #tabIndex(path: string): number {
    return this.#parts.program.app.tabBar?.list.findIndex((item) => item.pagePath === path) ?? -1;
  }

  #target(url: string): { path: string; query: Record<string, string> } {
    const [written = '', search = ''] = url.split('?', 2);
    const path = this.#absolute(written);
    if (!pagePaths(this.#parts.program.app).includes(path)) throw new RouteRefusal(`page "${path}" is not found`);
    const query: Record<string, string> = {};
    for (const part of search.split('&').filter((one) => one !== '')) {
      const [key = '', ...value] = part.split('=');
      query[key] = value.join('=');
    }
    return { path, query };
  }

  #absolute(written: string): string {
    if (written.startsWith('/')) return written.slice(1);
    const parts = (this.top?.path ?? '').split('/').slice(0, -1);
    for (const part of written.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return parts.join('/');
  }

  #watchScroll(page: OpenPage): void {
    let low = false;
    page.scroller.addEventListener('scroll', () => {
      const { scrollTop, clientHeight, scrollHeight } = page.scroller;
      call(this.#parts.faults, page.instance, 'onPageScroll', { scrollTop });
      const config = { ...this.#parts.program.app.window, ...this.#parts.program.configs[page.path] };
      const near = scrollTop + clientHeight >= scrollHeight - (config.onReachBottomDistance ?? REACH_BOTTOM);
      if (near && !low) call(this.#parts.faults, page.instance, 'onReachBottom');
      low = near;
    });
  }
}
