/** The wall display: who waits, agents, today beside its targets, channels, incidents; live, whole on the screen, and honest when cut off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { freePort } from '../../scripts/port.ts';
import type { Operations } from '../../shared/operations/api.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk } from './dashboard-desk.ts';
import { check, fail, tally } from './check.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-wall-'));
const place = { data, port: await freePort(), host: '127.0.0.1', demo: true };
let gateway = await startGateway(place);
const { url, settings } = gateway;
const member = async (login: string, name: string, role: 'lead' | 'agent') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const password = await member('zhaomin', '赵敏', 'lead');
const agents = await member('liuying', '刘颖', 'agent');
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const people: Customer[] = [];
const someone = async (words: string) => {
  const customer = await Customer.arrive(url);
  people.push(customer);
  customer.say(words);
  await check(`somebody says ${words}`, () => customer.heard.length > 0, 30_000);
  return customer;
};

try {
  const talked = await someone('怎么申请退款');
  await check('and is answered', () => talked.heard.length >= 2);
  talked.end();
  await someone('转人工');

  const agent = await Desk.open(browser, url);
  await agent.signIn('liuying', agents);
  await agent.go('/wall');
  await agent.page.locator('.rail').waitFor();
  await check('N95 an agent has no wall', () => !agent.page.url().includes('/wall'), 0);
  await agent.close();

  const desk = await Desk.open(browser, url);
  const { page } = desk;
  await desk.signIn('zhaomin', password);
  await desk.go('/floor');
  await page.getByRole('link', { name: '监控大屏' }).click();
  const waiting = () => page.locator('[data-waiting]').innerText();
  await check('N94 the wall says who waits', async () => (await waiting()) === '1', 20_000);
  await someone('转人工');
  await check('N95 and follows the floor by itself', async () => (await waiting()) === '2');
  const text = () => page.locator('.wall').innerText();
  await check('N94 it has agents by state, channels, and figures beside their targets', async () => {
    const all = await text();
    const figures = await page.locator('[data-figure]').count();
    return figures === 8 && ['目标 ≥', '话后整理', '断线', '网页', '最长等待'].every((one) => all.includes(one));
  });
  await check('N95 it is live', async () => (await page.locator('[data-feed]').innerText()) === '实时');
  await check('N95 it is dark, whatever was chosen', () =>
    page.evaluate(() => document.documentElement.dataset['theme'] === 'dark'),
  );

  await page.route('**/staff/v1/operations', async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as Operations;
    const openedAt = Date.now() - 200_000;
    const one = { level: 'page', state: 'open', acknowledgedBy: null, openedAt } as const;
    const account = told.accounts[0]?.id ?? '';
    told.incidents = [
      { ...one, id: 'g1128-7', alarms: [{ key: `channel:${account}`, stands: true }] },
      ...['robot:', 'queue:', 'fast:', 'slow:'].map((key, at) => ({
        ...{ ...one, level: 'notice' as const, id: `g1128-${at}`, alarms: [{ key, stands: true }] },
      })),
    ];
    await route.fulfill({ response: answer, json: { ...told, lookedAt: Date.now() } });
  });
  for (const language of ['zh', 'en'] as const) {
    await page.addInitScript((chosen) => localStorage.setItem('yixian.desk.language', chosen), language);
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.reload();
      await page.locator('[data-health] li').first().waitFor();
      await page.locator('[data-channel]').first().waitFor();
      await check('the floor is there again', async () => (await waiting()) === '2', 20_000);
      await check('N94 each channel says who waits there', async () =>
        (await page.locator('[data-channel] td').first().innerText()).includes('2'),
      );
      const name = `${language}-${height}`;
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.wall, .wall .part, .wall .big > div, .wall dl > div')].flatMap(
          (one) => {
            const { bottom, right } = one.getBoundingClientRect();
            const isOver = one.scrollHeight > one.clientHeight + 1 || bottom > innerHeight || right > innerWidth + 1;
            return isOver ? [`${one.className} ${one.scrollHeight}>${one.clientHeight}`] : [];
          },
        ),
      );
      await check(`N95 nothing is cut off or scrolls: ${name} ${cut.join('; ')}`, () => cut.length === 0, 0);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.wall dt, .wall th, .wall .about, .wall li')]
          .map((one) => parseFloat(getComputedStyle(one).fontSize))
          .reduce((one, other) => Math.min(one, other)),
      );
      await check(`N95 no letters below a forty-fifth of the height: ${name}`, () => small >= height / 45, 0);
      const broken = await desk.broken();
      await check(`W3 axe finds nothing: wall ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
      await desk.picture(`wall-${name}`);
    }
  }
  await page.unroute('**/staff/v1/operations');

  await gateway.stop();
  const feed = () => page.locator('[data-feed]').innerText();
  await check('N95 cut off, it says so and since when', async () => (await feed()).includes('reconnecting'), 20_000);
  await check('N95 what was told last stays', async () => (await waiting()) === '2', 0);
  await check('N95 and so do today and the watch', async () => (await text()).split('as of').length === 5, 60_000);
  await desk.picture('wall-lost');
  gateway = await startGateway(place);
  await check('N95 and it is live again by itself', async () => (await feed()) === 'Live', 60_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await check('N95 a phone scrolls through it', async () => !(await desk.overflows()));
  await desk.picture('wall-390');
  await page.getByRole('button', { name: 'Back to the floor' }).click();
  await check('back on the floor, the chosen light is back', () =>
    page.evaluate(() => document.documentElement.dataset['theme'] === 'light'),
  );
  const faults = desk.faults;
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
} finally {
  for (const one of people) one.leave();
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
