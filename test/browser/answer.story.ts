/** W3, M3, M5, M9: one rich answer from a customer's question to a colleague's reply, with a language model, without, and with one that hangs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { makeMember } from '../../scripts/operator.ts';
import { keepSettings } from '../../scripts/settings.ts';
import { check, fail, tally } from './check.ts';
import { packing, publish } from './answer-entry.ts';
import { Desk } from './dashboard-desk.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from '../../scripts/port.ts';
import { Visitor, type Look } from './widget-visitor.ts';

const model = {
  ...{ kind: 'openai', url: '{gateway}/sandbox/model/v1', model: 'demo', key: 'demo' },
  ...{ region: 'cn', filing: 'Demo-0001' },
};
/** Writes the one switch into the settings beside the data. */
function switchModel(folder: string, languageModel: object | 'off'): void {
  const path = join(folder, 'config.json');
  const kept = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...kept, languageModel }));
}

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-answer-'));
keepSettings(data, true);
switchModel(data, model);
const options = { data, port: await freePort(), host: '127.0.0.1', demo: true };
let gateway = await startGateway(options);
const { url, settings } = gateway;
const passwordOf = async (login: string, name: string, role: 'owner' | 'agent') =>
  (await makeMember(url, settings, { login, name, role })) ?? '';
await publish(url, packing, 'zhaomin', await passwordOf('zhaomin', '赵敏', 'owner'));
const password = await passwordOf('wangqing', '王晴', 'agent');
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const shop = `${url}/shop/`;
const ASKED = '你好，咖啡机寄修要怎么打包呀';
const PUBLISHED = packing.zh?.answer.text ?? '';
const faults: string[] = [];
const sandboxFault = (method: 'POST' | 'DELETE', body?: object) =>
  fetch(`${url}/sandbox/faults`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** A new visitor asks; the answer's row. */
async function asks(look: Look = {}): Promise<{ visitor: Visitor; answer: ReturnType<Visitor['in']> }> {
  const visitor = await Visitor.open(browser, shop, look);
  await visitor.launch.click();
  await visitor.say(ASKED);
  return { visitor, answer: visitor.in('.row:not(.own)').last() };
}

async function answered(): Promise<Visitor> {
  const { visitor, answer } = await asks();
  await check('M5 the robot’s answer in a model’s words carries the tag', async () => {
    const [tag, words] = await Promise.all([answer.locator('.tag').textContent(), answer.innerText()]);
    return tag === 'AI 生成' && words.includes(`您好，${PUBLISHED}`);
  });
  await check('with its steps, picture, links and buttons', async () => {
    const counts = ['.steps li', 'figure img', '.linked a', '.options button'].map((one) =>
      answer.locator(one).count(),
    );
    return (await Promise.all(counts)).join() === '3,1,2,4';
  });
  await check('the picture came', () =>
    answer.locator('img').evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth > 0),
  );
  await check(
    'addresses are whole',
    async () => (await answer.locator('.linked a').last().getAttribute('href')) === `${url}/help/pack.svg`,
  );
  await visitor.in('.scroll').evaluate((one) => (one.scrollTop = 0));
  await visitor.picture('answer-light');
  await thumbs(visitor, answer);
  const broken = await visitor.broken();
  await check(`W3 axe finds nothing: the answer ${broken.join('; ')}`, () => broken.length === 0, 0);
  return visitor;
}

/** Pressing a thumb moves nothing and keeps the focus. */
async function thumbs(visitor: Visitor, answer: ReturnType<Visitor['in']>): Promise<void> {
  const down = answer.getByRole('button', { name: '没有帮助' });
  // Scrolled down to as one does, before anything is measured: the driver's own click scrolls, and once more on a busy machine.
  await visitor.in('.scroll').hover();
  await visitor.page.mouse.wheel(0, 2000);
  await check('W73 who reads a tall answer to its end stays there', async () => {
    await visitor.page.waitForTimeout(300);
    return visitor.in('.scroll').evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight < 2);
  });
  const place = () => visitor.in('.scroll').evaluate((one) => `${one.scrollTop} ${one.scrollHeight}`);
  const node = await answer.elementHandle();
  const before = await place();
  // Pressed where it stands.
  const box = await down.boundingBox();
  await visitor.page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await check('a pressed thumb stays pressed', async () => (await down.getAttribute('aria-pressed')) === 'true');
  await visitor.page.waitForTimeout(600);
  await check(`nothing moves when it is pressed ${before} ${await place()}`, async () => (await place()) === before, 0);
  await check('and the row is the same one', () => node?.evaluate((one) => one.isConnected) ?? false, 0);
  await visitor.picture('answer-unhelpful');
}

