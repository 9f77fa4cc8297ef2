/** W58–W60: the widget as a site's owner sets it: looks, calls, events, a strict page with a nonce, and a page that is hostile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { check, fail, tally } from './check.ts';
import { freePort } from '../../scripts/port.ts';
import { Visitor } from './widget-visitor.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-site-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const url = gateway.publicUrl;
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-features=LocalNetworkAccessChecks',
  ],
});

type Page = { html: string; policy?: string; look?: { width?: number; theme?: 'light' | 'dark' } };

/** A visitor on a page of the site's own, answered by this story. */
async function on({ html, policy, look = {} }: Page): Promise<Visitor> {
  const { width = 1024, theme = 'light' } = look;
  const context = await browser.newContext({
    ...{ viewport: { width, height: 800 }, colorScheme: theme, locale: 'zh-CN', reducedMotion: 'reduce' },
  });
  const visitor = new Visitor(await context.newPage());
  await visitor.page.route('**/site.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: policy === undefined ? {} : { 'content-security-policy': policy },
      body: `<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>网站</title>${html}`,
    }),
  );
  await visitor.page.goto(`${url}/site.html`);
  return visitor;
}

const script = (more: string) => `<script async src="/widget/loader.js" data-site="shop" ${more}></script>`;
const body = '<body><main><h1>一家网站</h1><p>这里是正文。</p></main>';
const box = async (visitor: Visitor, selector: string) =>
  (await visitor.in(selector).first().boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };
