/** `npm run dev`: both workers under `wrangler dev`, over the same data folder and settings as `npm start`. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, root } from './build.ts';
import { takeFolder } from './owner-lock.ts';
import { tool } from './run.ts';
import { environmentOf, keepSettings } from './settings.ts';

const data = resolve(process.env['YIXIAN_DATA'] ?? join(root, '.data'));
const port = process.env['PORT'] ?? '8787';
await build();
const { settings } = keepSettings(data, true);
const lock = await takeFolder(data);
if ('heldBy' in lock) {
  process.stderr.write(
    `✗ 数据目录正由进程 ${lock.heldBy} 使用 · the data folder is in use by process ${lock.heldBy}\n`,
  );
  process.exit(1);
}
// Secrets go by a file of the data folder, never by the command line, which everybody on the machine can read.
const secrets = join(data, 'dev.env');
const environment = environmentOf(settings, process.env['PUBLIC_URL'] ?? `http://127.0.0.1:${port}`);
writeFileSync(
  secrets,
  Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join(''),
  { mode: 0o600 },
);
// Deployed, the gateway has no simulated world beside it: only here it is bound.
const config = join(root, 'dist/wrangler.dev.toml');
const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8')
  .replace('"worker/index.ts"', '"../worker/index.ts"')
  .replace('"dist/site"', '"site"');
writeFileSync(config, `${toml}\n[[services]]\nbinding = "SANDBOX"\nservice = "yixian-sandbox"\n`);
// The env file reaches the first worker only; the world's own settings stand in its configuration.
const world = join(data, 'sandbox.dev.toml');
const worldToml = readFileSync(join(root, 'sandbox/wrangler.toml'), 'utf8')
  .replace('"index.ts"', JSON.stringify(join(root, 'sandbox/index.ts')))
  .replace(/\[vars\][\s\S]*$/u, '');
const vars = ['GATEWAY_URL', 'ACCOUNTS', 'COMPANY'].map(
  (name) => `${name} = ${JSON.stringify(environment[name] ?? '')}`,
);
writeFileSync(world, `${worldToml}\n[vars]\n${vars.join('\n')}\n`, { mode: 0o600 });
const args = ['dev', '-c', config, '-c', world, '--env-file', secrets];
const child = spawn(
  process.execPath,
  [tool('wrangler/bin/wrangler.js'), ...args, '--port', port, '--ip', '127.0.0.1', '--persist-to', data],
  { cwd: root, stdio: 'inherit', env: { ...process.env, WRANGLER_SEND_METRICS: 'false' } },
);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => undefined);
child.on('exit', (code) => {
  lock.free();
  process.exitCode = code ?? 1;
});
