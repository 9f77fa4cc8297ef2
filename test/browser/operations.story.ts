/** A lead runs the house: a carrier fails, the incident is seen, taken, told to customers and written up; switches and their banner. */
import { check } from './check.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk, type Look } from './dashboard-desk.ts';
import { Person } from './day-people.ts';
import { stage } from './stage.ts';
import { makeMember } from '../../scripts/operator.ts';

const { gateway, browser, play } = await stage('operations');
const { url, settings } = gateway;
const memberOf = async (login: string, name: string, role: 'lead' | 'agent') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const passwords = {
  zhaomin: await memberOf('zhaomin', '赵敏', 'lead'),
  wangqing: await memberOf('wangqing', '王晴', 'agent'),
};
const arrive = async (look: Look = {}, login: keyof typeof passwords = 'zhaomin') => {
  const desk = await Desk.open(browser, url, look);
  await desk.signIn(login, passwords[login]);
  return desk;
};
const faults: string[] = [];

const holds = async (desk: Desk, what: string) => {
  const broken = await desk.broken();
  await check(`O123 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`O123 nothing is cut off: ${what}`, async () => !(await desk.overflows()), 0);
  await desk.picture(`operations-${what}`);
};

await play(async () => {
  await fetch(`${url}/healthz`);
  await fetch(`${url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'sms.aliyun.send': { status: 500 } }),
  });
  for (const { id } of (
    (await (await fetch(`${url}/sandbox/people`)).json()) as { people: { id: string }[] }
  ).people.slice(0, 4))
    await new Person(url, id).text('10690001', '你好');

  const desk = await arrive();
  const { page } = desk;
  await page.getByRole('link', { name: '运行', exact: true }).click();
  await check('O123 the page says how the house stands', async () =>
    (await page.locator('main').innerText()).includes('应急开关'),
  );
  // A switch, by the keyboard alone.
  const robot = page.locator('[data-switch="robot:"]');
  await robot.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: '确认关闭' });
  await check('O123 nothing is switched off without a reason', () => confirm.isDisabled());
  await dialog.getByLabel('原因').fill('回答有误，先停');
  await holds(desk, 'dialog');
  await page.keyboard.press('Control+Enter');
  await check('O123 off, with who, why and until when', async () => {
    const told = await robot.innerText();
    return told.includes('赵敏') && told.includes('回答有误，先停') && told.includes('自动打开');
  });
  const banner = page.locator('.switched');
  await check('O123 the banner stands across the dashboard', async () => (await banner.innerText()).includes('机器人'));
  const agent = await arrive({}, 'wangqing');
  await check('O123 for agents too, without the page', async () => {
    const told = await agent.page.locator('.switched').innerText();
    const places = await agent.page.locator('.rail').innerText();
    return told.includes('机器人') && !told.includes('查看') && !places.includes('运行');
  });
  await agent.picture('operations-banner-agent');
  await agent.go('/operations');
  await check('O123 agents are led back', () => !agent.page.url().includes('/operations'));
  faults.push(...agent.faults);
  await agent.close();
  await robot.getByRole('button').click();
  await page.getByRole('alertdialog').getByRole('button', { name: '打开' }).click();
  await check('O123 on again, and the banner is gone', async () => (await banner.count()) === 0);

  const row = page.locator('[data-incident]').first();
  await check('O123 a carrier that fails becomes an incident', async () => (await row.count()) > 0, 180_000);
  await check('O120 the accounts say how fast their synthetic customers were answered', async () =>
    /拨测客户 [\d.]+ (?:毫秒|秒) 得到回答/u.test(
      (await page.locator('[data-account="shop"]').innerText()).replaceAll('\n', ' '),
    ),
  );
  await holds(desk, 'overview');
  await row.click();
  const state = page.locator('header[data-incident-state]');
  await check('O123 the incident says what is wrong', async () => (await state.innerText()).includes('发送结果不明'));
  await state.getByRole('button', { name: '确认', exact: true }).click();
  await check('O123 taken', async () => (await state.innerText()).includes('赵敏 处理'));
  await check('O123 it isn’t resolved while an alarm goes on', () =>
    state.getByRole('button', { name: '标为已解决' }).isDisabled(),
  );
  await page.getByLabel('记录', { exact: true }).fill('已联系供应商');
  await page.keyboard.press('Enter');
  await check('O123 noted in the timeline', async () =>
    (await page.locator('[data-kind="note"]').innerText()).includes('已联系供应商'),
  );
  await check('O123 who spoke meanwhile is listed', async () => (await page.locator('[data-affected]').count()) >= 3);
  await check('O122 the post-mortem is prefilled from the timeline', async () =>
    (await page.locator('[data-review]').inputValue()).includes('已联系供应商'),
  );
  await page.locator('[data-review]').fill('起因：供应商机房断电');
  await page.getByRole('button', { name: '保存复盘' }).click();
  await check('O122 and kept', async () =>
    (await page.getByText('保存', { exact: false }).allInnerTexts()).join().includes('赵敏 于'),
  );
  await page.getByLabel('中文').fill('短信可能延迟');
  await page.getByLabel('英文').fill('Text messages may be late');
  await page.getByLabel('说给谁').selectOption('');
  await page.getByRole('button', { name: '发布公告' }).click();
  await check('O121 the notice is shown', async () => (await page.locator('[data-shown]').count()) === 1);
  const visitor = await Customer.arrive(url);
  visitor.say('你好');
  await check('O121 a new customer is told', () =>
    visitor.heard.some(({ body }) => body.kind === 'text' && body.text === '短信可能延迟'),
  );
  visitor.leave();
  await holds(desk, 'incident');
  const path = new URL(page.url()).pathname.replace('/desk', '');
  await page.locator('[data-history]').click();
  await check('O123 the history asks the same', async () => (await page.locator('.history .session').count()) >= 3);
  faults.push(...desk.faults);
  await desk.close();

  for (const look of [
    { theme: 'dark', language: 'en', width: 390 },
    { theme: 'dark', language: 'zh', width: 1440 },
    { theme: 'light', language: 'en', width: 1440 },
  ] as const) {
    const seen = await arrive(look);
    const name = `${look.theme}-${look.language}-${look.width}`;
    await seen.go('/operations');
    await seen.page.locator('[data-incident]').first().waitFor();
    await holds(seen, `overview-${name}`);
    await seen.go(path);
    await seen.page.locator('[data-review]').waitFor();
    await holds(seen, `incident-${name}`);
    await seen.page.locator('[data-review]').scrollIntoViewIfNeeded();
    await seen.picture(`operations-review-${name}`);
    faults.push(...seen.faults);
    await seen.close();
  }
  const lost = await arrive();
  await lost.page.route('**/staff/v1/operations', (route) => route.abort());
  await lost.go('/operations');
  await check(
    'O123 an unreachable server is told, with a way on',
    async () => (await lost.page.getByRole('button', { name: '重试' }).count()) > 0,
  );
  await lost.page.unroute('**/staff/v1/operations');
  await lost.page.getByRole('button', { name: '重试' }).click();
  await check('O123 and tried again', async () => (await lost.page.locator('[data-account]').count()) > 0);
  faults.push(...lost.faults);
  await lost.close();
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
});
