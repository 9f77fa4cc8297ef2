/** 设置 → 电话 in the telephone's story: a lead names who is rung, sees whether the line was heard; an agent reads the ends of numbers. */
import type { Browser } from 'playwright-core';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';

/** The page, whole: faults at their fields, saving, a conflict of two leads; `number` is what 王晴 is rung by. */
export async function settingsScenes(lead: Desk, other: Desk, number: string): Promise<void> {
  const { page } = lead;
  const typed = (at: number) => page.getByLabel('电话号码').nth(at);
  const pick = (at: number, name: string) =>
    page.getByLabel('客服', { exact: true }).nth(at).selectOption({ label: name });
  await lead.go('/settings/telephone');
  const lines = page.getByRole('region', { name: '热线' });
  await check('C60 the line’s addresses stand there to be copied', async () =>
    (await lines.innerText()).includes('/hooks/phone/twilio/hotline?on=status'),
  );
  await check('C60 and when each was heard last', async () =>
    /一线优选客服热线[\s\S]*今天 \d\d:\d\d 收到过[\s\S]*还没有收到过/u.test(await lines.innerText()),
  );
  await page.getByRole('button', { name: '添加客服的电话' }).click();
  await pick(0, '王晴');
  await typed(0).fill('135');
  await page.getByRole('button', { name: '添加客服的电话' }).click();
  await pick(1, '王晴');
  await typed(1).fill(number);
  await page.keyboard.press('Control+s');
  await check(
    'C60 a number that is none is told at its field',
    async () =>
      (await typed(0).getAttribute('aria-invalid')) === 'true' &&
      (await page.getByText('请写国家码和号码').count()) === 1,
  );
  await check(
    'C60 and so is a colleague who stands there twice',
    async () => (await page.getByLabel('客服', { exact: true }).nth(1).getAttribute('aria-invalid')) === 'true',
  );
  await lead.picture('phone-settings-faults');
  await page.getByRole('button', { name: '删除 王晴' }).nth(1).click();
  await typed(0).fill('135 0013 5000');
  await typed(0).press('Tab');
  await check('C60 a mainland mobile gets its country', async () => (await typed(0).inputValue()) === number);
  await page.getByRole('switch', { name: '客服通话录音' }).click();
  await page.getByLabel('开场白补充 · 中文').fill('元旦期间发货顺延一天。');
  await check('C60 copies by a click', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await lines
      .getByRole('button', { name: /^复制地址/u })
      .first()
      .click();
    return (await page.evaluate(() => navigator.clipboard.readText())).endsWith('/hooks/phone/twilio/hotline');
  });
  // Another lead saves first: this one chooses.
  await other.go('/settings/telephone');
  await other.page.getByRole('switch', { name: '未接来电发短信' }).click();
  await other.page.getByRole('button', { name: '保存' }).click();
  await check('C60 another lead saves', async () => (await other.page.getByText('第 1 版').count()) > 0);
  await page.getByRole('button', { name: '保存' }).click();
  await check('C60 who comes second is shown both', () => page.getByText('别人刚刚也保存了').isVisible());
  await page.getByRole('button', { name: '用我的覆盖' }).click();
  await check('C60 and saves over it', async () => (await page.getByText('第 2 版').count()) > 0);
}

/** The page as it looks, wide and narrow, in both languages, light and dark; nothing is cut off, and axe finds nothing. */
export async function settingsLook(lead: Desk, browser: Browser, url: string): Promise<void> {
  const cookies = await lead.page.context().cookies();
  for (const [theme, language, width] of [
    ['light', 'zh', 1440],
    ['dark', 'en', 390],
  ] as const) {
    const desk = await Desk.open(browser, url, { theme, language, width });
    await desk.page.context().addCookies(cookies);
    await desk.go('/settings/telephone');
    await desk.page.waitForSelector('.document fieldset .row');
    await desk.page.waitForSelector('.account');
    const broken = await desk.broken();
    await check(`W3 axe finds nothing: 电话 ${width} ${theme} ${broken.join('; ')}`, () => broken.length === 0, 0);
    await check(`nothing is cut off: 电话 ${width} ${theme}`, async () => !(await desk.overflows()), 0);
    await desk.picture(`phone-settings-${width}-${theme}`);
    await desk.close();
  }
}

/** An agent reads: their own number whole, nobody's line addresses, nothing to save. */
export async function settingsOfAgent(agent: Desk, number: string): Promise<void> {
  await agent.go('/settings/telephone');
  await check('C60 an agent sees their own number, and can change nothing', async () => {
    const field = agent.page.getByLabel('电话号码').first();
    return (await field.inputValue()) === number && (await field.isDisabled());
  });
  await check(
    'C60 and where the lines lead isn’t told',
    async () =>
      (await agent.page.getByText('/hooks/phone').count()) === 0 &&
      (await agent.page.getByText('只对主管和所有者显示').count()) === 1,
  );
}
