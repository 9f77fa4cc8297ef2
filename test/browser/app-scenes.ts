/** 是您吗？ on an APP's own screen: a number two of them have, a code, a yes, and one line. */
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';
import { check } from './check.ts';
import { world } from './relay-places.ts';
import { miniOf } from './widget-proofs.ts';

type Stage = { browser: Browser; url: string; settings: { accounts: unknown }; pictures: string };

/** What the company's server states of who is signed in: with the number it was told at sign-up. */
function statement(settings: Stage['settings'], user: string, phone: string): Promise<string> {
  const accounts = settings.accounts as { id: string; jwtSecret?: string }[];
  const secret = accounts.find(({ id }) => id === 'shop')?.jwtSecret ?? '';
  return new SignJWT({ name: '周明', phone_number: phone })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience('shop')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
}

/** Answers what the page complained of. */
export async function askedScenes({ browser, url, settings, pictures }: Stage): Promise<string[]> {
  await miniOf(url, 'zhou', '小程序里问过发票');
  const phone = '+8613900139001';
  const token = await statement(settings, 'app-zhou', phone);
  const place = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await place.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  await page.addInitScript(
    (given) => Reflect.set(globalThis, 'appUser', { id: given.id, token: () => Promise.resolve(given.token) }),
    { id: 'app-zhou', token },
  );
  await page.goto(`${url}/client/page.html`);
  const card = page.locator('#asked');
  await check('W75 the example asks 是您吗？, the number masked', async () =>
    (await card.innerText()).includes('139****9001'),
  );
  await page.screenshot({ path: join(pictures, 'asked.png') });
  await card.getByRole('button', { name: '是我', exact: true }).click();
  await card.getByLabel('手机号').fill(phone.slice(3));
  await card.getByRole('button', { name: '获取验证码' }).click();
  const codeOn = async () => {
    const { messages } = await world<{ messages: { text?: string }[] }>(url, 'GET', 'people/zhou/inbox');
    return /\b(\d{6})\b/u.exec(messages.map(({ text }) => text ?? '').join('\n'))?.[1] ?? '';
  };
  await check('W75 a code came', async () => (await codeOn()) !== '');
  await page.screenshot({ path: join(pictures, 'asked-code.png') });
  await card.getByLabel('验证码').fill(await codeOn());
  await card.getByRole('button', { name: '确认' }).click();
  await check(
    'W75 the other side’s words stand on the APP’s screen, without a reload',
    async () => (await page.locator('#rows').innerText()).includes('小程序里问过发票'),
    20_000,
  );
  await check('W75 and nothing is asked any more', () => card.isHidden());
  await page.screenshot({ path: join(pictures, 'asked-joined.png') });
  await place.close();
  return faults;
}
