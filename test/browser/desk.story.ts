/** Two agents and a lead share the day: offers, transfers, colleagues brought in, what a lead may, the floor, a lost connection. */
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
import { bothSee, keysWork, lookAt, settingsMeet, writeSettings } from './desk-scenes.ts';
import { check, fail, tally } from './check.ts';
import { floorRoll, outsideThePlan, planByKeys, planIsRead, planOfToday } from './schedule-scenes.ts';
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-desk-'));
const options = { data, port: await freePort(), host: '127.0.0.1', demo: true };
let gateway = await startGateway(options);
const { url, settings } = gateway;
const member = async (login: string, name: string, role: 'agent' | 'lead') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const passwords = {
  wangqing: await member('wangqing', '王晴', 'agent'),
  liming: await member('liming', '李明', 'agent'),
  zhaomin: await member('zhaomin', '赵敏', 'lead'),
};
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const arrive = async (login: keyof typeof passwords, look = {}) => {
  const desk = await Desk.open(browser, url, look);
  await desk.signIn(login, passwords[login]);
  return desk;
};
const handedOver = async (words: string) => {
  const customer = await Customer.arrive(url);
  customer.say(words);
  customer.say('转人工');
  return customer;
};
const offers = (desk: Desk) => desk.page.locator('.offers .offer').count();
const own = (desk: Desk) => desk.page.locator('.list .row').count();
const toasts = async (desk: Desk) => (await desk.page.locator('.toasts').allInnerTexts()).join(' ');

