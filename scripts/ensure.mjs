/**
 * The door of every npm script. Runs under any Node ≥ 20 with nothing installed: installs what the lock file names when it is
 * missing or older, then runs `scripts/<name>.ts` under the toolchain's own Node. Usage: node scripts/ensure.mjs NAME [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

/** Says one clear sentence in both languages and ends. */
function stop(zh, en) {
  process.stderr.write(`\n✗ ${zh}\n  ${en}\n`);
  process.exit(1);
}

function install() {
  const lock = join(root, 'package-lock.json');
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const stamp = join(root, 'node_modules', '.yixian-lock');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const byHand = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
  if (!byHand) {
    process.stdout.write('安装依赖（约半分钟）… Installing packages (about half a minute) …\n');
    const npm = process.env.npm_execpath;
    const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : [windows ? 'npm.cmd' : 'npm', []];
    const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: windows && command === 'npm.cmd',
    });
    if (done.status !== 0) {
      stop('npm ci 没有成功，请看上面的原因后重试。', 'npm ci did not succeed; see its reason above and try again.');
    }
  }
  writeFileSync(stamp, digest);
}

/** The toolchain's own Node (package `node`), or this one when it is new enough to run TypeScript. */
function newNode() {
  const own = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(own) && spawnSync(own, ['--version'], { stdio: 'ignore' }).status === 0) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return process.execPath;
  return stop(
    `工具需要 Node ≥ 22.18（现在是 ${process.versions.node}），它本应随依赖一起装好：请不要用 --ignore-scripts 安装，或升级 Node。`,
    `The tools need Node ≥ 22.18 (this is ${process.versions.node}), which comes with the packages: install without --ignore-scripts, or upgrade Node.`,
  );
}

const [name = '', ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`需要 Node ≥ 20，现在是 ${process.versions.node}。`, `Node ≥ 20 is needed; this is ${process.versions.node}.`);
}
if (!/^[a-z-]+$/.test(name)) stop('用法：npm start、npm test …', 'Use: npm start, npm test …');
const script = join(root, ['bench', 'eval'].includes(name) ? 'bench' : 'scripts', `${name}.ts`);
if (!existsSync(script)) stop(`没有这个命令：${name}`, `There is no such command: ${name}`);
install();
const node = newNode();
if (name === 'test') ensureChromium(stop);

const bin = join(root, 'node_modules', '.bin');
const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${dirname(node)}${windows ? ';' : ':'}${bin}${windows ? ';' : ':'}${process.env.PATH ?? ''}`,
    WRANGLER_SEND_METRICS: 'false',
  },
});
// The terminal sends its signals to the whole group; a signal sent to this process alone is handed on.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGTERM' ? 143 : 1);
});
