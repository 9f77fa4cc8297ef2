/** Scenes of the plan (排班): written by keys, read by agents, and who came, on the floor. */
import type { Desk } from './dashboard-desk.ts';
import { check } from './check.ts';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const said = async (desk: Desk) => (await desk.page.locator('.toasts').allInnerTexts()).join(' ');

async function toPlan(desk: Desk): Promise<void> {
  await desk.go('/settings/schedule');
  await desk.page.waitForSelector('[role=grid] td[tabindex="0"]');
}

/** A lead plans a week by keys alone, has a file read, and saves. */
export async function planByKeys(lead: Desk): Promise<void> {
  const { page } = lead;
  const { keyboard } = page;
  await toPlan(lead);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const place = () => page.evaluate(() => document.activeElement?.getAttribute('data-at') ?? '');
  await page.locator('td[tabindex="0"]').focus();
  await keyboard.press('PageDown');
  await keyboard.press('PageDown');
  await keyboard.press('Control+Home');
  const first = await place();
  await check(
    'Q13 the grid is entered at one cell, and pages by weeks',
    () => first !== '' && !first.includes(today()),
  );
  await keyboard.press('2');
  await check('Q13 a shift’s key plans it', async () => (await focused()).includes('晚班 14:00–22:00'));
  await keyboard.press('Shift+Digit4');
  await check('Q13 with Shift a further one', async () =>
    (await focused()).includes('晚班 14:00–22:00, 夜班 22:00–06:00'),
  );
  await keyboard.press('2');
  await keyboard.press('ArrowRight');
  await keyboard.press('1');
  await check('Q13 arrows go to the next day', async () => (await place()) !== first);
  await check('Q10 too short a rest is shown, and stops nothing', async () =>
    (await page.locator('.hints').innerText()).includes('10 小时休息，不足 11 小时'),
  );
  await keyboard.press('Delete');
  await check('Q13 Delete clears', async () => (await focused()).includes('未排'));
  await keyboard.press('r');
  await check('Q13 R is rest', async () => (await focused()).includes('休息'));
  await keyboard.press('ArrowRight');
  const third = await place();
  await keyboard.press('l');
  await page.getByRole('dialog').getByLabel('请假原因').fill('婚假');
  await keyboard.press('Enter');
  await check(
    'Q13 L asks why, and the cell is there again',
    async () => (await place()) === third && (await focused()).includes('请假（婚假）'),
  );
  await lead.picture('schedule-keys');
  await keyboard.press('End');
  const sunday = await place();
  await keyboard.press('ArrowRight');
  await check('Q13 after Sunday comes Monday', async () => (await place()) > sunday);

  await page.getByRole('button', { name: '复制与重复' }).click();
  await page.getByRole('dialog').getByText('把这一周重复').click();
  await page.getByRole('dialog').getByLabel('周', { exact: true }).fill('27');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await check('Q11 more than half a year is refused in words', async () =>
    (await page.getByRole('dialog').getByRole('alert').innerText()).includes('1 到 26 周'),
  );
  await lead.picture('schedule-fill');
  await page.getByRole('dialog').getByLabel('周', { exact: true }).fill('2');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await check('Q11 two weeks more are planned', async () => /已排 \d+ 格/u.test(await said(lead)));

  const file = (text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await file(`日期,账号,姓名,班次,说明\n${today()},wangqing,,早班,\n${today()},liming,,大夜班,\n明天,liming,,早班,\n`);
  await check('Q14 every bad row is named', async () => {
    const text = await page.getByRole('dialog').innerText();
    return text.includes('第 3 行：没有叫「大夜班」的班次') && text.includes('第 4 行');
  });
  await lead.picture('schedule-import');
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await file(`日期,账号,姓名,班次,说明\n${today()},wangqing,,早班+夜班,\n`);
  await page.getByRole('dialog').getByRole('button', { name: '导入' }).click();
  await check('Q14 a good file is taken in', async () =>
    (await page.locator(`td[data-at="wangqing ${today()}"]`).innerText()).includes('夜班'),
  );
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  await check('Q14 and given out', async () => (await download).suggestedFilename() === `schedule-${today()}.csv`);
  await keyboard.press('Control+s');
  await check('W26 the plan is saved', async () => (await page.locator('.document').innerText()).includes('第 2 版'));
}

/** An agent sees the plan and turns its weeks; why a colleague is on leave stays unsaid. */
export async function planIsRead(agent: Desk): Promise<void> {
  const { page } = agent;
  await toPlan(agent);
  await page.getByRole('button', { name: '下一周' }).click();
  await page.getByRole('button', { name: '下一周' }).click();
  await check('Q12 leave is seen, its reason is not', async () => {
    const text = await page.locator('[role=grid]').innerText();
    return text.includes('请假') && !text.includes('婚假');
  });
  await page.locator('td[tabindex="0"]').focus();
  await page.keyboard.press('Delete');
  await check(
    'W26 and nothing is written by who only reads',
    async () =>
      (await page.locator('[data-save]').count()) === 0 &&
      !(await page.locator('.document').innerText()).includes('未保存'),
  );
}

const whole = { from: '00:00', to: '24:00' };
/** Not from midnight on: who is on duty half an hour before a spell has come for it. */
const afternoon = { from: '12:00', to: '24:00' };

/** The plan of today as the floor's scenes need it, whatever the hour: one who is there, one who is not, one who rests. */
export const planOfToday = (value: Record<string, unknown>): Record<string, unknown> => {
  const works = (member: string, shift: string) => ({ member, kind: 'work', shifts: [shift] });
  const shift = (id: string, name: string, key: string, hours = whole) => ({
    ...{ id, name, key, tone: 'green', hours },
    breaks: [],
  });
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  return {
    ...value,
    needs: [],
    grace: 0,
    shifts: [shift('all', '全天', '1'), shift('turn', '轮班', '2', afternoon)],
    plan: [
      { date: today(), cells: [works('wangqing', 'all'), works('zhaomin', 'all'), { member: 'liming', kind: 'rest' }] },
      { date: tomorrow, cells: [works('liming', 'turn')] },
    ],
  };
};

/** 应到, 实到 and who is missing, on the lead's floor; who comes next. */
export async function floorRoll(lead: Desk): Promise<void> {
  const { page } = lead;
  await lead.go('/floor');
  await check('Q9 应到 and 实到 stand on the floor', async () =>
    (await page.locator('.tile').allInnerTexts()).some((one) => one.includes('应到 2 · 实到 1')),
  );
  await check('Q9 who did not come is named, with how late', async () => {
    const text = await page.locator('.roll').innerText();
    return text.includes('赵敏') && text.includes('未到');
  });
  await check('Q9 and who comes next', async () => (await page.locator('.roll').innerText()).includes('李明'));
  await check('Q9 a late one is marked among the people', async () =>
    (await page.locator('.agents').innerText()).includes('迟到'),
  );
  await lead.picture('schedule-floor');
}

/** Off and on again, outside of the plan: told, never stopped. */
export async function outsideThePlan(agent: Desk): Promise<void> {
  const { page } = agent;
  await page.locator('.rail-me').click();
  await check('Q12 my next shift stands where I set my state', async () =>
    (await page.locator('.mine').innerText()).includes('轮班'),
  );
  await agent.picture('schedule-mine');
  await page.getByRole('menuitemradio', { name: '离线' }).click();
  await check('off duty', async () => (await page.locator('.rail-duty').innerText()) === '离线');
  await page.locator('.rail-me').click();
  await page.getByRole('menuitemradio', { name: '在线' }).click();
  await check('Q15 on duty outside the plan is told', async () => (await said(agent)).includes('您今天休息'));
  await check('Q15 and not stopped', async () => (await page.locator('.rail-duty').innerText()) === '在线');
}
