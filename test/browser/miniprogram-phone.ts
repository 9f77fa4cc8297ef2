/** A person's phone with the mini-program, as the story drives it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the simulated phone offers to tests. */
type Mp = {
  errors: unknown[];
  warnings: string[];
  background(): void;
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

  private constructor(page: Page, address: string) {
    this.page = page;
    this.#context = page.context();
    this.#address = address;
    page.on('pageerror', (fault) => this.faults.push(fault.message));
  }

  static async open(browser: Browser, gateway: string, persona: string, width = 375): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width, height: 720 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
    });
    return new Phone(await context.newPage(), `${gateway}/mini/?persona=${persona}`);
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

  sees(words: string): () => Promise<boolean> {
    return async () => (await this.top.getByText(words).locator('visible=true').count()) > 0;
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

  /** The rules of accessibility the page breaks now, with where. */
  async inaccessible(): Promise<string[]> {
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
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
      const { violations } = await run.run('.mp-pages', { rules });
      return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
    });
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
