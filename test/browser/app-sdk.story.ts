/** `@yixian/client` against the running gateway: the example in a terminal, and the example page as an APP's web view shows it, with 是您吗？. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { build, root } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway, waitReady } from '../../scripts/gateway.ts';
import { check, fail, tally } from './check.ts';
import { freePort } from '../../scripts/port.ts';
import { askedScenes } from './app-scenes.ts';

const pictures = process.argv[2] ?? join(tmpdir(), 'yixian-app-sdk');
mkdirSync(pictures, { recursive: true });
await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-app-sdk-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url } = gateway;

/** What the example prints. */
async function terminal(words: string): Promise<string> {
  const example = join(root, 'web/sdk/example/talk.mjs');
  const env = { ...process.env, YIXIAN_EXAMPLE: join(data, 'example.json') };
  return (await promisify(execFile)(process.execPath, [example, url, 'app', words], { env, timeout: 60_000 })).stdout;
}

const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await waitReady(url);
  const first = await terminal('怎么申请退款');
  await check('W57 the example in a terminal says its words and prints the robot’s', () =>
    /✓ 怎么申请退款: sent[\s\S]*robot: /u.test(first),
  );
  const again = await terminal('运费谁出');
  const name = /conversation (n_[\w-]{22})/u;
  await check(
    'W57 it comes back as the same guest',
    () => name.exec(first)?.[1] === name.exec(again)?.[1] && name.test(first),
  );
  await check('W57 what it had heard before is no news', () => !again.includes('怎么申请退款: sent'));

  for (const scheme of ['light', 'dark'] as const) {
    const place = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: scheme,
      locale: 'zh-CN',
    });
    const page = await place.newPage();
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(String(fault)));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(`${url}/client/page.html`);
    await page.fill('#field', '怎么申请退款');
    await page.press('#field', 'Enter');
    await check(
      `W57 the page (${scheme}) draws what the robot says`,
      async () => (await page.locator('li.robot').count()) > 0,
    );
    await check(
      'W57 own words are sent',
      async () => (await page.locator('li.mine p').allTextContents()).join() === '怎么申请退款',
    );
    await page.fill('#field', '写到一半的话');
    await page.reload();
    await check('W57 the draft outlives a reload', async () => (await page.inputValue('#field')) === '写到一半的话');
    await check('W57 so does the conversation', async () => (await page.locator('li.mine').count()) === 1);
    await place.setOffline(true);
    await page.press('#field', 'Enter');
    await check('W57 without a network it says so and keeps the words', async () =>
      (await page.locator('li.mine').last().innerText()).includes('发送中'),
    );
    await page.screenshot({ path: join(pictures, `page-${scheme}-offline.png`) });
    await place.setOffline(false);
    await check(
      'W57 back again, they leave by themselves',
      async () => !(await page.locator('li.mine').last().innerText()).includes('发送中'),
    );
    await check('W57 and are answered', async () => (await page.locator('li.robot').count()) > 1);
    await page.screenshot({ path: join(pictures, `page-${scheme}.png`) });
    await check(
      'W57 nothing broke',
      () => faults.filter((one) => !/ERR_INTERNET_DISCONNECTED|WebSocket/u.test(one)).length === 0,
      0,
    );
    if (faults.length > 0) process.stdout.write(`${faults.join('\n')}\n`);
    await place.close();
  }
  const faults = await askedScenes({ browser, url, settings: gateway.settings, pictures });
  await check(`W75 asking 是您吗？ broke nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
} catch (fault) {
  fail(String(fault));
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true });
}
process.exitCode = tally();