const clean = async (what: string, visitor: Visitor) => {
  const broken = await visitor.broken();
  await check(`W58 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`W58 nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
  await check(`W58 no fault: ${what} ${visitor.faults.join('; ')}`, () => visitor.faults.length === 0, 0);
};

async function looks(theme: 'light' | 'dark'): Promise<void> {
  const more = 'data-color="#ffcc00" data-position="left" data-offset="32,96" data-launcher="联系客服"';
  const visitor = await on({ html: body + script(more), look: { theme } });
  await check(`W58 (${theme}) the launcher bears the site’s words, at its place`, async () => {
    const { x, y, height } = await box(visitor, '.launch');
    return (await visitor.launch.innerText()) === '联系客服' && x === 32 && Math.round(y + height) === 800 - 96;
  });
  const color = await visitor.launch.evaluate((one) => getComputedStyle(one).backgroundColor);
  await check(
    `W58 a colour too light for white words is made darker (${color})`,
    () => /^rgb\(1[0-4]\d, \d+, 0\)$/u.test(color),
    0,
  );
  await visitor.launch.click();
  await visitor.input.waitFor();
  await check('W58 the window opens on that side, within the screen', async () => {
    const { x, y } = await box(visitor, '.panel');
    return x === 32 && y >= 0;
  });
  await clean(`the site’s looks, ${theme}`, visitor);
  await visitor.picture(`site-${theme}`);
  await visitor.call('setUser', null);
  await check('W58 another start keeps the looks', async () => (await visitor.launch.innerText()) === '联系客服');
  await visitor.page.context().close();
}

async function phone(): Promise<void> {
  const visitor = await on({
    html: body + script('data-position="left" data-color="#07c160" data-launcher="客服"'),
    look: { width: 360 },
  });
  await visitor.launch.waitFor();
  await visitor.picture('site-phone-launcher');
  await visitor.launch.click();
  await visitor.input.waitFor();
  await check('W58 on a phone the window fills the screen', async () => {
    const { x, y, width, height } = await box(visitor, '.panel');
    return x === 0 && y === 0 && width === 360 && height === 800;
  });
  await clean('on a phone', visitor);
  await visitor.picture('site-phone');
  await visitor.page.context().close();
}

async function calls(): Promise<void> {
  const visitor = await on({ html: body + script('data-hidden') });
  await visitor.page.evaluate(() => {
    const api = Reflect.get(globalThis, 'Yixian') as { on(name: string, f: (detail: unknown) => void): void };
    const heard: string[] = [];
    Reflect.set(globalThis, 'heard', heard);
    for (const name of ['open', 'close', 'message']) {
      api.on(name, (detail) => heard.push(name === 'message' ? `message ${(detail as { from: string }).from}` : name));
    }
  });
  const heard = () => visitor.page.evaluate(() => (Reflect.get(globalThis, 'heard') as string[]).join());
  await visitor.launch.waitFor({ state: 'attached' });
  await check('W59 hidden, nothing is in sight', async () => !(await visitor.launch.isVisible()), 2_000);
  await visitor.call('show', null);
  await check('W59 shown, it is', () => visitor.launch.isVisible());
  await visitor.call('toggle', null);
  await visitor.say('怎么退货');
  await check('W59 words of the company are told to the page, once each', async () =>
    /^open(,message robot)+$/u.test(await heard()),
  );
  await visitor.call('close', null);
  await check('W59 and so are opening and closing', async () => (await heard()).endsWith(',close'));
  await visitor.page.context().close();
}

async function themes(): Promise<void> {
  const visitor = await on({ html: body + script('data-theme="light"') });
  await visitor.page.waitForFunction(() => Reflect.has(globalThis, 'Yixian'));
  // The page's own switch is turned before the widget is there.
  await visitor.call('setTheme', 'dark');
  await visitor.launch.click();
  await visitor.input.waitFor();
  const ground = () => visitor.in('.panel').evaluate((one) => getComputedStyle(one).backgroundColor);
  const isDark = async () => /^rgb\(\d{1,2}, \d{1,2}, \d{1,2}\)$/u.test(await ground());
  await check('W76 what the page chose before it was loaded holds', isDark);
  await clean('a theme by call', visitor);
  await visitor.call('setUser', null);
  await check('W76 and after a sign-out', isDark);
  const opened = visitor.page.context().waitForEvent('page');
  await visitor.call('popout', null);
  const own = await opened;
  await own.waitForURL(/theme=dark/u);
  await check('W76 the window of its own opens in it', () => own.url().includes('theme=dark'), 0);
  await own.close();
  await visitor.call('setTheme', 'light');
  await visitor.call('open', null);
  await visitor.input.waitFor();
  await check('W76 turned again, it follows at once', async () => !(await isDark()));
  await visitor.page.context().close();
}

async function strict(): Promise<void> {
  const gatewayOnly = `connect-src ${url} ${url.replace('http', 'ws')}; img-src ${url} blob: data:; media-src ${url} blob:`;
  const visitor = await on({
    policy: `default-src 'none'; script-src 'nonce-abc123'; ${gatewayOnly}; require-trusted-types-for 'script'; trusted-types 'none'`,
    html: body + script('nonce="abc123" data-color="#d54941" data-launcher="咨询"'),
  });
  await visitor.launch.click();
  await visitor.say('怎么退货');
  await check(
    'W60 under a policy with nothing but a nonce, and Trusted Types, it works',
    async () => (await visitor.in('.row:not(.own)').count()) > 0,
  );
  await check('W60 looks and all', async () => (await visitor.launch.innerText()) === '咨询');
  await check(
    `W60 and the policy has nothing to object to ${visitor.faults.join('; ')}`,
    () => visitor.faults.length === 0,
    0,
  );
  await visitor.page.context().close();
}

async function hostile(): Promise<void> {
  const visitor = await on({
    html: `<style>
      * { all: unset !important; display: block !important; letter-spacing: 9px !important; pointer-events: none !important }
      yixian-widget { opacity: .2 !important; transform: scale(.1) !important; display: none !important }
      #wall { position: fixed !important; inset: 0 !important; z-index: 2147482999 !important; background: #eee !important }
    </style>
    <script>
      Array.prototype.last = function () { return this[this.length - 1]; };
      Object.prototype.extend = function () {};
      Array.prototype.toJSON = undefined;
      for (const name of ['addEventListener', 'dispatchEvent']) {
        const own = EventTarget.prototype[name];
        EventTarget.prototype[name] = function (...given) { return own.apply(this, given); };
      }
      const ask = window.fetch;
      window.fetch = (...given) => ask(...given);
      document.write('<p>geschrieben</p>');
    </script>${body}<div id="wall"></div>${script('data-launcher="客服"')}`,
  });
  await visitor.launch.click();
  await visitor.say('怎么退货');
  await check('W60 on a hostile page it works', async () => (await visitor.in('.row:not(.own)').count()) > 0);
  const style = await visitor
    .in('.bubble')
    .first()
    .evaluate((one) => {
      const { letterSpacing, fontSize } = getComputedStyle(one);
      const host = getComputedStyle(document.querySelector('yixian-widget') as Element);
      return `${letterSpacing} ${fontSize} ${host.opacity} ${host.pointerEvents}`;
    });
  await check(`W60 and none of the page’s rules reach it (${style})`, () => style === 'normal 14px 1 auto', 0);
  await visitor.picture('site-hostile');
  await check(`W60 no fault ${visitor.faults.join('; ')}`, () => visitor.faults.length === 0, 0);
  await visitor.page.context().close();
}

try {
  await looks('light');
  await looks('dark');
  await phone();
  await calls();
  await themes();
  await strict();
  await hostile();
} catch (fault) {
  fail(`W58 the story broke: ${String(fault).slice(0, 600)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
