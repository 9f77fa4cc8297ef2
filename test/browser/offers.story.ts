/** 猜你想问 on the widget and the mini-program: as the line opens, under an answer, and never where a dialog or a person is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { check, fail, tally } from './check.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from './port.ts';
import { Visitor } from './widget-visitor.ts';

const ASKED = '满减和优惠券可以叠加吗';
const NEAR = '优惠券怎么用';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-offers-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, publicUrl } = gateway;
const browser: Browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const told: string[] = [];

async function widget(): Promise<void> {
  const visitor = await Visitor.open(browser, `${publicUrl}/shop/`);
  const clean = async (what: string) => {
    const broken = await visitor.broken();
    await check(`axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
    await check(`nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
    await visitor.picture(`offers-${what}`);
  };
  const guesses = visitor.in('.guess .options button');
  await visitor.launch.click();
  await check(
    'N76 the widget opens with common questions for who is new',
    async () => (await guesses.allTextContents()).join() === '我的订单到哪了,怎么退货,怎么开发票',
  );
  await clean('opens');
  await visitor.say(ASKED);
  await check('N75 three questions stand under the answer', async () => (await guesses.count()) === 3);
  await check('N75 near it', async () => (await guesses.first().textContent()) === NEAR, 0);
  await clean('related');
  await visitor.page.emulateMedia({ colorScheme: 'dark' });
  await visitor.picture('offers-related-dark');
  await visitor.page.emulateMedia({ colorScheme: 'light' });
  await guesses.first().click();
  await check('N75 a tap asks, and the answer has its own', async () => {
    const asked = await visitor.in('.own .bubble').last().textContent();
    return asked === NEAR && (await guesses.count()) > 0 && !(await guesses.allTextContents()).includes(ASKED);
  });
  await visitor.say('我要退款');
  await check('N74 none beside a dialog', async () => {
    const asked = await visitor.in('.bubble').last().textContent();
    return asked?.includes('登录') === true && (await guesses.count()) === 0;
  });
  await visitor.picture('offers-dialog');
  await visitor.say('取消');
  await visitor.say(ASKED);
  await visitor.in('.human').click();
  await check('N75 none once a person is asked for', async () => (await guesses.count()) === 0);
  told.push(...visitor.faults);

  // Narrow and in English.
  const small = await Visitor.open(browser, `${publicUrl}/shop/`, { width: 320, height: 640, language: 'en' });
  await small.launch.click();
  await small.in('.guess .options button').first().waitFor();
  await small.picture('offers-opens-320-en');
  await small.say('Can discounts and coupons be combined?');
  await small.in('.guess .options button').nth(1).waitFor();
  await check('nothing overflows at 320 px', async () => !(await small.overflows()), 0);
  await small.picture('offers-related-320-en');
  told.push(...small.faults);
}

async function phone(): Promise<void> {
  const mini = await Phone.open(browser, url, 'lin');
  await mini.start();
  const related = mini.top.locator('.related-item');
  const looks = async (what: string) => {
    for (const width of [320, 375, 430]) {
      await mini.page.setViewportSize({ width, height: 720 });
      await mini.drawn();
      const outside = await mini.outside();
      await check(`nothing stands out at ${width} px: ${what} ${outside.join()}`, () => outside.length === 0, 0);
      await mini.picture(`offers-${what}-${width}`);
    }
    const unfit = await mini.inaccessible();
    await check(`axe finds nothing: ${what} ${unfit.join('; ')}`, () => unfit.length === 0, 0);
    await mini.page.emulateMedia({ colorScheme: 'dark' });
    await mini.picture(`offers-${what}-dark`);
    await mini.page.emulateMedia({ colorScheme: 'light' });
    await mini.page.setViewportSize({ width: 375, height: 720 });
  };
  await mini.say(ASKED);
  await check(
    'N75 three questions stand under the answer of the mini-program',
    async () => (await related.count()) === 3,
  );
  await looks('related');
  await mini.choose('size', 'elder');
  await looks('related-elder');
  const small = await mini.small(18, 48);
  await check(`N54 large enough for 长辈模式 ${small.join('; ')}`, () => small.length === 0, 0);
  await mini.choose('size', 'standard');
  await related.first().tap();
  await check('N75 a tap asks', async () => {
    const asked = await mini.top.locator('.bubble-own').last().innerText();
    return asked === NEAR && (await related.count()) > 0;
  });
  await mini.button('转人工').first().tap();
  await check('N75 none once a person is asked for', async () => (await related.count()) === 0);
  told.push(...(await mini.broken()));
}

try {
  await widget();
  await phone();
  await check(`no page had a fault ${told.join('; ')}`, () => told.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
