/** What one does with words in the message centre: quote, take back, find again, be passed on, leave the queue with a message. */
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
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-line-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

try {
  const phone = await Phone.open(browser, url, 'lin');
  await phone.start();
  const bubble = (words: string) => phone.top.locator('.bubble', { hasText: words }).last();
  const gone = (words: string) => async () =>
    (await phone.top.locator('.bubble', { hasText: words }).count()) === 0 && (await phone.sees('消息已撤回')());
  const inSight = (words: string) => async () => {
    const [box, list] = await Promise.all([
      bubble(words).boundingBox(),
      phone.top.locator('[mp-id="list"]').boundingBox(),
    ]);
    return box !== null && list !== null && box.y >= list.y - 1 && box.y + box.height <= list.y + list.height + 1;
  };

  // The menu of held words.
  await phone.say('怎么退货');
  await check('the robot answers', phone.sees('7 天'));
  await phone.say('这句要撤回');
  await check(
    'it has arrived',
    async () => (await phone.top.locator('.row-own', { hasText: '这句要撤回' }).getByText('已送达').count()) === 1,
  );
  await phone.hold(bubble('这句要撤回'));
  await check('held words have a menu', async () => (await phone.choice('撤回').count()) === 1);
  await phone.picture('menu');
  await phone.choice('撤回').tap();
  await check('N32 own words are taken back', gone('这句要撤回'));
  await phone.hold(bubble('怎么退货'));

  await phone.choice('引用').tap();
  await check('what is quoted stands above the field', phone.sees('怎么退货'));
  await phone.picture('quoting');
  await phone.button('取消引用').tap();
  await check('and can be dropped', async () => (await phone.button('取消引用').count()) === 0);
  await phone.hold(bubble('怎么退货'));
  await phone.choice('引用').tap();
  await phone.say('就是这句，还有别的办法吗');
  await check('N32 words go with what they refer to', async () => {
    return (await bubble('就是这句').locator('.quote').innerText()) === '我：怎么退货';
  });
  await phone.hold(bubble('就是这句'));
  await phone.choice('复制').tap();
  await phone.page.locator('.mp-dialog button', { hasText: '同意' }).tap();
  await check('N32 words are copied', async () => (await phone.page.locator('.mp-toast').count()) > 0);

  // An agent, and unread words.
  await phone.button('转人工').first().tap();
  const desk = await Desk.open(browser, url);
  await desk.signIn('wangqing', password);
  await desk.page.getByRole('button', { name: '切换为在线' }).click();
  await check('an agent serves', phone.sees('正在为您服务'), 15_000);
  await desk.page.locator('.row').first().click();
  const reply = desk.page.locator('textarea.field[aria-label="回复"]');
  await phone.tab('我的');
  for (let at = 1; at <= 16; at += 1) {
    await reply.fill(`第 ${at} 条，请您留意包裹的外包装是否完好，拆开前先拍照。`);
    await reply.press('Enter');
  }
  await check('they are counted on the tab', async () => (await phone.page.locator('.mp-badge').innerText()) === '16');
  await phone.tab('消息');
  await check('N33 it is told how many are unread above', async () => (await phone.button('16 条未读').count()) === 1);
  await phone.picture('unread');
  await phone.button('16 条未读').tap();
  await check('N33 one tap goes to the first of them', inSight('第 1 条'));
  await check('N33 where the unread begins is marked', phone.sees('以下是未读消息'));
  await phone.picture('unread-first');
  await check('and the way back is one tap', async () => (await phone.button('回到最新').count()) === 1);
  await phone.button('回到最新').tap();
  await check('to the newest', inSight('第 16 条'));

  // A quote leads back.
  await desk.page.locator('h1').first().click();
  const own = phone.top.locator('.bubble', { hasText: '怎么退货' });
  await phone.top.locator('[mp-id="list"]').evaluate((element) => (element.scrollTop = 0));
  await bubble('就是这句').locator('.quote').tap();
  await check('N32 a tap on a quote shows what it refers to', async () => (await own.first().boundingBox()) !== null);
  await phone.button('回到最新').tap();

  // Out of the queue, with a message: the agent is away, and somebody waits.
  await desk.page.keyboard.press('Escape');
  await desk.page.locator('.rail-duty').click();
  await desk.page.getByRole('menuitemradio', { name: /忙碌/u }).click();
  const second = await Phone.open(browser, url, 'chen');
  await second.start();
  await second.button('转人工').first().tap();
  await check('who waits is told where they stand', async () => (await second.button('退出排队').count()) === 1);
  await second.picture('queued');
  await second.button('退出排队').tap();
  await check(
    'N34 leaving the queue offers a message to a person',
    async () => (await second.choice('留言').count()) === 1,
  );
  await second.picture('leave');
  await second.choice('留言').tap();
  await second.page.locator('.mp-dialog input').fill('充电器插上没反应，请回电');
  await second.page.locator('.mp-dialog button').last().tap();
  await check('N34 it becomes a ticket, told in the line', second.sees('已为您登记咨询工单'));
  await check('N34 and the queue is left', async () => (await second.button('退出排队').count()) === 0);
  await second.picture('left');
  const broken = [...(await phone.broken()), ...(await second.broken())];
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  for (const [at, page] of browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    if (process.env['YIXIAN_PICTURES'])
      await page.screenshot({ path: join(process.env['YIXIAN_PICTURES'], `miniprogram-broken-${at}.png`) });
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
