/** What the story of the knowledge base checks, counted and told one a line; and how its screens look. */
import type { Browser } from 'playwright-core';
import { Desk } from './dashboard-desk.ts';

let passed = 0;
let failed = 0;

/** Waits until something holds; a scene that never comes fails by its name. */
export async function check(what: string, holds: () => Promise<boolean> | boolean, limitMs = 15_000): Promise<void> {
  const until = Date.now() + limitMs;
  let held = false;
  let why = '';
  do {
    try {
      held = await holds();
    } catch (fault) {
      why = String(fault).split('\n')[0] ?? '';
    }
    if (!held) await new Promise((resolve) => setTimeout(resolve, 100));
  } while (!held && Date.now() < until);
  if (!held) return fail(`${what} ${why}`);
  passed += 1;
  process.stdout.write(`✓ ${what}\n`);
}

/** Something went wrong. */
export function fail(what: string): void {
  failed += 1;
  process.stdout.write(`✗ ${what}\n`);
}

/** Prints the sum as the last line; the program's exit code. */
export function tally(): number {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Every screen, wide and light in Chinese, and on a phone in the dark in English; what the browser complained of. */
export async function looks(browser: Browser, url: string, password: string, entry: string): Promise<string[]> {
  const screens = [
    ...['', '/new', `/entry/${entry}`, '/unknown', '/flow/refund'],
    ...['/try?question=%E9%80%80%E6%AC%BE', '/publish', '/synonyms', '/settings'],
  ];
  const views = [
    { theme: 'light', language: 'zh', width: 1440 },
    { theme: 'dark', language: 'en', width: 390 },
  ] as const;
  const faults: string[] = [];
  for (const view of views) {
    const look = await Desk.open(browser, url, view);
    await look.signIn('zhaomin', password);
    for (const screen of screens) {
      await look.go(`/knowledge${screen}`);
      await look.page.waitForSelector('h1:not(.unseen)');
      const name = `${screen.split('?')[0]?.slice(1).replace('/', '-') || 'list'}-${view.width}-${view.theme}`;
      const broken = await look.broken();
      await check(`W3 axe finds nothing: ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
      await check(`nothing is cut off: ${name}`, async () => !(await look.overflows()), 0);
      await look.picture(`knowledge-${name}`);
    }
    faults.push(...look.faults);
    await look.close();
  }
  return faults;
}
