/** I60: a visitor signs in as somebody whose line the mini-program has: one line on every screen, and on no other's. */
import type { Browser } from 'playwright-core';
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';
import { Phone } from './miniprogram-phone.ts';
import { world } from './relay-places.ts';
import { Visitor } from './widget-visitor.ts';

const PERSONA = 'chen';
const SECRET = '小程序里问过保修多久';

/** The agent is signed in, on duty and free. */
export async function joinedScenes({
  desk,
  browser,
  url,
}: {
  desk: Desk;
  browser: Browser;
  url: string;
}): Promise<void> {
  const shows = (visitor: Visitor, words: string) => async () =>
    (await visitor.in('.scroll').innerText()).includes(words);
  const phone = await Phone.open(browser, url, PERSONA);
  await phone.start();
  await phone.say(SECRET);
  await check('the mini-program has a line', phone.sees(SECRET));

  const visitor = await Visitor.open(browser, `${url}/shop/`);
  await visitor.launch.click();
  await visitor.say('转人工');
  await visitor.say('游客想问能不能开发票');
  const row = desk.page.locator('.list .row', { hasText: '游客想问能不能开发票' });
  await check('the agent is given the visitor', async () => (await row.count()) === 1);
  await row.first().click();
  const field = desk.page.locator('textarea.field');
  await field.fill('您好，我来帮您看');
  await field.press('Enter');
  await check('the visitor is answered', shows(visitor, '您好，我来帮您看'));
  // Another browser of the same visitor, who stays a stranger there.
  const context = await browser.newContext({
    storageState: await visitor.page.context().storageState(),
    viewport: { width: 390, height: 700 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  const stranger = new Visitor(await context.newPage());
  await stranger.page.goto(`${url}/shop/`);
  await stranger.launch.click();
  await check('I60 the same visitor in another browser', shows(stranger, '您好，我来帮您看'));

  await visitor.input.fill('还没写完的一句');
  await phone.box.fill('手机上没写完的');
  await field.fill('客服没写完的');
  for (const page of [visitor.page, phone.page, desk.page, stranger.page])
    await page.evaluate(() => Reflect.set(globalThis, 'sameJoinedPage', true));
  const { token } = await world<{ token: string }>(url, 'POST', 'shop/sign-in', { persona: PERSONA });
  const { people } = await world<{ people: { id: string; userId?: string }[] }>(url, 'GET', 'people');
  const id = people.find((one) => one.id === PERSONA)?.userId ?? PERSONA;
  const began = performance.now();
  await visitor.page.evaluate(
    (user) => (Reflect.get(globalThis, 'Yixian') as { setUser(user: object): void }).setUser(user),
    { id, token },
  );
  const card = visitor.in('.alike');
  await check('I80 whoever signs in is asked whether the words before were theirs', async () => {
    const asked = await card.innerText();
    return asked.includes('上面这段话是您说的吗？') && asked.includes('游客想问能不能开发票');
  });
  await check(
    'I80 until then nobody’s other words stand here',
    async () => !(await visitor.in('.scroll').innerText()).includes('您好，我来帮您看'),
    0,
  );
  await visitor.picture('own-words');
  const broken = await visitor.broken();
  await check(`W3 axe finds nothing: own words ${broken.join('; ')}`, () => broken.length === 0, 0);
  await card.getByRole('button', { name: '是我说的', exact: true }).click();
  await check('I60 the visitor’s window shows both', async () => {
    const text = await visitor.in('.scroll').innerText();
    return text.includes(SECRET) && text.includes('游客想问能不能开发票') && text.includes('您好，我来帮您看');
  });
  process.stdout.write(`signed in and joined on the screen after ${Math.round(performance.now() - began)} ms\n`);
  await check('I60 so does the phone', phone.sees('游客想问能不能开发票'));
  const thread = desk.page.locator('#talk');
  await check('I60 and the agent’s open desk', async () => {
    // A long conversation draws what is near its end: the older words stand above.
    await thread.hover();
    await desk.page.mouse.wheel(0, -4_000);
    return (await thread.innerText()).includes(SECRET);
  });
  await check('I60 one conversation at the desk', async () => (await desk.page.locator('.list .row').count()) === 1);
  await check(
    'I60 what was being written stands everywhere',
    async () =>
      [await visitor.input.inputValue(), await phone.box.inputValue(), await field.inputValue()].join() ===
      '还没写完的一句,手机上没写完的,客服没写完的',
  );
  for (const [what, page] of Object.entries({
    visitor: visitor.page,
    phone: phone.page,
    desk: desk.page,
    stranger: stranger.page,
  }))
    await check(
      `I60 no page was loaded again: ${what}`,
      () => page.evaluate(() => Reflect.get(globalThis, 'sameJoinedPage') === true),
      0,
    );
  await visitor.picture('joined');
  await phone.picture('joined');
  await desk.picture('joined');

  await field.fill('可以开电子发票');
  await field.press('Enter');
  await check('I34 the answer is seen where it was asked', shows(visitor, '可以开电子发票'));
  await check('I28 by the stranger’s window too: it is their address', shows(stranger, '可以开电子发票'));
  await stranger.picture('joined-stranger');
  const told = await stranger.in('.scroll').innerText();
  await check(
    'I28 which never shows the other’s history',
    () => told.includes('游客想问') && !told.includes(SECRET),
    0,
  );
  await stranger.say('我还在吗');
  await check('I28 and goes on', shows(stranger, '我还在吗'));
  await stranger.page.reload();
  await stranger.launch.click();
  await check('I28 loaded anew', shows(stranger, '我还在吗'));
  await check('I28 it shows no more', async () => !(await stranger.in('.scroll').innerText()).includes(SECRET), 0);
  await check('I60 what it says stands on the phone', phone.sees('我还在吗'));
  const faults = [...visitor.faults, ...stranger.faults, ...(await phone.broken())];
  await check(`nothing broke over the joining ${faults.join('; ')}`, () => faults.length === 0, 0);
  for (const page of [visitor.page, stranger.page, phone.page]) await page.context().close();
}
