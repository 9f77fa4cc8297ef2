/** B: serving in a real browser, both ends: cards, phrases, quotes, words taken back, colleagues, the summary, the rating. */
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
import { afterwardsScenes, panelScenes } from './panel-scenes.ts';
import { freePort } from '../../scripts/port.ts';
import { resendScenes } from './resend-scenes.ts';
import { Visitor } from './widget-visitor.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-serve-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const passwordOf = async (login: string, name: string, role: 'agent' | 'lead') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
const password = await passwordOf('wangqing', '王晴', 'agent');
const leadPassword = await passwordOf('zhaomin', '赵敏', 'lead');
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});
const desk = await Desk.open(browser, url);
const { page } = desk;
const field = page.locator('textarea.field');
const text = (selector: string) => page.locator(selector).allInnerTexts();
const has = async (selector: string, words: string) => (await text(selector)).join('\n').includes(words);

async function clean(of: Desk | Visitor, what: string): Promise<void> {
  const broken = await of.broken();
  await check(`W3 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await of.overflows()), 0);
}

try {
  await desk.signIn('wangqing', password);
  await page.getByRole('button', { name: '切换为在线' }).click();

  const visitor = await Visitor.open(browser, `${url}/shop/?persona=lin`);
  const bubbles = visitor.in('.bubble');
  await visitor.page.locator('.goods button').first().click();
  await check('B14 what the visitor looks at can be sent with one tap', () => visitor.in('.beside').isVisible());
  await visitor.picture('product');
  await visitor.in('.beside').getByText('发送商品').click();
  await check('and stands in the line as a card', () => bubbles.locator('.order').first().isVisible());
  await visitor.in('.human').click();
  await page.locator('.list .row').first().click();
  await check('B14 the agent sees the card', () => page.locator('.said .product').isVisible());
  await check('B4 the agent has greeted by name', async () =>
    (await bubbles.allInnerTexts()).some((one) => one.includes('您好，我是王晴')),
  );

  await field.fill('/sd');
  await check('B13 a phrase is found by its initials', () => has('.phrases [aria-selected=true]', '稍等'));
  await desk.picture('phrases');
  await field.press('Enter');
  await field.press('Enter');
  await check('and goes out when it is sent', async () =>
    (await bubbles.allInnerTexts()).some((one) => one.includes('请您稍等')),
  );
  await field.fill('/cddd');
  await field.press('Enter');
  await check(
    'B13 the name is filled in, what isn’t known has to be written first',
    async () => (await field.inputValue()).startsWith('林小满') && (await has('#write-hint', '{订单号}')),
  );
  await field.fill('');

  await visitor.say('这件有蓝色的吗？');
  const asked = page.locator('.said.in', { hasText: '有蓝色的吗' });
  await asked.hover();
  await asked.getByRole('button', { name: '这条消息' }).click();
  await page.getByRole('menuitem', { name: '引用' }).click();
  await check('B9 what is quoted stands above the field', () => has('.quoted', '有蓝色的吗'));
  await field.fill('有的，蓝色和灰色');
  await field.press('Enter');
  await check('and goes with the reply', () => visitor.in('.bubble .quote').getByText('有蓝色的吗').isVisible());
  await page.locator('.said.out .quote').click();
  await check('a tap leads back to it', async () => (await page.locator('.found').count()) === 1);
  await desk.picture('quote');

  await field.fill('价格是 9 块');
  await field.press('Enter');
  const wrong = page.locator('.said.out', { hasText: '价格是 9 块' });
  await wrong.hover();
  await wrong.getByRole('button', { name: '这条消息' }).click();
  await page.getByRole('menuitem', { name: '撤回' }).click();
  await check(
    'B8 words taken back are gone at both ends',
    async () =>
      (await visitor.in('.note').getByText('消息已撤回').isVisible()) &&
      !(await has('.timeline', '价格是 9 块')) &&
      !(await visitor.in('.list').innerText()).includes('价格是 9 块'),
  );
  await visitor.say('说错了，要灰色');
  const own = visitor.in('.row.own').filter({ hasText: '要灰色' });
  await own.hover();
  await own.getByText('撤回').click();
  await check('B8 the visitor takes back too', async () => !(await has('.said, .quiet', '要灰色')));

  await page.getByRole('button', { name: '表情' }).click();
  await check(
    'the emoji open with the focus in them',
    async () => (await page.locator('.emoji button:focus').count()) === 1,
  );
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await check('an emoji is put in by keys', async () => (await field.inputValue()).length > 0);
  await field.fill('');

  await page.getByRole('button', { name: '发送卡片' }).click();
  await check('B15 the customer’s orders are there', async () => (await page.locator('.cards li').count()) > 0);
  await desk.picture('cards');
  await clean(desk, 'cards');
  await page.locator('.cards li').first().getByRole('button', { name: '发送' }).click();
  await check('and one goes as a card', async () => (await visitor.in('.bubble .order header').count()) > 0);

  const lead = await Desk.open(browser, url, { theme: 'dark' });
  await lead.signIn('zhaomin', leadPassword);
  await page.keyboard.press('Alt+n');
  await field.fill('');
  await field.pressSequentially('@zm');
  await check('B11 a colleague is found by initials', () => has('.phrases [aria-selected=true]', '赵敏'));
  await field.press('Enter');
  await field.pressSequentially('帮看下优惠');
  await field.press('Enter');
  const todo = lead.page.getByRole('button', { name: /待办/u });
  await check('B11 the colleague is told', async () => (await todo.innerText()).includes('1'));
  await todo.click();
  await lead.page.locator('.mention').first().waitFor();
  await lead.picture('mentions');
  await clean(lead, 'to do');
  await lead.page.locator('.mention').first().click();
  await check('and comes to the conversation', () => lead.page.locator('.said.note').first().isVisible());
  await check('B12 who looks is shown to the other', () => has('.viewing', '赵敏'), 10_000);
  await lead.page.locator('textarea.field').fill('我来');
  await check('B12 who writes too', () => has('.viewing', '赵敏 正在输入'));
  await desk.picture('viewing');
  const told = await visitor.in('.list').innerText();
  await check('B12 the customer learns of neither', () => !told.includes('赵敏') && !told.includes('帮看下'));
  await lead.page.context().setOffline(true);
  await check('B12 who is gone is seen gone within ten seconds', async () => !(await has('.viewing', '赵敏')), 10_500);
  await lead.close();

  await page.keyboard.press('Alt+r');
  await field.fill('写到一半的回复');
  const second = await Desk.open(browser, url, { width: 390 });
  await page.waitForTimeout(1_600);
  await second.signIn('wangqing', password);
  await second.go(new URL(page.url()).pathname.replace('/desk', ''));
  await check(
    'B10 a draft stands on the other device',
    async () => (await second.page.locator('textarea.field').inputValue()) === '写到一半的回复',
  );
  await second.picture('phone');
  await clean(second, 'conversation at 390');
  await second.close();
  await field.fill('');

  await resendScenes(desk, url);
  await panelScenes({ desk, visitor, browser, url }, { login: 'zhaomin', password: leadPassword });

  await page.getByRole('button', { name: '结束', exact: false }).last().click();
  await check('B1 closing asks for the summary', () => page.locator('.closing').isVisible());
  await page.locator('.closing').getByRole('button', { name: '结束会话' }).click();
  await check('and says what is missing', () => has('.closing [role=alert]', '请选择问题分类'));
  await desk.picture('closing');
  await clean(desk, 'closing');
  await page.locator('.closing').getByText('商品信息').click();
  await page.locator('.closing').getByText('已解决', { exact: true }).click();
  await page.locator('.closing textarea').fill('咨询颜色');
  await page.locator('.closing').getByRole('button', { name: '结束会话' }).click();
  await check('the session is closed', () => has('.top .tag', '已结束'));
  await check('B1 the record shows it', () => has('.record', '售前咨询 / 商品信息'));
  await desk.picture('record');

  await visitor.in('.rating .stars label').nth(3).click();
  await visitor.in('.reasons').getByText('态度亲切').click();
  await visitor.in('.rating').getByText('已解决').click();
  await visitor.picture('rating');
  await clean(visitor, 'rating');
  await visitor.in('.rating .solid').click();
  await check('B6 the rating stands at the desk, with its reasons', () => has('.record', '态度亲切'));

  await visitor.say('转人工');
  await check('a new session comes', async () => !(await has('.top .tag', '已结束')));
  await check('and is theirs to answer', async () => {
    await page.keyboard.press('Alt+r');
    return (await field.getAttribute('placeholder'))?.startsWith('输入回复') === true;
  });
  await field.fill('请讲');
  await field.press('Enter');
  await check('and is answered', async () => (await bubbles.allInnerTexts()).some((one) => one.includes('请讲')));
  await visitor.in('.head .bare').first().click();
  await visitor.in('.menu').getByText('结束会话').click();
  const owed = page.getByRole('button', { name: /待办/u });
  await check('B2 a session the customer ended is owed its summary', async () =>
    (await owed.innerText()).includes('1'),
  );
  await owed.click();
  await page.locator('.drawer .owed').getByRole('button', { name: '写小结' }).waitFor();
  await desk.picture('owed');
  await page.locator('.drawer .owed').getByRole('button', { name: '写小结' }).click();
  await page.locator('.closing').getByText('其他', { exact: true }).last().click();
  await page.locator('.closing').getByText('未解决').click();
  await page.locator('.closing').getByRole('button', { name: '提交小结' }).click();
  await check('B2 and is free of it once it is written', async () => !(await owed.innerText()).includes('1'));

  await afterwardsScenes({ desk, visitor });

  await desk.go('/replies');
  await page.getByRole('button', { name: '新增', exact: true }).click();
  await page.getByLabel('标题').fill('催单');
  await page.getByLabel('内容').fill('{客户姓名}您好，已为您催促');
  await page.getByRole('button', { name: '保存' }).click();
  await check('B13 a phrase of one’s own is kept', () => has('.page li', '催单'));
  await desk.picture('replies');
  await clean(desk, 'phrases');
  await page.setViewportSize({ width: 390, height: 844 });
  await desk.picture('replies-390');
  await clean(desk, 'phrases at 390');

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
