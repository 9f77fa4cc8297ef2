/** Every page and state of the message centre, by narrow and wide displays, by day and night, and in 长辈模式: what stands there fits, reads and can be tapped. */
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
import { Looks } from './miniprogram-looks.ts';
import { asks, renews, types } from './miniprogram-looks-scenes.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from '../../scripts/port.ts';
import { renew } from './renewed-notice.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-looks-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const world = (method: string, path: string, body?: object) =>
  fetch(`${url}/sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

/** Before anything was said: connecting, no connection, nothing there yet. */
async function nothingYet(phone: Phone, looks: Looks): Promise<void> {
  await world('POST', 'faults', { 'wechat.login': { status: 500 } });
  await phone.start();
  await check('a skeleton stands', async () => (await phone.top.locator('.skeleton').count()) === 1);
  await looks.look('home-loading');
  await check('trouble is told', phone.sees('暂时连不上客服'), 12_000);
  await looks.look('home-failed');
  await phone.tab('通知');
  await looks.look('notices-failed');
  await world('DELETE', 'faults');
  await phone.tab('消息');
  await phone.button('重新连接').first().tap();
  await check('a guest may ask', phone.sees('您好，有什么可以帮您？'), 15_000);
}

/** Guest: nothing there yet. */
async function guest(phone: Phone, looks: Looks): Promise<void> {
  await looks.look('home-empty');
  await phone.tab('通知');
  await check('no notices', phone.sees('还没有通知'));
  await looks.look('notices-empty');
  await phone.tab('我的');
  await looks.look('me-guest', true);
  await check('N70 after a look in English it is Chinese again', phone.sees('隐私说明'));
  await phone.top.getByText('隐私说明').tap();
  await looks.look('privacy', true);
  await phone.back();
  await phone.top.getByText('我的工单').tap();
  await check('no tickets', phone.sees('还没有工单'));
  await looks.look('tickets-empty');
  await phone.back();
  await phone.tab('消息');
}

/** The line with the robot, long words, and without a network. */
async function line(phone: Phone, looks: Looks): Promise<void> {
  await asks(phone, '我的订单到哪了', '请问您的订单号是多少');
  await phone.say('YX20261120001');
  await check('an order', async () => (await phone.top.locator('.order').count()) > 0);
  await looks.look('home-order');
  await phone.say('退款流程');
  await check('steps', async () => (await phone.top.locator('.step').count()) > 0);
  await looks.look('home-steps');
  await world('POST', `people/${phone.persona}/wechat/gh_yixian_shop`, { kind: 'event', event: 'subscribe' });
  await world('POST', `people/${phone.persona}/wechat/gh_yixian_shop`, { kind: 'text', content: '公众号里说的' });
  await check('words of another channel', async () => (await phone.top.locator('.mark-wechat').count()) > 0);
  await phone.say(`请看https://shop.example/orders/YX20261120001/returns/detail?from=line 这个${'很长'.repeat(40)}`);
  await phone.say('A'.repeat(120));
  await looks.look('home-long');
  await types(phone, looks);
  await check(
    'N71 the keyboard goes again',
    async () => (await phone.page.locator('.mp-keyboard:visible').count()) === 0,
  );
  await phone.page.setViewportSize({ width: 375, height: 720 });
  await finds(phone, looks);
  await phone.network(false);
  await phone.say('断网时说的');
  await check('offline', phone.sees('网络断开，正在重连'));
  await looks.look('home-offline');
  await phone.tab('通知');
  await looks.look('notices-offline');
  await phone.tab('消息');
  await phone.network(true);
  await check('back', async () => (await phone.top.locator('.bar-alarm').count()) === 0, 20_000);
}

/** Words in the whole history: none, some, and the way to where they were said. */
async function finds(phone: Phone, looks: Looks): Promise<void> {
  if (looks.mode === 'elder') await phone.tab('我的');
  if (looks.mode === 'elder') await phone.top.getByText('查找聊天记录').tap();
  else await phone.button('查找聊天记录').tap();
  const field = phone.top.locator('input').first();
  await check('N55 something may be looked for', phone.sees('从第一条消息起'));
  await looks.look('search-idle');
  await field.fill('无人说过');
  await check('N55 nothing found is said', phone.sees('没有找到“无人说过”'));
  await looks.look('search-none');
  await field.fill('公众号里');
  await check('N55 a hit, with its channel', async () => {
    const hit = await phone.top.locator('.hit').first().innerText();
    return hit.includes('公众号里说的') && hit.includes('今天');
  });
  await looks.look('search');
  await phone.top.locator('.hit').first().tap();
  await check('N55 and it leads to its place', async () => {
    const box = await phone.top.locator('.bubble', { hasText: '公众号里说的' }).boundingBox();
    return box !== null && box.y > 80 && box.y < 640;
  });
  await phone.button(/回到最新|新消息/u).tap();
}

