/** V: the customer's panel in a real browser: card, tags, owner, orders, blocking, writing first, groups. */
import type { Browser } from 'playwright-core';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import type { Visitor } from './widget-visitor.ts';

async function clean(of: Desk, what: string): Promise<void> {
  const broken = await of.broken();
  await check(`W3 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await of.overflows()), 0);
}

/** The agent has the customer's conversation open; the lead looks from another browser. */
export async function panelScenes(
  { desk, visitor, browser, url }: { desk: Desk; visitor: Visitor; browser: Browser; url: string },
  lead: { login: string; password: string },
): Promise<void> {
  const { page } = desk;
  const side = page.locator('.side');
  const place = new URL(page.url()).pathname.replace('/desk', '');
  const other = await Desk.open(browser, url, { theme: 'dark' });
  await other.signIn(lead.login, lead.password);
  await other.go(place);
  const theirs = other.page.locator('.side');

  await visitor.in('.trail').getByText('允许', { exact: true }).click();
  await side.getByText('访客轨迹').click();
  await check(
    'V11 after their yes the page they are on is seen',
    async () => (await side.locator('.trail').innerText()).includes('正在看'),
    25_000,
  );
  await check('V12 without its query', async () => !(await side.locator('.trail').innerText()).includes('persona'), 0);
  await side.getByText('同意与退订').click();
  await check('V8 the consent stands with its evidence', async () =>
    (await side.innerText()).includes('访客在聊天窗口里的选择'),
  );
  await desk.picture('panel-trail');
  await visitor.in('.head .bare').first().click();
  await visitor.picture('trail-menu');
  await visitor.in('.menu').getByText('停止并删除浏览记录').click();
  await side.getByText('访客轨迹').click();
  await side.getByText('访客轨迹').click();
  await check('V11 and gone when they end it', async () => (await side.innerText()).includes('访客没有同意'));

  await check('V9 orders stand in the panel with their state', () => side.getByText('发送订单').first().isVisible());
  const cards = async () => visitor.in('.bubble .order').count();
  const before = await cards();
  await side.getByText('发送订单').first().click();
  await check('V9 and go out as a card by one key', async () => (await cards()) > before);

  await side.getByRole('button', { name: '编辑客户资料' }).click();
  await side.getByLabel('公司').fill('一线商贸');
  await side.getByLabel('生日').fill('1990-05-12');
  await side.getByRole('button', { name: '保存' }).click();
  await check('V2 the other screen has it at once', async () => (await theirs.innerText()).includes('一线商贸'));
  await check('V1 a masked field is shown in part', async () => (await side.innerText()).includes('1****12'));
  await side.getByRole('button', { name: /查看完整的生日/u }).click();
  await check('V1 and whole to who asks', async () => (await side.innerText()).includes('1990-05-12'));
  await side.getByRole('button', { name: '添加标签' }).first().click();
  await side.getByRole('button', { name: '企业客户' }).click();
  await check('V3 a tag of the list is set', async () => (await theirs.innerText()).includes('企业客户'));
  await side.getByLabel('归属人').selectOption({ label: '王晴' });
  await check(
    'V2 whose they are is known to the lead',
    async () => (await theirs.getByLabel('归属人').inputValue()) !== '',
  );
  await theirs.getByRole('button', { name: '设置等级' }).click();
  await theirs.getByLabel('会员等级').selectOption('铂金');
  await theirs.getByLabel('原因').fill('大客户');
  await theirs.getByRole('button', { name: '保存' }).click();
  await check('V3 a lead sets the level, with a reason', async () =>
    (await side.innerText()).includes('赵敏 设置：大客户'),
  );
  await side.getByText('变更记录').click();
  await check('V2 who did what stands there', async () => (await side.innerText()).includes('查看了完整的生日'));
  await desk.picture('panel');
  await clean(desk, 'panel');

  await side.getByRole('button', { name: '编辑客户资料' }).click();
  await side.getByLabel('城市').fill('上海');
  await theirs.getByRole('button', { name: '编辑客户资料' }).click();
  await theirs.getByLabel('城市').fill('北京');
  await theirs.getByLabel('公司').fill('一线集团');
  await theirs.getByRole('button', { name: '保存' }).click();
  await check('V2 what a colleague writes meanwhile is told', async () =>
    (await side.innerText()).includes('刚改为“北京”'),
  );
  await check(
    'V2 and what was not touched is renewed',
    async () => (await side.getByLabel('公司').inputValue()) === '一线集团',
  );
  await desk.picture('panel-editing');
  await clean(desk, 'the card being written');
  await side.getByRole('button', { name: '取消' }).click();
  await other.picture('panel-dark');
  await clean(other, 'panel in the dark');
  await other.close();
}

/** The encounter is over: writes first, blocks, and finds them in the list. */
export async function afterwardsScenes({ desk, visitor }: { desk: Desk; visitor: Visitor }): Promise<void> {
  const { page } = desk;
  const side = page.locator('.side');
  const place = new URL(page.url()).pathname.replace('/desk', '');
  await side.getByRole('button', { name: '发起会话' }).click();
  await desk.picture('panel-reach');
  await clean(desk, 'writing first');
  await side.getByLabel('消息').fill('您的包裹今天送到');
  await side.getByRole('button', { name: '发送并接待' }).click();
  await check('V10 the customer reads it', async () =>
    (await visitor.in('.bubble').allInnerTexts()).some((one) => one.includes('包裹今天送到')),
  );
  await check('V10 and the conversation is the agent’s', () => page.locator('textarea.field').isEnabled());

  await side.getByRole('button', { name: '加入黑名单' }).click();
  await side.getByLabel('原因').fill('反复辱骂');
  await desk.picture('panel-block');
  await side.getByRole('button', { name: '加入黑名单' }).click();
  await check('V6 a blocked person is shown as such', async () => (await side.innerText()).includes('已在黑名单'));
  await visitor.say('怎么退款');
  await check('V6 they are told once', async () => (await visitor.in('.list').innerText()).includes('已收到并保存'));
  await desk.picture('panel-blocked');
  await clean(desk, 'a blocked person');

  const rows = page.locator('.person');
  // The list is of the moment it was asked for, and the directory is told within two seconds.
  await check('V5 the list of blocked people has them', async () => {
    await desk.go('/people?blocked=1');
    await page.waitForTimeout(1_000);
    return (await rows.count()) === 1;
  });
  await page.getByRole('button', { name: '全部客户' }).click();
  await page.getByLabel('标签').selectOption('企业客户');
  await check('V5 they are found by tag', async () => (await rows.count()) === 1);
  await page.getByRole('button', { name: '存为分组' }).click();
  await page.getByLabel('分组名称').fill('企业');
  await page.getByRole('button', { name: '存为分组' }).click();
  await check('V5 the filter is kept as a group', () =>
    page.getByRole('button', { name: '企业', exact: true }).isVisible(),
  );
  await desk.picture('people');
  await clean(desk, 'customers');
  await page.setViewportSize({ width: 390, height: 844 });
  await desk.picture('people-390');
  await clean(desk, 'customers at 390');
  await page.setViewportSize({ width: 1440, height: 900 });
  await desk.go(place);
  await side.getByRole('button', { name: '解除' }).click();
  await side.getByLabel('原因').fill('误会');
  await side.getByRole('button', { name: '解除' }).click();
  await check('V6 the block is ended', async () => !(await side.innerText()).includes('已在黑名单'));
}
