/** A person's phone with the mini-program, as the story drives it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a browser says of a call that was answered with a refusal or not at all. */
const EXPECTED = /Failed to load resource|WebSocket connection|ERR_INTERNET_DISCONNECTED/u;

/** What the simulated phone offers to tests. */
type Mp = {
  pages: { instance: Record<string, () => void> }[];
  errors: unknown[];
  warnings: string[];
  background(): void;
  keyboard(height: number): void;
  module(path: string): unknown;
  foreground(): void;
  network(isConnected: boolean): void;
};
type Global = typeof globalThis & { __mp: Mp };

/** One phone. */
export class Phone {
  readonly page: Page;
  readonly faults: string[] = [];
  readonly #context: BrowserContext;
  readonly #address: string;

  readonly persona: string;

  private constructor(page: Page, address: string, persona: string) {
    this.page = page;
    this.persona = persona;
    this.#context = page.context();
    this.#address = address;
    page.on('pageerror', (fault) => this.faults.push(fault.message));
    page.on('console', (message) => {
      const loud = message.type() === 'error' || message.type() === 'warning';
      if (loud && !EXPECTED.test(message.text()) && !message.text().includes('miniprogram_npm'))
        this.faults.push(message.text());
    });
  }

  static async open(browser: Browser, gateway: string, persona: string, width = 375, more = ''): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width, height: 720 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
    });
    return new Phone(await context.newPage(), `${gateway}/mini/?persona=${persona}&${more}`, persona);
  }

  async start(): Promise<void> {
    await this.page.goto(this.#address);
  }

  /** The page on top. */
  get top(): Locator {
    return this.page.locator('.mp-frame:visible').last();
  }
  get box(): Locator {
    return this.top.locator('wx-textarea textarea').last();
  }
  button(name: string | RegExp): Locator {
    return this.top.getByRole('button', { name });
  }

  async say(words: string): Promise<void> {
    await this.box.fill(words);
    await this.box.press('Enter');
  }

  /** Holds a finger on something until its menu comes. */
  async hold(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('nothing to hold');
    const touch = await this.finger();
    const at = { x: box.x + Math.min(20, box.width / 2), y: box.y + Math.min(14, box.height / 2) };
    await touch('touchStart', at);
    await this.page.waitForTimeout(500);
    await touch('touchEnd');
  }

  /** Raises touches as a finger does. */
  async finger() {
    const session = await this.#context.newCDPSession(this.page);
    return (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  }

  /** One entry of WeChat's own sheet of choices. */
  choice(name: string): Locator {
    return this.page.locator('.mp-sheet button', { hasText: name });
  }

  sees(words: string): () => Promise<boolean> {
    return async () => (await this.top.getByText(words).locator('visible=true').count()) > 0;
  }

  /** WeChat's own short word over the page. */
  toasts(words: string): () => Promise<boolean> {
    return async () => (await this.page.locator('.mp-toast', { hasText: words }).count()) === 1;
  }

  /** Does what a control of the page does that is no longer shown: a screen may be behind. */
  call(method: string): Promise<void> {
    return this.page.evaluate((name) => (globalThis as Global).__mp.pages.at(-1)?.instance[name]?.(), method);
  }

  /** WeChat's own way back. */
  async back(): Promise<void> {
    await this.page.locator('.mp-back:visible').first().tap();
  }

  /** How tall the page on top is, drawn whole. */
  tall(): Promise<number> {
    return this.top.evaluate((frame) => Math.max(...[frame, ...frame.children].map((one) => one.scrollHeight)));
  }

  /** Words and targets in sight that are smaller than this, in px. */
  small(letter: number, target: number): Promise<string[]> {
    return this.top.evaluate(
      (frame, [least, side]) => {
        const told = (one: Element, size: number) => `${one.className || one.tagName} ${Math.round(size * 10) / 10}`;
        const shown = [...frame.querySelectorAll('*')].filter(
          (one) => one.getClientRects().length > 0 && one.closest('[aria-hidden=true]') === null,
        );
        const speaks = (one: Element) =>
          [...one.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
        const letters = shown
          .filter((one) => speaks(one) && parseFloat(getComputedStyle(one).fontSize) < least)
          .map((one) => told(one, parseFloat(getComputedStyle(one).fontSize)));
        const targets = shown
          .filter((one) => one.matches('wx-button, [role=button], .t-cell'))
          .filter((one) => one.getBoundingClientRect().height < side)
          .map((one) => told(one, one.getBoundingClientRect().height));
        return [...new Set([...letters, ...targets])];
      },
      [letter, target] as const,
    );
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).tap();
  }

  background(): Promise<void> {
    return this.page.evaluate(() => (globalThis as Global).__mp.background());
  }
  foreground(): Promise<void> {
    return this.page.evaluate(() => (globalThis as Global).__mp.foreground());
  }

  /** Takes the network away, or gives it back. */
  async network(on: boolean): Promise<void> {
    await this.#context.setOffline(!on);
    await this.page.evaluate((given) => (globalThis as Global).__mp.network(given), on);
  }

  /** Faults of the page and of the program on it, and the phone's warnings about the program's own code. */
  async broken(): Promise<string[]> {
    const told = await this.page.evaluate(() => {
      const { errors, warnings } = (globalThis as Global).__mp;
      return [...errors.map(String), ...warnings];
    });
    return [...this.faults, ...told.filter((one) => !one.includes('miniprogram_npm'))];
  }

  /** The rules of accessibility the page breaks now, with where; `colours`: those of contrast alone. */
  async inaccessible(colours = false): Promise<string[]> {
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axe);
    return this.page.evaluate(async (contrast) => {
      const { axe: run } = globalThis as typeof globalThis & {
        axe: {
          run(
            context: string,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
        };
      };
      // A program has no say in landmarks, headings and the document: those are WeChat's.
      const rules = Object.fromEntries(['region', 'page-has-heading-one'].map((name) => [name, { enabled: false }]));
      const { violations } = await run.run('.mp-pages', contrast ? { runOnly: ['color-contrast'] } : { rules });
      return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
    }, colours);
  }

  /** The keyboard stands so high over the display's lower edge; 0: it is gone. */
  async keyboard(height: number): Promise<void> {
    await this.page.evaluate((given) => (globalThis as Global).__mp.keyboard(given), height);
    await this.drawn();
  }

  /** Chooses language or size of letters, as 我的 does, on whichever page is in sight. */
  async choose(key: 'language' | 'size', value: string): Promise<void> {
    await this.page.evaluate(
      ([of, given]) => {
        const { module, pages } = (globalThis as Global).__mp;
        (module('preference.js') as { choose(key?: string, value?: string): void }).choose(of, given);
        pages.at(-1)?.instance['onShow']?.();
      },
      [key, value],
    );
    await this.drawn();
  }

  speak(language: 'zh' | 'en'): Promise<void> {
    return this.choose('language', language);
  }

  /** Waits until what was changed is drawn. */
  drawn(): Promise<void> {
    return this.page.evaluate(
      () =>
        new Promise<void>((done) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              const running = document.getAnimations().filter((one) => one instanceof CSSTransition);
              void Promise.allSettled(running.map(({ finished }) => finished)).then(() => setTimeout(done, 20));
            }),
          ),
        ),
    );
  }

  /** Words in Chinese on the display, WeChat's bars included, that are no data: what people, the robot and the company wrote. */
  async chinese(data: string): Promise<string[]> {
    const look = (root: Element, written: string) => {
      const found: string[] = [];
      for (const one of [root, ...root.querySelectorAll('*')]) {
        if (one.closest(written) !== null || one.getClientRects().length === 0) continue;
        const own = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent ?? '');
        for (const text of [...own, one.getAttribute('aria-label') ?? '', one.getAttribute('placeholder') ?? '']) {
          const plain = text.replace(/“[^”]*”/gu, '').replace(/王晴|^[王]$|^中文$/gu, '');
          if (/\p{Script=Han}/u.test(plain)) found.push(`${String(one.className)}: ${text.slice(0, 24)}`);
        }
      }
      return found;
    };
    const bars = this.page.locator('.mp-top, .mp-tabs');
    const told = [await this.top.evaluate(look, data)];
    for (const bar of await bars.all()) told.push(await bar.evaluate(look, data));
    return [...new Set(told.flat())].filter((one) => !one.startsWith('mp-back'));
  }

  /** Words cut off at the side, and a title that runs into WeChat's capsule. */
  async cut(): Promise<string[]> {
    const inside = await this.top.evaluate((frame) =>
      [...frame.querySelectorAll('*')]
        .filter((one) => {
          const { overflowX } = getComputedStyle(one);
          const speaks = [...one.childNodes].some(
            (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
          );
          const hides = overflowX === 'hidden' || overflowX === 'clip';
          return speaks && hides && one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1;
        })
        .map((one) => `${String(one.className)}: ${(one.textContent ?? '').trim().slice(0, 24)}`),
    );
    const title = await this.page.evaluate(() => {
      const [title, capsule] = [document.querySelector('.mp-title'), document.querySelector('.mp-capsule')];
      if (!title || !capsule) return [];
      const words = document.createRange();
      words.selectNodeContents(title);
      const cut = words.getBoundingClientRect().right > capsule.getBoundingClientRect().left - 4;
      return cut ? [`title: ${title.textContent ?? ''}`] : [];
    });
    return [...inside, ...title];
  }

  /** What stands out of the display to the side, unless it may be scrolled there. */
  outside(): Promise<string[]> {
    return this.top.evaluate((frame) => {
      const width = frame.getBoundingClientRect().right;
      return [...frame.querySelectorAll('*')]
        .filter((one) => one.closest('wx-scroll-view[scroll-x]') === null)
        .filter((one) => one.getBoundingClientRect().right > width + 1)
        .map((one) => one.className);
    });
  }

  async picture(name: string): Promise<void> {
    const folder = process.env['YIXIAN_PICTURES'];
    await this.page.waitForTimeout(250);
    if (folder) await this.page.screenshot({ path: join(folder, `miniprogram-${name}.png`) });
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
