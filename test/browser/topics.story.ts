/** 咨询热点: what customers ask is read, filtered and opened, an entry begins from it, and the weeks' lists say what to fix and what came of it. */
import type { Route } from 'playwright-core';
import { makeMember } from '../../scripts/operator.ts';
import { check } from './check.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk, type Look } from './dashboard-desk.ts';
import { stage } from './stage.ts';
import { examplesOf, spread, toldOf, weeksTold } from './topics-told.ts';

/** The list alone: in a pattern `?` would stand for any letter. */
const LIST = /\/staff\/v1\/topics\?/u;

const { gateway, browser, play } = await stage('topics');
const { url, settings } = gateway;
const passwordOf = async (login: string, role: 'agent' | 'lead' | 'editor') =>
  (await makeMember(url, settings, { login, name: login, role })) ?? '';
const passwords = {
  lead: await passwordOf('zhaomin', 'lead'),
  editor: await passwordOf('bianji', 'editor'),
  agent: await passwordOf('xiaoxia', 'agent'),
};

async function clean(desk: Desk, screen: string): Promise<void> {
  const broken = await desk.broken();
  await check(`T111 axe finds nothing: ${screen} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`T111 nothing is wider than the screen: ${screen}`, async () => !(await desk.overflows()), 0);
  await desk.picture(`topics-${screen}`);
}
/** Weeks of questions, which no story can wait for, are told as the contract tells them. */
async function told({ page }: Desk, customer: string, session: string): Promise<string[]> {
  const asked: string[] = [];
  const json = (route: Route, body: object) => route.fulfill({ json: body });
  await page.route(LIST, (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query.toString());
    if (query.get('level') === '-') return json(route, toldOf([]));
    const days = Number(query.get('days'));
    return json(route, days === 7 ? toldOf() : spread(days));
  });
  await page.route('**/staff/v1/topics/*', (route) =>
    json(route, route.request().url().endsWith('/weeks') ? weeksTold : examplesOf(customer, session)),
  );
  return asked;
}

await play(async () => {
  const askers = [];
  for (const text of ['净水器滤芯怎么更换', '滤芯多久更换一次', '更换滤芯要关水吗']) {
    const one = await Customer.arrive(url);
    one.say(text);
    await check(`a customer is answered: ${text}`, () => one.heard.length >= 2, 30_000);
    one.end();
    askers.push(one);
  }

  const agent = await Desk.open(browser, url);
  await agent.signIn('xiaoxia', passwords.agent);
  await agent.go('/topics');
  await check('T111 an agent is led back to the conversations', () => agent.page.url().endsWith('/desk/'));
  await check(
    'T111 and finds no topics in the rail',
    async () => (await agent.page.locator('.rail-item', { hasText: '咨询热点' }).count()) === 0,
  );

  const lead = await Desk.open(browser, url);
  await lead.signIn('zhaomin', passwords.lead);
  const { page } = lead;
  await page.locator('.rail').getByRole('link', { name: '咨询热点' }).click();
  await page.waitForURL('**/desk/topics');
  const main = page.locator('main');
  const says =
    (...words: string[]) =>
    async () => {
      const text = await main.innerText();
      return words.every((word) => text.includes(word));
    };
  await check(
    'T111 before there are topics the page says how many conversations wait for one',
    async () => {
      if (await says('还没有话题', '有 3 次会话的问题还没归成话题')()) return true;
      await page.reload();
      await main.locator('.empty').waitFor();
      return says('还没有话题', '有 3 次会话的问题还没归成话题')();
    },
    40_000,
  );
  await clean(lead, 'empty');
  const line = await page.evaluate(async () => {
    const answer = await (await fetch('/staff/v1/sessions')).json();
    return JSON.stringify(answer);
  });
  const customer = /"customer":"([^"]+)"/u.exec(line)?.[1] ?? '';
  const session = /"session":"([^"]+)"/u.exec(line)?.[1] ?? '';
  await check(`the history knows them: ${line.slice(0, 200)}`, () => customer !== '' && session !== '', 0);
  const asked = await told(lead, customer, session);
  await lead.go('/topics');
  const topic = (id: string) => main.locator(`[data-topic=${id}]`);
  const shows =
    (id: string, ...words: string[]) =>
    async () => {
      const text = await topic(id).innerText();
      return words.every((word) => text.includes(word));
    };
  await check(
    'T111 a topic says how many, how it went and what it cost',
    shows('t1', '42 次会话', '比前一时段多 30', '1.7 小时 · 约 155 元'),
  );
  await check('T111 and that it rises', shows('t1', '突增', '今天 18 次，平时同一天约 2.5 次'));
  await check('T111 or is new today', shows('t3', '今天新出现'));
  await check('T111 the bars are read out as numbers', async () =>
    /^每天的会话：(?:\d\d-\d\d \d+ 次(?: · )?){7}$/u.test(
      (await topic('t1').getByRole('img').getAttribute('aria-label')) ?? '',
    ),
  );
  await check('T112 a missing entry is to be written', shows('t1', '缺词条', '写一条词条', '写词条'));
  await check(
    'T112 a wrong one to be mended',
    async () =>
      (await topic('t2').getByRole('link', { name: '看词条' }).getAttribute('href')) ===
      '/desk/knowledge/entry/refund-flow',
  );
  await check(
    'T112 of the product no entry is asked for',
    async () =>
      (await shows('t3', '商品问题', '改词条没用')()) &&
      (await topic('t3').getByRole('button', { name: '写词条' }).count()) === 0,
  );
  await clean(lead, 'list');
  await main.getByLabel('渠道').selectOption('wechat');
  await check('T111 a filter is asked of the gateway', () => asked.at(-1) === 'days=7&channel=wechat');
  await main.getByLabel('时间').selectOption('28');
  await check(
    'T111 as are the days',
    async () => asked.at(-1) === 'days=28&channel=wechat' && (await topic('t1').locator('rect').count()) === 28,
  );
  await page.unroute(LIST);
  await page.route(LIST, (route) => route.fulfill({ json: toldOf([]) }));
  await main.getByLabel('时间').selectOption('7');
  await check('T111 filters that leave nothing say so', says('这些条件下没有话题'));
  await clean(lead, 'filtered');
  await page.route(LIST, (route) => route.abort());
  await main.getByRole('button', { name: '清除条件' }).first().press('Enter');
  await check('T111 without a network the page says so', says('读不到话题'));
  await clean(lead, 'offline');
  await page.unroute(LIST);
  await page.route(LIST, (route) => route.fulfill({ json: toldOf() }));
  await main.getByRole('button', { name: '重试' }).press('Enter');
  await topic('t1').getByRole('button', { name: '看例子：滤芯 · 更换' }).press('Enter');
  const drawer = page.getByRole('dialog');
  await check('T112 a topic shows its questions and who asks', async () => {
    const text = await drawer.innerText();
    return ['更换滤芯要关水吗', '机器人没答上', '净享 S3 净水器 28', '公众号'].every((word) => text.includes(word));
  });
  await clean(lead, 'detail');
  await check(
    'T112 a question leads to its conversation',
    async () =>
      (await drawer.locator('a.row').first().getAttribute('href')) === `/desk/c/${customer}?session=${session}`,
  );
  await drawer.locator('a.row').first().press('Enter');
  await check('T112 which opens', () => page.url().includes(`/desk/c/${customer}`));
  await lead.go('/topics');
  await topic('t1').getByRole('button', { name: '写词条' }).press('Enter');
  await check('T112 the editor opens with the questions filled in', async () => {
    const values = await page
      .locator('main input, main textarea')
      .evaluateAll((all) => all.map((one) => ('value' in one ? String(one.value) : '')));
    const text = values.join('\n');
    return (
      page.url().endsWith('/knowledge/new') &&
      ['净水器滤芯怎么更换', '滤芯多久换一次', '更换滤芯要关水吗'].every((word) => text.includes(word))
    );
  });
  await lead.picture('topics-editor');
  await lead.go('/topics');
  await main.getByRole('tab', { name: '大家在问什么' }).focus();
  await page.keyboard.press('ArrowRight');
  await check('T113 the second tab is an arrow away and has an address', () =>
    page.url().endsWith('/topics?tab=weeks'),
  );
  await check(
    'T113 what to fix says what it may save and what came',
    says('30 次会话', '下一周还没过完', '少了 19 次', '多了 3 次', '现在由这条词条回答'),
  );
  await clean(lead, 'weeks');
  await page.unroute(LIST);
  await lead.go('/settings/topics');
  const cost = page.getByLabel('坐席每分钟的成本（元）');
  await cost.fill('1.5');
  await clean(lead, 'cost');
  await page.getByRole('button', { name: '保存' }).first().click();
  await check('T111 a lead says what a minute costs', () =>
    page.evaluate(async () => {
      const answer: { minuteCost?: number } = await (await fetch('/staff/v1/topics?days=1')).json();
      return answer.minuteCost === 1.5;
    }),
  );

  const editor = await Desk.open(browser, url);
  await editor.signIn('bianji', passwords.editor);
  await told(editor, '', '');
  await editor.go('/topics');
  await editor.page.locator('[data-topic=t1] .sums .button').click();
  await check(
    'T112 an editor reads the questions and opens no conversation',
    async () =>
      (await editor.page.getByRole('dialog').innerText()).includes('打不开客户的会话') &&
      (await editor.page.locator('a.row').count()) === 0,
  );

  const faults = [...agent.faults, ...lead.faults, ...editor.faults];
  for (const look of [
    { theme: 'dark', language: 'zh', width: 390 },
    { theme: 'dark', language: 'en', width: 1440 },
    { theme: 'light', language: 'en', width: 390 },
  ] satisfies Look[]) {
    const name = `${look.theme}-${look.language}-${look.width}`;
    const seen = await Desk.open(browser, url, look);
    await seen.signIn('zhaomin', passwords.lead);
    await told(seen, customer, session);
    await seen.go('/topics');
    await seen.page.locator('[data-topic]').first().waitFor();
    await clean(seen, `list-${name}`);
    await seen.page.locator('[data-topic=t1] .sums .button').click();
    await seen.page.locator('.detail .row').first().waitFor();
    await clean(seen, `detail-${name}`);
    await seen.go('/topics?tab=weeks');
    await seen.page.locator('.week').first().waitFor();
    await clean(seen, `weeks-${name}`);
    faults.push(...seen.faults);
    await seen.close();
  }
  await check(`no fault on any screen ${faults.join('; ')}`, () => faults.length === 0, 0);
  for (const one of askers) one.leave();
});
