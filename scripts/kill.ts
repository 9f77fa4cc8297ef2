/** `npm run kill -- --times N`: kill -9 of the running gateway under load, and an account of every acknowledged message. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { startGateway, waitReady } from './gateway.ts';
import { freePort } from './port.ts';
import { Visitor } from './visitor.ts';

const VISITORS = 8;
const READY_LIMIT_S = 5;

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const times = Number(values.times);
let state = Number(values.seed) >>> 0;
/** mulberry32: the moments of the kills, repeatable by the seed. */
function chance(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** Which code this was; a copy without its history has none. */
function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-kill-'));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const visitors = Array.from({ length: VISITORS }, (_, index) => new Visitor(gateway.url, `v${index + 1}`));
const writing = visitors.map((one) => one.write());
let kills = 0;
let slowest = 0;
try {
  await pause(500);
  for (; kills < times; kills += 1) {
    await pause(150 + chance() * 450);
    const pid = gateway.pid();
    if (pid === null) throw new Error('the gateway is not running');
    process.kill(pid, 'SIGKILL');
    const began = performance.now();
    while (gateway.pid() === pid) await pause(5);
    await waitReady(gateway.url);
    slowest = Math.max(slowest, (performance.now() - began) / 1000);
    process.stdout.write('.');
  }
  await pause(500);
  for (const one of visitors) one.stop();
  await Promise.all(writing);

  let acknowledged = 0;
  let lost = 0;
  let doubled = 0;
  for (const one of visitors) {
    const numbers = (await one.written()).map((message) => message.client?.number ?? 0);
    const distinct = new Set(numbers);
    acknowledged += one.acknowledged;
    doubled += numbers.length - distinct.size;
    for (let number = 1; number <= one.acknowledged; number += 1) if (!distinct.has(number)) lost += 1;
  }
  const good = lost === 0 && doubled === 0 && slowest <= READY_LIMIT_S && acknowledged > times;
  process.stdout.write(
    `\n杀 kills ${kills} · 已确认 acknowledged ${acknowledged} · 丢失 lost ${lost} · 重复 doubled ${doubled} · 最慢就绪 slowest ready ${slowest.toFixed(2)} s\n`,
  );
  if (values.json) {
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
    const figures = {
      kills,
      acknowledged,
      lost,
      doubled,
      slowest_ready_s: slowest,
      machine,
      commit: commitOf(),
      seed: Number(values.seed),
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  } else process.stdout.write(`${good ? 1 : 0} passed, ${good ? 0 : 1} failed\n`);
  process.exitCode = good ? 0 : 1;
} finally {
  for (const one of visitors) one.stop();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
