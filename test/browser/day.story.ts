/** A day of two agents and their lead with the simulated world: by hand on the floor, several at once, cut off, killed, reviewed, closed for the night. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk } from './dashboard-desk.ts';
import { byHand, handFloor, open, say, several } from './day-floor.ts';
import { Person } from './day-people.ts';
import { review } from './day-quality.ts';
import { connect, Receiver } from './day-webhook.ts';
import { writeSettings } from './desk-scenes.ts';
import { freePort } from '../../scripts/port.ts';

const OFFICIAL = 'gh_yixian_shop';
const NUMBER = '10690001';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-day-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const member = async (login: string, name: string, role: 'agent' | 'lead' | 'owner') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const passwords = {
  wangqing: await member('wangqing', '王晴', 'agent'),
  liming: await member('liming', '李明', 'agent'),
  zhaomin: await member('zhaomin', '赵敏', 'lead'),
  owner: await member('owner', '店主', 'owner'),
};
const receiver = new Receiver();
await receiver.open();
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const desks: Desk[] = [];
const arrive = async (login: keyof typeof passwords) => {
  const desk = await Desk.open(browser, url);
  desks.push(desk);
  await desk.signIn(login, passwords[login]);
  return desk;
};
const text = async (desk: Desk, selector: string) => (await desk.page.locator(selector).allInnerTexts()).join('\n');
const has = async (desk: Desk, selector: string, words: string) => (await text(desk, selector)).includes(words);
const rows = (desk: Desk) => desk.page.locator('.list .row').count();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sets one's own duty by the menu, as a person does. */
async function duty(desk: Desk, name: string): Promise<void> {
  await desk.page.locator('.rail-me').click();
  await desk.page.getByRole('menuitemradio', { name }).click();
}
/** A visitor who wants a person; answers their name in the lists. */
async function visitor(lead: Desk, words: string): Promise<{ customer: Customer; name: string }> {
  const customer = await Customer.arrive(url);
  customer.say(words);
  let name = '';
  await check(`a visitor comes: ${words}`, async () => {
    name = await lead.page.evaluate(async (wanted) => {
      const answer = await fetch('/staff/v1/sessions');
      const { sessions } = (await answer.json()) as { sessions: { name: string; question: string }[] };
      return sessions.find((one) => one.question === wanted)?.name ?? '';
    }, words);
    return name !== '';
  });
  customer.say('转人工');
  return { customer, name };
}
async function close(desk: Desk, solved: boolean): Promise<void> {
  await desk.page.locator('h1').first().click();
  await desk.page.keyboard.press('Alt+e');
  await desk.page.locator('.closing input[name=category]').first().check();
  await desk.page
    .locator('.closing input[name=solved]')
    .nth(solved ? 0 : 1)
    .check();
  await desk.page.locator('.closing').getByRole('button', { name: '结束会话' }).click();
  await check('ended with its summary', () => has(desk, '.top .tag', '已结束'));
}

