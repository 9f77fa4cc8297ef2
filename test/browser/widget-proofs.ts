/** I58, I59: an e-mail address proven in the widget, and 是您吗？ asked of who is signed in. */
import { SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { DEMO_APPID } from '../../scripts/accounts.ts';
import { check } from './check.ts';
import { confirmLetter } from './post-office.ts';
import { world } from './relay-places.ts';
import { Visitor, type Look } from './widget-visitor.ts';

type Clean = (what: string, visitor: Visitor) => Promise<void>;
type Stage = { browser: Browser; url: string; clean: Clean };

async function chosen(visitor: Visitor, entry: string): Promise<void> {
  const language = await visitor.page.evaluate(() => (navigator.language.startsWith('zh') ? 'zh' : 'en'));
  await visitor.page.getByRole('button', { name: language === 'en' ? 'More' : '更多' }).click();
  await visitor.in('.menu button').filter({ hasText: entry }).click();
}

/** A visitor links an e-mail address; the letter is opened in another browser. */
export async function emailScenes({ browser, url, clean }: Stage): Promise<void> {
  const visitor = await Visitor.open(browser, `${url}/shop/`);
  await visitor.launch.click();
  await visitor.input.waitFor();
  await chosen(visitor, '绑定邮箱');
  const sheet = visitor.in('.link-sheet');
  const tells = (words: string) => async () => (await sheet.innerText()).includes(words);
  await check('I58 it opens, and stands in the field', async () => (await visitor.focused()).startsWith('input'));
  await clean('email-begins', visitor);
  const email = sheet.locator('input');
  await email.fill('lin');
  await email.press('Enter');
  await check('I58 no address is told', tells('请填写正确的邮箱地址'));
  await clean('email-fault', visitor);
  await email.fill('lin@example.com');
  await email.press('Enter');
  await check('I58 it is on its way, and the wait is counted', async () =>
    /确认链接已发出[\s\S]*秒后可再发送/u.test(await sheet.innerText()),
  );
  await clean('email-sent', visitor);
  const told = await confirmLetter(browser, url, 'lin@example.com');
  await check(`I58 confirmed where the letter was opened ${told}`, () => told.includes('已关联'), 0);
  await check('I58 the sheet knows by itself', tells('邮箱已绑定'));
  await clean('email-bound', visitor);
  await visitor.page.keyboard.press('Escape');
  await check('I58 Escape leads back', async () => (await visitor.focused()).startsWith('textarea'));
  await check('I59 a visitor is asked nothing', async () => (await visitor.in('.alike').count()) === 0, 0);

  const other = await Visitor.open(browser, `${url}/shop/`, { width: 320, height: 568, theme: 'dark', language: 'en' });
  await other.launch.click();
  await other.input.waitFor();
  await chosen(other, 'Link an e-mail');
  await other.in('.link-sheet input').fill('lin@example.com');
  await other.in('.link-sheet input').press('Enter');
  const otherTells = (words: string) => async () => (await other.in('.link-sheet').innerText()).includes(words);
  // One a minute of one address, whoever asks.
  await check('I58 too soon is told', otherTells('Too often'));
  await clean('email-english', other);
  await visitor.page.close();
  await other.page.close();
}

/** The mini-program of this person spoke and linked its number; answers what it says the way a person would. */
export async function miniOf(url: string, persona: string, text: string): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const auth = { authorization: `Bearer ${token ?? ''}` };
    const headers = { 'content-type': 'application/json', origin: url, ...(token !== undefined && auth) };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { ok: boolean; token?: string };
  };
  const who = { persona, appid: DEMO_APPID };
  const { code } = await world<{ code: string }>(url, 'POST', 'wechat/login-code', who);
  const { token = '' } = await post('/v1/miniprogram/sign-in', { account: DEMO_APPID, code });
  const frame = { type: 'send', number: 1, body: { kind: 'text', text } };
  await post('/v1/line/operate', { instance: 'm', frame }, token);
  const button = await world<{ code: string }>(url, 'POST', 'wechat/phone-code', who);
  const linked = await post('/v1/me/phone', { code: button.code }, token);
  await check(`${persona}’s number is their mini-program’s`, () => linked.ok, 0);
}

