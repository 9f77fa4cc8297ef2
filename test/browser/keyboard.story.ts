/** Every screen of the dashboard by the keyboard alone: each control is reached, and none is dead (axe alone passes dead ones). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk } from './dashboard-desk.ts';
import { check, fail, tally } from './check.ts';
import { dead, numbered, reached } from './keyboard-walk.ts';
import { freePort } from '../../scripts/port.ts';

const SCREENS = [
  ...[
    '/',
    '/tickets?view=all',
    '/tickets/new',
    '/tickets/settings',
    '/floor',
    '/quality',
    '/replies',
    '/reports',
    '/topics',
    '/operations',
    '/people',
  ],
  ...['/knowledge', '/knowledge/try', '/knowledge/publish', '/knowledge/synonyms'],
  ...[
    '/settings',
    '/settings/routing',
    '/settings/groups',
    '/settings/agents',
    '/settings/promises',
    '/settings/hours',
  ],
  ...['/settings/schedule', '/settings/closing', '/settings/watchwords', '/settings/company', '/settings/webhooks'],
  ...['/settings/targets', '/settings/digests', '/settings/alerts'],
];

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-keyboard-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});

try {
  const customer = await Customer.arrive(url);
  customer.say('转人工');
  await check('a customer waits', () => customer.heard.length >= 2, 30_000);
  const desk = await Desk.open(browser, url);
  const { page } = desk;
  await desk.signIn('zhaomin', password);
  let controls = 0;
  for (const screen of SCREENS) {
    const open = async () => {
      await desk.go(screen);
      await page.locator('main, [role="main"]').first().waitFor();
      await page.waitForTimeout(300);
    };
    await open();
    const { stops, missed } = await reached(page);
    controls += stops.length;
    await check(
      `W44 ${screen}: Tab reaches ${stops.length} controls, and misses none ${missed.join('; ')}`,
      () => stops.length > 3 && missed.length === 0,
      0,
    );
    const anew = async () => {
      await open();
      await page.evaluate(numbered);
    };
    const again = async () => {
      await page.keyboard.press('Escape');
      const here = new URL(page.url());
      const layer = (await page.locator('[role="dialog"], [role="menu"], [role="alertdialog"]').count()) > 0;
      if (
        !layer &&
        `${here.pathname}${here.search}`.endsWith(screen) &&
        (await page.locator('[data-walk]').count()) > 0
      )
        return;
      await anew();
    };
    const silent = await dead(page, stops, again, anew);
    await check(`W45 ${screen}: no control is dead ${silent.join('; ')}`, () => silent.length === 0, 0);
  }
  await check(`W44 ${controls} controls in all`, () => controls > 150, 0);
  const { faults } = desk;
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
  customer.leave();
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
