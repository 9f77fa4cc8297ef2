/** The Company API from its page to its commands: a lead makes a key in the dashboard, the examples of docs/api.md run as they stand, the key is ended. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, root } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { examplesIn, runExample, wordsFor } from './api-examples.ts';
import { check, fail, tally } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-api-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const desk = await Desk.open(browser, url);
const { page } = desk;
const dialog = page.getByRole('dialog');

async function clean(at: Desk, screen: string): Promise<void> {
  const broken = await at.broken();
  await check(`X33 axe finds nothing: ${screen} ${broken.join('; ')}`, () => broken.length === 0, 0);
}

try {
  await desk.signIn('zhaomin', password);
  await desk.go('/settings/keys');
  await check('X33 the page says what keys are for', async () =>
    (await page.locator('main').innerText()).includes('还没有密钥'),
  );
  await clean(desk, 'empty');
  await page.getByRole('button', { name: '新建密钥' }).press('Enter');
  await dialog.getByRole('button', { name: '创建' }).press('Enter');
  await check('X33 a key without a name is not made', async () => (await dialog.innerText()).includes('请填写名称'));
  await page.keyboard.press('Shift+Tab');
  await dialog.getByLabel('名称').focus();
  await page.keyboard.type('订单系统');
  await dialog.getByRole('button', { name: '创建' }).press('Enter');
  await check('X33 nor one that may nothing', async () => (await dialog.innerText()).includes('至少选一项'));
  await clean(desk, 'making');
  for (const box of await dialog.getByRole('checkbox').all()) {
    await box.focus();
    await page.keyboard.press('Space');
  }
  await desk.picture('keys-making');
  await page.keyboard.press('Enter');
  await dialog.locator('code').first().waitFor();
  const key = await dialog.locator('.secret code').innerText();
  await check('X20 the key is shown, once', () => /^yx_[0-9a-f]{12}_[\w-]{43}$/u.test(key), 0);
  await clean(desk, 'shown');
  await desk.picture('keys-shown');
  await page.keyboard.press('Escape');
  await check('X33 it stands in the list, never used', async () => {
    const list = await page.locator('[data-key]').innerText();
    return list.includes('订单系统') && list.includes('还没用过') && !list.includes(key);
  });

  await desk.go('/settings/webhooks');
  await page.getByRole('switch', { name: '保留事件供接口读取' }).press('Space');
  await page.locator('[data-save]').click();
  await clean(desk, 'webhooks');
  await desk.picture('keys-feed');
  await check('X31 a lead has events kept', async () => {
    await page.reload();
    const kept = page.getByRole('switch', { name: '保留事件供接口读取' });
    return (await kept.getAttribute('aria-checked', { timeout: 1_000 })) === 'true';
  });
  await desk.go('/settings/keys');

  const known = await wordsFor(url, key);
  const examples = examplesIn(readFileSync(join(root, 'docs/api.md'), 'utf8'));
  await check('X30 the page has examples', () => examples.length > 10, 0);
  for (const example of examples) {
    const { told, ok } = runExample(example, known);
    const name = example.replaceAll(/\\\n\s*/gu, '').split(' -H')[0];
    await check(`X30 ${name} ${ok ? '' : told}`, () => ok, 0);
  }

  await page.reload();
  await check('X33 the page says when it was used last', async () =>
    (await page.locator('[data-key]').innerText()).includes('最近使用'),
  );
  await page.getByRole('button', { name: '更换 订单系统', exact: true }).press('Enter');
  await page.getByRole('alertdialog').or(dialog).getByRole('button', { name: '更换' }).press('Enter');
  await check('X20 after a change another one is shown', async () => {
    const fresh = await dialog.locator('.secret code').innerText({ timeout: 1_000 });
    return fresh !== key && fresh.startsWith(key.slice(0, 15));
  });
  await page.keyboard.press('Escape');
  await check('X33 and the list says until when the one before counts', async () =>
    (await page.locator('[data-key]').innerText()).includes('旧密钥到'),
  );
  await clean(desk, 'list');
  await desk.picture('keys');
  for (const look of [
    { theme: 'dark' as const },
    { width: 390 },
    { width: 390, language: 'en' as const, theme: 'dark' as const },
  ]) {
    const other = await Desk.open(browser, url, look);
    await other.signIn('zhaomin', password);
    await other.go('/settings/keys');
    await other.page.locator('[data-key]').first().waitFor();
    const name = Object.values(look).join('-');
    await clean(other, name);
    await check(`X33 nothing hangs over the edge: ${name}`, async () => !(await other.overflows()), 0);
    await other.picture(`keys-${name}`);
    await other.page.getByRole('button', { name: /新建密钥|New key/u }).click();
    await other.picture(`keys-making-${name}`);
    await other.close();
  }
  await page.getByRole('button', { name: '吊销 订单系统' }).press('Enter');
  await page.getByRole('alertdialog').or(dialog).getByRole('button', { name: '吊销' }).press('Enter');
  await check('X33 what was revoked says so, and who did it', async () => {
    const all = await page.locator('main').innerText();
    return all.includes('已吊销') && all.includes('赵敏 吊销了“订单系统”');
  });
  const after = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  await check('X20 and is refused at once', () => after.status === 401, 0);
  await desk.picture('keys-over');
  await check(`the browser complained of nothing ${desk.faults.join('; ')}`, () => desk.faults.length === 0, 0);
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
  await desk.picture('broken-off').catch(() => undefined);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
