/** The knowledge editor's day in a real browser against the real gateway: writes, is reviewed, publishes; customers get it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { Customer } from './dashboard-customer.ts';
import { Desk } from './dashboard-desk.ts';
import { check, fail, tally } from './check.ts';
import { looks } from './knowledge-scenes.ts';
import { freePort } from '../../scripts/port.ts';
import { Visitor } from './widget-visitor.ts';

const faults: string[] = [];

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-knowledge-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, publicUrl, settings } = gateway;
const passwordOf = async (login: string, name: string, role: 'editor' | 'lead' | 'agent') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const editorPassword = await passwordOf('chenyu', '陈雨', 'editor');
const leadPassword = await passwordOf('zhaomin', '赵敏', 'lead');
const agentPassword = await passwordOf('wangqing', '王晴', 'agent');
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-features=LocalNetworkAccessChecks'],
});
const desk = await Desk.open(browser, url);
const lead = await Desk.open(browser, url);
const { page } = desk;
const toast = (at: Desk, words: string) => at.page.locator('.toast', { hasText: words });
const shown = async (at: Desk, selector: string, words: string) =>
  (await at.page.locator(selector).allInnerTexts()).join('\n').includes(words);

const ENTRY = 'luggage-keep';
const QUESTION = '门店可以寄存行李吗';
const ANSWER = '可以，凭订单在服务台免费寄存，当天打烊前取走。';

async function writes(): Promise<void> {
  await desk.signIn('chenyu', editorPassword);
  await check('an editor comes straight to the knowledge base', () => page.url().endsWith('/desk/knowledge'));
  await check('the demo’s entries are listed', async () => (await page.locator('.rows .go').count()) > 5);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await check('J and Enter open one', async () => (await page.locator('.bar').count()) === 1);
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: '新建知识' }).click();
  await page.getByLabel('标准问题').fill(QUESTION);
  await page.getByLabel('添加相似问题').focus();
  await page.evaluate(async () => {
    const data = new DataTransfer();
    data.setData('text', '1. 行李能放你们店里吗\n2. 门店可以寄存行李吗？\n3. 有没有寄存行李的地方');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await check(
    'W11 pasted lines become similar questions, the double left out and told',
    async () => (await page.locator('.lines li').count()) === 2 && (await toast(desk, '1 条已有').count()) === 1,
  );
  const last = page.getByLabel('最后有效日');
  await last.fill('2026年12月1日');
  await last.press('Tab');
  await check('W10 a day is written year first', async () => (await last.inputValue()) === '2026-12-01');
  await last.fill('12/01');
  await page.getByLabel('编号').fill('Not An Id');
  await page.getByRole('button', { name: '保存' }).click();
  await check('W10 what can’t be saved is named at its place', async () => shown(desk, '.field-told.bad', '不能为空'));
  await check('W10 and a day that is none', async () => shown(desk, '.field-told.bad', '2026-11-30'));
  await last.scrollIntoViewIfNeeded();
  await desk.picture('knowledge-problems');
  await last.fill('');
  await page.getByLabel('编号').fill(ENTRY);
  await page.getByRole('textbox', { name: '答案' }).fill(ANSWER);
  await check('W12 the preview follows the words', async () => shown(desk, '.phone', '免费寄存'));
  await page.getByRole('tab', { name: '短信' }).click();
  await check('W12 and counts the SMS', async () => shown(desk, '.told', '1 条短信'));
  await page.locator('a.screen', { hasText: '词典' }).click();
  await check('leaving with unsaved words asks first', async () => (await page.getByRole('alertdialog').count()) === 1);
  await page.getByRole('alertdialog').getByRole('button', { name: '取消' }).click();
  await page.keyboard.press('Control+s');
  await check('Ctrl+S saves it as a draft', async () => shown(desk, '.bar', '草稿'));
  await desk.picture('knowledge-entry');
}

async function reviewed(): Promise<void> {
  await lead.signIn('zhaomin', leadPassword);
  await lead.page.locator('.rail-item', { hasText: '知识库' }).click();
  await lead.page.locator('a.screen', { hasText: '设置' }).click();
  await lead.page.getByRole('switch', { name: '双人复核' }).click();
  await check('a lead turns two-person review on', async () => (await toast(lead, '已保存').count()) === 1);
  await page.reload();
  await page.getByRole('button', { name: '提交审核' }).click();
  await check('the writer hands it in and is told who publishes', async () => shown(desk, '.bar', '待审核'));
  await check('and may not publish it', async () => (await page.getByRole('button', { name: '发布' }).count()) === 0);
  await lead.page.locator('a.screen', { hasText: '发布' }).click();
  await check('the lead finds it waiting', async () => shown(lead, '.item', QUESTION));
  await lead.page.getByRole('button', { name: '用评测集测算' }).click();
  await check(
    'W15 sees before and after by the evaluation set',
    async () => (await lead.page.locator('.picture .bar').count()) === 2,
    40_000,
  );
  await lead.picture('knowledge-impact');
  await lead.page.getByLabel('发布说明').fill('新增寄存');
  await lead.page.getByRole('button', { name: '发布 1 条' }).click();
  await check('W15 publishes, and is told version and time', async () => shown(lead, '.done', '毫秒'));
}

async function asked(): Promise<void> {
  const version = /线上版本 (\S+)/u.exec(await lead.page.locator('.done').first().innerText())?.[1] ?? '?';
  const visitor = await Visitor.open(browser, `${publicUrl}/shop/`);
  await visitor.launch.click();
  await visitor.say('有没有寄存行李的地方');
  await check('a customer asks in the widget and gets the new answer', async () =>
    (await visitor.in('.bubble').allInnerTexts()).join('\n').includes('免费寄存'),
  );
  await visitor.page.context().close();
  const customer = await Customer.arrive(url);
  customer.say('行李能放你们店里吗');
  await check('the answer names the entry and the version just published', () =>
    customer.heard.some((one) => one.source?.entry === ENTRY && one.source.version === version),
  );
  const talk = await Desk.open(browser, url);
  await talk.signIn('wangqing', agentPassword);
  await talk.page.getByRole('tab', { name: '待接入' }).click();
  await talk.page.getByRole('button', { name: '机器人接待' }).click();
  await talk.page.locator('.list .row').first().click();
  await check('an agent sees the entry and its version under the answer', async () => shown(talk, '.source', version));
  await talk.page.locator('.source a').last().click();
  await check('and may look at it, not change it', async () => shown(talk, '.bar', '不能修改'));
  await talk.picture('knowledge-agent');
  faults.push(...talk.faults);
  await talk.close();
  customer.say('旅行箱搁你们那儿行不行');
  await check('what it doesn’t know it doesn’t answer', () => customer.heard.length >= 4);
  customer.say('能不能给宠物洗澡');
  await check('nor the next', () => customer.heard.length >= 6);
  customer.leave();
}

async function unanswered(): Promise<void> {
  await desk.go('/knowledge/unknown');
  await check('what nobody answered waits for the editor', async () => shown(desk, '.line', '旅行箱搁你们那儿行不行'));
  await page.locator('.line', { hasText: '旅行箱' }).click();
  await desk.picture('knowledge-unknown');
  await page.keyboard.press('d');
  await check('D puts it aside', async () => !(await shown(desk, '.line', '旅行箱')));
  await toast(desk, '已忽略').getByRole('button', { name: '撤销' }).click();
  await check('and taken back it is looked at again', async () => shown(desk, '.group .title', '旅行箱'));
  const suggested = page.locator('.suggestion', { hasText: QUESTION }).getByRole('button');
  if ((await suggested.count()) > 0) await suggested.click();
  else {
    await page.getByRole('combobox', { name: '选别的知识' }).fill('寄存');
    await page.getByRole('option', { name: QUESTION }).click();
  }
  await check('W16 one click makes it a similar question', async () => (await toast(desk, '已加到').count()) === 1);
  await check('and the group is gone', async () => !(await shown(desk, '.line', '旅行箱')));
  await page.locator('.line', { hasText: '宠物' }).click();
  await page.keyboard.press('e');
  await check('W16 one key begins a new entry with the question', async () => {
    return (await page.getByLabel('标准问题').inputValue()) === '能不能给宠物洗澡';
  });
  await page.getByRole('textbox', { name: '答案' }).fill('抱歉，门店不提供宠物服务。');
  await page.getByRole('button', { name: '保存' }).click();
  await check('which is saved as a draft', async () => shown(desk, '.bar', '草稿'));
  await page.locator('a.screen', { hasText: '未知问题' }).click();
  await check('and nothing is left unanswered', async () => shown(desk, '.empty', '没有未知问题'));
  await desk.go(`/knowledge/entry/${ENTRY}`);
  await page.getByRole('button', { name: '提交审核' }).click();
  await check('it is handed in', async () => shown(desk, '.bar', '待审核'));
  await lead.go('/knowledge/publish');
  await lead.page.getByRole('button', { name: '发布 1 条' }).click();
  await check('and published', async () => shown(lead, '.done', '已发布 1 条'));
  // A published version reaches every isolate within seconds: until then a customer is answered from the one before.
  await check('a customer who comes some seconds later is answered', async () => {
    const customer = await Customer.arrive(url);
    customer.say('旅行箱搁你们那儿行不行');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    customer.leave();
    return customer.heard.some((one) => one.source?.entry === ENTRY);
  });
}

async function changed(): Promise<void> {
  await desk.go(`/knowledge/entry/${ENTRY}`);
  await lead.go(`/knowledge/entry/${ENTRY}`);
  const words = (at: Desk) => at.page.getByRole('textbox', { name: '答案' });
  await words(lead).fill(`${ANSWER}大件请先打电话。`);
  await lead.page.getByRole('button', { name: '保存' }).click();
  await check('a colleague saves first', async () => (await toast(lead, '已保存为').count()) === 1);
  await words(desk).fill(`${ANSWER}贵重物品不寄存。`);
  await page.getByRole('button', { name: '保存' }).click();
  await check('W13 who saves over it is shown both', async () => shown(desk, '[role=dialog] ins', '贵重物品不寄存'));
  await desk.picture('knowledge-conflict');
  await page.getByRole('button', { name: '用我的覆盖' }).click();
  await check('and may put one’s own over it', async () => (await toast(desk, '已保存为').count()) === 1);
  await page.locator('.revision').click();
  await check(
    'W13 the history sets revisions against each other',
    async () => (await page.locator('[role=dialog] .difference').count()) > 0,
  );
  await desk.picture('knowledge-history');
  await page.getByRole('dialog').getByRole('button', { name: '恢复' }).last().click();
  await check('an old one comes back into the editor', async () => (await words(desk).inputValue()) === ANSWER);
  await page.getByRole('button', { name: '保存' }).click();
  await check(
    'and is saved as the newest',
    async () => (await page.getByRole('button', { name: '提交审核' }).count()) === 1,
  );
}

async function imported(): Promise<void> {
  await desk.go('/knowledge');
  await page.getByRole('button', { name: '导入' }).click();
  const buffer = Buffer.from(
    'id,category,question_zh,answer_zh\nparking-fee,service,停车收费吗,前两小时免费。\nBad Id,service,,没有问题。\n',
  );
  await page.locator('input[type=file]').setInputFiles({ name: 'more.csv', mimeType: 'text/csv', buffer });
  const bad = page.locator('[role=dialog] tr', { hasText: '有误' });
  await check('W19 the preview names the bad row and its fields', async () => {
    const told = await bad.innerText();
    return told.startsWith('3') && told.includes('编号') && told.includes('标准问题');
  });
  await desk.picture('knowledge-import');
  await page.getByRole('button', { name: '导入 1 条为草稿' }).click();
  await check('the good row is written, the bad one told', async () => (await toast(desk, '1 行有误').count()) === 1);
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await page.getByLabel('搜索问题').fill('停车');
  await check('it stands in the list', async () => shown(desk, '.rows .question', '停车收费吗'));
}

async function flows(): Promise<void> {
  await desk.go('/knowledge/flow/refund');
  await page.locator('.log button').first().click();
  await check(
    'W18 a flow is talked with beside its editor',
    async () => (await page.locator('.log .bubble').count()) > 0,
  );
  await page.getByLabel('以客户身份输入').fill('YX20261103001');
  await page.keyboard.press('Enter');
  await check('W18 its slots fill', async () => shown(desk, '.slots', 'YX20261103001'));
  await desk.picture('knowledge-flow');
  await page.getByLabel('流程名称 · 中文').fill('申请退款（新）');
  await page.getByRole('button', { name: '保存' }).click();
  await check('a changed flow is saved as a draft', async () => shown(desk, '.bar', '草稿'));
  await desk.go('/knowledge/try');
  await page.getByPlaceholder('客户的问题').fill('旅行箱搁你们那儿行不行');
  await page.keyboard.press('Enter');
  await check(
    'W14 trying a question shows ranking and reasons',
    async () => (await page.locator('.match').count()) > 1,
  );
  await page.getByRole('switch', { name: '包含未发布的修改' }).click();
  await check('W14 and what the customer would see', async () => shown(desk, '.said', '免费寄存'));
}

try {
  await writes();
  await reviewed();
  await asked();
  await unanswered();
  await changed();
  await imported();
  await flows();
  faults.push(...(await looks(browser, url, leadPassword, ENTRY)));
  faults.push(...desk.faults, ...lead.faults);
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
} catch (fault) {
  fail(`the story broke off: ${fault instanceof Error ? fault.stack : String(fault)}`);
  await desk.picture('knowledge-broken-off').catch(() => undefined);
  await lead.picture('knowledge-broken-off-lead').catch(() => undefined);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
