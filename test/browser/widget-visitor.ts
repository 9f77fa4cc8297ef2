/** A visitor of a site with the widget, in a real browser, as the story drives them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What a browser says of a network that was taken away; everything else is a fault of ours. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED/u;

export type Look = { theme?: 'light' | 'dark'; language?: 'zh' | 'en'; width?: number; height?: number };

/** One visitor's page. */
export class Visitor {
  readonly page: Page;
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) this.faults.push(message.text());
    });
    page.on('pageerror', (fault) => this.faults.push(String(fault)));
  }

  static async open(browser: Browser, address: string, look: Look = {}): Promise<Visitor> {
    const { theme = 'light', language = 'zh', width = 1440, height = 900 } = look;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      reducedMotion: 'reduce',
    });
    const visitor = new Visitor(await context.newPage());
    await visitor.page.goto(address);
    await visitor.launch.waitFor();
    return visitor;
  }

  in(selector: string): Locator {
    return this.page.locator(`yixian-widget ${selector}`);
  }

  get launch(): Locator {
    return this.in('.launch');
  }

  get input(): Locator {
    return this.in('.composer textarea');
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** Calls the widget as its page may. */
  call(name: string, given: string | null): Promise<void> {
    return this.page.evaluate(
      ([called, value]) => {
        const api = Reflect.get(globalThis, 'Yixian') as Record<string, (value: unknown) => void>;
        api[called ?? '']?.(value);
      },
      [name, given],
    );
  }

  /** What has the focus, within the widget where it is there. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return at ? `${at.localName}.${at.className}` : '';
    });
  }

  /** Rules of accessibility that this screen breaks now, with where. */
  async broken(): Promise<string[]> {
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

  async picture(name: string): Promise<void> {
    const folder = process.env['YIXIAN_PICTURES'];
    if (folder) await this.page.screenshot({ path: join(folder, `widget-${name}.png`) });
  }
}
