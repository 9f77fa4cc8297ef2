/** A number by a code, and 是您吗？, on the phone: asked for, waited for, mistyped, entered; a question put off, said yes to with proof, said no to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { check, fail, tally } from './check.ts';
import { Looks } from './miniprogram-looks.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from '../../scripts/port.ts';
import { confirmLetter } from './post-office.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-code-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url, settings } = gateway;
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

/** A carrier gives a number one code a minute, and so do we. */
const MINUTE = 60_500;
const sentAt = new Map<string, number>();

/** Waits until the person's number may be sent another code. */
async function minuteOf(persona: string): Promise<void> {
  const left = (sentAt.get(persona) ?? 0) + MINUTE - Date.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  sentAt.set(persona, Date.now());
}

/** The code that stands in the newest SMS on the person's phone. */
async function codeOn(persona: string): Promise<string> {
  const answer = await fetch(`${url}/sandbox/people/${persona}/inbox`);
  const { messages } = (await answer.json()) as { messages: { text?: string; at?: number }[] };
  const codes = messages
    .filter(({ text }) => text?.includes('验证码'))
    .toSorted((left, right) => (left.at ?? 0) - (right.at ?? 0))
    .map(({ text }) => /验证码为(\d{6})/u.exec(text ?? '')?.[1] ?? '');
  return codes.at(-1) ?? '';
}

/** Somebody signed in on the website, by the API as its page does it. */
class Website {
  readonly #token: string;
  readonly #persona: string;

  private constructor(token: string, persona: string) {
    this.#token = token;
    this.#persona = persona;
  }

