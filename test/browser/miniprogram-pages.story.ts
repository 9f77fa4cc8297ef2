/** 通知, 工单 and 我的 in the message centre: what the person hears of their matters, does about them, and decides. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { Phone } from './miniprogram-phone.ts';
import { lookAt } from './phone-look.ts';
import { freePort } from '../../scripts/port.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-pages-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

let cookie = '';
/** The lead, by the staff's operations. */
const staff = async (path: string, body?: object): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${url}/staff/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', origin: url, cookie },
    ...(body && { body: JSON.stringify(body) }),
  });
  cookie ||= answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const given = (await answer.json()) as Record<string, unknown>;
  if (given['ok'] !== true) throw new Error(`${path}: ${JSON.stringify(given)}`);
  return given;
};

try {
  await staff('sign-in', { login: 'zhaomin', password });
  const phone = await Phone.open(browser, url, 'lin');
  const look = (name: string) => lookAt(phone, name);
  const badge = phone.page.getByRole('tab', { name: '通知' }).locator('.mp-badge');
  const sheet = phone.page.locator('.mp-consents');

  await phone.start();
  await phone.tab('通知');
  await check('N41 nothing to tell is said', phone.sees('还没有通知'));
  await look('notices-empty');

  // A complaint to the robot becomes a ticket, and what is answered to it a notice.
  await phone.tab('消息');
  for (const [words, answer] of [
    ['反馈问题', '转人工'],
    ['2', '是哪方面的问题'],
    ['2', '请说说具体情况'],
    ['快递员把包裹放在门口，没有打电话', '和哪个订单有关'],
    ['跳过', '有照片的话'],
    ['跳过', '哪个手机号'],
    ['13800138000', '已登记，工单号'],
  ] as const) {
    await phone.say(words);
    await check(`the robot asks and registers: ${answer}`, phone.sees(answer));
  }
  const lists = async () => (await staff('tickets?view=all'))['tickets'] as { customer: string; ticket: string }[];
  await check('the desk has the ticket', async () => (await lists()).length === 1);
  const [row] = await lists();
  const act = (given: object, revision?: number) =>
    staff(`tickets/${row?.customer}/${row?.ticket}`, { ...(revision && { revision }), act: given });
  await act({ act: 'comment', key: 'c1', text: '已联系站长核实，今天答复您', internal: false });
  await check('N41 the tab bears the unread number', async () => (await badge.innerText()) === '2');
  await phone.tab('通知');
  const told = phone.top.locator('.notice-new');
  await check(
    'N41 the notices stand there unread, the latest first, each with its number',
    async () =>
      (await told.count()) === 2 &&
      /T\d{6}-\d{8}/u.test(await told.first().innerText()) &&
      (await told.first().innerText()).includes('已联系站长核实') &&
      (await told.last().innerText()).includes('工单已登记'),
  );
  await look('notices');

  // Leave to be told, refused for one and given for the others.
  await phone.button('开启提醒').tap();
  await check('N42 WeChat asks for each template', async () => (await sheet.getByRole('checkbox').count()) === 5);
  await phone.picture('subscribe');
  await sheet.getByRole('checkbox').last().uncheck();
  await sheet.getByRole('button', { name: '允许' }).tap();
  await check(
    'N42 what came of it is told',
    async () => (await phone.page.locator('.mp-toast', { hasText: '已开启' }).count()) === 1,
  );
  await check(
    'N42 and nothing more is offered, the refused one neither',
    async () => (await phone.button('开启提醒').count()) === 0,
  );
  await phone.start();
  await phone.tab('通知');
  await check('after a restart the notices are there', async () => (await phone.top.locator('.notice').count()) === 2);
  await check('N42 and the refusal is remembered', async () => (await phone.button('开启提醒').count()) === 0, 1000);

  // Without a network.
  await phone.network(false);
  await check(
    'N41 offline is told, and what was seen stays',
    async () => (await phone.sees('下面是上次看到的')()) && (await phone.top.locator('.notice').count()) === 2,
  );
  await phone.picture('notices-offline');
  await phone.network(true);
  await phone.button('全部已读').tap();
  await check('N41 one tap reads all', async () => (await phone.top.locator('.notice-new').count()) === 0);
  await check('N41 and the number goes', async () => (await badge.count()) === 0);

  // The ticket itself.
  await phone.top.locator('.notice').first().tap();
  await check('N43 a notice leads to its ticket, with its steps', phone.sees('处理记录'));
  await check('N43 and what was answered', phone.sees('已联系站长核实，今天答复您'));
  await look('ticket');
  await phone.button('催单').tap();
  await check('N43 urging is told, with when it may be done again', phone.sees('后可再催'));
  await phone.box.fill('我急用');
  await phone.button('提交').tap();
  await check('N43 what is added stands in the progress', phone.sees('我急用'));
  await phone.page.locator('.mp-back').first().tap();
  await phone.tab('我的');
  await phone.top.getByText('我的工单').tap();
  await check('N43 the list has it by state', phone.sees('处理中'));
  await look('tickets');

  // What the person decides.
  await phone.page.locator('.mp-back').first().tap();
  const switched = (name: RegExp) => phone.top.getByRole('switch', { name });
  await switched(/直接人工/u).tap();
  await switched(/优惠和活动.*小程序/u).tap();
  await phone.button('关联微信绑定的手机号').tap();
  await check('N44 the number stands among the addresses', async () => (await phone.button('解除').count()) === 1);
  await look('me');
  await phone.start();
  await phone.tab('我的');
  await check(
    'N44 what was switched outlives a restart',
    async () =>
      (await switched(/直接人工/u).getAttribute('aria-checked')) === 'true' &&
      (await switched(/优惠和活动.*小程序/u).getAttribute('aria-checked')) === 'true',
  );
  await check(
    'N44 and news of their own matters comes by itself',
    async () => (await switched(/服务提醒.*小程序/u).getAttribute('aria-checked')) === 'true',
  );
  await phone.button('解除').tap();
  await phone.page.locator('.mp-dialog button', { hasText: '确定' }).tap();
  await check('N44 and the number is given back', async () => (await phone.button('解除').count()) === 0);

  // 猜你想问: the common ones for who is new, their own matter first once there is one.
  const other = await Phone.open(browser, url, 'chen');
  await other.start();
  const guessed = other.top.locator('.often-item, .quick-item');
  const guesses = async () => (await guessed.allInnerTexts()).map((one) => one.trim());
  await check(
    'N68 somebody new is offered the common questions',
    async () => (await guesses()).join() === '我的订单到哪了,怎么退货,怎么开发票',
  );
  await other.tab('我的');
  await other.top.getByText('我的工单').tap();
  await other.button('新建工单').tap();
  await other.top.getByRole('textbox', { name: '标题' }).fill('发票抬头写错了');
  await other.button('提交').tap();
  await check('the ticket is there', other.sees('处理记录'));
  await other.back();
  await check('the list has it', other.sees('发票抬头写错了'));
  await other.back();
  await other.tab('消息');
  await check(
    'N67 the open ticket is the first question',
    async () => (await guesses()).join() === '工单进度：发票抬头写错了,我的订单到哪了,怎么退货,怎么开发票',
  );
  await other.picture('guesses');
  const unfit = await other.inaccessible();
  await check(`axe finds nothing: guesses ${unfit.join('; ')}`, () => unfit.length === 0, 0);
  await guessed.first().tap();
  await check('N67 and leads to it', other.sees('处理记录'));

  const broken = [...(await phone.broken()), ...(await other.broken())];
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  const folder = process.env['YIXIAN_PICTURES'];
  for (const [at, page] of browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    if (folder) await page.screenshot({ path: join(folder, `miniprogram-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
