/** `npm run bench`: this system beside the bare object, its peer and the disk, in rounds taken in turn. */
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { build } from '../scripts/build.ts';
import { startGateway } from '../scripts/gateway.ts';
import { freePort } from '../scripts/port.ts';
import { Visitor } from '../scripts/visitor.ts';
import { assistFigures } from './assist-screen.ts';
import { startBare } from './bare.ts';
import { deskScreenFigures } from './desk-screen.ts';
import { audienceFigures } from './audience.ts';
import { audienceBounds, campaignBounds, kept } from './bounds.ts';
import { campaignFigures } from './campaign.ts';
import { directoryFigures } from './directory.ts';
import { knowledgeFigures } from './knowledge.ts';
import { ledgerBench, type LedgerFigures } from './ledger.ts';
import { MERGE_P95_MS, mergeFigures } from './merge.ts';
import { peerRate } from './peer.ts';
import { retrievalFigures } from './retrieval.ts';
import { answerWaits, webhookWaits } from './webhook.ts';

const CLIENTS = 32;
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const rounds = 3;
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
const roundMs = values.short ? 700 : 4000;
const wanted = (name: string) => values.only === undefined || values.only === name;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Round = { waits: number[]; counts: number[]; ms: number };
type Figures = { p50_ms: number; p99_ms: number; msgs_per_s: number; least_served: number; most_served: number };

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