  static async open(user: string, persona: string): Promise<Website> {
    const listed = settings.accounts as { id: string; jwtSecret?: string }[];
    const secret = new TextEncoder().encode(listed.find(({ id }) => id === 'shop')?.jwtSecret ?? '');
    const statement = await new SignJWT({ name: '林小满' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user)
      .setAudience('shop')
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(secret);
    const opened = await Website.#post('/v1/session', { site: 'shop', token: statement });
    const site = new Website(String(opened['token']), persona);
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '在官网上问一下退货' } };
    await site.ask('/v1/line/operate', { instance: 'i', frame });
    return site;
  }

  static async #post(path: string, body: object, token = ''): Promise<Record<string, unknown>> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown>;
  }

  ask(path: string, body: object): Promise<Record<string, unknown>> {
    return Website.#post(path, body, this.#token);
  }

  /** Proves the person's number by a code; answers the refusal's code, if it was one. */
  async prove(phone: string): Promise<string> {
    await minuteOf(this.#persona);
    let asked = await this.ask('/v1/me/phone/code', { phone });
    // The minute counts from when the phone really asked, which a busy machine does late.
    for (let tries = 0; tries < 5 && asked['code'] === 'rate_limited'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      asked = await this.ask('/v1/me/phone/code', { phone });
    }
    if (asked['ok'] !== true) return String(asked['code']);
    const entered = await this.ask('/v1/me/phone/verify', { phone, code: await codeOn(this.#persona) });
    return entered['ok'] === true ? '' : String(entered['code']);
  }
}

const field = (phone: Phone, at: number) => phone.top.locator('input').nth(at);
const card = (phone: Phone) => phone.top.locator('.alike-card');

try {
  const lin = '13800138000';
  const phone = await Phone.open(browser, url, 'lin');
  const looks = new Looks(phone, 'standard');
  await phone.start();
  await phone.say('你好');
  await check('the line begins', phone.sees('你好'));
  await phone.tab('我的');
  await check('N84 beside WeChat’s button stands the code', async () => {
    const both = [phone.button('关联微信绑定的手机号'), phone.button('用短信验证码关联')];
    return (await Promise.all(both.map((one) => one.count()))).join() === '1,1';
  });
  await looks.look('me-code', true);
  await phone.button('用短信验证码关联').tap();
  await check('N84 it says what to beware of', phone.sees('请勿把验证码告诉任何人'));
  await looks.look('code');
  await field(phone, 0).fill('123');
  await phone.button('获取验证码').tap();
  await check('N84 no number is told', phone.sees('请填写正确的手机号'));
  await looks.look('code-fault');
  await field(phone, 0).fill(lin);
  await minuteOf('lin');
  await phone.button('获取验证码').tap();
  await check('N84 it is on its way', phone.sees('验证码已发出'));
  await check('N84 the wait is counted', phone.sees('秒后可再获取'));
  await check('N84 an SMS came', async () => /^\d{6}$/u.test(await codeOn('lin')));
  await looks.look('code-sent');
  const code = await codeOn('lin');
  await field(phone, 1).fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await phone.button('关联').tap();
  await check('N84 a wrong one is told', phone.sees('验证码不对'));
  await looks.look('code-wrong');
  await field(phone, 1).fill(code);
  await phone.button('关联').tap();
  await check('N84 it is linked', phone.toasts('已关联，短信也接得上这里的对话'));
  await check('N84 back in 我的, with the number', async () => (await phone.button('解除').count()) === 1);

  // Somebody on the website proves the same number: is that one person?
  const website = await Website.open('u-code-1', 'lin');
  const needs = await website.prove(lin);
  await check(`a number alone joins nobody: ${needs}`, () => needs === 'link_needs_merge', 0);
  await phone.start();
  await check('N86 the first page asks, quietly', async () => (await card(phone).count()) === 1);
  const asks = async () => (await card(phone).innerText()).includes('138****8000 在网页的咨询');
  await check('N86 the other side is masked', asks);
  await looks.look('home-alike');
  await phone.button('以后再说').tap();
  await check('N86 put off, it is gone from there', async () => (await card(phone).count()) === 0);
  await phone.start();
  await check('N86 and stays gone', async () => (await phone.box.count()) === 1 && (await card(phone).count()) === 0);
  const second = await Phone.open(browser, url, 'lin');
  await second.start();
  await check(
    'I57 on another phone of theirs, too',
    async () => (await second.box.count()) === 1 && (await card(second).count()) === 0,
  );
  await second.page.close();
  await phone.tab('我的');
  await check('N86 in 我的 it waits', async () => (await card(phone).count()) === 1);
  await looks.look('me-alike', true);
  await phone.button('不是我').tap();
  await check('N86 a no is asked twice', async () => (await phone.page.locator('.mp-dialog').count()) === 1);
  await phone.page.locator('.mp-dialog').getByText('不是我', { exact: true }).tap();
  await check('N86 and remembered', phone.toasts('知道了，不会再问'));
  await phone.start();
  await phone.tab('我的');
  await check('我的 stands', phone.sees('下载我的资料'));
  await check('N86 for ever', async () => (await card(phone).count()) === 0, 0);

  // Another account with the same number: yes. Who is one with it can't be a third account's, and is asked no more.
  const another = await Website.open('u-code-2', 'lin');
  await another.prove(lin);
  await phone.start();
  await phone.tab('我的');
  await check('N86 the next one is asked about', async () => (await card(phone).count()) === 1);
  await phone.button('是我').first().tap();
  await check('N86 a number just proven is enough', phone.toasts('两边的对话会接到一起'));
  await check('N86 answered, it is not asked again', async () => (await card(phone).count()) === 0);

  // An e-mail address by a link, opened elsewhere.
  // Whoever just asked for a code waits a minute for a link, too: this is somebody else.
  const writer = await Phone.open(browser, url, 'zhou');
  const page = new Looks(writer, 'standard');
  await writer.start();
  await writer.tab('我的');
  await writer.button('关联邮箱').tap();
  await check('I58 it says what it is good for', writer.sees('认得出是您'));
  await field(writer, 0).fill('lin@');
  await writer.button('发送确认链接').tap();
  await check('I58 no address is told', writer.sees('请填写正确的邮箱地址'));
  await page.look('email-fault');
  await field(writer, 0).fill('lin@example.com');
  await writer.button('发送确认链接').tap();
  await check('I58 it is on its way', writer.sees('确认链接已发出'));
  await check('I58 the wait is counted', writer.sees('秒后可再获取'));
  await page.look('email-sent');
  await confirmLetter(browser, url, 'lin@example.com');
  await check('I58 the page knows by itself', writer.sees('邮箱已关联'));
  await page.look('email-linked');
  await writer.page.close();

  // 长辈模式: the number came by WeChat's button; a yes takes a code.
  const elder = await Phone.open(browser, url, 'chen');
  const large = new Looks(elder, 'elder');
  await elder.start();
  await elder.say('你好');
  await elder.tab('我的');
  await elder.button('关联微信绑定的手机号').tap();
  await check('linked by the button', async () => (await elder.button('解除').count()) === 1);
  const people = (await (await fetch(`${url}/sandbox/people`)).json()) as { people: { id: string; phone: string }[] };
  const chen = people.people.find(({ id }) => id === 'chen')?.phone.slice(3) ?? '';
  await (await Website.open('u-code-3', 'chen')).prove(chen);
  await elder.top.getByRole('switch', { name: /长辈模式/u }).tap();
  await elder.page
    .locator('.mp-dialog')
    .getByText(/不用|取消|暂不/u)
    .tap()
    .catch(() => undefined);
  await elder.start();
  await elder.tab('我的');
  await check('N86 asked in large letters too', async () => (await card(elder).count()) === 1);
  await large.look('me-alike', true);
  await elder.button('是我').first().tap();
  await check('N86 a yes takes a code', elder.sees('请用对方的手机号收一条验证码'));
  await field(elder, 0).fill(chen);
  await minuteOf('chen');
  await elder.button('获取验证码').tap();
  await check('on its way', elder.sees('验证码已发出'));
  await large.look('code-question');
  await field(elder, 1).fill(await codeOn('chen'));
  await elder.button('是我').tap();
  await check('N86 proven, it is said', elder.toasts('两边的对话会接到一起'));
  await check('N86 and answered', async () => (await card(elder).count()) === 0);

  const broken = [...(await phone.broken()), ...(await elder.broken())];
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  const folder = process.env['YIXIAN_PICTURES'];
  const pages = browser.contexts().flatMap((one) => one.pages());
  for (const [at, page] of pages.entries())
    if (folder) await page.screenshot({ path: join(folder, `code-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
