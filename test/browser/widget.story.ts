/** W3, W40: the widget in a real browser: keyboard, input methods, a lost network, two tabs, a strict and hostile host, and axe on every screen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { enterLink, makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { freePort } from '../../scripts/port.ts';
import { widgetFiles } from './widget-files.ts';
import { Visitor, type Look } from './widget-visitor.ts';

/** One thing seen, under its rule. */
const scene = (what: string, holds: () => Promise<boolean>, limitMs = 10_000) => check(`W3 ${what}`, holds, limitMs);

async function clean(what: string, visitor: Visitor): Promise<void> {
  const broken = await visitor.broken();
  await scene(`axe finds nothing: ${what} ${broken.join('; ')}`, () => Promise.resolve(broken.length === 0), 0);
  await scene(`nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
}

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-widget-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  // A page that the test itself answers has no address space, and Chromium would forbid it our loopback.
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-features=LocalNetworkAccessChecks',
  ],
});
const faults: string[] = [];
const shop = `${gateway.publicUrl}/shop/`;
const count = (visitor: Visitor, text: string) => visitor.in('.bubble').getByText(text, { exact: true }).count();

async function keyboard(): Promise<void> {
  const visitor = await Visitor.open(browser, shop);
  await clean('the shop', visitor);
  await visitor.launch.focus();
  await visitor.page.keyboard.press('Enter');
  await scene('the keyboard opens it and stands in the field', async () =>
    (await visitor.focused()).startsWith('textarea'),
  );
  await scene('it is a dialog with a name', () =>
    visitor.page.getByRole('dialog', { name: '一线优选商城' }).isVisible(),
  );
  await clean('the greeting', visitor);

  await visitor.input.evaluate((field: HTMLTextAreaElement) => {
    field.value = 'tuihuo';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    );
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
  });
  await visitor.page.waitForTimeout(300);
  await scene(
    'Enter that ends a composition sends nothing',
    async () => (await visitor.in('.bubble').count()) === 0,
    0,
  );

  await visitor.say('退款流程');
  await scene('the robot answers with steps, labelled as a robot', async () => {
    const [steps, label] = await Promise.all([
      visitor.in('.steps li').count(),
      visitor.in('.tag').first().textContent(),
    ]);
    return steps > 1 && label === '机器人';
  });
  await visitor.in('.steps input').first().check();
  await scene('a step can be ticked off', () => visitor.in('.steps input').first().isChecked());
  await visitor.page.reload();
  await visitor.launch.click();
  await scene('N64 and is after a reload', () => visitor.in('.steps input').first().isChecked());
  await clean('an answer with steps', visitor);
  await visitor.picture('steps');

  await visitor.page.keyboard.press('Escape');
  await scene('Esc closes it and gives the focus back', async () =>
    (await visitor.focused()).startsWith('button.launch'),
  );
  await visitor.page.keyboard.press('Enter');
  await visitor.page.route('**/widget/menu-*.js', (route) => route.abort());
  await visitor.in('[aria-label="更多"]').click();
  await scene('W40 a part that can’t be had is told', () => visitor.in('.late[role=alert]').isVisible());
  await clean('a part that can’t be had', visitor);
  await visitor.page.unroute('**/widget/menu-*.js');
  await visitor.in('.late button').click();
  await scene('W40 and had by a tap', async () => {
    return (await visitor.in('.menu').isVisible()) && (await visitor.in('.late').count()) === 0;
  });
  // The browser itself tells the part that the test took away.
  visitor.faults.splice(0, visitor.faults[0]?.includes('ERR_FAILED') ? 1 : 0);
  await clean('the menu', visitor);
  await visitor.in('.menu').getByText('特大').click();
  await scene(
    'the text grows',
    async () =>
      (await visitor
        .in('.bubble')
        .first()
        .evaluate((one) => getComputedStyle(one).fontSize)) === '18px',
  );
  await visitor.page.keyboard.press('Escape');
  await scene(
    'Esc in the menu closes only the menu',
    async () => (await visitor.in('.panel').isVisible()) && !(await visitor.in('.menu').isVisible()),
  );
  await visitor.picture('large-text');

  await visitor.page.context().setOffline(true);
  await visitor.page.evaluate(() => dispatchEvent(new Event('offline')));
  await visitor.say('离线时说的话');
  await scene('a word said offline is shown at once', async () => (await count(visitor, '离线时说的话')) === 1, 500);
  await visitor.page.reload().catch(() => undefined);
  await visitor.page.context().setOffline(false);
  await visitor.page.goto(shop);
  await visitor.launch.click();
  await scene('and is sent after a reload with the network back, once', async () => {
    const sent = await visitor
      .in('.own')
      .filter({ hasText: '离线时说的话' })
      .getByText(/已送达|已读/u)
      .count();
    return sent === 1 && (await count(visitor, '离线时说的话')) === 1;
  });

  const second = new Visitor(await visitor.page.context().newPage());
  await second.page.goto(shop);
  await second.launch.click();
  await scene('a second tab shows the same line', async () => (await count(second, '离线时说的话')) === 1);
  await Promise.all([visitor.say('第一页说'), second.say('第二页说')]);
  for (const text of ['第一页说', '第二页说']) {
    await scene(
      `both tabs show “${text}” once`,
      async () => (await count(visitor, text)) === 1 && (await count(second, text)) === 1,
    );
  }
  faults.push(...visitor.faults, ...second.faults);
}

async function human(): Promise<void> {
  const visitor = await Visitor.open(browser, `${shop}?persona=zhou`, { theme: 'dark' });
  await clean('the shop of a signed-in customer, dark', visitor);
  await visitor.launch.click();
  await visitor.in('.human').click();
  await scene('with nobody on duty 转人工 says so and takes a message', () =>
    visitor.in('.bar').getByText('客服不在线').isVisible(),
  );
  await clean('leaving a message, dark', visitor);
  await visitor.picture('left-message-dark');
  await visitor.in('.bar').getByText('写留言').click();
  await scene('the form of a message has the focus in its field', async () =>
    (await visitor.focused()).startsWith('textarea'),
  );
  await clean('the form of a message, dark', visitor);
  await visitor.in('.leaving textarea').fill('发票抬头写错了，请帮忙改');
  await visitor.picture('leaving-dark');
  await visitor.in('.leaving .solid').click();
  await scene('W28 the message left has a number, and its progress is one tap away', async () => {
    return (await visitor.in('.leaving').count()) === 0 && (await visitor.in('.strip').isVisible());
  });
  await visitor.in('.human').click();
  await visitor.call('setLocale', 'en');
  await scene('the language changes in place', () => visitor.in('.bar').getByText('Nobody is on duty').isVisible());
  await clean('English, dark', visitor);
  await visitor.call('setUser', null);
  await scene('signing out leaves the customer’s line', async () => (await visitor.in('.row').count()) === 0);
  faults.push(...visitor.faults);
}

/** An agent takes the customer, the customer ends it and rates. */
async function served(): Promise<void> {
  const { url, publicUrl, settings } = gateway;
  await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' });
  const desk = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await desk.goto(await enterLink(url, publicUrl, settings, 'wangqing', '/'));
  const agent = desk.frameLocator('iframe[src="/desk/"]');
  await agent.getByRole('button', { name: '切换为在线' }).click();

  const visitor = await Visitor.open(browser, shop);
  await visitor.launch.click();
  await visitor.in('.human').click();
  await scene('an agent serves, by name', () => visitor.in('.head').getByText('王晴 为您服务').isVisible());
  await visitor.say('你好');
  await visitor.in('[aria-label="更多"]').click();
  await visitor.in('.menu').getByText('结束会话').click();
  await scene('after the end the customer is asked to rate', () => visitor.in('.rating').isVisible());
  await clean('the rating', visitor);
  await scene('nothing can be sent before a star is chosen', () => visitor.in('.rating .solid').isDisabled(), 0);
  await visitor.in('.stars input').first().focus();
  for (let star = 1; star < 5; star += 1) await visitor.page.keyboard.press('ArrowRight');
  await scene('stars are chosen by arrow keys', () => visitor.in('.rate-name').getByText('非常满意').isVisible());
  await visitor.in('.chip').getByText('已解决').click();
  await visitor.picture('rating');
  await visitor.in('.rating .solid').click();
  await scene('the rating is thanked for, and the field has the focus again', async () => {
    return (await visitor.in('.thanks').isVisible()) && (await visitor.focused()).startsWith('textarea');
  });
  await visitor.page.waitForTimeout(500);
  await scene('and is asked for once', async () => (await visitor.in('.rating').count()) === 0, 0);
  await visitor.page.keyboard.press('Escape');
  await scene('Esc still closes', async () => !(await visitor.in('.panel').isVisible()));
  faults.push(...visitor.faults);
}

async function phone(look: Look): Promise<void> {
  const visitor = await Visitor.open(browser, shop, { width: 320, height: 640, ...look });
  await clean(`the shop at 320 px, ${look.theme}, ${look.language}`, visitor);
  await visitor.launch.click();
  const box = () => visitor.in('.panel').boundingBox();
  await scene(
    'on a phone it fills the screen',
    async () => (await box())?.width === 320 && (await box())?.height === 640,
  );
  await visitor.say(look.language === 'en' ? 'How do I return something?' : '怎么退货');
  await scene('and is answered', async () => (await visitor.in('.row:not(.own)').count()) > 0);
  await clean(`the conversation at 320 px, ${look.theme}, ${look.language}`, visitor);
  await visitor.picture(`phone-${look.theme}-${look.language}`);
  for (let turn = 0; turn < 12; turn += 1) await visitor.page.keyboard.press('Tab');
  await scene(
    'Tab stays inside',
    () => visitor.page.evaluate(() => document.activeElement?.localName === 'yixian-widget'),
    0,
  );
  faults.push(...visitor.faults);
}

/** A site with the strictest policy there is, and style rules that try to reach in. */
async function hostile(): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 800 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  const visitor = new Visitor(await context.newPage());
  const socket = gateway.publicUrl.replace('http', 'ws');
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${socket}; require-trusted-types-for 'script'; trusted-types 'none'`;
  await visitor.page.route('**/hostile.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': policy },
      body: '<!doctype html><html lang="zh-CN"><title>x</title><link rel="stylesheet" href="/hostile.css"><script async src="/widget/loader.js" data-site="shop"></script><body><h1>x</h1></body></html>',
    }),
  );
  await visitor.page.route('**/hostile.css', (route) =>
    route.fulfill({
      contentType: 'text/css',
      body: '*{letter-spacing:9px!important;text-transform:uppercase;color:red;font-size:40px;line-height:3}',
    }),
  );
  await visitor.page.goto(`${gateway.publicUrl}/hostile.html`);
  await visitor.launch.click();
  await visitor.say('怎么退货');
  await scene(
    'under a strict policy with Trusted Types it works',
    async () => (await visitor.in('.row:not(.own)').count()) > 0,
  );
  const style = await visitor
    .in('.bubble')
    .first()
    .evaluate((one) => {
      const { letterSpacing, fontSize, textTransform } = getComputedStyle(one);
      return `${letterSpacing} ${fontSize} ${textTransform}`;
    });
  await scene(`the host’s rules don’t reach in (${style})`, () => Promise.resolve(style === 'normal 14px none'), 0);
  await scene('the host is told nothing went wrong', () => Promise.resolve(visitor.faults.length === 0), 0);
  faults.push(...visitor.faults);
}

try {
  faults.push(...(await widgetFiles(browser, shop)).faults);
  await keyboard();
  await human();
  await served();
  await phone({ theme: 'light', language: 'en' });
  await phone({ theme: 'dark', language: 'zh' });
  await hostile();
  await scene(`no page had a fault ${faults.join('; ')}`, () => Promise.resolve(faults.length === 0), 0);
} catch (fault) {
  fail(`W3 the story broke: ${String(fault).slice(0, 600)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
