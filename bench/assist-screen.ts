/** Live assist as an agent has it: from the commit of a customer's word to the suggestion painted beside the composer, also while typing. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { findChromium } from '../scripts/chromium.mjs';
import { startGateway } from '../scripts/gateway.ts';
import { makeMember } from '../scripts/operator.ts';
import { STREAM_VERSION } from '../shared/protocol.ts';

/** Questions of customers the demo's knowledge answers, each with another entry than the one before. */
const QUESTIONS = [
  '怎么开发票',
  '优惠券怎么用',
  '提现多久到账',
  '怎么修改收货地址',
  '忘记密码怎么办',
  '商品保修多久',
  '运费怎么算',
  '怎么取消订单',
  '会员积分怎么换',
  '退款多久到账',
];
const LIMIT_MS = 5_000;

export type AssistFigures = {
  /** From the commit, as the gateway's clock says it, to the frame in which the suggestion stands. */
  p50_ms: number;
  p95_ms: number;
  worst_ms: number;
  /** The same while the agent types. */
  typing_p50_ms: number;
  typing_p95_ms: number;
  typing_worst_ms: number;
  /** Messages a suggestion was waited for. */
  messages: number;
};

type Session = { token: string; ticket: string; url: string };

/** A customer who says one thing after the other; `say` answers the time of the commit. */
async function customer(url: string) {
  const post = async (path: string, body: object, bearer = ''): Promise<Session> => {
    const headers = { 'content-type': 'application/json', origin: url, authorization: `Bearer ${bearer}` };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json<Session>();
  };
  const { token } = await post('/v1/session', { site: 'shop' });
  const given = await post('/v1/ticket', {}, token);
  const socket = new WebSocket(url.replace('http', 'ws') + given.url, { origin: url });
  const committed = new Map<number, (at: number) => void>();
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as {
      type: string;
      number?: number;
      revision?: number;
      at?: number;
    };
    if (frame.revision !== undefined) socket.send(JSON.stringify({ type: 'got', revision: frame.revision }));
    if (frame.type === 'accepted') committed.get(frame.number ?? 0)?.(frame.at ?? 0);
  });
  await once(socket, 'open');
  socket.send(
    JSON.stringify({
      ...{ type: 'hello', version: STREAM_VERSION, ticket: given.ticket, instance: 'bench', position: null },
    }),
  );
  let number = 0;
  const say = (text: string): Promise<number> => {
    number += 1;
    const at = new Promise<number>((resolve) => committed.set(number, resolve));
    socket.send(JSON.stringify({ type: 'send', number, body: { kind: 'text', text } }));
    return at;
  };
  return { say, leave: () => socket.terminate() };
}

/** Notes in the page when the first suggestion is another than before, in the frame that shows it. */
const WATCH = `(() => {
  window.assisted = [];
  let shown = '';
  const look = () => {
    const first = document.querySelector('.assist .answer .what')?.textContent ?? '';
    if (first === shown) return;
    shown = first;
    requestAnimationFrame(() => window.assisted.push({ first, at: Date.now() }));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

const quantile = (given: readonly number[], part: number) =>
  given.toSorted((left, right) => left - right)[Math.min(given.length - 1, Math.floor(given.length * part))] ??
  Number.NaN;

/** Says every question and waits for its suggestion; milliseconds each. */
async function walk(page: Page, say: (text: string) => Promise<number>, typing: boolean): Promise<number[]> {
  const waits: number[] = [];
  for (const question of QUESTIONS) {
    const before = await page.evaluate<number>('window.assisted.length');
    let on = true;
    const typist = (async () => {
      while (on && typing) await page.keyboard.type('好', { delay: 30 });
    })();
    const at = await say(question);
    await page.waitForFunction(`window.assisted.length > ${before}`, undefined, { timeout: LIMIT_MS, polling: 20 });
    on = false;
    await typist;
    const seen = await page.evaluate<number>(`window.assisted[${before}].at`);
    waits.push(Math.max(0, seen - at));
    if (typing) await page.fill('textarea.field', '');
    await page.waitForTimeout(150);
  }
  return waits;
}

async function round(browser: Browser, url: string, password: string): Promise<{ still: number[]; typing: number[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    bypassCSP: true,
  });
  const page = await context.newPage();
  const { say, leave } = await customer(url);
  try {
    await page.request.post(`${url}/staff/v1/sign-in`, {
      headers: { origin: url },
      data: { login: 'wangqing', password },
    });
    await page.goto(`${url}/desk/`);
    await page.getByRole('button', { name: '切换为在线' }).or(page.locator('.list .row').first()).first().waitFor();
    const online = page.getByRole('button', { name: '切换为在线' });
    if ((await online.count()) > 0) await online.click();
    await say('转人工');
    await page.locator('.list .row .row-open').first().click();
    await page.waitForSelector('.composer textarea.field');
    await page.click('textarea.field');
    await page.evaluate(WATCH);
    await say('人工客服几点上班');
    await page.waitForFunction('window.assisted.length > 0', undefined, { timeout: 30_000 });
    const still = await walk(page, say, false);
    const typing = await walk(page, say, true);
    return { still, typing };
  } finally {
    leave();
    await context.close();
  }
}

/** Over all rounds, each with a customer and a browser context of its own; the screens must be built. */
export async function assistFigures(port: number, rounds: number): Promise<AssistFigures> {
  const data = mkdtempSync(join(tmpdir(), 'yixian-assist-bench-'));
  const gateway = await startGateway({ data, port, host: '127.0.0.1', demo: true });
  const { url, settings } = gateway;
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const password = (await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' })) ?? '';
    const all: { still: number[]; typing: number[] }[] = [];
    for (let at = 0; at < rounds; at += 1) all.push(await round(browser, url, password));
    const still = all.flatMap((one) => one.still);
    const typing = all.flatMap((one) => one.typing);
    return {
      ...{ p50_ms: quantile(still, 0.5), p95_ms: quantile(still, 0.95), worst_ms: Math.max(...still) },
      ...{ typing_p50_ms: quantile(typing, 0.5), typing_p95_ms: quantile(typing, 0.95) },
      typing_worst_ms: Math.max(...typing),
      messages: still.length + typing.length,
    };
  } finally {
    await browser.close();
    await gateway.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