/** A matter becomes a ticket, and news of it. */
async function matter(phone: Phone, looks: Looks): Promise<void> {
  await asks(phone, '反馈问题', '转人工');
  await asks(phone, '2', '是哪方面的问题');
  await looks.look('home-options');
  await asks(phone, '2', '请说说具体情况');
  await asks(phone, '快递员把包裹放在门口，没有打电话', '和哪个订单有关');
  await asks(phone, '跳过', '有照片的话');
  await asks(phone, '跳过', '哪个手机号');
  await asks(phone, '13800138000', '已登记，工单号');
  await phone.tab('通知');
  await check('a notice', async () => (await phone.top.locator('.notice').count()) > 0);
  await looks.look('notices', true);
  await phone.top.locator('.notice').first().tap();
  await check('its ticket', phone.sees('处理记录'));
  await looks.look('ticket', true);
  await phone.button('催单').tap();
  await check('urged', phone.sees('后可再催'));
  await phone.call('onUrge');
  await check('N57 a refusal is told here', async () => (await phone.page.locator('.mp-toast').count()) === 1);
  await looks.look('ticket-refused');
  await phone.back();
  await phone.tab('我的');
  await phone.top.getByText('我的工单').tap();
  await check('the list', phone.sees('处理中'));
  await looks.look('tickets');
  await phone.back();
  if (looks.mode === 'elder') await phone.button('更多设置').tap();
  await phone.button('关联微信绑定的手机号').tap();
  await check('the number', async () => (await phone.button('解除').count()) === 1);
  await looks.look('me', true);
  await phone.tab('消息');
}

try {
  const desk = await Desk.open(browser, url);
  await desk.signIn('wangqing', password);
  const duty = async (name: RegExp) => {
    await desk.page.locator('.rail-duty').click();
    await desk.page.getByRole('menuitemradio', { name }).click();
  };

  const phone = await Phone.open(browser, url, 'lin');
  const looks = new Looks(phone, 'standard');
  await nothingYet(phone, looks);
  await guest(phone, looks);
  await line(phone, looks);
  await matter(phone, looks);

  // People: nobody there, in line, served, asked about it.
  const people = async (one: Phone, seen: Looks) => {
    await one.button('转人工').first().tap();
    await check('in line', async () => (await one.button('退出排队').count()) === 1, 15_000);
    await seen.look('home-queued');
    await duty(/在线/u);
    const served = async () => (await one.sees('正在为您服务')()) || (await one.sees('王晴为您服务')());
    await check('served', served, 15_000);
    await desk.page.locator('.row').first().click();
    const reply = desk.page.locator('textarea.field[aria-label="回复"]');
    await reply.pressSequentially('您');
    await check('typing is seen', one.sees('王晴正在输入'));
    await seen.look('home-typing');
    await reply.fill('您好，我是王晴。您的包裹已到杭州转运中心，预计明天 18:00 前送达，请保持电话畅通。');
    await reply.press('Enter');
    await check('the words of a person', one.sees('请保持电话畅通'));
    await seen.look('home-agent');
    await desk.page.locator('h1').first().click();
    await desk.page.keyboard.press('Alt+e');
    await desk.page.locator('.closing input[name=category]').first().check();
    await desk.page.locator('.closing input[name=solved]').first().check();
    await desk.page.locator('.closing').getByRole('button', { name: '结束会话' }).click();
    await check('asked about it', one.sees('请评价本次服务'));
    await one.top.getByRole('radio', { name: '2 星' }).tap();
    await check('N59 reasons that fit', async () => (await one.top.locator('.reason').count()) > 0);
    await one.top.locator('.reason').first().tap();
    await seen.look('home-rating');
    await one.button('提交评价').tap();
    await check('thanked', one.sees('感谢您的评价'));
    await seen.look('home-rated');
    await duty(/忙碌/u);
  };
  await desk.page.getByRole('button', { name: '切换为在线' }).click();
  await duty(/忙碌/u);
  await people(phone, looks);
  await phone.button('更多').tap();
  await looks.look('home-more');
  await phone.button('更多').tap();

  // 长辈模式, offered once to who reads in large letters.
  const elder = await Phone.open(browser, url, 'chen', 375, 'letters=22');
  // Nothing of the line is here yet: what is looked at next begins with nothing, too.
  await world('POST', 'faults', { 'wechat.login': { status: 500 } });
  await elder.start();
  await check(
    'N54 who reads in large letters is asked',
    async () => (await elder.button('换成长辈模式').count()) === 1,
  );
  await new Looks(elder, 'standard').look('home-offer');
  await elder.button('换成长辈模式').tap();
  const large = new Looks(elder, 'elder');
  await check('N54 and it is another layout', async () => (await elder.top.locator('.composer-elder').count()) === 1);
  await nothingYet(elder, large);
  await guest(elder, large);
  await elder.button('打字').tap();
  await line(elder, large);
  await matter(elder, large);
  await people(elder, large);

  const lead = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
  await renew(url, 'zhaomin', lead);
  await renews(phone, looks, '不同意');
  await renews(elder, large, '同意');

  const broken = [...(await phone.broken()), ...(await elder.broken())];
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  const folder = process.env['YIXIAN_PICTURES'];
  const pages = browser.contexts().flatMap((one) => one.pages());
  for (const [at, page] of pages.entries())
    if (folder) await page.screenshot({ path: join(folder, `looks-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