try {
  const lead = await arrive('zhaomin');
  await writeSettings(lead, 'desk', (value) => ({ ...value, assign: 'offer', profiles: [], firstAnswerMs: 0 }));
  const [wang, li] = [await arrive('wangqing'), await arrive('liming')];
  for (const desk of [wang, li]) await desk.page.getByRole('button', { name: '切换为在线' }).click();
  await bothSee([wang, li], async (desk) => (await desk.page.locator('.rail-duty').innerText()) === '在线');

  const names = new Map([
    [wang, '王晴'],
    [li, '李明'],
  ]);

  const first = await handedOver('我要退货');
  await check('W21 one agent is asked, with a countdown', async () => (await offers(wang)) + (await offers(li)) === 1);
  const asked = (await offers(wang)) === 1 ? wang : li;
  const other = asked === wang ? li : wang;
  await check('W21 the countdown runs', async () =>
    /\d+ 秒后转给别人/u.test(await asked.page.locator('.offer-left').innerText()),
  );
  await asked.picture('offer');
  await asked.page.keyboard.press('Enter');
  await check('Enter accepts, and the conversation opens', () => asked.page.url().includes('/desk/c/'));
  const talk = new URL(asked.page.url()).pathname.replace('/desk', '');
  await check('the panel says why it is with me', async () =>
    (await asked.page.locator('.side').innerText()).includes('为什么是我'),
  );

  const second = await handedOver('发票怎么开');
  await check('the next is offered too', async () => (await offers(wang)) + (await offers(li)) === 1);
  const declining = (await offers(wang)) === 1 ? wang : li;
  const next = declining === wang ? li : wang;
  await declining.page.locator('body').click({ position: { x: 600, y: 5 } });
  await declining.page.keyboard.press('Alt+d');
  await check(
    'declined, it goes to the other agent',
    async () => (await offers(next)) === 1 && (await offers(declining)) === 0,
  );
  await next.page.locator('.offer').getByRole('button', { name: '接入' }).click();
  await check('who takes it', async () => (await offers(next)) === 0 && (await own(next)) >= 1);

  await asked.go(talk);
  await asked.page.waitForSelector('.composer textarea.field');
  await asked.page.keyboard.press('Escape');
  await asked.page.getByRole('button', { name: '转接', exact: true }).waitFor();
  await asked.page.locator('h1').first().click();
  await asked.page.keyboard.press('g');
  const dialog = asked.page.getByRole('dialog');
  await check('G opens the transfer', async () => (await dialog.count()) === 1);
  await asked.picture('transfer');
  await asked.page.getByRole('button', { name: '技能组' }).click();
  await dialog.getByText('售后组').click();
  await dialog.locator('textarea').fill('客户要退货，订单已核对');
  await dialog.getByRole('button', { name: '转接', exact: true }).click();
  await check('W24 transferred to a group, a colleague of it is asked', async () => (await offers(other)) === 1);
  await other.page.locator('.offer').getByRole('button', { name: '接入' }).click();
  await check('and reads the note in the conversation', async () =>
    (await other.page.locator('.said.note').allInnerTexts()).join(' ').includes('客户要退货'),
  );
  await check(
    'and it is theirs no longer',
    async () => (await asked.page.locator('.composer .state').innerText()).length > 0,
  );

  await other.page.waitForSelector('.composer textarea.field');
  await other.page.getByRole('button', { name: '转接', exact: true }).waitFor();
  await other.page.locator('h1').first().click();
  await other.page.keyboard.press('g');
  const back = other.page.getByRole('dialog');
  await back
    .locator('.choice')
    .filter({ hasText: names.get(asked) ?? '' })
    .click();
  await back.locator('textarea').fill('您更熟悉这位客户');
  await back.getByRole('button', { name: '转接', exact: true }).click();
  await check('W24 a colleague is asked by name, with the note', async () =>
    (await asked.page.locator('.offers').innerText()).includes('您更熟悉这位客户'),
  );
  await asked.page.locator('.offer').getByRole('button', { name: '谢绝' }).click();
  await check('declined, it stays, and who gave it hears so', async () => (await toasts(other)).length > 0);

  await other.page.locator('h1').first().click();
  await other.page.keyboard.press('i');
  await other.page
    .getByRole('dialog')
    .locator('.choice')
    .filter({ hasText: names.get(asked) ?? '' })
    .click();
  await other.page.getByRole('dialog').getByRole('button', { name: '邀请协同' }).click();
  await check('W24 who is invited hears it, and finds it among those brought in', async () => {
    await asked.page.keyboard.press('2');
    return (await asked.page.locator('.list').innerText()).includes('协同中');
  });
  await asked.picture('brought-in');

  await lead.go('/floor');
  await check(
    'W25 the floor knows who is with whom',
    async () => (await lead.page.locator('.held .session').count()) === 2,
  );
  await check('W25 and how many are on duty', async () =>
    (await lead.page.locator('.tile').allInnerTexts()).some((one) => one.includes('在线客服') && one.includes('2')),
  );
  await lead.picture('floor');
  await lead.page.getByRole('button', { name: '设置 李明 的状态' }).click();
  await lead.page.getByRole('dialog').getByText('忙碌').click();
  await lead.page.getByRole('dialog').getByRole('button', { name: '状态' }).click();
  await check(
    'W24 a lead sets somebody’s duty, who is told',
    async () => (await li.page.locator('.rail-duty').innerText()) === '忙碌',
  );
  await check('in words', async () => (await toasts(li)).includes('赵敏'));

  await lead.go(talk);
  await lead.page.waitForSelector('.said');
  await lead.page.getByRole('button', { name: '更多操作' }).click();
  await lead.page.getByRole('menuitem', { name: '强制结束' }).click();
  await lead.page.getByRole('dialog').locator('textarea').fill('客户已在电话里解决');
  await lead.page.getByRole('dialog').getByRole('button', { name: '强制结束' }).click();
  await check('W24 a lead ends it with a reason, which the agent hears', async () =>
    (await toasts(other)).includes('客户已在电话里解决'),
  );
  await other.page.getByRole('button', { name: /^通知/u }).click();
  await check('and finds among the notices', async () =>
    (await other.page.locator('.notices').innerText()).includes('客户已在电话里解决'),
  );
  await other.page.keyboard.press('Escape');

  await gateway.stop();
  await check('a lost connection is told', async () => (await other.page.locator('.banner').count()) === 1, 20_000);
  gateway = await startGateway(options);
  await check(
    'and what was there is there again',
    async () => (await other.page.locator('.banner').count()) === 0,
    45_000,
  );

  await planByKeys(lead);
  await planIsRead(li);
  await writeSettings(lead, 'schedule', planOfToday);
  await outsideThePlan(li);
  await floorRoll(lead);

  const colleague = await arrive('zhaomin');
  await settingsMeet(lead, colleague, li);
  const third = await Customer.arrive(url);
  third.say('运费怎么算');
  await keysWork(lead);

  const faults = [wang, li, lead, colleague].flatMap((one) => one.faults);
  for (const one of [wang, li]) await one.close();
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['zh', 'en'] as const) {
      const look = await arrive('zhaomin', { theme, language });
      await lookAt(look, `${theme}-${language}`);
      faults.push(...look.faults);
      await look.close();
    }
  }
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
  first.leave();
  second.leave();
  third.leave();
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
  for (const context of browser.contexts()) {
    for (const page of context.pages()) {
      const folder = process.env['YIXIAN_PICTURES'];
      if (folder) await page.screenshot({ path: join(folder, `broken-${context.pages().length}-${Date.now()}.png`) });
    }
  }
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
