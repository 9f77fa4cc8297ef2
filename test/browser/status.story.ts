/** A customer reads 服务状态 while a carrier fails: without a script, in both languages, light, dark, narrow and wide. */
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { check } from './check.ts';
import { Person } from './day-people.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('status');
const { url } = gateway;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env['YIXIAN_PICTURES'];

type Look = { theme?: 'light' | 'dark'; width?: number; path?: string };

/** The page as a browser without scripts shows it; what axe finds is asked in one with them. */
async function look(name: string, { theme = 'light', width = 1200, path = '/status' }: Look): Promise<string> {
  const viewport = { width, height: 900 };
  const plain = await browser.newContext({ viewport, colorScheme: theme, javaScriptEnabled: false });
  const page = await plain.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url + path);
  const text = await page.locator('body').innerText();
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `status-${name}.png`), fullPage: true });
  }
  await plain.close();
  await check(
    `O130 it is one document: ${name} ${asked.length}`,
    () => asked.filter((one) => !one.endsWith('/favicon.ico')).length === 1,
    0,
  );
  const scripted = await browser.newContext({ viewport, colorScheme: theme, bypassCSP: true });
  const watched = await scripted.newPage();
  await watched.goto(url + path);
  await watched.evaluate(axe);
  const broken = await watched.evaluate(async () => {
    const { axe: run } = globalThis as typeof globalThis & {
      axe: { run(): Promise<{ violations: { id: string }[] }> };
    };
    return (await run.run()).violations.map(({ id }) => id);
  });
  await check(`O130 axe finds nothing: ${name} ${broken.join(' ')}`, () => broken.length === 0, 0);
  const wide = await watched.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await check(`O130 nothing is cut off: ${name}`, () => wide <= 0, 0);
  await scripted.close();
  return text;
}

await play(async () => {
  await fetch(`${url}/healthz`);
  let told = { condition: '', at: 0 };
  // Who asks too often is told to wait.
  const status = async () => {
    if (Date.now() - told.at > 5_000)
      told = { ...((await (await fetch(`${url}/status.json`)).json()) as { condition: string }), at: Date.now() };
    return told;
  };
  await check('O130 all is well', async () => (await status()).condition === 'good', 120_000);
  const calm = await look('calm', {});
  await check(
    'O130 and says so in words',
    () => calm.includes('各渠道服务正常') && calm.includes('近 90 天没有故障'),
    0,
  );

  await fetch(`${url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'sms.aliyun.send': { status: 500 } }),
  });
  const { people } = (await (await fetch(`${url}/sandbox/people`)).json()) as { people: { id: string }[] };
  for (const { id } of people) await new Person(url, id).text('10690001', '你好');
  await check('O130 a carrier that fails is told', async () => (await status()).condition === 'limited', 240_000);
  const trouble = await look('trouble', {});
  await check(
    'O130 which channel, and what is felt',
    () => ['短信', '受影响', '消息可能延迟或收不到', '正在调查'].every((one) => trouble.includes(one)),
    0,
  );
  const english = await look('english', { path: '/status?lang=en', theme: 'dark' });
  await check(
    'O130 in English too',
    () => ['SMS', 'Affected', 'Being looked into'].every((one) => english.includes(one)),
    0,
  );
  await look('dark-narrow', { theme: 'dark', width: 360 });
  await look('narrow', { width: 360 });

  // By the keyboard: the one link leads to the other language.
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/status`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await check(
    'O130 the other language is one key away',
    async () => (await page.getAttribute('html', 'lang')) === 'en',
  );
});
