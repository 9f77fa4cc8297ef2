/** W61–W69: what a site asks before the first word, from the visitor's side to the colleague's. */
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
import { everyKind, leadAt, setSite } from './site-settings.ts';
import { Visitor, type Look } from './widget-visitor.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-first-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const lead = await leadAt(url, 'zhaomin', password);
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const opened = async (look: Look = {}): Promise<Visitor> => {
  const visitor = await Visitor.open(browser, `${url}/shop/`, look);
  await visitor.launch.click();
  return visitor;
};
async function clean(what: string, of: Visitor | Desk): Promise<void> {
  const broken = await of.broken();
  await check(`W3 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await of.overflows()), 0);
  await check(`no fault: ${what} ${of.faults.join('; ')}`, () => of.faults.length === 0, 0);
}
const field = (visitor: Visitor, id: string) => visitor.in(`#first-${id}`);
const wrong = (visitor: Visitor, id: string) => visitor.in(`#first-${id}-wrong`).innerText();

async function asked(): Promise<void> {
  await setSite(lead, { color: '#c9353f', title: { zh: '优选客服', en: 'Shop help' }, asking: everyKind });
  const visitor = await opened();
  const { page } = visitor;
  await page.mouse.move(10, 10);
  await check('W61 a new visitor is asked before the first word', () => visitor.in('.first').isVisible());
  await check('W65 the site’s colour and title are the settings’', async () => {
    const color = await visitor.launch.evaluate((one) => getComputedStyle(one).backgroundColor);
    return /^rgb\(19\d, 5\d, 6\d\)$/u.test(color) && (await visitor.in('#title').innerText()) === '优选客服';
  });
  await check(
    'W61 the first field has the focus, and nothing can be said yet',
    async () => (await visitor.focused()).startsWith('input') && !(await visitor.input.isVisible()),
  );
  await visitor.picture('first');
  await clean('the form', visitor);
  await page.keyboard.type('林小满');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await check(
    'W62 what isn’t right is said at its field, which has the focus',
    async () =>
      (await wrong(visitor, 'phone')).includes('电话号码不对') && (await wrong(visitor, 'topic')) === '请选择一项',
  );
  await check(
    'W62 the field says so to a screen reader',
    async () =>
      (await field(visitor, 'phone').getAttribute('aria-invalid')) === 'true' &&
      (await field(visitor, 'phone').getAttribute('aria-describedby')) === 'first-phone-wrong',
  );
  await visitor.picture('first-wrong');
  await clean('the form with faults', visitor);
  await page.reload();
  await visitor.launch.click();
  await check('W61 it is kept over a reload', async () => (await field(visitor, 'name').inputValue()) === '林小满');
  await field(visitor, 'phone').fill('13800138000');
  await visitor.in('.picks label').nth(2).click();
  await field(visitor, 'what').fill('怎么开发票');
  await visitor.in('.first .solid').click();
  await check('W62 nothing is sent without the consent asked for', async () =>
    (await visitor.in('#first-agree-wrong').innerText()).includes('勾选'),
  );
  await visitor.in('.agree .to-notice').click();
  await check('W62 the privacy notice is read beside it', () => visitor.in('.notice h3').isVisible());
  await page.keyboard.press('Escape');
  await visitor.in('#first-agree').click();
  await visitor.in('.first .solid').click();
  await check('W64 given, it stands in the line, and the robot answers the question', async () => {
    const words = await visitor.in('.scroll').innerText();
    return (
      words.includes('林小满') && (await visitor.in('.row:not(.own)').count()) > 0 && (await visitor.input.isVisible())
    );
  });
  await visitor.picture('first-given');
  await clean('given', visitor);
  await page.reload();
  await visitor.launch.click();
  await visitor.input.waitFor();
  await check('W61 it is asked once', async () => (await visitor.in('.first').count()) === 0, 1_500);
  await visitor.say('转人工');
  await seen(visitor);
}

async function seen(visitor: Visitor): Promise<void> {
  const desk = await Desk.open(browser, url);
  await desk.signIn('zhaomin', password);
  await desk.page.getByRole('tab', { name: '待接入' }).click();
  await desk.page.getByText('林小满').first().click();
  await check('W63 a colleague sees the form as a card, and that nobody proved it', async () => {
    const card = await desk.page.locator('.details').first().innerText();
    return card.includes('13800138000') && card.includes('发票') && card.includes('未经验证');
  });
  await desk.picture('first-card');
  await clean('the card at the desk', desk);
  await desk.close();
  await visitor.page.context().close();
}

async function passedOver(): Promise<void> {
  await setSite(lead, {
    asking: { ...everyKind, fields: everyKind.fields.map((one) => ({ ...one, required: false })) },
  });
  const visitor = await opened({ theme: 'dark', width: 360, height: 740, language: 'en' });
  await visitor.in('.first').waitFor();
  await visitor.picture('first-phone-dark');
  await clean('on a phone, dark, English', visitor);
  await visitor.in('.first .plain').click();
  await check('W61 where nothing is needed one may begin without it', () => visitor.input.isVisible());
  await visitor.page.reload();
  await visitor.launch.click();
  await visitor.input.waitFor();
  await check('W61 and isn’t asked again', async () => (await visitor.in('.first').count()) === 0, 1_500);
  await visitor.page.context().close();
}

async function settingsPage(): Promise<void> {
  const desk = await Desk.open(browser, url);
  const { page } = desk;
  await desk.signIn('zhaomin', password);
  await desk.go('/settings/sites');
  await check('W66 the page has the line for the site and its chat link', async () => {
    const text = await page.locator('main').innerText();
    return text.includes('/widget/loader.js" data-site="shop"') && text.includes(`${url}/chat/shop`);
  });
  await page.getByLabel('主题色', { exact: true }).fill('#2e7d32');
  await page.getByLabel('窗口名称 · 中文').fill('绿色小店');
  await page.getByRole('switch', { name: '开始咨询前先填写' }).click();
  await page.getByRole('button', { name: '添加一项' }).click();
  await check('W66 the preview follows what isn’t saved yet', async () => {
    const window = page.locator('.preview .window');
    const color = await page.locator('.preview .launch').evaluate((one) => getComputedStyle(one).backgroundColor);
    const text = await window.innerText();
    return /^rgb\(4\d, 1[12]\d, 4\d\)$/u.test(color) && text.includes('绿色小店') && text.includes('称呼');
  });
  await desk.picture('sites');
  await clean('the settings of sites', desk);
  await page.keyboard.press('Control+s');
  await check('W66 it is saved as a revision', async () =>
    (await page.locator('main').innerText()).includes('第 1 版'),
  );
  const visitor = await opened();
  await check(
    'W66 and the site’s next visitor is shown it',
    async () =>
      (await visitor.in('#title').innerText()) === '绿色小店' && (await visitor.in('#first-name').isVisible()),
  );
  await visitor.page.context().close();
  await page.getByLabel('主题色', { exact: true }).fill('green');
  await page.keyboard.press('Control+s');
  await check('W26 what the gateway would refuse is named at its place', async () =>
    (await page.locator('.field.wrong').innerText()).includes('主题色'),
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await desk.picture('sites-phone');
  await clean('the settings of sites on a phone', desk);
  await desk.close();
}

try {
  await settingsPage();
  await asked();
  await passedOver();
} catch (fault) {
  fail(`W61 the story broke: ${String(fault).slice(0, 600)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
