/** I60, I43: a visitor who signs in is one with their mini-program on every screen; an agent is told who may be the same person, decides, and takes it back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { alikeScenes, frozenScenes, twoOfOneNumber } from './alike-scenes.ts';
import { check, fail, tally } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { joinedScenes } from './joined-scenes.ts';
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-alike-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const passwordOf = async (login: string, name: string, role: 'agent' | 'lead') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const password = await passwordOf('wangqing', '王晴', 'agent');
const leadPassword = await passwordOf('zhaomin', '赵敏', 'lead');
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const desk = await Desk.open(browser, url);

try {
  await desk.signIn('wangqing', password);
  await desk.page.getByRole('button', { name: '切换为在线' }).click();
  await joinedScenes({ desk, browser, url });
  const said = await twoOfOneNumber(url);
  await desk.page.locator('.list .row', { hasText: said }).first().click();
  await alikeScenes({ desk, browser, url }, { login: 'zhaomin', password: leadPassword });
  await frozenScenes({ browser, url }, { login: 'zhaomin', password: leadPassword });
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
