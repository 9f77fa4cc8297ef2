/** The agent's day in a real browser against the real gateway: signs in, serves, is taken over, loses the line, comes back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk } from './dashboard-desk.ts';
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-desk-'));
const options = { data, port: await freePort(), host: '127.0.0.1', demo: true };
let gateway = await startGateway(options);
const { url, settings } = gateway;
const passwordOf = async (login: string, name: string, role: 'agent' | 'lead') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const password = await passwordOf('wangqing', '王晴', 'agent');
const leadPassword = await passwordOf('zhaomin', '赵敏', 'lead');
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const desk = await Desk.open(browser, url);
const { page } = desk;
const text = (selector: string) => page.locator(selector).allInnerTexts();
const field = page.locator('textarea.field');

try {
  await desk.go('/');
  await check('without a sign-in the dashboard asks for one', () => page.url().endsWith('/desk/sign-in'));
  await page.fill('#login', 'wangqing');
  await page.fill('#password', 'not the password');
  await page.keyboard.press('Enter');
  await check('a wrong password is said in words', async () =>
    (await text('#enter-why')).join('').includes('账号或密码不对'),
  );
  await desk.signIn('wangqing', password);
  await page.getByRole('button', { name: '切换为在线' }).click();
  await check('the agent is on duty', async () => (await text('.rail-duty')).join('') === '在线');

  const customer = await Customer.arrive(url);
  customer.say('你好');
  customer.say('转人工');
  await check(
    'a conversation handed over is given to the agent',
    async () => (await page.locator('.row').count()) === 1,
  );
  await check('the tab says that something is unread', async () => /^（\d+）/u.test(await page.title()));
  await page.keyboard.press('j');
  await check('J opens it, with the hand-over in words', async () =>
    (await text('.handover')).join('').includes('客户要求人工'),
  );
  await desk.picture('handover');

  await page.keyboard.press('r');
  await check('R goes to the composer', async () => (await desk.focused()) === 'textarea.field');
  await page.keyboard.type('您好');
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
  await page.waitForTimeout(300);
  await check('W3 Enter while composing sends nothing', async () => (await field.inputValue()) === '您好');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('请讲');
  await page.keyboard.press('Enter');
  await check('Enter sends, Shift+Enter breaks the line', () => customer.fromAgents().includes('您好\n请讲'));
  customer.read();
  await check(
    'the tick says 已读 when the customer has read',
    async () => (await text('.said.out .status')).at(-1)?.includes('已读') === true,
  );
  customer.type(true);
  await check('the customer is seen typing', async () => (await text('.typing')).join('').includes('正在输入'));
  customer.say('我的快递到哪了');
  await check('new words are read out', async () => (await text('[role=log]')).join('').includes('我的快递到哪了'));

  await page.keyboard.type('/稍等');
  await page.keyboard.press('Enter');
  await check('a quick phrase is put in, not sent', async () =>
    (await field.inputValue()).startsWith('好的，请您稍等'),
  );
  await page.reload();
  await page.waitForSelector('textarea.field');
  await check('a draft outlives a reload', async () => (await field.inputValue()).startsWith('好的，请您稍等'));
  await field.fill('');
  await page.keyboard.press('Alt+n');
  await page.keyboard.type('客户着急');
  await page.keyboard.press('Enter');
  await check('a note stands in the line', async () => (await text('.said.note')).join('').includes('客户着急'));
  await check(
    'and the customer never hears it',
    () => !customer.heard.some((one) => JSON.stringify(one).includes('客户着急')),
  );

  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await check('? opens the sheet of keys', async () => (await page.locator('[role=dialog] .sheet').count()) === 1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.locator('.command input').waitFor();
  await page.keyboard.type('快捷键');
  await check('Ctrl+K finds an action', async () =>
    (await text('.command [aria-selected=true]')).join('').includes('快捷键'),
  );
  await page.keyboard.press('Escape');
  await check('and Esc closes it', async () => (await page.locator('[role=dialog]').count()) === 0);

  await gateway.stop();
  await check('a lost connection is told', async () => (await text('.banner')).join('').includes('连接断开'), 20_000);
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('断线时写的');
  await page.keyboard.press('Enter');
  await check('what is said meanwhile waits in sight', async () =>
    (await text('.unsent')).join('').includes('断线时写的'),
  );
  await desk.picture('offline');
  gateway = await startGateway(options);
  await check(
    'and leaves, once, when the gateway is back',
    async () =>
      (await page.locator('.said.out', { hasText: '断线时写的' }).count()) === 1 &&
      (await page.locator('.unsent').count()) === 0,
    45_000,
  );
  await check('the banner is gone', async () => (await page.locator('.banner').count()) === 0, 20_000);

  const lead = await Desk.open(browser, url, { language: 'en', theme: 'dark' });
  await lead.signIn('zhaomin', leadPassword);
  await lead.page.getByRole('button', { name: 'Go online' }).click();
  await lead.go(new URL(page.url()).pathname.replace('/desk', ''));
  await check('a colleague sees who serves and may write a note only', async () =>
    (await lead.page.locator('.composer .state').innerText()).includes('王晴'),
  );
  await lead.page.getByRole('button', { name: 'Take over' }).first().click();
  await lead.page.getByRole('alertdialog').getByRole('button', { name: 'Take over' }).click();
  await check(
    'a lead takes over after confirming',
    async () =>
      (await lead.page.locator('.top .tag').innerText()) === 'With agent' &&
      (await lead.page.locator('.top .about').innerText()).includes('赵敏'),
  );
  await check('and the agent before is told, and can reply no more', async () =>
    (await text('.composer .state')).join('').includes('赵敏'),
  );
  await lead.picture('taken-over');
  await lead.page.keyboard.press('Escape');
  await lead.page.locator('h1').click();
  await lead.page.keyboard.press('Alt+e');
  await check('closing asks first', async () => (await lead.page.locator('[role=dialog] .closing').count()) === 1);
  for (let at = 0; at < 40; at += 1) await lead.page.keyboard.press('Tab');
  await check('Tab stays in the dialog', () =>
    lead.page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null),
  );
  await lead.page.locator('.closing').getByRole('button', { name: 'End conversation' }).click();
  await check(
    'a summary is asked for first',
    async () => (await lead.page.locator('.closing [role=alert]').count()) === 1,
  );
  await lead.page.locator('.closing input[name=category]').first().check();
  await lead.page.locator('.closing input[name=solved]').first().check();
  await lead.page.locator('.closing').getByRole('button', { name: 'End conversation' }).click();
  await check(
    'then the session is closed',
    async () => (await lead.page.locator('.top .tag').innerText()) === 'Closed',
  );
  const talk = new URL(lead.page.url()).pathname.replace('/desk', '');
  const faults = [...desk.faults, ...lead.faults];
  await lead.close();

  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['zh', 'en'] as const) {
      const look = await Desk.open(browser, url, { theme, language });
      const clean = async (screen: string) => {
        const broken = await look.broken();
        await check(
          `W3 axe finds nothing: ${screen}, ${theme}, ${language} ${broken.join('; ')}`,
          () => broken.length === 0,
          0,
        );
      };
      await look.go('/');
      await look.page.waitForSelector('#login');
      await clean('sign-in');
      await look.picture(`sign-in-${theme}-${language}`);
      await look.signIn('zhaomin', leadPassword);
      await clean('empty list');
      await look.go(talk);
      await look.page.waitForSelector('.said');
      await clean('conversation');
      await look.picture(`talk-${theme}-${language}`);
      await look.page.keyboard.press('?');
      await clean('keys');
      await look.page.keyboard.press('Escape');
      await look.page.locator('.rail-me').click();
      await clean('own menu');
      await look.page.keyboard.press('Escape');
      for (const width of [1100, 390]) {
        await look.page.setViewportSize({ width, height: 844 });
        await clean(`${width} wide`);
        await check(`nothing is cut off at ${width}, ${theme}, ${language}`, async () => !(await look.overflows()));
        await look.picture(`talk-${width}-${theme}-${language}`);
      }
      faults.push(...look.faults);
      await look.close();
    }
  }
  await check(
    `the browser complained of nothing, its policy included ${faults.join('; ')}`,
    () => faults.length === 0,
    0,
  );
  customer.leave();
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
  await desk.picture('broken-off').catch(() => undefined);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
