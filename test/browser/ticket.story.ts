/** A complaint's whole life in real browsers: made to the robot, worked on by the keyboard, followed in the widget, confirmed. */
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
import { freePort } from '../../scripts/port.ts';
import { Visitor } from './widget-visitor.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-ticket-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const visitor = await Visitor.open(browser, `${url}/shop/`);
const desk = await Desk.open(browser, url);
const { page } = desk;
const seen = (words: string) => async () => (await visitor.in('.scroll').innerText()).includes(words);
const onPage = (words: string) => async () => (await page.locator('main').innerText()).includes(words);

async function clean(screen: string): Promise<void> {
  const broken = await desk.broken();
  await check(`W3 axe finds nothing: ${screen} ${broken.join('; ')}`, () => broken.length === 0, 0);
}

try {
  await visitor.launch.click();
  for (const [words, answer] of [
    ['反馈问题', '转人工'],
    ['2', '是哪方面的问题'],
    ['2', '请说说具体情况'],
    ['快递员把包裹放在门口，没有打电话', '和哪个订单有关'],
    ['跳过', '有照片的话'],
    ['跳过', '哪个手机号'],
    ['13800138000', '已登记，工单号'],
  ] as const) {
    await visitor.say(words);
    await check(`J4 the robot asks and registers: ${answer}`, seen(answer));
  }
  const number = /T\d{6}-\d{8}/u.exec(await visitor.in('.scroll').innerText())?.[0] ?? 'no number';
  await check('J4 with a number and a day by which there is an answer', seen('最晚在'), 0);
  await check('J10 the widget shows the ticket', async () =>
    (await visitor.in('.strip').innerText()).includes('待受理'),
  );

  await desk.signIn('zhaomin', password);
  await desk.go('/tickets?view=all');
  await check('J11 the list has it', onPage(number));
  await clean('list');
  await desk.picture('tickets');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await check('W3 J and Enter open it', onPage('处理记录'));
  await check('what the customer said is in its fields', async () =>
    (await page.locator('aside textarea').first().inputValue()).includes('放在门口'),
  );
  await clean('ticket');
  await desk.picture('ticket');

  await page.getByRole('button', { name: '处理中', exact: true }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('已联系站长核实');
  await clean('move');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).press('Enter');
  await check('J10 the customer reads it in the conversation', seen('已受理，正在处理。已联系站长核实'));
  await check('J10 and on the ticket', async () => (await visitor.in('.strip').innerText()).includes('处理中'));

  await page.getByRole('textbox', { name: '内部备注' }).fill('站长说监控里确实没有打电话');
  await page.keyboard.press('Control+Enter');
  await check('an internal note stands in the history', onPage('站长说监控里'));

  await visitor.in('.strip').click();
  const sheet = visitor.in('.tickets');
  await check('J7 the widget shows steps and words, nothing internal', async () => {
    const text = await sheet.innerText();
    return text.includes('已联系站长核实') && text.includes('待客户确认') && !text.includes('监控');
  });
  await visitor.picture('tickets');
  await sheet.getByRole('button', { name: '催单' }).click();
  await check('J5 the colleague sees the reminder without asking', onPage('客户催单（第 1 次）'));
  await sheet.getByRole('textbox').fill('我急用');
  await sheet.getByRole('button', { name: '提交' }).click();
  await check('J10 what the customer adds arrives', onPage('我急用'));

  await page.getByRole('button', { name: '待客户确认', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await check('J2 what must be there before the end is asked for', async () =>
    (await page.getByRole('dialog').innerText()).includes('请填写'),
  );
  await page.getByRole('dialog').getByRole('textbox').first().fill('快递公司道歉并补送');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await sheet.getByRole('button', { name: '已解决' }).click();
  await check('J10 confirmed by the customer it is solved', async () =>
    (await page.locator('header .marks').innerText()).includes('已解决'),
  );

  await sheet.getByRole('button', { name: '评价' }).click();
  const rating = sheet.locator('.rating');
  await rating.getByRole('radio', { name: '不满意', exact: true }).check({ force: true });
  await rating.getByRole('textbox').fill('道歉来得太晚');
  await visitor.picture('ticket-rating');
  await rating.getByRole('button', { name: '提交' }).click();
  await check('J18 the colleague sees what was said, at the ticket', async () => {
    const text = await page.locator('aside.side').innerText();
    return text.includes('2 分') && text.includes('道歉来得太晚');
  });
  await check('J18 and in its history', onPage('客户 评价 2 分'));
  await clean('rated');
  await desk.picture('ticket-rated');

  for (const [name, path] of [
    ['list', '/tickets?view=all'],
    ['new', '/tickets/new'],
    ['templates', '/tickets/settings'],
  ] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((chosen) => localStorage.setItem('yixian.desk.theme', chosen), theme);
      await page.setViewportSize({ width: theme === 'light' ? 390 : 1440, height: 860 });
      await desk.go(path);
      await page.locator('main h1').first().waitFor();
      await clean(`${name}, ${theme}`);
      await check(`W3 nothing is cut off: ${name}, ${theme}`, async () => !(await desk.overflows()), 0);
      await desk.picture(`${name}-${theme}`);
    }
  }
  const faults = [...desk.faults, ...visitor.faults];
  await check(`the browsers complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
  await desk.picture('broken-off').catch(() => undefined);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
