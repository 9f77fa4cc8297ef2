/** Runs the gateway on this machine by plain `workerd`: starts it, watches it, starts it again when it dies, ends it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { takeFolder, type OwnerLock } from './owner-lock.ts';
import { writeRuntime } from './runtime.ts';
import { environmentOf, keepSettings, type Settings } from './settings.ts';

export type GatewayOptions = {
  data: string;
  port: number;
  host: string;
  demo: boolean;
  /** The address the world reaches it by, when it isn't this machine's own. */
  publicUrl?: string;
  /** Who lives in the simulated world instead of the demo's people. */
  people?: readonly object[];
  /** So many milliseconds the clock of the demo runs ahead (`moved-clock.ts`); refused without the demo. */
  ahead?: number;
  /** Lines the runtime prints (one JSON line per log entry). */
  onLine?: (line: string) => void;
};

export type Gateway = {
  settings: Settings;
  first: boolean;
  url: string;
  publicUrl: string;
  /** The runtime's process now; changes when it had to be started again. */
  pid(): number | null;
  /** Resolves when it has ended for good: stopped, or dying again and again. */
  ended: Promise<{ why: string | null }>;
  stop(): Promise<void>;
};

/** A start that can't be made, with its sentence in Chinese and English. */
export class CannotStart extends Error {
  readonly zh: string;
  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
  }
}

const RESTART_MS = 200;
const STOP_MS = 5000;
/** Dying so often within a second of its start means that it can't run. */
const HOPELESS = 5;

async function portIsFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The embedded runtime's own binary (not the package's wrapper, so that signals reach it). */
function binary(): string {
  const found: unknown = createRequire(import.meta.url)('workerd');
  const path = found !== null && typeof found === 'object' && 'default' in found ? found.default : found;
  if (typeof path !== 'string') throw new Error('the workerd package names no binary');
  return path;
}

/** Asks `/healthz` until it answers. Throws after `limitMs`. */
export async function waitReady(url: string, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > end)
      throw new CannotStart('网关没有在规定时间内就绪。', `The gateway was not ready within ${limitMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A runtime that was just ended may hold its port for a moment longer. */
async function portBecomesFree(port: number, host: string): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    if (await portIsFree(port, host)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** Starts the gateway and resolves when it answers. Throws `CannotStart` with a sentence otherwise. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, first } = keepSettings(options.data, options.demo);
  if (options.ahead && !settings.demo)
    throw new CannotStart('只有演示环境的时钟可以拨快。', 'Only the clock of the demo may run ahead.');
  const lock = await takeFolder(options.data);
  if ('heldBy' in lock) {
    throw new CannotStart(
      `数据目录 ${options.data} 正由另一个进程（${lock.heldBy}）使用：请先停止它，或用 YIXIAN_DATA 指定另一个目录。`,
      `The data folder ${options.data} is in use by process ${lock.heldBy}: stop that one, or name another folder in YIXIAN_DATA.`,
    );
  }
  if (!(await portBecomesFree(options.port, options.host))) {
    lock.free();
    throw new CannotStart(
      `端口 ${options.port} 已被占用：请用 PORT=另一个端口 npm start。`,
      `Port ${options.port} is in use: choose another one with PORT=… npm start.`,
    );
  }
  const local = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  const url = `http://${local.includes(':') ? `[${local}]` : local}:${options.port}`;
  const publicUrl = (options.publicUrl ?? url).replace(/\/+$/u, '');
  const { people } = options;
  const environment = { ...environmentOf(settings, publicUrl), ...(people && { PEOPLE: JSON.stringify(people) }) };
  const args = writeRuntime(options.data, environment, `${options.host}:${options.port}`, settings.demo, options.ahead);
  const watched = watch(args, environment, lock, options.onLine ?? (() => undefined));
  try {
    await Promise.race([
      waitReady(url),
      watched.ended.then(({ why }) => {
        throw new CannotStart(`网关无法运行：${why ?? ''}`, `The gateway can't run: ${why ?? ''}`);
      }),
    ]);
  } catch (fault) {
    await watched.stop();
    throw fault;
  }
  return { settings, first, url, publicUrl, ...watched };
}

function watch(args: string[], environment: Record<string, string>, lock: OwnerLock, onLine: (line: string) => void) {
  let child: ChildProcess | null = null;
  let stopping = false;
  let quickDeaths = 0;
  let lastWords = '';
  let finish: (end: { why: string | null }) => void = () => undefined;
  const ended = new Promise<{ why: string | null }>((resolve) => {
    finish = resolve;
  });

  const read = (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    lastWords = (lastWords + text).slice(-2000);
    for (const line of text.split('\n')) if (line.trim() !== '') onLine(line);
  };
  const run = () => {
    const began = Date.now();
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    // Every socket takes two handles and running out of them in accept() ends the process: take all the system allows.
    const started =
      process.platform === 'win32'
        ? spawn(binary(), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
        : spawn('/bin/sh', ['-c', 'ulimit -n "$(ulimit -Hn)" 2>/dev/null; exec "$@"', 'sh', binary(), ...args], {
            env,
            stdio: ['ignore', 'pipe', 'pipe'],
            // Ctrl-C in the terminal reaches this process, which ends the runtime in order.
            detached: true,
          });
    child = started;
    started.stdout.on('data', read);
    started.stderr.on('data', read);
    lock.runtime(started.pid ?? null);
    started.on('error', (fault) => read(Buffer.from(String(fault))));
    started.on('close', (_code, signal) => {
      child = null;
      // Killed from outside is no sign that it can't run.
      quickDeaths = signal !== 'SIGKILL' && Date.now() - began < 1000 ? quickDeaths + 1 : 0;
      if (stopping || quickDeaths >= HOPELESS) {
        lock.free();
        finish({ why: stopping ? null : lastWords.trim() });
        return;
      }
      lock.runtime(null);
      setTimeout(() => {
        if (stopping) {
          lock.free();
          finish({ why: null });
        } else run();
      }, RESTART_MS);
    });
  };
  run();

  const stop = async () => {
    stopping = true;
    const now = child;
    if (now) {
      now.kill('SIGTERM');
      // It never ends by itself while a socket is open; killing is safe, what was acknowledged is on disk.
      const timer = setTimeout(() => now.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    } else await ended;
  };
  return { pid: () => child?.pid ?? null, ended, stop };
}
