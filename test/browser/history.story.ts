/** An agent looks for what was: the history's filters, a filter kept under a name, a search that leads to a message far back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk, type Look } from './dashboard-desk.ts';
import { check, fail, tally } from './check.ts';
import { drawnIn, risingIn } from './chart-scenes.ts';
import { freePort } from '../../scripts/port.ts';

/** Enough that the first words are not among those a screen is given at first. */
const WORDS = 90;
const SOUGHT = '紫砂壶的盖子';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-history-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const arrive = async (look: Look = {}) => {
  const desk = await Desk.open(browser, url, look);
  await desk.signIn('zhaomin', password);
  return desk;
};

try {
  const collector = await Customer.arrive(url);
  collector.say(`请问${SOUGHT}可以单独买吗 <b>急</b>`);
  for (let at = 1; at <= WORDS; at += 1) collector.say(`第 ${at} 句闲话`);
  await check('a customer talks long', () => collector.heard.length > WORDS, 60_000);
  const other = await Customer.arrive(url);
  other.say('发票怎么开');
  await check('another one asks something else', () => other.heard.length >= 2);

  const desk = await arrive();
  const { page } = desk;
  const sessions = () => page.locator('.history .session').count();
  await page.keyboard.press('3');
  await check('Y8 the history lists every session', async () => (await sessions()) === 2, 30_000);

  await page.getByRole('button', { name: '筛选', exact: true }).click();
  await desk.picture('history-filters');
  const fields = page.locator('.history .fields');
  await fields.getByLabel('渠道').selectOption('sms');
  await check('Y8 a channel nobody came by has none', async () =>
    (await page.locator('.history').innerText()).includes('没有符合条件的会话'),
  );
  await fields.getByLabel('渠道').selectOption('web');
  await fields.getByLabel('时间').selectOption('between');
  await fields.getByLabel('从', { exact: true }).fill('2026年1月5日');
  await fields.getByLabel('到', { exact: true }).fill('2025-01-01');
  await fields.getByLabel('到', { exact: true }).press('Enter');
  await check(
    'Y8 days are written one way, and a range backwards is told',
    async () =>
      (await fields.innerText()).includes('结束日期早于开始日期') &&
      (await fields.getByLabel('从', { exact: true }).inputValue()) === '2026-01-05',
  );
  await fields.getByLabel('时间').selectOption('7');
  await page.locator('.list-search input').fill('发票');
  await check('Y8 words, channel and time together', async () => (await sessions()) === 1);

  await page.locator('.keep input.h-input').fill('本周发票');
  await page.locator('.keep').getByText('全员可用').click();
  await page.locator('.keep').getByRole('button', { name: '保存' }).click();
  const saved = page.locator('.saved').getByRole('button', { name: /^本周发票/u });
  await check('Y8 is kept under a name', async () => (await saved.getAttribute('aria-pressed')) === 'true');
  await desk.picture('history-kept');
  await page.getByRole('button', { name: '清除条件' }).first().click();
  await check('cleared, everything is there', async () => (await sessions()) === 2);
  await saved.click();
  await check(
    'Y8 chosen again, it asks for the same',
    async () => (await sessions()) === 1 && (await page.locator('.list-search input').inputValue()) === '发票',
  );
  await page.locator('.history .session').first().click();
  await check('a row opens the line', () => page.url().includes('/desk/c/'));
  await page.getByRole('button', { name: '清除条件' }).first().click();
  await fields.getByLabel('渠道').selectOption('web');
  await page.locator('.keep input.h-input').fill('网页');
  await page.locator('.keep').getByRole('button', { name: '保存' }).click();
  const names = () => page.locator('.kept > button').allInnerTexts();
  await check('another one is kept', async () => (await names()).length === 2);
  const before = await names();
  await page.getByRole('button', { name: '管理', exact: true }).click();
  const managed = page.getByRole('dialog');
  await managed.getByRole('textbox', { name: '「网页」的名称' }).fill('来自网页');
  await managed.getByRole('textbox', { name: '「网页」的名称' }).press('Enter');
  await check('Y14 a kept filter is renamed', async () => (await names()).some((one) => one.includes('来自网页')));
  await desk.picture('history-managed');
  await managed.getByRole('button', { name: /^下移/u }).first().press('Enter');
  await check('Y14 and put in order', async () => (await names())[1]?.slice(0, 2) === before[0]?.slice(0, 2));
  await managed.getByRole('button', { name: '改为当前条件' }).click();
  await check('Y14 and asks for something else', async () => (await managed.getByText('与当前条件相同').count()) === 2);
  const kept = await desk.broken();
  await check(`W3 axe finds nothing: kept filters ${kept.join('; ')}`, () => kept.length === 0, 0);
  for (const left of [1, 0]) {
    await managed
      .getByRole('button', { name: /^删除常用筛选/u })
      .first()
      .click();
    await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
    await check('Y14 and taken off', async () => (await page.locator('.kept').count()) === left);
  }
  await page.getByRole('button', { name: '清除条件' }).first().click();

  await page.keyboard.press('Control+k');
  await page.locator('.command input').pressSequentially(SOUGHT, { delay: 20 });
  const hit = page.locator('.command [role=group][aria-label="消息"] [role=option]');
  await check('Y9 the command bar finds the message', async () => (await hit.count()) === 1);
  await check('Y9 with the words marked, and no markup of theirs', async () => {
    const marked = (await hit.locator('mark').allInnerTexts()).join('');
    return marked === SOUGHT && (await hit.locator('b').count()) === 0 && (await hit.innerText()).includes('<b>');
  });
  await desk.picture('search');
  const options = page.locator('.command [role=option]');
  for (let at = 0; at < 40 && (await hit.getAttribute('aria-selected')) !== 'true'; at += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await check(
    'arrows reach it',
    async () => (await options.count()) > 0 && (await hit.getAttribute('aria-selected')) === 'true',
  );
  await page.keyboard.press('Enter');
  const found = page.locator('.found');
  await check(
    'Y9 the message far back is on the screen and highlighted',
    async () =>
      (await found.innerText()).includes(SOUGHT) &&
      (await found.evaluate((at) => {
        const box = at.getBoundingClientRect();
        return box.top > 60 && box.bottom < innerHeight;
      })),
  );
  await desk.picture('search-found');
  await check('for two seconds', async () => (await found.count()) === 0, 4_000);
  await check('and stays on the screen', () => page.getByText(SOUGHT).first().isVisible());
  await check('Y9 past sessions stand beside it', async () =>
    (await page.locator('.side').innerText()).includes('过往会话'),
  );
  await desk.picture('history-past');

  await page.keyboard.press('Control+k');
  const group = (name: string) => page.locator(`.command [role=group][aria-label="${name}"] [role=option]`);
  await check('Y15 what was searched for is offered again', async () =>
    (await group('最近搜索').first().innerText()).includes(SOUGHT),
  );
  await page.keyboard.press('Enter');
  await check('Y15 and asks again', async () => (await group('消息').count()) === 1);
  await page.locator('.command input').fill('闲话');
  await check('Y13 first the newest few', async () => (await group('消息').count()) === 21);
  await desk.picture('search-more');
  for (let nth = 0; nth < 60 && !(await group('消息').last().getAttribute('aria-selected'))?.includes('true'); nth += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const kinds = page.locator('.command .narrow');
  await check(
    'Y13 “more” shows that kind alone',
    async () =>
      (await kinds.getByRole('button', { name: '消息', exact: true }).getAttribute('aria-pressed')) === 'true' &&
      (await page.locator('.command [role=group][aria-label]').count()) === 2,
  );
  await check('Y13 a page of it', async () => (await group('消息').count()) === 21);
  await page.locator('.command input').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await check('Y13 and the next behind it, by the keyboard', async () => (await group('消息').count()) === 41);
  await kinds.getByLabel('渠道').selectOption('sms');
  await check('Y13 a channel nobody came by has none', async () =>
    (await page.locator('.command-none').innerText()).includes('这些条件下没有结果'),
  );
  await desk.picture('search-none');
  await page.route('**/staff/v1/search**', (route) => route.abort());
  await page.locator('.command input').fill('闲话 1');
  await check('a search that fails says so, and offers to try again', async () =>
    (await page.locator('.command-why').innerText()).includes('重试'),
  );
  await desk.picture('search-failed');
  await page.unroute('**/staff/v1/search**');
  await page.locator('.command-none, .command-why').getByRole('button', { name: '重试' }).click();
  await kinds.getByRole('button', { name: '清除条件' }).click();
  await check('and finds then', async () => (await group('消息').count()) > 0);
  await page.keyboard.press('Escape');

  await page.locator('.history .session').first().click();
  await check('another line is opened', async () => (await page.locator('#talk').innerText()).includes('发票怎么开'));
  await page.keyboard.press('Control+k');
  await page.locator('.command input').fill(`${SOUGHT}可以单独买吗`);
  await hit.click();
  await check('Y9 a line that is known already is gone to as well', async () =>
    (await found.innerText()).includes(SOUGHT),
  );

  const third = await Customer.arrive(url);
  third.say('怎么申请退款');
  await check('a third one is answered', () => third.heard.length >= 2);
  third.end();
  await desk.go('/reports');
  await page.locator('.top select').nth(1).selectOption('channel');
  const cell = page.getByRole('button', { name: /^网页 会话量/u });
  await check(
    'N8 an ended encounter is counted',
    async () => {
      if ((await cell.count()) > 0) return true;
      await page.reload();
      await page.locator('.top select').nth(1).selectOption('channel');
      return (await cell.count()) > 0;
    },
    30_000,
  );
  await page.locator('.tile', { hasText: '机器人首响中位' }).click();
  await check('N8 a figure says what it counts', async () =>
    (await page.locator('.trend').innerText()).includes('客户第一句话到其后机器人第一句话的时间'),
  );
  await page.locator('.tile', { hasText: '一次性解决率' }).click();
  await check('N10 beside a figure stands its target, by the phase that runs', async () => {
    const told = await page.locator('[data-course]').innerText();
    return told.includes('目标 ≥ 75%') && told.includes('试点') && told.includes('不足 7 天');
  });
  await drawnIn(desk);
  await desk.picture('reports');
  await cell.click();
  await check(
    'N8 a cell opens the encounters behind it',
    async () => (await page.locator('.behind .row').count()) === 1,
  );
  await desk.picture('reports-behind');
  await page.getByRole('link', { name: '在历史会话中查看' }).click();
  await check('N8 and the history that asks the same', async () => (await sessions()) >= 1, 20_000);

  const faults = [...desk.faults];
  await desk.close();
  for (const look of [
    { theme: 'light', language: 'zh', width: 1440 },
    { theme: 'dark', language: 'en', width: 390 },
  ] as const) {
    const seen = await arrive(look);
    const name = `${look.theme}-${look.width}`;
    const holds = async (what: string) => {
      const broken = await seen.broken();
      await check(`W3 axe finds nothing: ${what} ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
      await check(`nothing is cut off: ${what} ${name}`, async () => !(await seen.overflows()), 0);
      await seen.picture(`${what}-${name}`);
    };
    await seen.page.keyboard.press('3');
    await seen.page.locator('.history .session').first().waitFor();
    await holds('history');
    await seen.page.locator('.history .line button').first().click();
    await seen.page.locator('.fields select').first().selectOption('between');
    await holds('history-open');
    await seen.page.keyboard.press('Control+k');
    await seen.page.locator('.command input').fill('发票');
    await seen.page.locator('.command mark').first().waitFor();
    await holds('search');
    if (look.width < 800) {
      await seen.go('/knowledge');
      await seen.page.getByRole('button', { name: 'More', exact: true }).click();
      await seen.page.getByRole('menuitemradio', { name: 'Reports' }).click();
      await check('N8 on a phone the reports stand behind More', () => seen.page.url().endsWith('/reports'));
    } else await seen.go('/reports');
    await seen.page.locator('.trend canvas').waitFor();
    await holds('reports');
    await risingIn(seen, name, look.language);
    await seen.go('/settings/targets');
    await seen.page.locator('input[type=date]').first().waitFor();
    await holds('targets');
    faults.push(...seen.faults);
    await seen.close();
  }
  third.leave();
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
  collector.leave();
  other.leave();
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
