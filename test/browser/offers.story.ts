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
import { freePort } from '../../scripts/port.ts';
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
  await visitor.in('.to-notice').click();
  await check('W47 the privacy notice is one tap away before anything is said', async () => {
    const words = await visitor.in('.notice').innerText();
    return words.includes('隐私说明') && words.includes('生效') && (await visitor.in('.notice h4').count()) > 2;
  });
  await clean('notice');
  await visitor.page.keyboard.press('Escape');
  await check('W47 Escape leads back to where it was opened', async () =>
    (await visitor.focused()).startsWith('button.to-notice'),
  );
  await visitor.in('[aria-label="更多"]').click();
  await visitor.in('.menu').getByText('隐私说明').click();
  await check('W47 and it stands in the menu', () => visitor.in('.notice h4').first().isVisible());
  await visitor.in('.notice .bare').click();

  // 联想.
  const list = visitor.in('.meant:visible');
  const options = visitor.in('.meant [role=option]');
  const chosen = visitor.in('.meant [aria-selected=true]');
  await visitor.input.pressSequentially('退款多', { delay: 30 });
  await check('N79 what may be meant stands above the field', async () => (await options.count()) === 5);
  await clean('typing');
  await visitor.page.keyboard.press('ArrowDown');
  await visitor.page.keyboard.press('ArrowDown');
  await visitor.page.keyboard.press('ArrowUp');
  await check('N80 arrows walk in it', async () => {
    const at = await visitor.input.getAttribute('aria-activedescendant');
    return (await chosen.count()) === 1 && (await chosen.getAttribute('id')) === at;
  });
  await visitor.page.keyboard.press('Escape');
  await check(
    'N80 Escape shuts it and nothing else',
    async () => (await list.count()) === 0 && (await visitor.in('.panel').isVisible()),
  );
  await visitor.input.pressSequentially('久');
  await check('N79 the next letter asks anew', async () => (await options.first().textContent()) === '退款多久到账');
  await visitor.page.keyboard.press('ArrowDown');
  await visitor.page.keyboard.press('Enter');
  await check('N80 Enter asks what is chosen', async () => {
    const asked = await visitor.in('.own .bubble').last().textContent();
    return asked === '退款多久到账' && (await visitor.input.inputValue()) === '' && (await list.count()) === 0;
  });
  await visitor.input.fill('订单 20261120001');
  await visitor.page.waitForTimeout(700);
  await check('N79 a number is asked about by nobody', async () => (await list.count()) === 0, 0);
  await visitor.input.fill('发票');
  await options.first().waitFor();
  await options.first().click();
  await check('N80 a tap asks too', async () => (await visitor.in('.own .bubble').count()) === 2);
  await visitor.page.locator('.goods button').first().click();
  await visitor.input.fill('发票');
  await options.first().waitFor();
  // The answer to what was asked before may still move it.
  const above = visitor.in('.beside [aria-label="不用了"]');
  let drop = await above.boundingBox();
  for (let y = -1; drop && drop.y !== y; drop = await above.boundingBox()) {
    ({ y } = drop);
    await visitor.page.waitForTimeout(400);
  }
  await visitor.page.mouse.move((drop?.x ?? 0) + 8, (drop?.y ?? 0) + 8);
  await visitor.page.mouse.down();
  await visitor.page.waitForTimeout(200);
  await visitor.page.mouse.up();
  await check(
    'N80 what stands above the list is pressed where it stands, and the list shuts',
    async () => (await visitor.in('.beside').count()) === 0 && (await list.count()) === 0,
  );
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
  await visitor.input.fill('退款多久');
  await visitor.page.waitForTimeout(700);
  await check('N77 nor while they are awaited, whatever is typed', async () => (await list.count()) === 0, 0);
  told.push(...visitor.faults);

  // Narrow and in English.
  const small = await Visitor.open(browser, `${publicUrl}/shop/`, { width: 320, height: 640, language: 'en' });
  await small.launch.click();
  await small.in('.guess .options button').first().waitFor();
  await small.picture('offers-opens-320-en');
  await small.say('Can discounts and coupons be combined?');
  await small.in('.guess .options button').nth(1).waitFor();
  await small.input.fill('refund');
  await small.in('.meant [role=option]').nth(4).waitFor();
  await small.picture('offers-typing-320-en');
  await small.input.fill('');
  await check('nothing overflows at 320 px', async () => !(await small.overflows()), 0);
  await small.picture('offers-related-320-en');
  told.push(...small.faults);
}

async function phone(): Promise<void> {
  const mini = await Phone.open(browser, url, 'lin');
  await mini.start();
  const related = mini.top.locator('.related-item');
  const looks = async (what: string, keyboard = 0) => {
    for (const width of [320, 375, 430]) {
      await mini.page.setViewportSize({ width, height: 720 });
      for (const height of [0, keyboard]) await mini.keyboard(height);
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
  const meant = mini.top.locator('.meant-item');
  await mini.box.pressSequentially('退款多', { delay: 30 });
  await check(
    'N79 what may be meant stands above the field of the mini-program',
    async () => (await meant.count()) === 5,
  );
  await looks('typing', 260);
  await mini.keyboard(0);
  await check('N71 a person is in sight the while', () => mini.button('转人工').first().isVisible(), 0);
  await mini.choose('size', 'elder');
  await mini.box.fill('退款多久');
  await mini.page.waitForTimeout(800);
  await check('N80 in 长辈模式 nothing moves under the hand', async () => (await meant.count()) === 0, 0);
  await mini.choose('size', 'standard');
  await mini.box.fill('退款多');
  await check('N79 and is back', async () => (await meant.count()) === 5);
  await meant.first().tap();
  await check('N80 a tap asks, and the field is empty', async () => {
    const asked = await mini.top.locator('.bubble-own').last().innerText();
    return asked === '退款多久到账' && (await mini.box.inputValue()) === '' && (await meant.count()) === 0;
  });
  await mini.say(ASKED);
  await check('N75 and stand there again', async () => (await related.allInnerTexts())[0]?.trim() === NEAR);
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
