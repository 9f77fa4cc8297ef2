/** Cards of orders, goods and parcels on every screen that shows them, and the widget's controls for what a dialog asks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { amountFlow, staffOf } from './form-scenes.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from '../../scripts/port.ts';
import { Visitor } from './widget-visitor.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-cards-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, publicUrl, settings } = gateway;
const lead = {
  login: 'zhaomin',
  password: (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'owner' })) ?? '',
};
const agent = {
  login: 'wangqing',
  password: (await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' })) ?? '',
};
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const shop = `${publicUrl}/shop/?persona=lin`;
const told: string[] = [];

/** The widget by day and night, at one width: accessible, within the display, and seen. */
async function looks(visitor: Visitor, what: string): Promise<void> {
  const broken = await visitor.broken();
  await check(`axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await visitor.page.emulateMedia({ colorScheme });
    await visitor.picture(`${what}-${colorScheme}`);
  }
}

/** What a dialog asks, by the browser's own fields. */
async function forms(): Promise<void> {
  const visitor = await Visitor.open(browser, shop, { width: 375, height: 720 });
  const quiet = (words: string) => async () =>
    (await visitor.in('.form-over').allTextContents()).includes(`已选：${words}`);
  await visitor.launch.click();
  await visitor.say('预约上门');
  await visitor.in('.options').getByText('上门安装').click();
  const day = visitor.in('.form-ask input[type=date]');
  await day.waitFor();
  const [least, most] = [await day.getAttribute('min'), await day.getAttribute('max')];
  await check(
    'W48 a day is asked for by a field that knows the bounds',
    () => least !== null && most !== null && least < most,
    0,
  );
  await looks(visitor, 'form-date');
  await day.fill('2020-01-01');
  await visitor.in('.form-ask .solid').last().click();
  await check('W48 a day beyond them is refused at the field', () => visitor.in('.form-ask [role=alert]').isVisible());
  await visitor.picture('form-date-refused');
  await day.fill(most ?? '');
  await visitor.in('.form-ask .solid').last().click();
  const time = visitor.in('.form-ask input[type=time]');
  await time.fill('15:00');
  await visitor.in('.form-ask .solid').last().click();
  await check('W48 the time is taken, and the field is quiet', quiet('15:00'));
  await visitor.say('取消');

  await visitor.say('申请退款');
  await visitor.in('.form-act').getByText('选择订单').click();
  const rows = visitor.in('.form-list button');
  await check(
    'W48 the person’s own orders stand there, on the gateway’s own host too',
    async () => (await rows.count()) > 1,
  );
  await looks(visitor, 'form-orders');
  await rows.filter({ hasText: 'YX20261120001' }).click();
  await check('W48 the chosen one is said', quiet('YX20261120001'));
  await visitor.say('取消');

  await visitor.say('申请价保差额');
  const amount = visitor.in('.form-ask input[inputmode=decimal]');
  await amount.fill('900');
  await visitor.in('.form-ask .solid').last().click();
  await check(
    'W48 an amount above the bound is refused at the field',
    async () => (await visitor.in('.form-ask [role=alert]').textContent())?.includes('¥500') === true,
  );
  await looks(visitor, 'form-amount');
  await amount.fill('99.5');
  await visitor.in('.form-ask .solid').last().click();
  await check(
    'W48 an amount within them is said',
    async () => (await visitor.in('.form-act').getByText('添加照片').count()) === 1,
  );
  await looks(visitor, 'form-photo');
  await visitor.say('取消');
  told.push(...visitor.faults);
  await visitor.page.context().close();
}

/** An agent sends what there is to send; the customer sends what they look at. */
async function cards(): Promise<void> {
  const desk = await Desk.open(browser, url);
  await desk.signIn(agent.login, agent.password);
  await desk.page.getByRole('button', { name: '切换为在线' }).click();
  const visitor = await Visitor.open(browser, shop);
  await visitor.launch.click();
  await visitor.in('.human').click();
  await check('an agent serves', () => visitor.in('.head').getByText('王晴 为您服务').isVisible());
  await desk.page.getByText('林小满').first().click();
  const side = desk.page.locator('.side');
  await side.getByRole('button', { name: '发送订单 YX20261120001' }).click();
  await side
    .getByRole('button', { name: /^发送物流/u })
    .first()
    .click();
  await visitor.in('.close, [aria-label="收起"]').first().click();
  await visitor.page.getByRole('button', { name: '咨询这件' }).nth(1).click();
  await visitor.in('.beside .plain').click();
  const order = visitor.in('.order[aria-label*=YX20261120001]');
  await check(
    'N82 the order, the parcel and the product stand as cards',
    async () => (await visitor.in('.order').count()) === 3,
  );
  await check('N82 the order with its state, goods and price', async () => {
    const words = await order.innerText();
    return words.includes('运输中') && words.includes('¥');
  });
  await check('N81 the parcel’s way as stages and steps', async () => {
    const [stages, reached, steps] = await Promise.all(
      ['.stages li', '.stages .reached', '.traces li'].map((one) => visitor.in(one).count()),
    );
    return stages === 4 && (reached ?? 0) > 0 && (steps ?? 0) > 0;
  });
  for (const width of [320, 375, 430, 1280]) {
    await visitor.page.setViewportSize({ width, height: 860 });
    await looks(visitor, `cards-${width}`);
  }
  const way = desk.page.locator('.card .stages');
  const isShown = async () => {
    // The conversation opens at its first unread words, and draws what is near them.
    const newest = desk.page.getByRole('button', { name: /回到最新|条新消息/u });
    if ((await newest.count()) > 0) await newest.first().click();
    return (await way.locator('li').count()) === 4;
  };
  await check('N81 and on the dashboard', isShown, 30_000);
  await desk.picture('cards');
  const broken = await desk.broken();
  await check(`axe finds nothing: the dashboard with cards ${broken.join('; ')}`, () => broken.length === 0, 0);

  const phone = await Phone.open(browser, url, 'lin');
  await phone.start();
  await check(
    'N82 the mini-program shows the same three',
    async () => (await phone.top.locator('.order').count()) === 3,
  );
  for (const size of ['standard', 'elder']) {
    await phone.choose('size', size);
    for (const width of [320, 375, 430]) {
      await phone.page.setViewportSize({ width, height: 900 });
      await phone.drawn();
      const outside = await phone.outside();
      await check(`nothing stands out at ${width} px, ${size} ${outside.join()}`, () => outside.length === 0, 0);
      await phone.picture(`cards-${size}-${width}`);
    }
    const unfit = await phone.inaccessible();
    await check(`axe finds nothing: cards ${size} ${unfit.join('; ')}`, () => unfit.length === 0, 0);
  }
  const small = await phone.small(18, 48);
  await check(`N54 cards are large enough for 长辈模式 ${small.join('; ')}`, () => small.length === 0, 0);
  await phone.choose('size', 'standard');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.picture('cards-dark');
  await phone.page.emulateMedia({ colorScheme: 'light' });
  await phone.top.locator('.order-act').filter({ hasText: '查进度' }).tap();
  await check('N82 a tap on an order asks how far it is', async () =>
    (await phone.top.locator('.bubble-own').last().innerText()).includes('订单 YX20261120001 到哪了'),
  );
  await phone.button('更多').tap();
  await phone.picture('cards-more');
  await phone.button('发送订单').tap();
  const sheet = phone.top.getByRole('dialog', { name: '我的订单' });
  await check(
    'N83 an order of one’s own is sent from the field',
    async () => (await sheet.locator('.order').count()) > 1,
  );
  await phone.picture('cards-send');
  await sheet.locator('.order').filter({ hasText: 'YX20261120001' }).tap();
  await check(
    'N83 and said',
    async () => (await phone.top.locator('.bubble-own').last().innerText()) === 'YX20261120001',
  );
  told.push(...visitor.faults, ...desk.faults, ...(await phone.broken()));
}

try {
  await amountFlow(await staffOf(url, lead));
  await forms();
  await cards();
  await check(`no page had a fault ${told.join('; ')}`, () => told.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  const folder = process.env['YIXIAN_PICTURES'];
  for (const [at, page] of browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    if (folder) await page.screenshot({ path: join(folder, `cards-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