/** An answer that is taller than the window by less than what still counts as its end. */
async function hardlyTaller(): Promise<void> {
  const { visitor, answer } = await asks();
  await answer.locator('.options button').last().waitFor();
  const row = await answer.elementHandle();
  const left = (more: number) =>
    visitor.in('.scroll').evaluate(
      async (one, [last, px]) => {
        if (!(last instanceof HTMLElement)) return Number.NaN;
        Object.assign(last.style, { height: `${one.clientHeight + px}px`, overflow: 'hidden' });
        const guesses = last.parentElement?.nextElementSibling;
        if (guesses instanceof HTMLElement) guesses.style.display = 'none';
        await new Promise((resolve) => setTimeout(resolve, 300));
        return one.scrollHeight - one.scrollTop - one.clientHeight;
      },
      [row, more] as const,
    );
  await left(20);
  await visitor.launch.click();
  await visitor.launch.click();
  const before = await left(20);
  await visitor.in('.scroll').hover();
  await visitor.page.mouse.wheel(0, 2000);
  await visitor.page.waitForTimeout(300);
  const after = await left(24);
  await check(
    `W73 nor is who reads one that is hardly taller thrown back ${before} ${after}`,
    () => before > 10 && before < 60 && after < 2,
    0,
  );
  await visitor.page.context().close();
}

async function onDuty(look: Parameters<typeof Desk.open>[2] = {}): Promise<Desk> {
  const desk = await Desk.open(browser, url, look);
  await desk.signIn('wangqing', password);
  return desk;
}

const opened = (page: Page) => page.locator('.suggestions');

async function served(visitor: Visitor): Promise<void> {
  const desk = await onDuty();
  const { page } = desk;
  await page.getByRole('button', { name: '切换为在线' }).click();
  await visitor.say('转人工');
  await page.locator('.row').first().click();
  const card = page.locator('.handover').last();
  await check('the hand-over carries a summary, labelled as a model’s', async () => {
    const words = await card.innerText();
    return words.includes('AI 生成') && words.includes('咖啡机寄修');
  });
  await check('and that the answer was no help', async () => (await card.locator('li').innerText()).includes('没用'));
  await desk.picture('handover-generated');

  await page.locator('body').click({ position: { x: 700, y: 20 } });
  await page.keyboard.press('Alt+s');
  const panel = opened(page);
  await check('M9 Alt+S opens suggestions: published answers and a draft', async () => {
    const [choices, draft] = await Promise.all([panel.locator('.choice').count(), panel.locator('.draft').innerText()]);
    return choices >= 2 && draft.includes('AI 生成') && draft.includes(packing.id);
  });
  await check('the first is the surest, by its entry', async () => {
    const words = await panel.locator('.choice').first().innerText();
    return words.includes(packing.id) && /把握 \d+%/u.test(words);
  });
  await check('the keyboard stands on it', async () => (await desk.focused()).includes('choice'));
  const broken = await desk.broken();
  await check(`W3 axe finds nothing: suggestions ${broken.join('; ')}`, () => broken.length === 0, 0);
  await desk.picture('suggestions-light');
  await page.keyboard.press('Escape');
  await check(
    'Esc closes them and goes to the composer',
    async () => (await panel.count()) === 0 && (await desk.focused()).startsWith('textarea'),
  );
  const heard = await visitor.in('.row').count();
  await page.getByRole('button', { name: '参考答复' }).click();
  await panel.locator('.draft').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const field = page.locator('textarea.field');
  await check('the draft is put into the composer', async () => (await field.inputValue()) === `您好，${PUBLISHED}`);
  await page.waitForTimeout(400);
  await check('and not sent', async () => (await visitor.in('.row').count()) === heard, 0);
  await page.keyboard.press('Enter');
  await check('until the agent sends it', async () => (await visitor.in('.row').count()) === heard + 1);
  faults.push(...desk.faults);
  await looks(page.url().replace(`${url}/desk`, ''));
  await desk.close();
}

