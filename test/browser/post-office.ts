/** The demo shop's post office, as a story opens letters. */
import type { Browser } from 'playwright-core';
import { world } from './relay-places.ts';

/** The link in the newest letter to this address. */
export async function linkTo(url: string, email: string): Promise<string> {
  const { cases } = await world<{ cases: { kind: string; subject: string; slots: string }[] }>(
    ...([url, 'GET', 'shop/cases'] as const),
  );
  const letter = cases.find(({ kind, subject }) => kind === 'letter' && subject === email);
  return (JSON.parse(letter?.slots ?? '{}') as { link?: string }).link ?? '';
}

/** Opens it in a browser of its own and presses its button; answers what the page says then. */
export async function confirmLetter(browser: Browser, url: string, email: string): Promise<string> {
  const context = await browser.newContext({ viewport: { width: 390, height: 700 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const { pathname, search } = new URL(await linkTo(url, email));
  await page.goto(url + pathname + search);
  await page.locator('button').click();
  await page.waitForLoadState();
  const told = await page.locator('main').innerText();
  await context.close();
  return told;
}
