/** W67–W69: 独立窗口, 聊天链接 and 留言: the same conversation in a window of the gateway's own, and a page without a site. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { freePort } from '../../scripts/port.ts';
import { leadAt, setSite } from './site-settings.ts';
import { Visitor, type Look } from './widget-visitor.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-window-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function clean(what: string, visitor: Visitor): Promise<void> {
  const broken = await visitor.broken();
  await check(`W3 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
  await check(
    `W68 the policy has nothing to object to: ${what} ${visitor.faults.join('; ')}`,
    () => !visitor.faults.length,
    0,
  );
}
const words = (visitor: Visitor) => visitor.in('.scroll').innerText();

/** What opens when it is asked for, as a visitor of its own. */
async function window(context: BrowserContext, open: () => Promise<void>): Promise<Visitor> {
  const [page] = await Promise.all([context.waitForEvent('page'), open()]);
  const visitor = new Visitor(page);
  await visitor.input.waitFor();
  return visitor;
}

async function popsOut(): Promise<void> {
  const visitor = await Visitor.open(browser, `${url}/shop/`);
  const context = visitor.page.context();
  await visitor.launch.click();
  await visitor.say('怎么退货');
  await check('the robot answers', async () => (await visitor.in('.row:not(.own)').count()) > 0);
  await visitor.input.fill('还有一个问题');
  await visitor.in('[aria-expanded="false"].bare').first().click();
  const own = await window(context, () => visitor.in('.menu').getByText('在独立窗口打开').click());
  await check(
    'W67 the window has the same conversation, and the words not sent yet',
    async () => (await words(own)).includes('怎么退货') && (await own.input.inputValue()) === '还有一个问题',
  );
  await check('W67 nothing of the code stays in its address', () => own.page.url() === `${url}/chat/shop?locale=zh`);
  await check('W67 the window it came from is closed', async () => !(await visitor.in('.panel').isVisible()));
  await own.picture('window');
  await clean('the window', own);
  await own.input.press('Enter');
  await check('W67 what is said there is said here', async () => {
    await visitor.launch.click().catch(() => undefined);
    return (await words(visitor)).includes('还有一个问题');
  });
  await own.page.keyboard.press('Escape');
  await check('W68 it can’t be closed away', () => own.input.isVisible());
  await own.page.reload();
  await check('W67 it goes on after a reload', async () => (await words(own)).includes('还有一个问题'));
  await own.page.close();
  const called = await window(context, () => visitor.call('popout', null));
  await check('W67 the page may call it', async () => (await words(called)).includes('怎么退货'));
  await context.close();
}

async function signedIn(): Promise<void> {
  const visitor = await Visitor.open(browser, `${url}/shop/?persona=lin`);
  await visitor.launch.click();
  await visitor.say('你好');
  const own = await window(visitor.page.context(), () => visitor.call('popout', null));
  await check('W67 a user goes on as the user', async () => (await words(own)).includes('你好'));
  await own.page.reload();
  await check('W67 also after a reload', async () => (await words(own)).includes('你好'));
  await visitor.page.context().close();
}

async function linked(look: Look, query: string, name: string): Promise<void> {
  const { theme = 'light', width = 1024, language = 'zh' } = look;
  const context = await browser.newContext({
    ...{ viewport: { width, height: 760 }, colorScheme: theme, locale: language === 'zh' ? 'zh-CN' : 'en-GB' },
    reducedMotion: 'reduce',
  });
  const visitor = new Visitor(await context.newPage());
  await visitor.page.goto(`${url}/chat/shop${query}`);
  await visitor.input.waitFor();
  await visitor.say(language === 'zh' ? '怎么退货' : 'How do I return something?');
  await check(`W68 the link’s page talks: ${name}`, async () => (await visitor.in('.row:not(.own)').count()) > 0);
  await check(`W68 the window is the page: ${name}`, async () => {
    const box = await visitor.in('.panel').boundingBox();
    return box?.y === 0 && box.height === 760 && !(await visitor.launch.isVisible());
  });
  await visitor.picture(`chat-${name}`);
  await clean(name, visitor);
  await context.close();
}