try {
  const lead = await arrive('zhaomin');
  await connect(lead, receiver);
  const floor = {
    profiles: [],
    firstAnswerMs: 0,
    offerMs: 5_000,
    wrapUpMs: 0,
    missed: 0,
    capacity: 3,
    transferMs: 60_000,
  };
  await writeSettings(lead, 'desk', (value) => ({ ...value, ...floor, assign: 'offer' }));
  const [wang, li] = [await arrive('wangqing'), await arrive('liming')];
  for (const desk of [wang, li]) await desk.page.getByRole('button', { name: '切换为在线' }).click();

  const first = await visitor(lead, '衣服破了一个洞想退货');
  const offered = async (desk: Desk) => (await desk.page.locator('.offer').count()) === 1;
  await check('D8 one agent is asked', async () => (await offered(wang)) !== (await offered(li)));
  const slow = (await offered(wang)) ? wang : li;
  const quick = slow === wang ? li : wang;
  await check(
    'D8 who misses the offer loses it to the next',
    async () => (await offered(quick)) && !(await offered(slow)),
  );
  await quick.page.locator('.offer').getByRole('button', { name: '接入' }).click();
  await check('who takes it has it', async () => (await rows(quick)) === 1);

  await writeSettings(lead, 'desk', (value) => ({ ...value, assign: 'auto', wrapUpMs: 8_000 }));
  await duty(li, '小休 · 用餐');
  await check('a break has its reason', () => has(li, '.rail-duty', '小休'));
  await lead.go('/floor');
  await check('and the floor shows it', () => has(lead, 'table', '用餐'));
  await pause(2_500);
  const zhou = new Person(url, 'zhou');
  await zhou.follow(OFFICIAL);
  await zhou.wechat(OFFICIAL, '转人工');
  const chen = new Person(url, 'chen');
  await chen.text(NUMBER, '转人工');
  const wanted = quick === wang ? 3 : 2;
  await check('WeChat and a phone come to the agent on duty', async () => (await rows(wang)) >= wanted, 30_000);
  const wechat = await text(wang, '.list .row');
  const named = /访客 \w{4}/gu;
  const own = [...wechat.matchAll(named)].map(([name]) => name);
  const ofChannel = async (letter: string) => {
    for (const name of own) if (await has(wang, `.list .row:has-text("${name}") .avatar`, letter)) return name;
    return '';
  };
  const [zhouName, chenName] = [await ofChannel('公'), await ofChannel('短')];
  await open(wang, zhouName);
  await wang.page.locator('textarea.field[aria-label="回复"]').fill('加我微信 聊');
  await check('A2 a blocked word is told before it leaves', () => has(wang, '.composer', '加我微信'));
  await wang.page.locator('textarea.field[aria-label="回复"]').press('Enter');
  await pause(500);
  await check('A2 and doesn’t leave', async () => !(await zhou.chat(OFFICIAL)).includes('加我微信 聊'), 0);
  await say(wang, '保证到货，您放心');
  await check('WeChat hears the agent', async () => (await zhou.chat(OFFICIAL)).includes('保证到货，您放心'), 20_000);
  await close(wang, true);
  await check('话后整理 follows', () => has(wang, '.rail-duty', '话后整理'));
  await check('and ends by itself', () => has(wang, '.rail-duty', '在线'));

  const second = await visitor(lead, '保温杯盖子漏水');
  if (quick === li) await visitor(lead, '积分怎么兑换礼品');
  const third = await visitor(lead, '快递三天没有更新了');
  const fourth = await visitor(lead, '快递显示签收但是没收到');
  await check('S7 the place in line is pushed', () => fourth.customer.places.at(-1) === 1);
  await byHand(lead, [wang, li], { waiting: third.name, held: second.name, otherName: '李明' }, second.customer);
  await check('and moves up when somebody before is served', () => fourth.customer.places.at(-1) === 0);
  await writeSettings(lead, 'desk', (value) => ({ ...value, capacity: 12 }));
  await pause(2_500);
  await duty(li, '在线');
  await handFloor(wang, li, { held: second.name, otherName: '李明' }, second.customer);

  await open(wang, chenName);
  await say(wang, '短信已收到，这就为您处理');
  await check('the phone hears the agent', async () => (await chen.inbox()).includes('这就为您处理'), 20_000);
  await close(wang, true);
  await check('邀评 goes by SMS', async () => /1.{0,6}5/u.test(await chen.inbox()), 20_000);
  await chen.text(NUMBER, '5');
  await check('B7 a number is the rating', () => has(wang, '.side', '5 分'), 20_000);
  await wang.picture('day-record');

  await review(lead, wang, await arrive('owner'), zhouName);

  for (const desk of [wang, li]) await duty(desk, '忙碌');
  const three = [];
  for (const words of ['发票没收到', '想改收货时间', '退款到哪一步了']) three.push(await visitor(lead, words));
  await several(
    wang,
    { name: '李明', desk: li },
    three.map((one) => one.name),
  );
  await check('W43 none of them waits any more', async () =>
    /\b0$/u.test((await wang.page.locator('[role=tab]').first().innerText()).trim()),
  );
  for (const desk of [wang, li]) await duty(desk, '在线');

  const cut = await visitor(lead, '洗衣机漏水了');
  await check(
    'somebody has it',
    async () => (await has(wang, '.list', cut.name)) || (await has(li, '.list', cut.name)),
  );
  const holder = (await has(wang, '.list .row:not(:has-text("接待"))', cut.name)) ? wang : li;
  const next = holder === wang ? li : wang;
  await open(holder, cut.name);
  await say(holder, '请问是哪个位置漏水');
  await check('answered', () => cut.customer.fromAgents().includes('请问是哪个位置漏水'));
  await holder.page.context().setOffline(true);
  await pause(5_000);
  await holder.page.context().setOffline(false);
  cut.customer.say('是底部漏水');
  await check('D7 five seconds without a network cost nothing', () => has(holder, '.timeline', '是底部漏水'), 20_000);
  await check('and the duty is there', () => has(holder, '.rail-duty', '在线'), 5_000);
  await holder.page.context().setOffline(true);
  const gone = Date.now();
  cut.customer.say('还在吗？');
  await next.go('/');
  await next.page.keyboard.press('2');
  const mine = next.page.locator('.list .row').filter({ hasText: cut.name }).filter({ hasNotText: '接待' });
  await check('D3 twenty seconds move it to the colleague', async () => (await mine.count()) === 1, 20_000);
  await check(
    `within fifteen seconds (${((Date.now() - gone) / 1000).toFixed(1)} s)`,
    () => Date.now() - gone <= 15_500,
    0,
  );
  await mine.locator('.row-open').click();
  await check('with everything said', async () => {
    const line = await text(next, '.timeline');
    return ['洗衣机漏水了', '请问是哪个位置漏水', '是底部漏水', '还在吗？'].every((one) => line.includes(one));
  });
  await holder.page.context().setOffline(false);
  await check('who was gone is back', async () => (await holder.page.locator('.banner').count()) === 0, 30_000);

  await say(next, '马上安排师傅上门');
  await check('an answer was acknowledged', () => cut.customer.fromAgents().includes('马上安排师傅上门'));
  await next.page.locator('textarea.field[aria-label="回复"]').fill('写到一半');
  await pause(1_500);
  const held = await text(next, '.list .row .row-name');
  const killed = gateway.pid();
  if (killed !== null) process.kill(killed, 'SIGKILL');
  await check(
    'L1 killed, the gateway is up again by itself',
    async () => gateway.pid() !== killed && (await fetch(`${url}/healthz`)).ok,
    15_000,
  );
  const after = await arrive(next === wang ? 'wangqing' : 'liming');
  await open(after, cut.name);
  await check('L1 everything acknowledged is there', () => has(after, '.timeline', '马上安排师傅上门'), 20_000);
  await check(
    'B10 and the draft',
    async () => (await after.page.locator('textarea.field').inputValue()) === '写到一半',
    20_000,
  );
  await check('and every conversation', async () => {
    const now = await text(after, '.list .row .row-name');
    return held.split('\n').every((one) => now.includes(one));
  });
  await check(
    'the screen that was open is live again',
    async () => (await next.page.locator('.banner').count()) === 0,
    45_000,
  );
  await lead.go('/quality?state=decided');
  await check('Q4 the decision too', () => has(lead, '.rows', zhouName), 20_000);

  for (const desk of [wang, li]) await duty(desk, '离线');
  const late = await visitor(lead, '半夜下单不了');
  await check(
    'D14 with nobody on duty it is said, and a message is taken',
    () => late.customer.heard.some((one) => JSON.stringify(one.body).includes('没有客服在线')),
    20_000,
  );
  late.customer.say('请明天回电');
  await duty(wang, '在线');
  await wang.go('/');
  await wang.page.keyboard.press('2');
  await check('D14 in the morning it is with who comes first', () => has(wang, '.list .row', late.name), 30_000);

  const kinds = [
    'session.opened',
    'session.waiting',
    'session.assigned',
    'session.closed',
    'session.rated',
    'message.received',
  ];
  for (const kind of kinds) await check(`X1 the company’s system heard of ${kind}`, () => receiver.has(kind), 20_000);
  await check(
    'X1 each once, signed',
    () => receiver.forged.length === 0 && new Set(receiver.heard.map((one) => one.id)).size === receiver.heard.length,
    0,
  );
  const faults = desks.flatMap((one) => one.faults);
  await check(`the browsers complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
  for (const one of [first, second, third, fourth, cut, late, ...three]) one.customer.leave();
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
  for (const [at, desk] of desks.entries()) await desk.picture(`day-broken-${at}`).catch(() => undefined);
} finally {
  await browser.close();
  receiver.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
