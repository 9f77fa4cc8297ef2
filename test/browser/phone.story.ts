/** Telephone calls in real browsers on the running gateway: the robot, 0, an agent who types, one who is rung and recorded by consent, callbacks, missed calls. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { enterLink, makeMember } from '../../scripts/operator.ts';
import { check, fail, tally } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { abruptScenes, callbackScenes, consentScenes, missedScenes, Phone, takesDuty } from './phone-scenes.ts';
import { settingsLook, settingsOfAgent, settingsScenes } from './phone-settings.ts';
import { freePort } from '../../scripts/port.ts';

const pictures = process.env['YIXIAN_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'yixian-pictures-'));
mkdirSync(pictures, { recursive: true });
const scene = (rule: string, what: string, holds: () => Promise<boolean> | boolean, limitMs = 15_000) =>
  check(`${rule} ${what}`, holds, limitMs);
const sees = (page: Page, words: string) => async () =>
  (await page.getByText(words).locator('visible=true').count()) > 0;

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-phone-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, publicUrl, settings } = gateway;
for (const [login, name, role] of [
  ['wangqing', '王晴', 'agent'],
  ['zhaomin', '赵敏', 'lead'],
  ['heyun', '何云', 'owner'],
] as const)
  await makeMember(url, settings, { login, name, role });
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const errors: string[] = [];

try {
  const open = async (address: string, width: number, height: number): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });
    const page = await context.newPage();
    page.on('pageerror', (fault) => errors.push(fault.message));
    await page.goto(address);
    return page;
  };
  const signedIn = async (login: string): Promise<Desk> => {
    const one = await Desk.open(browser, url);
    await one.page.goto(await enterLink(url, publicUrl, settings, login, '/desk/'));
    await one.page.waitForSelector('.rail');
    return one;
  };
  const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `phone-${name}.png`) });

  // She is known on the website; the agent is at the desk, with full hands.
  const shop = await open(`${url}/shop/?persona=lin`, 1200, 800);
  await shop.getByRole('button', { name: '咨询客服' }).first().click();
  const desk = await open(await enterLink(url, publicUrl, settings, 'wangqing', '/desk/'), 1440, 900);
  const phone = await open(`${url}/world/call.html?persona=lin`, 390, 844);

  await phone.getByRole('button', { name: /^拨打/u }).click();
  await scene('C31', 'the robot says first that it is artificial intelligence', sees(phone, '我是人工智能语音助手'));
  const speak = async (words: string) => {
    await phone.getByLabel('对着电话说…').fill(words);
    await phone.getByRole('button', { name: '说', exact: true }).click();
  };
  await speak('我的快递到哪了');
  await scene('C31', 'it asks for the order number', sees(phone, '请问您的订单号是多少'));
  await speak('Y X 二零二六一一二零零零一');
  await scene('C31', 'the spoken number is found, and the parcel is told', sees(phone, '顺丰'));
  await picture(phone, '1-robot');
  await phone.getByRole('button', { name: '重发上次回调' }).click();
  await scene('C33', 'a repeated webhook is answered alike', sees(phone, '重发得到了同样的答复'));

  await phone.getByRole('button', { name: '0', exact: true }).click();
  await scene('C32', '0 leads to a person: nobody is on duty, and that is said', sees(phone, '录音留言请按 2'));
  await desk.getByRole('button', { name: '切换为在线' }).click();
  const row = desk.getByText('林小满').first();
  await scene('C36', 'the agent who comes gets the caller', async () => (await row.count()) > 0);
  await row.click();
  await scene('C34', 'with the running transcript', sees(desk, '我的快递到哪了'));
  const bar = desk.getByRole('group', { name: '电话通话中' });
  const take = desk.getByRole('button', { name: '接待' }).first();
  if ((await bar.count()) === 0 && (await take.count()) > 0) await take.click();
  await scene('C36', 'the workbench shows that the call is on', () => bar.isVisible());
  const reply = desk.getByPlaceholder('输入回复');
  await reply.fill('您好，快件明天送到，请留意电话');
  await reply.press('Enter');
  await scene('C36', 'the agent’s words are read to the caller', sees(phone, '快件明天送到'), 30_000);
  await speak('好的，谢谢您');
  await scene('C34', 'the caller’s answer stands at the desk', sees(desk, '好的，谢谢您'));
  await picture(desk, '2-desk');
  await picture(phone, '3-agent');
  await desk.getByRole('button', { name: '挂断电话' }).click();
  await scene('C36', 'the agent hangs up', sees(phone, '对方已挂断'));
  await scene('C34', 'the end stands at the desk, who hung up and how long', sees(desk, '通话结束（我方挂断）'));
  await scene('C36', 'and the bar is gone', async () => (await bar.count()) === 0);

  // The same words on her other screen.
  const mini = await open(`${url}/mini/?persona=lin`, 375, 720);
  await scene('C34', 'the transcript is in her mini-program', sees(mini, '您好，快件明天送到'));
  await picture(mini, '4-mini');

  // What a lead sets: who is rung, what is recorded, what is said at the start.
  const [lead, owner, agent] = [await signedIn('zhaomin'), await signedIn('heyun'), await signedIn('wangqing')];
  await settingsScenes(lead, owner, '+8613500135000');
  await settingsLook(lead, browser, url);
  await settingsOfAgent(agent, '+8613500135000');

  const dials = async (persona: string) => new Phone(await open(`${url}/world/call.html?persona=${persona}`, 390, 844));
  const slow = async () => {
    const fault = JSON.stringify({ 'shop.hook': { slowMs: 2500, times: 1 } });
    await fetch(`${url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: fault,
    });
  };
  // He is known by the website, and by his name at the desk.
  const known = await open(`${url}/shop/?persona=zhou`, 1200, 800);
  await known.getByRole('button', { name: '咨询客服' }).first().click();
  await consentScenes(await dials('zhou'), agent, '周一航');
  await takesDuty(agent, '忙碌');
  await callbackScenes(await dials('chen'), agent);
  await missedScenes(await dials('emma'), await open(`${url}/world/phone.html?persona=emma`, 390, 844), agent);
  await abruptScenes(await dials('chen'), slow);
  errors.push(...[lead, owner, agent].flatMap((one) => one.faults));
  await scene('W4', 'nothing broke in a page', () => errors.length === 0);
} catch (fault) {
  fail(`C30 the story broke: ${String(fault).slice(0, 600)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
if (errors.length > 0) process.stdout.write(`${errors.join('\n')}\n`);
process.exitCode = tally();
