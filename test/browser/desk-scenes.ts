/** Scenes of the desk's story that come again. */
import type { Desk } from './dashboard-desk.ts';
import { check } from './check.ts';

/** Something holds on every screen. */
export async function bothSee(desks: readonly Desk[], holds: (desk: Desk) => Promise<boolean>): Promise<void> {
  for (const [at, desk] of desks.entries()) await check(`screen ${at + 1} sees it`, () => holds(desk));
}

type Document = Record<string, unknown>;

/** A settings document written anew by whoever is signed in at this screen. */
export async function writeSettings(desk: Desk, name: string, change: (value: Document) => Document): Promise<void> {
  const read = await desk.page.evaluate(async (one) => {
    const answer = await fetch(`/staff/v1/settings/${one}`);
    return (await answer.json()) as { revision: number; value: Record<string, unknown> };
  }, name);
  const body = { revision: read.revision, value: change(read.value) };
  await check(`${name} is written`, () =>
    desk.page.evaluate(
      async ([one, text]) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`/staff/v1/settings/${one}`, { method: 'POST', headers, body: text ?? '' });
        return answer.ok;
      },
      [name, JSON.stringify(body)],
    ),
  );
}

/** Screens of a lead, at which the story looks with axe, wide and narrow. */
const screens: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['lists', '/', '.list'],
  ['floor', '/floor', '.tiles'],
  ['settings', '/settings', '.start nav'],
  ['routing', '/settings/routing', '.document fieldset'],
  ['groups', '/settings/groups', '.document fieldset'],
  ['agents', '/settings/agents', '.document fieldset'],
  ['promises', '/settings/promises', '.document fieldset'],
  ['telephone', '/settings/telephone', '.account'],
  ['hours', '/settings/hours', '.document fieldset'],
  ['schedule', '/settings/schedule', '[role=grid] td[tabindex="0"]'],
  ['closing', '/settings/closing', '.document fieldset'],
  ['company', '/settings/company', '.document fieldset'],
  ['privacy', '/settings/privacy', '.document fieldset'],
  ['webhooks', '/settings/webhooks', '.document fieldset'],
];

/** axe finds nothing on any screen, at 1440 and 390, and nothing is cut off. */
export async function lookAt(desk: Desk, look: string): Promise<void> {
  for (const [name, path, ready] of screens) {
    await desk.page.setViewportSize({ width: 1440, height: 900 });
    await desk.go(path);
    await desk.page.waitForSelector(ready);
    for (const width of [1440, 390]) {
      await desk.page.setViewportSize({ width, height: width < 800 ? 844 : 900 });
      const broken = await desk.broken();
      await check(`W3 axe finds nothing: ${name} ${width} ${look} ${broken.join('; ')}`, () => broken.length === 0, 0);
      await check(`nothing is cut off: ${name} ${width} ${look}`, async () => !(await desk.overflows()), 0);
      await desk.picture(`desk-${name}-${width}-${look}`);
    }
  }
}