/** The same screens, dark and on a phone. */
async function looks(path: string): Promise<void> {
  for (const look of [
    { theme: 'dark', language: 'en' },
    { theme: 'light', width: 390 },
  ] as const) {
    const desk = await onDuty(look);
    await desk.go(path);
    await desk.page.locator('.composer .suggest').click();
    await opened(desk.page).locator('.draft').waitFor();
    const name = 'width' in look ? 'phone' : 'dark-en';
    const broken = await desk.broken();
    await check(`W3 axe finds nothing: suggestions ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
    await check(`nothing overflows: suggestions ${name}`, async () => !(await desk.overflows()), 0);
    await desk.picture(`suggestions-${name}`);
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('.handover').last().scrollIntoViewIfNeeded();
    await desk.picture(`handover-generated-${name}`);
    faults.push(...desk.faults);
    await desk.close();
  }
}

/** Without a model's words: said as published, with the robot's own tag. */
async function asPublished(what: string, look: Look, picture: string): Promise<void> {
  const { visitor, answer } = await asks(look);
  await check(what, async () => {
    const [tag, words] = await Promise.all([answer.locator('.tag').textContent(), answer.innerText()]);
    return tag === '机器人' && words.includes(PUBLISHED) && !words.includes('您好');
  });
  await check(`the picture came: ${picture}`, () =>
    answer.locator('img').evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth > 0),
  );
  await check(`nothing overflows: ${picture}`, async () => !(await visitor.overflows()), 0);
  const broken = await visitor.broken();
  await check(`W3 axe finds nothing: ${picture} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await visitor.picture(picture);
  await visitor.in('.scroll').evaluate((one) => (one.scrollTop = 0));
  await visitor.picture(`${picture}-top`);
  faults.push(...visitor.faults);
}

/** The same answer on the simulated phone. */
async function miniprogram(): Promise<void> {
  const phone = await Phone.open(browser, url, 'lin');
  await phone.start();
  await phone.say(ASKED);
  const row = phone.top.locator('.said').last();
  await check('the mini-program shows it with the tag', async () => {
    const [tag, steps, links] = await Promise.all([
      phone.top.getByText('AI 生成', { exact: true }).count(),
      row.locator('.step').count(),
      row.locator('.linked').count(),
    ]);
    return tag === 1 && steps === 3 && links === 2;
  });
  await check('and its picture', () =>
    row.locator('.picture img').evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth > 0),
  );
  await phone.picture('answer');
  const down = phone.top.getByRole('radio', { name: '没有帮助' });
  await down.tap();
  await check('a thumb is pressed there', async () => (await down.getAttribute('aria-checked')) === 'true');
  const outside = await phone.outside();
  await check(`nothing is cut off there ${outside.join('; ')}`, () => outside.length === 0, 0);
  await phone.picture('answer-unhelpful');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.top.locator('.step').first().scrollIntoViewIfNeeded();
  await phone.picture('answer-dark');
  await phone.close();
}

try {
  const visitor = await answered();
  await hardlyTaller();
  await served(visitor);
  faults.push(...visitor.faults);
  await miniprogram();
  await sandboxFault('POST', { model: { lost: true } });
  await asPublished('M3 with a model that hangs the published answer comes', { theme: 'dark' }, 'answer-dark');
  await sandboxFault('DELETE');
  await gateway.stop();
  switchModel(data, 'off');
  gateway = await startGateway(options);
  await asPublished('M3 switched off, it is said as published', { width: 390, height: 844 }, 'answer-phone');
  await check(`no page had a fault ${faults.join('; ')}`, () => faults.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(tally());
