/** What the stories of campaigns look for on a screen. */
import type { Page } from 'playwright-core';
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';

/** No rule of accessibility broken, nothing beside the screen; and a picture. */
export async function look(desk: Desk, name: string): Promise<void> {
  const broken = await desk.broken();
  await check(`axe finds nothing: ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing stands out of the screen: ${name}`, async () => !(await desk.overflows()), 0);
  await desk.picture(`campaign-${name}`);
}

/** Whether these words can be seen. */
export const sees = (page: Page, words: string | RegExp) => async () =>
  (await page.getByText(words).locator('visible=true').count()) > 0;