/** Signs a user of the site in on the page, as the site would. */
async function signIn(page: Page, secret: string, user: string): Promise<void> {
  const token = await new SignJWT({ name: '林小满' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience('shop')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
  await page.evaluate(
    (given) => {
      const api = Reflect.get(globalThis, 'Yixian') as { setUser(user: { id: string; token: string }): void };
      api.setUser(given);
    },
    { id: user, token },
  );
}

/** 是您吗？ in the widget: yes, later, no. */
export async function alikeScenes({
  browser,
  url,
  settings,
  codeOn,
  clean,
}: Stage & { settings: { accounts: unknown }; codeOn(persona: string): Promise<string> }): Promise<void> {
  const accounts = settings.accounts as { id: string; jwtSecret?: string }[];
  const secret = accounts.find(({ id }) => id === 'shop')?.jwtSecret ?? '';
  const { people } = await world<{ people: { id: string; phone: string }[] }>(url, 'GET', 'people');
  const asked = async (persona: string, look: Look, words: { entry: string; get: RegExp }): Promise<Visitor> => {
    const said = `小程序里问过发票 ${persona}`;
    await miniOf(url, persona, said);
    const visitor = await Visitor.open(browser, `${url}/shop/`, look);
    await signIn(visitor.page, secret, `u-widget-${persona}`);
    await visitor.launch.click();
    await visitor.input.waitFor();
    await visitor.say('在官网上问一下退货');
    await check('the line begins', async () => (await visitor.in('.row.own').count()) >= 1);
    await check('I59 nothing is asked yet', async () => (await visitor.in('.alike').count()) === 0, 0);
    await chosen(visitor, words.entry);
    const sheet = visitor.in('.link-sheet');
    const phone = people.find(({ id }) => id === persona)?.phone.replace('+86', '') ?? '';
    await sheet.locator('input').first().fill(phone);
    await sheet.getByRole('button', { name: words.get }).click();
    await check('a code came', async () => (await codeOn(persona)) !== '');
    await sheet
      .locator('input')
      .last()
      .fill(await codeOn(persona));
    await sheet.locator('input').last().press('Enter');
    await check(
      'I59 a number that is the mini-program’s too raises the question',
      async () => (await visitor.in('.alike').count()) === 1,
    );
    await visitor.page.keyboard.press('Escape');
    return visitor;
  };
  const chinese = { entry: '绑定手机号', get: /获取验证码/u };

  const one = await asked('zhou', {}, chinese);
  const card = one.in('.alike');
  await check('I59 the other side is masked', async () =>
    (await card.innerText()).includes('139****9001 在小程序、短信的咨询'),
  );
  await clean('alike', one);
  await one.input.fill('一句没发出去的话');
  await card.getByRole('button', { name: '是我', exact: true }).click();
  await check('I59 the yes is taken', async () => (await card.innerText()).includes('两边的对话会接到一起'));
  await clean('alike-yes', one);
  await check(
    'I59 the other side’s words stand on this screen, without a reload',
    async () => (await one.in('.timeline, .scroll').first().innerText()).includes('小程序里问过发票 zhou'),
    20_000,
  );
  await check(
    'I59 what was being typed is still there',
    async () => (await one.input.inputValue()) === '一句没发出去的话',
    0,
  );
  await clean('alike-joined', one);
  await one.page.close();

  const later = await asked('chen', { width: 390, height: 700, theme: 'dark' }, chinese);
  await later.in('.alike').getByRole('button', { name: '不是我' }).click();
  await check('I59 a no is asked twice', async () =>
    (await later.in('.alike').innerText()).includes('以后不再问这一条'),
  );
  await clean('alike-sure', later);
  await later.in('.alike').getByRole('button', { name: '返回' }).click();
  await clean('alike-night', later);
  await later.in('.alike').getByRole('button', { name: '以后再说' }).click();
  await check('I59 put off, it is gone', async () => (await later.in('.alike').count()) === 0);
  await later.page.reload();
  await later.launch.waitFor();
  await signIn(later.page, secret, 'u-widget-chen');
  await later.launch.click();
  await check('the line is there again', async () => (await later.in('.row.own').count()) >= 1);
  await later.page.waitForTimeout(1500);
  await check('I57 and stays gone on another screen', async () => (await later.in('.alike').count()) === 0, 0);
  await later.page.close();

  const english = { entry: 'Link a phone', get: /Get a code/u };
  const no = await asked('emma', { width: 320, height: 568, language: 'en' }, english);
  await clean('alike-english', no);
  await no.in('.alike').getByRole('button', { name: 'Not me' }).click();
  await no.in('.alike').getByRole('button', { name: 'It isn’t me' }).click();
  await check('I59 a no is taken', async () => (await no.in('.alike').innerText()).includes('we won’t ask again'));
  await check('I59 and the card goes', async () => (await no.in('.alike').count()) === 0, 10_000);
  // A number that is somebody else's too is refused, and so is told by the browser.
  const faults = no.faults.filter((one) => !one.includes('409'));
  await check(`nothing broke ${faults.join('; ')}`, () => faults.length === 0, 0);
  await no.page.close();
}
