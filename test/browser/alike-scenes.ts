/** I43: 可能是同一人 in a real browser: the hint, both sides, the decision, and taking it back. */
import type { Browser } from 'playwright-core';
import { DEMO_APPID } from '../../scripts/accounts.ts';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { world } from './relay-places.ts';

async function clean(of: Desk, what: string): Promise<void> {
  const broken = await of.broken();
  await check(`W3 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await of.overflows()), 0);
}

/** A visitor proved a number by a code and waits for a person; the same number's mini-program asked before. Answers what the visitor said. */
export async function twoOfOneNumber(url: string): Promise<string> {
  const post = async (path: string, body: object, token?: string) => {
    const auth = { authorization: `Bearer ${token ?? ''}` };
    const headers = { 'content-type': 'application/json', origin: url, ...(token !== undefined && auth) };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { ok: boolean; token?: string; code?: string };
  };
  const say = (token: string, number: number, text: string) =>
    post('/v1/line/operate', { instance: 'a', frame: { type: 'send', number, body: { kind: 'text', text } } }, token);
  const { token: visitor = '' } = await post('/v1/session', { site: 'shop' });
  await say(visitor, 1, '转人工');
  await say(visitor, 2, '想核对一下号码');
  const phone = '+8613900139001';
  await post('/v1/me/phone/code', { phone }, visitor);
  const code = await world<{ messages: { text: string }[] }>(url, 'GET', 'people/zhou/inbox').then(
    ({ messages }) => /\d{6}/u.exec(messages.at(-1)?.text ?? '')?.[0] ?? '',
  );
  const proven = await post('/v1/me/phone/verify', { phone, code }, visitor);
  await check('a visitor proves a number', () => proven.ok, 0);
  const who = { persona: 'zhou', appid: DEMO_APPID };
  const login = await world<{ code: string }>(url, 'POST', 'wechat/login-code', who);
  const { token: mini = '' } = await post('/v1/miniprogram/sign-in', { account: DEMO_APPID, code: login.code });
  await say(mini, 1, '小程序里问过发票');
  const chosen = { type: 'act', number: 2, act: { act: 'choose', purpose: 'marketing', given: true } };
  await post('/v1/line/operate', { instance: 'a', frame: chosen }, mini);
  const button = await world<{ code: string }>(url, 'POST', 'wechat/phone-code', who);
  const linked = await post('/v1/me/phone', { code: button.code }, mini);
  await check(
    `a number both proved is kept as a hint ${linked.code ?? ''}`,
    () => linked.code === 'link_needs_merge',
    0,
  );
  return '想核对一下号码';
}

/** The agent has the visitor's conversation open. */
export async function alikeScenes(
  { desk, browser, url }: { desk: Desk; browser: Browser; url: string },
  lead: { login: string; password: string },
): Promise<void> {
  const { page } = desk;
  const side = page.locator('.side');
  const hint = side.getByRole('region', { name: '可能是同一人' });
  await check('I43 the hint stands in the panel with its reason', async () =>
    (await hint.innerText()).includes('两边验证过同一个号码'),
  );
  await hint.scrollIntoViewIfNeeded();
  await desk.picture('alike-hint');
  await clean(desk, 'a hint in the panel');
  await side.getByText('地址来源').click();
  const proofs = side.locator('.proofs');
  await check('I12 how each address was proven stands in the panel, and by whom', async () => {
    const text = await proofs.innerText();
    return text.includes('短信验证码 · 由本人') && text.includes('来访 · 由本人');
  });
  await check('I72 with what was shown, and until when a number holds', async () => {
    const text = await proofs.innerText();
    return text.includes('凭证：') && text.includes('浏览器') && /有效至 .+，再次验证后顺延/u.test(text);
  });
  await proofs.scrollIntoViewIfNeeded();
  await desk.picture('alike-proofs');
  await clean(desk, 'proofs in the panel');
  await hint.getByRole('button', { name: /对比两边/u }).click();
  const dialog = page.getByRole('dialog', { name: '是同一人吗？' });
  await check('I43 both sides stand side by side, with who stays', async () => {
    const text = await dialog.innerText();
    const parts = ['保留这一边', '并入另一边', '进行中的会话', '网页', '小程序', '139****9001'];
    return [...parts, '本人的选择', '营销消息 · 全部渠道 · 同意'].every((one) => text.includes(one));
  });
  await desk.picture('alike-pair');
  await clean(desk, 'both sides');

  const english = await Desk.open(browser, url, { theme: 'dark', language: 'en', width: 360 });
  await english.signIn(lead.login, lead.password);
  await english.go(new URL(page.url()).pathname.replace('/desk', ''));
  await english.page.getByRole('button', { name: 'Customer', exact: false }).last().click();
  await english.page.getByText('Where addresses come from').click();
  const whence = english.page.locator('.proofs');
  await check('I12 I72 and in English', async () => {
    const text = await whence.innerText();
    const parts = ['Code by SMS · by the person', 'Visit · by the person', 'Shown: ', 'longer once proven again'];
    return parts.every((one) => text.includes(one));
  });
  await whence.scrollIntoViewIfNeeded();
  await english.picture('alike-proofs-en-360');
  await clean(english, 'proofs at 360, in English');
  await english.page.getByRole('button', { name: /^Compare both/u }).click();
  await english.page.getByRole('dialog', { name: 'The same person?' }).locator('table').waitFor();
  await english.picture('alike-pair-en-360');
  await clean(english, 'both sides at 360, in English');
  await english.close();

  await dialog.getByRole('button', { name: '是同一人，合并' }).click();
  const records = side.getByRole('region', { name: '合并记录' });
  await check('I43 the decision is kept with who made it', async () => {
    const text = await records.innerText();
    return text.includes('王晴') && text.includes('同事看过两边的资料');
  });
  await check('and the hint is gone', async () => (await hint.count()) === 0);
  await records.scrollIntoViewIfNeeded();
  await desk.picture('alike-records');
  await clean(desk, 'merges in the panel');
  await records.getByRole('button', { name: /^拆分/u }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '拆分', exact: true }).click();
  await check('I43 and can be taken back', async () => (await records.innerText()).includes('已拆分'));
}

/** One user signs in from six browsers a day: the sixth is one too many, and a lead sees it on the floor. */
export async function frozenScenes(
  { browser, url }: { browser: Browser; url: string },
  lead: { login: string; password: string },
): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const auth = { authorization: `Bearer ${token ?? ''}` };
    const headers = { 'content-type': 'application/json', origin: url, ...(token !== undefined && auth) };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { ok: boolean; token?: string; visitor?: string };
  };
  const say = (token: string, text: string) =>
    post(
      '/v1/line/operate',
      { instance: 'f', frame: { type: 'send', number: 1, body: { kind: 'text', text } } },
      token,
    );
  const user = async () => (await world<{ token: string }>(url, 'POST', 'shop/sign-in', { persona: 'emma' })).token;
  const { token: first = '' } = await post('/v1/session', { site: 'shop', token: await user() });
  await say(first, '想问发票');
  for (let times = 0; times < 6; times += 1) {
    const { token = '', visitor } = await post('/v1/session', { site: 'shop' });
    await say(token, '换了一台电脑');
    const signed = await post('/v1/session', { site: 'shop', token: await user(), visitor });
    const headers = { authorization: `Bearer ${signed.token ?? ''}`, origin: url };
    const asked = await (await fetch(`${url}/v1/me/alike`, { headers })).json();
    const { questions } = asked as { questions: { id: string; said: string[] }[] };
    for (const { id } of questions.filter(({ said }) => said.length > 0))
      await post('/v1/me/alike', { question: id, answer: 'yes' }, signed.token);
  }
  const floor = await Desk.open(browser, url, { width: 390 });
  await floor.signIn(lead.login, lead.password);
  await floor.go('/floor');
  const card = floor.page.getByRole('region', { name: '自动合并已冻结' });
  await check('I45 the sixth merge of a day is told on the floor', async () =>
    (await card.innerText()).includes('一天内的合并超过 5 次'),
  );
  await card.scrollIntoViewIfNeeded();
  await floor.picture('frozen-390');
  await clean(floor, 'the frozen at 390');
  await card.getByRole('button', { name: /解除/u }).first().click();
  const dialog = floor.page.getByRole('dialog', { name: /^解除/u });
  const allow = dialog.getByRole('button', { name: '解除冻结' });
  await check('I69 without a reason nothing is allowed', () => allow.isDisabled());
  await dialog.getByRole('textbox', { name: '原因' }).fill('已电话核对，同一人换了多台电脑');
  await floor.picture('thaw-390');
  await clean(floor, 'why somebody is allowed again, at 390');
  await allow.click();
  await check('I45 I69 and who looked and why is kept', async () => {
    const text = await card.innerText();
    return text.includes('由 赵敏 核对后解除') && text.includes('同一人换了多台电脑');
  });
  await floor.picture('thawed-390');
  await floor.close();
}
