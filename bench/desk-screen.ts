/** The agent's screen at a very busy desk: how soon it is there with so many sessions, how soon a typed letter is seen, how it scrolls. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { WebSocketServer, type WebSocket } from 'ws';
import { findChromium } from '../scripts/chromium.mjs';
import { startGateway } from '../scripts/gateway.ts';
import { makeMember } from '../scripts/operator.ts';
import { conversationAt, deskChange, deskParts, lineSnapshot, messageAt, OPEN, welcome } from './desk-stream.ts';

/** Words of customers that arrive each second while somebody types and scrolls. */
const PER_SECOND = 20;
const LETTERS = 120;
const OWN = 200;

export type ScreenFigures = {
  /** From the navigation to all sessions in the list, counted. */
  open_ms: number;
  /** From the key to the painted letter, as the browser's event timing says; worst and 95 of 100. */
  typing_worst_ms: number;
  typing_p95_ms: number;
  /** Main thread blocked at a stretch while words arrive. */
  longest_task_ms: number;
  /** Between two frames while the list is flung, 95 of 100. */
  scroll_frame_p95_ms: number;
};

type Me = { id: string; name: string };

/** Plays the gateway's part of both streams; answers how to begin and end the bustle. */
async function streams(browser: Browser, url: string, password: string, sessions: number) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  const signed = await page.request.post(`${url}/staff/v1/sign-in`, {
    headers: { origin: url },
    data: { login: 'wangqing', password },
  });
  const { member } = (await signed.json()) as { member: Me };
  const me = { id: member.id, name: member.name };
  let seat: WebSocket | null = null;
  let line: WebSocket | null = null;
  const say = (to: WebSocket | null, frame: object) => to?.send(JSON.stringify(frame));

  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server.on('connection', (socket, request) => {
    const parts = request.url === '/seat' ? deskParts(sessions, me, Date.now()) : [];
    if (request.url === '/seat') seat = socket;
    else line = socket;
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text === 'ping') return socket.send('pong');
      const { type } = JSON.parse(text) as { type: string };
      if (type === 'hello') begin(socket, request.url === '/seat');
      const next = type === 'hello' || type === 'got' ? parts.shift() : undefined;
      if (next) say(socket, next);
    });
  });
  function begin(socket: WebSocket, own: boolean): void {
    const conversations = Array.from({ length: OWN }, (_, at) => conversationAt(at, me, 1, Date.now()));
    const agent = { ...me, role: 'agent' };
    say(socket, welcome(own ? 'seat' : 'agent', Date.now()));
    const snapshot = own ? { agent, duty: 'online', conversations } : lineSnapshot(me, Date.now());
    say(socket, { type: 'reset', epoch: 'e', revision: 1, snapshot });
  }
  // The gateway proves who it is and serves the screen; both streams are ours, over sockets like its own.
  await page.route('**/staff/v1/ticket', (route) => {
    const asked = route.request().postDataJSON() as { customer?: string };
    const url = `ws://127.0.0.1:${port}/${asked.customer === undefined ? 'seat' : 'line'}`;
    return route.fulfill({ json: { ok: true, ticket: 'a-ticket-for-this-stream', url, expiresInMs: 30_000 } });
  });

  let words = 1;
  let version = Math.ceil(sessions / 200) * 200;
  /** One word of the open conversation: in its line, in the agent's list, and now and then at the desk. */
  function word(): void {
    words += 1;
    const now = Date.now();
    const event = { type: 'event', revision: words, previous: words - 1, at: now };
    say(line, { ...event, change: { kind: 'message', message: messageAt(words + 100, now) } });
    const conversation = conversationAt(words % OWN, me, words, now);
    say(seat, { ...event, change: { kind: 'conversation', conversation } });
    if (words % 2 !== 0) return;
    version += 1;
    say(seat, deskChange(version, 300 + (words % 4000), me, now));
  }
  async function close(): Promise<void> {
    await context.close();
    server.close();
  }
  return { page, word, close };
}

const quantile = (given: readonly number[], part: number) =>
  given.toSorted((left, right) => left - right)[Math.min(given.length - 1, Math.floor(given.length * part))] ?? 0;