/** The link an SMS carries leads to a page; its code here is one a widget shows, which is the same. */
async function byLink(): Promise<void> {
  const visitor = await Visitor.open(browser, `${url}/shop/`);
  await visitor.launch.click();
  await visitor.say('怎么退货');
  await check('the robot answers', async () => (await visitor.in('.row:not(.own)').count()) > 0);
  await visitor.in('[aria-expanded="false"].bare').first().click();
  await visitor.in('.menu button').filter({ hasText: '换到微信继续' }).click();
  const code = (await visitor.in('.hand-off .code').innerText()).replaceAll(' ', '');
  await visitor.page.context().close();
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, colorScheme, locale: 'zh-CN' });
    const own = new Visitor(await context.newPage());
    await own.page.goto(`${url}/c/${code}`);
    await own.picture(`way-back-${colorScheme}`);
    await check(
      `C56 the page offers the mini-program and the browser: ${colorScheme}`,
      async () => (await own.page.getByRole('button').count()) === 2,
    );
    if (colorScheme === 'dark') {
      await own.page.getByRole('button', { name: '在浏览器里继续' }).click();
      await own.input.waitFor();
      await check('C56 the browser has the whole line', async () => (await words(own)).includes('怎么退货'));
      await check('C56 nothing of the code stays in its address', () => own.page.url() === `${url}/chat/shop`);
      await own.picture('way-back-window');
      await own.say('谢谢');
      await check('C56 and goes on with it', async () => (await words(own)).includes('谢谢'));
      await own.page.goto(`${url}/c/${code}`);
      await check('C56 used, it says so', async () =>
        (await own.page.locator('main').innerText()).includes('已经用过'),
      );
      await own.picture('way-back-over');
    }
    await context.close();
  }
}

async function leavesMessage(): Promise<void> {
  const visitor = await Visitor.open(browser, `${url}/shop/`, { width: 390, height: 760 });
  await visitor.launch.click();
  await visitor.say('转人工');
  await visitor.in('.bar button').filter({ hasText: '写留言' }).click();
  const contact = visitor.in('#leaving-contact');
  await check('W69 a visitor may say where the answer finds them', () => contact.isVisible());
  await visitor.in('#leaving-text').fill('发票抬头写错了，请帮忙改');
  await contact.fill('哪里都行');
  await visitor.in('.leaving .solid').click();
  await check('W69 what is no such place is said at the field', async () =>
    (await visitor.in('.leaving').innerText()).includes('手机号或邮箱不对'),
  );
  await visitor.picture('leaving');
  await clean('the message left', visitor);
  await contact.fill('13800138000');
  await visitor.in('.leaving .solid').click();
  await check('W69 number and latest answer are told', async () => {
    const said = await words(visitor);
    return /T\d{6}-\d{8}/u.test(said) && said.includes('最晚');
  });
  await visitor.picture('leaving-told');
  await visitor.page.context().close();
}

async function closed(): Promise<void> {
  const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
  await setSite(await leadAt(url, 'zhaomin', password), { link: false });
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${url}/chat/shop`);
  await check('W68 a closed link says so', async () => (await page.locator('.told').innerText()).includes('没有开放'));
  await page.goto(`${url}/chat/nobody`);
  await check('W68 and one to nobody too', async () => (await page.locator('.told').innerText()).includes('没有找到'));
  await context.close();
}

try {
  await popsOut();
  await signedIn();
  await linked({}, '', 'desktop');
  await linked({ theme: 'dark', width: 390, language: 'en' }, '?locale=en', 'phone-dark');
  await byLink();
  await leavesMessage();
  await closed();
} catch (fault) {
  fail(`W67 the story broke: ${String(fault).slice(0, 600)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
