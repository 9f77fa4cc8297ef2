/** The dashboard in a real browser, as the story drives it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What a browser says of a call that was answered with a refusal or not at all; everything else is a fault of ours. */
const EXPECTED = /Failed to load resource|WebSocket connection/u;

export type Look = { theme?: 'light' | 'dark'; language?: 'zh' | 'en'; width?: number };

/** One agent's browser. */
export class Desk {
  readonly page: Page;
  readonly faults: string[] = [];
  readonly #gateway: string;

  constructor(page: Page, gateway: string) {
    this.page = page;
    this.#gateway = gateway;
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) this.faults.push(message.text());
    });
    page.on('pageerror', (fault) => this.faults.push(String(fault)));
  }

  static async open(browser: Browser, gateway: string, look: Look = {}): Promise<Desk> {
    const { theme = 'light', language = 'zh', width = 1440 } = look;
    const context = await browser.newContext({ viewport: { width, height: width < 800 ? 844 : 900 } });
    await context.addInitScript(
      ([chosenTheme, chosenLanguage]) => {
        localStorage.setItem('yixian.desk.theme', chosenTheme ?? '');
        localStorage.setItem('yixian.desk.language', chosenLanguage ?? '');
      },
      [theme, language],
    );
    return new Desk(await context.newPage(), gateway);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.#gateway}/desk${path}`);
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.go('/');
    await this.page.fill('#login', login);
    await this.page.fill('#password', password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector('.rail');
  }

  /** The rules of accessibility this screen breaks now, with where. */
  async broken(): Promise<string[]> {
    await this.page.waitForTimeout(250);
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const { axe: run } = globalThis as typeof globalThis & {
        axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
      };
      const { violations } = await run.run();
      return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
    });
  }

  overflows(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      return at ? `${at.tagName.toLowerCase()}.${at.className}` : '';
    });
  }

  async picture(name: string): Promise<void> {
    const folder = process.env['YIXIAN_PICTURES'];
    if (folder) await this.page.screenshot({ path: join(folder, `dashboard-${name}.png`) });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
