/** O3: the story in a real browser on the running gateway: website, mini-program, SMS and official account, one agent, one conversation. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FrameLocator, type Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { enterLink, makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { freePort } from '../../scripts/port.ts';

const pictures = process.env['YIXIAN_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'yixian-pictures-'));
mkdirSync(pictures, { recursive: true });
/** One thing seen, under its rule. */
const scene = (what: string, holds: () => Promise<boolean>, limitMs = 10_000) => check(`O3 ${what}`, holds, limitMs);

const sees = (place: FrameLocator | Page, words: string) => async () =>
  (await place.getByText(words).locator('visible=true').count()) > 0;

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-line-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, publicUrl, settings } = gateway;
await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' });
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const errors: string[] = [];

try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const stage = await context.newPage();
  stage.on('pageerror', (fault) => errors.push(fault.message));
  await stage.goto(await enterLink(url, publicUrl, settings, 'wangqing', '/'));
  const shop = stage.frameLocator('iframe[src^="/shop/"]');
  const sms = stage.frameLocator('iframe[src^="/world/phone"]');
  const wechat = stage.frameLocator('iframe[src^="/world/wechat"]');
  const desk = stage.frameLocator('iframe[src="/desk/"]');
  const device = (name: string) => stage.getByRole('tab', { name, exact: true }).click();
  const picture = (name: string) => stage.screenshot({ path: join(pictures, `line-${name}.png`) });

  await desk.getByRole('button', { name: '切换为在线' }).click();
  await shop.getByRole('button', { name: '咨询客服' }).first().click();
  const ask = shop.getByPlaceholder('请输入您的问题');
  await ask.fill('退款流程');
  await ask.press('Enter');
  await scene('the robot answers on the website with steps', sees(shop, '找到要退的订单'));
  await ask.fill('转人工');
  await ask.press('Enter');
  await scene('an agent takes her on the website', sees(shop, '客服 王晴 为您服务'));
  await desk.getByText('林小满').first().click();
  await scene('the agent sees what was said before', sees(desk, '转人工'));
  await picture('1-website');

  const phone = await browser.newContext({
    viewport: { width: 375, height: 720 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
  });
  const mini = await phone.newPage();
  mini.on('pageerror', (fault) => errors.push(fault.message));
  await mini.goto(`${url}/mini/?persona=lin`);
  await scene('the mini-program shows the same conversation', sees(mini, '找到要退的订单'));
  const box = mini.locator('wx-textarea textarea:visible, wx-input input:visible').first();
  await box.tap();
  await box.fill('我在小程序里接着说');
  await box.press('Enter');
  await scene('she goes on in the mini-program, the agent sees it', sees(desk, '我在小程序里接着说'));
  await mini.screenshot({ path: join(pictures, 'line-2-mini.png') });

  const reply = desk.getByPlaceholder('输入回复');
  const send = async (words: string) => {
    await reply.fill(words);
    await reply.press('Enter');
  };
  await send('好的，马上为您处理');
  await scene('the agent answers in the mini-program', sees(mini, '好的，马上为您处理'));

  await desk.getByRole('button', { name: /发到/ }).click();
  await desk.getByRole('menuitemradio', { name: /短信/ }).first().click();
  await send('退款已受理，预计两天到账');
  await device('短信');
  await sms
    .getByText('一线优选')
    .first()
    .click()
    .catch(() => undefined);
  await scene('the answer arrives as an SMS', sees(sms, '退款已受理，预计两天到账'));
  await scene(
    'the dashboard shows it as delivered',
    async () =>
      (await desk
        .getByText(/已送达|已读/u)
        .last()
        .count()) > 0,
  );
  await picture('3-sms');
  const text = sms.getByRole('textbox').last();
  await text.fill('好的谢谢，收到短信了');
  await text.press('Enter');
  await scene('her SMS reply lands in the same conversation', sees(desk, '好的谢谢，收到短信了'));
  await scene('and is seen in the mini-program', sees(mini, '好的谢谢，收到短信了'));

  await device('公众号');
  await wechat.getByRole('button', { name: '关注公众号' }).click();
  await wechat.getByRole('button', { name: '显示输入框' }).click();
  const chat = wechat.getByRole('textbox', { name: '发消息' });
  await chat.fill('公众号这边也是我');
  await chat.press('Enter');
  await scene('the official account is the same conversation', sees(desk, '公众号这边也是我'), 15_000);
  await picture('4-wechat');

  const ahead = desk.locator('.composer .outlook');
  const told = (words: RegExp) => async () => words.test((await ahead.allInnerTexts()).join(' '));
  await desk.getByRole('button', { name: /发到/ }).click();
  await desk
    .getByRole('menuitemradio', { name: /公众号|微信/ })
    .first()
    .click();
  await scene('C54 the agent reads where an answer will go, and why', told(/将发往 (?:公众号|微信).*对方在这里提问/su));
  // The agent says so much that WeChat takes no more until she speaks again.
  for (let at = 1; at <= 12 && !(await told(/将发往 小程序/u)()); at += 1) {
    await send(`补充说明第 ${at} 点`);
    await stage.waitForTimeout(2_500);
  }
  await scene('C54 the count spent, it says which way they go instead', told(/将发往 小程序.*对方正在看/su));
  await desk.locator('.composer').screenshot({ path: join(pictures, 'line-5-outlook.png') });
  await stage.emulateMedia({ colorScheme: 'dark' });
  await desk.locator('.composer').screenshot({ path: join(pictures, 'line-5-outlook-dark.png') });
  await stage.emulateMedia({ colorScheme: 'light' });
  await send('条数用完也能送到的一句');
  await scene('C54 and they are let through', sees(desk, '条数用完也能送到的一句'));
  await picture('6-elsewhere');
  await scene('nothing broke in a page', () => Promise.resolve(errors.length === 0));
  const faults = await mini.evaluate(() => (Reflect.get(globalThis, '__mp') as { errors: unknown[] }).errors.length);
  await scene('nothing broke in the mini-program', () => Promise.resolve(faults === 0));
} catch (fault) {
  fail(`O3 the story broke: ${String(fault).slice(0, 600)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
if (errors.length > 0) process.stdout.write(`${errors.join('\n')}\n`);
process.exitCode = tally();