function quantile(given: readonly number[], part: number): number {
  const sorted = [...given].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The median over rounds of each figure. */
function figuresOf(given: readonly Round[]): Figures {
  const median = (of: (round: Round) => number) => quantile(given.map(of), 0.5);
  return {
    p50_ms: median(({ waits }) => quantile(waits, 0.5)),
    p99_ms: median(({ waits }) => quantile(waits, 0.99)),
    msgs_per_s: median(({ waits, ms }) => (waits.length * 1000) / ms),
    least_served: median(({ counts }) => Math.min(...counts)),
    most_served: median(({ counts }) => Math.max(...counts)),
  };
}

/** How long the disk takes to make one small write durable. */
function flushMs(folder: string): number {
  const file = openSync(join(folder, 'flush'), 'w');
  const took = Array.from({ length: 100 }, () => {
    const began = performance.now();
    writeSync(file, Buffer.alloc(4096));
    fsyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return quantile(took, 0.5);
}

type Retrieval = ReturnType<typeof retrievalFigures>;

/** Chinese is the figure; English stands beside it. */
function sayRetrieval(zh: Retrieval, en: Retrieval): void {
  const names = Object.keys(zh) as (keyof Retrieval)[];
  for (const name of names) {
    process.stdout.write(
      `${name.padEnd(16)} ${zh[name].toFixed(2).padStart(11)} ${en[name].toFixed(2).padStart(11)}\n`,
    );
  }
  const retrieval = { ...zh, en };
  if (values.json)
    process.stdout.write(`${JSON.stringify({ machine, commit: commitOf(), seed: Number(values.seed), retrieval })}\n`);
}

/** One round on the gateway: every visitor has one message on its way. */
async function ours(url: string, name: string): Promise<Round> {
  const visitors = Array.from({ length: CLIENTS }, (_, index) => new Visitor(url, `${name}-${index}`));
  const writing = visitors.map((one) => one.write());
  while (visitors.some((one) => one.acknowledged < 5)) await pause(10);
  const before = visitors.map((one) => one.waits.length);
  const began = performance.now();
  await pause(roundMs);
  const ms = performance.now() - began;
  const waits = visitors.map((one, index) => one.waits.slice(before[index]));
  for (const one of visitors) one.stop();
  await Promise.all(writing);
  return { waits: waits.flat(), counts: waits.map((one) => one.length), ms };
}

/** The same round on the bare objects. */
async function bare(url: string, name: string): Promise<Round> {
  const waits = Array.from({ length: CLIENTS }, (): number[] => []);
  let counting = false;
  const sockets = await Promise.all(
    waits.map(async (mine, index) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/${name}-${index}`);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      let number = 0;
      let sentAt = 0;
      const next = () => {
        number += 1;
        sentAt = performance.now();
        socket.send(JSON.stringify({ type: 'send', number, body: { kind: 'text', text: `${name} 第 ${number} 条` } }));
      };
      socket.on('message', () => {
        if (counting) mine.push(performance.now() - sentAt);
        next();
      });
      next();
      return socket;
    }),
  );
  await pause(200);
  counting = true;
  const began = performance.now();
  await pause(roundMs);
  const ms = performance.now() - began;
  counting = false;
  for (const one of sockets) one.terminate();
  return { waits: waits.flat(), counts: waits.map((one) => one.length), ms };
}

// Alone it needs no gateway; beside others it would take their processor.
if (values.only === 'retrieval') {
  sayRetrieval(
    retrievalFigures('zh', values.short ? 1000 : 10_000),
    retrievalFigures('en', values.short ? 1000 : 10_000),
  );
  process.exit(0);
}

if (values.only === 'desk-screen') {
  await build();
  const screen = await deskScreenFigures(await freePort(), 5000, rounds);
  for (const [name, figure] of Object.entries(screen)) process.stdout.write(`${name.padEnd(22)} ${figure}\n`);
  const figures = { machine, commit: commitOf(), seed: Number(values.seed), desk_screen: screen };
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}

if (values.only === 'assist') {
  await build();
  const assist = await assistFigures(await freePort(), values.short ? 1 : rounds);
  for (const [name, figure] of Object.entries(assist)) process.stdout.write(`${name.padEnd(22)} ${figure}\n`);
  const figures = { machine, commit: commitOf(), seed: Number(values.seed), assist };
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}

if (values.only === 'directory') {
  const folder = mkdtempSync(join(tmpdir(), 'yixian-bench-'));
  try {
    const directory = await directoryFigures(folder, await freePort(), values.short ? 20_000 : 200_000);
    for (const [name, figure] of Object.entries(directory))
      process.stdout.write(`${name.padEnd(24)} ${figure.toFixed(2).padStart(11)}\n`);
    const figures = { machine, commit: commitOf(), seed: Number(values.seed), directory };
    if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(0);
}

if (values.only === 'ledger') {
  const line = (ledger: LedgerFigures) => JSON.stringify({ machine, commit: commitOf(), seed: 0, ledger });
  process.exit(await ledgerBench(values.short, values.json ? line : null));
}

if (values.only === 'audience') {
  const audience = await audienceFigures(await freePort(), values.short ? 10_000 : 100_000);
  process.stdout.write(`${JSON.stringify({ commit: commitOf(), audience }, null, 2)}\n`);
  process.exit(kept('audience', audienceBounds(audience)) ? 0 : 1);
}

if (values.only === 'campaign') {
  await build();
  const campaign = await campaignFigures(values.short ? 10_000 : 100_000);
  process.stdout.write(`${JSON.stringify({ commit: commitOf(), campaign }, null, 2)}\n`);
  process.exit(kept('campaign', campaignBounds(campaign)) ? 0 : 1);
}

if (values.only === 'knowledge') {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'yixian-bench-'));
  try {
    const knowledge = await knowledgeFigures(folder, await freePort(), values.short ? 1000 : 10_000);
    for (const [name, figure] of Object.entries(knowledge))
      process.stdout.write(`${name.padEnd(16)} ${figure.toFixed(2).padStart(11)}\n`);
    if (values.json)
      process.stdout.write(
        `${JSON.stringify({ machine, commit: commitOf(), seed: Number(values.seed), knowledge })}\n`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(0);
}

await build();
const folder = mkdtempSync(join(tmpdir(), 'yixian-bench-'));
const told: Record<string, unknown> = {
  machine,
  commit: commitOf(),
  seed: Number(values.seed),
  flush_ms: flushMs(folder),
};
const say = (line: string) => process.stdout.write(`${line}\n`);
const two = (value: number) => value.toFixed(2).padStart(9);
say(`${machine} · flush ${two(flushMs(folder)).trim()} ms · ${rounds} × ${roundMs} ms`);
const gateway = await startGateway({
  data: join(folder, 'ours'),
  port: await freePort(),
  host: '127.0.0.1',
  demo: true,
});
const lowest = await startBare(join(folder, 'bare'), await freePort());
/** A figure is beyond its bound. */
let tooSlow = false;
try {
  // First: later the waiting visitors of the other measures would be the agent's too.
  if (wanted('webhook')) {
    const waits = await webhookWaits(gateway, values.short ? 60 : 400);
    told['webhook'] = { p50_ms: quantile(waits, 0.5), p99_ms: quantile(waits, 0.99) };
    say(`hook → screen    ${two(quantile(waits, 0.5))} ${two(quantile(waits, 0.99))}`);
  }
  if (wanted('answer')) {
    const waits = await answerWaits(gateway, values.short ? 60 : 400);
    told['answer'] = { extra_p50_ms: quantile(waits, 0.5) };
    say(`answer over ack  ${two(quantile(waits, 0.5))}`);
  }
  // Writing so long a line takes minutes: it is asked for by name.
  if (values.only === 'merge') {
    const merge = await mergeFigures(gateway, values.short ? 1000 : 10_000, values.short ? 3 : 20);
    told['merge'] = merge;
    say(
      `merge of ${merge.messages}  ${two(merge.p50_ms)} ${two(merge.p95_ms)} (p95)   ${two(merge.p50_ratio).trim()} × one reading`,
    );
    tooSlow = merge.p95_ms > MERGE_P95_MS;
    if (tooSlow) process.stderr.write(`✗ merge: p95 ${merge.p95_ms.toFixed(0)} ms, at most ${MERGE_P95_MS} ms\n`);
  }
  const [mine, other]: [Round[], Round[]] = [[], []];
  const peer: number[] = [];
  for (let round = 0; round < rounds && (wanted('ack') || wanted('peers')); round += 1) {
    mine.push(await ours(gateway.url, `a${round}`));
    if (wanted('ack')) other.push(await bare(lowest.url, `b${round}`));
    if (wanted('peers')) {
      const data = mkdtempSync(join(folder, 'peer-'));
      peer.push(await peerRate(data, await freePort(), CLIENTS, roundMs));
    }
  }
  const here = figuresOf(mine);
  say('                     p50 ms    p99 ms    msgs/s     least      most');
  const row = (name: string, of: Figures) => say(`${name.padEnd(16)} ${Object.values(of).map(two).join(' ')}`);
  if (mine.length > 0) row('yixian', here);
  if (wanted('ack')) {
    const there = figuresOf(other);
    row('bare object', there);
    const ratios = {
      p50_ratio: here.p50_ms / there.p50_ms,
      p99_ratio: here.p99_ms / there.p99_ms,
      throughput_ratio: here.msgs_per_s / there.msgs_per_s,
    };
    say(`ratio            ${Object.values(ratios).map(two).join(' ')}`);
    told['ack'] = { ...here, ...ratios };
  }
  if (wanted('peers')) {
    const rate = quantile(peer, 0.5);
    say(`socket.io+SQLite ${' '.repeat(19)} ${two(rate)}   (we: ${two(here.msgs_per_s / rate).trim()} ×)`);
    told['peers'] = { 'socket.io': { msgs_per_s: rate, ratio: here.msgs_per_s / rate } };
  }
  if (values.json) say(JSON.stringify(told));
  process.exitCode = tooSlow ? 1 : 0;
} finally {
  await lowest.stop();
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
}
