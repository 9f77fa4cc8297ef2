/**
 * `npm run mp:bench`: what the built mini-program costs in the simulated phone: the first picture of a long line, from the network
 * and from the phone's own storage, one message more, and 10,000 messages of history. Socket and gateway are played inside the page,
 * so that only the screen is measured. Beside it, in turn, a bare page that has the same 500 bubbles as plain elements in its document:
 * what this browser on this machine needs for them without any program.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { availableParallelism, cpus } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, root } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { played } from './miniprogram-bench-page.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    history: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    // What holds on any machine, counted as a test counts; times are shown and judge nothing.
    check: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const history = Number(values.history);
const MORE = 30;

type Bench = { firstMs: number; launchedMs: number; nodes(): number; one(): Promise<number>; held(): number };
type Global = typeof globalThis & { __bench: Bench };

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

await build();
const words = (at: number) => `${at}. 您好，您的包裹今天派送，请留意电话，签收前请检查外包装。`;
const rows = Array.from({ length: 500 }, (_, at) => `<p class="row"><span class="bubble">${words(at + 1)}</span></p>`);
const bare = `<!doctype html><meta charset="utf-8"><title>bare</title><style>body{margin:0;height:100vh;overflow:auto;font:16px/1.5 sans-serif}
.row{margin:0;padding:8px 16px}.bubble{display:inline-block;max-width:70%;padding:10px 12px;border-radius:8px;background:#eee}</style>
<body><script>const began = performance.now(); globalThis.__bench = { firstMs: 0, one: async () => { const from = performance.now();
const row = document.createElement('p'); row.className = 'row'; row.innerHTML = '<span class="bubble">' + ${JSON.stringify(words(501))} + '</span>';
document.body.append(row); document.body.scrollTop = 1e9; document.body.getBoundingClientRect(); return performance.now() - from; } };
requestAnimationFrame(function watch() { if (document.readyState === 'loading') return void requestAnimationFrame(watch);
document.body.scrollTop = 1e9; requestAnimationFrame(() => setTimeout(() => (globalThis.__bench.firstMs = performance.now() - began), 0)); });
</script>${rows.join('')}`;
const site = createServer((request, response) => {
  if (request.url === '/bare') return void response.writeHead(200, { 'content-type': 'text/html' }).end(bare);
  const path = new URL(request.url ?? '/', 'http://phone').pathname.replace(/\/$/u, '/index.html');
  try {
    const body = readFileSync(join(root, 'dist/site', path));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
  return undefined;
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const address = site.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-gpu'],
});

/** A phone whose line has so many messages; `offline`: only the phone's own storage has any; `plain`: the bare page. */
async function open(one: Browser, messages: number, offline: boolean, plain = false): Promise<Page> {
  const context = await one.newContext({ viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  if (!plain) await page.addInitScript(played, { messages, offline });
  await page.goto(plain ? `${origin}/bare` : `${origin}/mini/?persona=bench`);
  await page.waitForFunction(() => (globalThis as Global).__bench.firstMs > 0, undefined, { timeout: 60_000 });
  return page;
}

const middle = (given: number[]) => [...given].sort((a, b) => a - b)[given.length >> 1] ?? Number.NaN;
const at = (given: number[], share: number) =>
  [...given].sort((a, b) => a - b)[Math.floor(given.length * share)] ?? Number.NaN;
const firstMs = (page: Page) => page.evaluate(() => (globalThis as Global).__bench.firstMs);
const launchedMs = (page: Page) => page.evaluate(() => (globalThis as Global).__bench.launchedMs);
const round = (value: number) => Math.round(value * 10) / 10;

const first: number[] = [];
const firstLaunched: number[] = [];
const kept: number[] = [];
const keptLaunched: number[] = [];
const more: number[] = [];
const bareFirst: number[] = [];
const bareMore: number[] = [];
for (let turn = 0; turn < rounds; turn += 1) {
  const page = await open(browser, 500, false);
  first.push(await firstMs(page));
  firstLaunched.push(await launchedMs(page));
  await page.waitForTimeout(500);
  for (let count = 0; count < MORE; count += 1)
    more.push(await page.evaluate(() => (globalThis as Global).__bench.one()));
  await page.context().close();
  const plain = await open(browser, 500, false, true);
  bareFirst.push(await firstMs(plain));
  for (let count = 0; count < MORE; count += 1)
    bareMore.push(await plain.evaluate(() => (globalThis as Global).__bench.one()));
  await plain.context().close();
  const dark = await open(browser, 200, true);
  kept.push(await firstMs(dark));
  keptLaunched.push(await launchedMs(dark));
  await dark.context().close();
}

const page = await open(browser, history, false);
const nodes: number[] = [];
const counted = () => page.evaluate(() => (globalThis as Global).__bench.nodes());
const reached = () => page.evaluate(() => (globalThis as Global).__bench.held());
nodes.push(await counted());
const top = () => page.evaluate(() => document.querySelector('.bubble')?.textContent ?? '');
// Scrolled to its oldest again and again, until older ones stand there; a page that stays the same for so long has reached its end.
const PATIENCE_MS = 8000;
let now = await top();
for (let changedAt = Date.now(); !now.startsWith('1. ') && Date.now() - changedAt < PATIENCE_MS;) {
  // Out of the upper edge's reach and back: WeChat tells of an edge when it is entered, not while one stays there.
  await page.evaluate(async () => {
    const list = document.querySelector<HTMLElement>('[mp-id="list"]');
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    list?.scrollTo({ top: 900 });
    await painted();
    list?.scrollTo({ top: 0 });
    await painted();
  });
  await page.waitForTimeout(30);
  nodes.push(await counted());
  const before = now;
  now = await top();
  if (now !== before) changedAt = Date.now();
}
const found = {
  first_500_ms: round(middle(first)),
  first_500_launched_ms: round(middle(firstLaunched)),
  kept_200_ms: round(middle(kept)),
  kept_200_launched_ms: round(middle(keptLaunched)),
  more_p50_ms: round(middle(more)),
  more_p99_ms: round(at(more, 0.99)),
  bare_first_500_ms: round(middle(bareFirst)),
  first_500_ratio: round(middle(first) / middle(bareFirst)),
  bare_more_p50_ms: round(middle(bareMore)),
  more_ratio: round(middle(more) / middle(bareMore)),
  history: await reached(),
  reached_first: now.startsWith('1. '),
  nodes_first: nodes[0] ?? 0,
  nodes_most_early: Math.max(...nodes.slice(0, 40)),
  nodes_most: Math.max(...nodes),
};
await browser.close();
site.close();
const figures = {
  ...found,
  rounds,
  seed: Number(values.seed),
  machine: `${cpus()[0]?.model ?? ''} × ${availableParallelism()}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
};
process.stdout.write(
  [
    `500 条首屏 first picture of 500 messages   ${found.first_500_ms} ms  (≤ 600; from launch ${found.first_500_launched_ms}; bare page ${found.bare_first_500_ms} ms, × ${found.first_500_ratio})`,
    `离线打开 opened from storage, 200 messages ${found.kept_200_ms} ms  (≤ 300; from launch ${found.kept_200_launched_ms})`,
    `多一条 one message more, p50 / p99         ${found.more_p50_ms} / ${found.more_p99_ms} ms  (≤ 16; bare page ${found.bare_more_p50_ms} ms)`,
    `历史 history                               ${found.history} messages, first reached: ${found.reached_first}`,
    `节点 elements at first / in the first 40 steps up / at most  ${found.nodes_first} / ${found.nodes_most_early} / ${found.nodes_most}`,
    '',
  ].join('\n'),
);
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
const grown = found.nodes_most - found.nodes_most_early;
const laws = [
  ['the first message of the history is reached', found.reached_first],
  ['all of it is held', found.history === history],
  ['further up the screen has no more elements than after the first steps', grown <= found.nodes_most_early * 0.05],
] as const;
const good = found.first_500_ms <= 600 && found.kept_200_ms <= 300 && found.more_p50_ms <= 16 && found.reached_first;
if (values.check) {
  for (const [law, holds] of laws) process.stdout.write(`${holds ? '✓' : '✗'} ${law}\n`);
  const passed = laws.filter(([, holds]) => holds).length;
  process.stdout.write(`${passed} passed, ${laws.length - passed} failed\n`);
  process.exitCode = passed === laws.length ? 0 : 1;
} else process.exitCode = good && laws.every(([, holds]) => holds) ? 0 : 1;