/** The keyboard alone works what the new screens have; axe passes dead controls. Somebody is with the robot meanwhile: nobody’s duty moves them. */
export async function keysWork(desk: Desk): Promise<void> {
  const { page } = desk;
  const { keyboard } = page;
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const pressUntil = async (key: string, words: string, most = 60) => {
    for (let at = 0; at < most && !(await focused()).startsWith(words); at += 1) await keyboard.press(key);
    return (await focused()).startsWith(words);
  };
  await desk.go('/');
  await page.waitForSelector('.list');
  await page.locator('[role=tab]').nth(1).focus();
  await keyboard.press('ArrowLeft');
  await check('arrows move between the lists', async () => (await focused()).startsWith('待接入'));
  await keyboard.press('3');
  await check('and so do the numbers', () =>
    page.evaluate(() => document.querySelector('[role=tab][data-state=active]')?.textContent === '历史'),
  );
  await keyboard.press('2');
  await check('and back', () =>
    page.evaluate(() => document.querySelector('[role=tab][data-state=active]')?.textContent !== '历史'),
  );
  await keyboard.press('1');
  await check('one talks with the robot', async () => (await page.locator('.list').innerText()).includes('机器人接待'));
  await check('W20 a section is reached by Tab', () => pressUntil('Tab', '机器人接待'));
  const before = await page.locator('.list .row').count();
  await keyboard.press('Enter');
  await check('W20 and opens by Enter', async () => (await page.locator('.list .row').count()) > before);
  await keyboard.press('Escape');
  await page.locator('.rail-me').focus();
  await keyboard.press('Enter');
  await check('the duty menu opens by Enter, with the reasons of a break', async () =>
    (await page.getByRole('menuitemradio').allInnerTexts()).some((one) => one.includes('用餐')),
  );
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await check('and sets the duty', async () => (await page.locator('.rail-duty').innerText()) !== '离线');
  await keyboard.press('Control+k');
  await page.waitForSelector('.command input');
  await keyboard.type('现场');
  await keyboard.press('Enter');
  await check('the command bar goes to the floor', () => page.url().endsWith('/desk/floor'));
  await page.waitForSelector('.session');
  await page.locator('.session').first().focus();
  await keyboard.press('Enter');
  await check(
    'a session on the floor has its menu',
    async () => (await page.getByRole('menuitem', { name: '监听' }).count()) === 1,
  );
  await keyboard.press('Escape');
  await check('Esc gives the focus back', async () => (await focused()).includes('的操作'));
  await page
    .getByRole('button', { name: /^设置 .* 的状态$/u })
    .first()
    .focus();
  await keyboard.press('Enter');
  await page.waitForSelector('[role=dialog] input[type=radio]');
  await page.locator('[role=dialog] input[type=radio]').first().focus();
  await keyboard.press('ArrowDown');
  await check(
    'arrows choose in a dialog',
    async () => (await page.locator('[role=dialog] input[type=radio]:checked').count()) === 1,
  );
  await keyboard.press('Escape');
  await page.getByRole('link', { name: '设置', exact: true }).focus();
  await keyboard.press('Enter');
  await check('the settings open by Enter', () => page.url().endsWith('/desk/settings'));
  await desk.go('/settings/company');
  await page.waitForSelector('.document fieldset');
  await check(
    'Tab reaches every field and Save',
    async () =>
      (await pressUntil('Tab', '修改记录', 40)) ||
      (await pressUntil('Tab', '保存', 40)) ||
      (await page.evaluate(() => document.activeElement?.tagName === 'INPUT')),
  );
}

/** Two leads write one page; an agent only reads. */
export async function settingsMeet(first: Desk, second: Desk, agent: Desk): Promise<void> {
  for (const desk of [first, second, agent]) {
    await desk.go('/settings/company');
    await desk.page.waitForSelector('.document fieldset');
  }
  const name = (desk: Desk) => desk.page.locator('.document input').first();
  const save = (desk: Desk) => desk.page.locator('[data-save]').click();
  await check(
    'W26 an agent reads only',
    async () => (await name(agent).isDisabled()) && (await agent.page.locator('[data-save]').count()) === 0,
  );
  await name(first).fill('一线商城（总店）');
  await save(first);
  await check('W26 who wrote it stands there', async () =>
    (await first.page.locator('.document').innerText()).includes('保存 · 第'),
  );
  await name(second).fill('一线商城（分店）');
  await save(second);
  await check('W26 somebody else’s newer revision is shown before it is overwritten', async () =>
    (await second.page.getByRole('dialog').innerText()).includes('商城（总'),
  );
  await second.picture('conflict');
  await second.page.getByRole('button', { name: '用我的覆盖' }).click();
  await check('and overwritten by choice', async () => (await second.page.getByRole('dialog').count()) === 0);
  await second.page.getByRole('button', { name: '修改记录' }).click();
  await check(
    'W26 the history shows the difference',
    async () => (await second.page.locator('.history ins').count()) > 0,
  );
  await second.page.keyboard.press('Escape');
  await name(second).fill('名'.repeat(60));
  await save(second);
  await check(
    'W26 what can’t be saved is named',
    async () => (await second.page.locator('.document [role=alert]').count()) === 1,
  );
  await second.page.reload();
}