/** Opens the screen once and measures it. */
async function round(browser: Browser, url: string, password: string, sessions: number): Promise<ScreenFigures> {
  const { page, word, close } = await streams(browser, url, password, sessions);
  await page.addInitScript(`
    window.seen = { keys: [], tasks: [], ready: 0 };
    new PerformanceObserver((list) => list.getEntries().forEach((one) => {
      if (one.name === 'keydown' || one.name === 'keypress' || one.name === 'input') window.seen.keys.push(one.duration);
    })).observe({ type: 'event', durationThreshold: 16 });
    new PerformanceObserver((list) => list.getEntries().forEach((one) => window.seen.tasks.push(one.duration)))
      .observe({ type: 'longtask', buffered: true });
    const wanted = ${sessions - OWN - Math.floor((sessions - OWN) / 5)};
    const look = () => {
      const count = document.querySelector('[role=tab] .tab-count');
      if (count && Number(count.textContent) >= wanted && document.querySelector('.row')) window.seen.ready = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  `);
  await page.goto(`${url}/desk/`);
  await page.waitForFunction('window.seen.ready > 0', undefined, { timeout: 30_000 });
  const open = await page.evaluate<number>('window.seen.ready');

  await page.goto(`${url}/desk/c/${OPEN}`);
  await page.waitForSelector('textarea.field');
  await page.waitForSelector('.said');
  await page.waitForFunction('window.seen.ready > 0', undefined, { timeout: 30_000 });
  const busy = setInterval(word, 1000 / PER_SECOND);
  await page.waitForTimeout(500);
  await page.evaluate('window.seen.keys.length = 0, window.seen.tasks.length = 0');
  await page.click('textarea.field');
  for (let at = 0; at < LETTERS; at += 1) await page.keyboard.type(String.fromCodePoint(97 + (at % 26)), { delay: 40 });
  await page.waitForTimeout(300);
  const typed = await page.evaluate<{ keys: number[]; tasks: number[] }>('window.seen');
  // Shorter ones are not told by the browser: they count as the threshold.
  const keys = [...typed.keys, ...Array.from({ length: Math.max(0, LETTERS * 3 - typed.keys.length) }, () => 16)];

  await page.keyboard.press('Escape');
  await page.locator('[role=tab]').first().click();
  await page.waitForSelector('.row');
  const frames = await page.evaluate<number[]>(`new Promise((done) => {
    const list = document.querySelector('.list-scroll');
    const frames = [];
    let last = performance.now();
    const step = (now) => {
      frames.push(now - last);
      last = now;
      list.scrollTop += 800;
      if (frames.length < 120) requestAnimationFrame(step);
      else done(frames.slice(1));
    };
    requestAnimationFrame(step);
  })`);
  clearInterval(busy);
  await close();
  return {
    open_ms: Math.round(open),
    typing_worst_ms: Math.max(...keys),
    typing_p95_ms: quantile(keys, 0.95),
    longest_task_ms: Math.round(Math.max(0, ...typed.tasks)),
    scroll_frame_p95_ms: Math.round(quantile(frames, 0.95) * 10) / 10,
  };
}

/** Medians over the rounds, save the worst key, each in a browser context of its own; the screens must be built. */
export async function deskScreenFigures(
  port: number,
  sessions: number,
  rounds: number,
): Promise<ScreenFigures & { sessions: number }> {
  const data = mkdtempSync(join(tmpdir(), 'yixian-desk-bench-'));
  const gateway = await startGateway({ data, port, host: '127.0.0.1', demo: true });
  const { url, settings } = gateway;
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const password = (await makeMember(url, settings, { login: 'wangqing', name: '王晴', role: 'agent' })) ?? '';
    const all: ScreenFigures[] = [];
    for (let at = 0; at < rounds; at += 1) all.push(await round(browser, url, password, sessions));
    const median = (of: (one: ScreenFigures) => number) => quantile(all.map(of), 0.5);
    return {
      sessions,
      open_ms: median((one) => one.open_ms),
      // No key may be slow: the worst of all rounds, not of a middling one.
      typing_worst_ms: Math.max(...all.map((one) => one.typing_worst_ms)),
      typing_p95_ms: median((one) => one.typing_p95_ms),
      longest_task_ms: median((one) => one.longest_task_ms),
      scroll_frame_p95_ms: median((one) => one.scroll_frame_p95_ms),
    };
  } finally {
    await browser.close();
    await gateway.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
