/** 我的资料 in the message centre: taken to the phone and sent to a chat; erased, and then a guest with an empty line. */
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
import { Phone } from './miniprogram-phone.ts';
import { lookAt } from './phone-look.ts';
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-data-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'xiaoxia', name: '林小夏', role: 'agent' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const pictures = process.env['YIXIAN_PICTURES'];

try {
  // An agent on duty, with a dashboard.
  const agent = await Desk.open(browser, url);
  await agent.signIn('xiaoxia', password);
  await agent.page.getByRole('button', { name: '切换为在线' }).click();
  const desk = agent.page;

  const phone = await Phone.open(browser, url, 'lin', 320);
  const look = (name: string) => lookAt(phone, name);

  await phone.start();
  await phone.say('独角鲸七号什么时候喂食');
  await phone.say('转人工');
  await check('an agent has them', phone.sees('林小夏'));
  const opened = desk.getByText('独角鲸七号什么时候喂食').first();
  await desk.locator('.list .row').first().click();
  await check('the agent reads what they said', async () => (await opened.count()) > 0);

  // Everything in one file.
  await phone.tab('我的');
  await phone.top.getByText('下载我的资料').tap();
  await check('N45 what it holds is said first', phone.sees('您在各渠道说过的话和客服的答复'));
  await look('data');
  await phone.network(false);
  await phone.button('下载我的资料').tap();
  await check('N45 a download that fails says so', phone.sees('没有下载完整'));
  await phone.picture('data-failed');
  await phone.network(true);
  await phone.button('再试一次').tap();
  await check('N45 and is tried again: the file, its size, and where it lies', phone.sees('文件传输助手'));
  await look('data-taken');
  await phone.button('发送到微信聊天').tap();
  const dialog = phone.page.locator('.mp-dialog');
  await check('N45 WeChat asks which chat', async () => (await dialog.innerText()).includes('我的资料-'));
  await phone.picture('data-send');
  await dialog.getByRole('button', { name: '发送' }).tap();
  await check(
    'N45 and it is sent',
    async () => (await phone.page.locator('.mp-toast', { hasText: '已发送' }).count()) > 0,
  );

  await check('the toast goes', async () => (await phone.page.locator('.mp-toast').count()) === 0);

  // Erased: what goes and stays, a second step, the end.
  await phone.page.locator('.mp-back').first().tap();
  await phone.top.getByText('删除我的资料').tap();
  await check('N46 what goes is counted', phone.sees('1 次会话'));
  await check('N46 what ends is said', phone.sees('正在进行的会话会立即结束'));
  await check('N46 and what stays', phone.sees('删除凭证'));
  await look('erase');
  await phone.button(/^删除我的资料$/u).tap();
  await check(
    'N46 nothing happens before it is ticked',
    async () => (await phone.page.locator('.mp-toast', { hasText: '请先勾选' }).count()) > 0,
  );
  await phone.top.getByRole('checkbox').tap();
  await phone.button(/^删除我的资料$/u).tap();
  await check('N46 it is asked once more', async () => (await dialog.innerText()).includes('删除后不能恢复'));
  await phone.picture('erase-sure');
  await dialog.getByRole('button', { name: '删除' }).tap();
  await check('N47 the end is told, with a receipt', phone.sees('您的资料已删除'), 15_000);
  await look('erased');
  await check('N47 the phone keeps nothing', () =>
    phone.page.evaluate(() => !JSON.stringify({ ...localStorage }).includes('独角鲸')),
  );

  // The dashboard: whoever had it is told, and the open panel says why it is over.
  await check('V31 the bell rings once', async () => (await desk.locator('.bell-count').innerText()) === '1');
  await desk.locator('.bell-count').click();
  await check('V31 the agent is told', async () => (await desk.getByText('客户已注销并删除其资料').count()) > 0);
  await desk.keyboard.press('Escape');
  await check('V30 the row is gone from the list', async () => (await desk.locator('.list .row').count()) === 0);
  await check(
    'V32 the panel says that the person has erased everything',
    async () => (await desk.getByText('这位客户已删除了自己的资料').count()) > 0 && (await opened.count()) === 0,
  );
  await agent.picture('erased');

  // A new visitor with an empty line.
  await phone.button('重新开始').tap();
  await check('N47 a guest again', phone.sees('您好，有什么可以帮您'), 15_000);
  await check('N47 with an empty line', async () => !(await phone.sees('独角鲸七号')()));
  await phone.tab('我的');
  await check('N47 and no name', phone.sees('访客'));
  await phone.tab('消息');
  await phone.say('你好');
  await check('N47 who may ask at once', phone.sees('你好'));
  await phone.picture('erased-fresh');

  const broken = await phone.broken();
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  for (const [at, page] of browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    if (pictures) await page.screenshot({ path: join(pictures, `miniprogram-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
