/** How the screens of the knowledge base look. */
import type { Browser } from 'playwright-core';
import { Desk } from './dashboard-desk.ts';
import { check } from './check.ts';

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
