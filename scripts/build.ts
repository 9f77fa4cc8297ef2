/** Builds what runs: the two workers and every screen. A part whose inputs are unchanged is kept. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_APPID } from './accounts.ts';

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const site = join(root, 'dist/site');
const record = join(root, 'dist/.fresh.json');

type Part = { name: string; inputs: string[]; outputs: string[]; run: () => Promise<void> };

/** One worker as one module for workerd; `wrangler deploy` bundles the same entry by itself. */
async function bundleWorker(entry: string, out: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(root, entry)],
    outfile: join(root, out),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser', 'import'],
    target: 'es2022',
    // papaparse asks for node's streams only when it is given one.
    external: ['cloudflare:*', 'node:*', 'stream'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

const parts: Part[] = [
  {
    name: '网关 gateway',
    inputs: ['worker', 'shared'],
    outputs: ['dist/worker/gateway.js'],
    run: () => bundleWorker('worker/index.ts', 'dist/worker/gateway.js'),
  },
  {
    name: '模拟世界 sandbox',
    inputs: [
      'sandbox/index.ts',
      'sandbox/config.ts',
      'sandbox/world',
      'sandbox/wechat',
      'sandbox/sms',
      'sandbox/call',
      'sandbox/shop',
    ],
    outputs: ['dist/worker/sandbox.js'],
    run: () => bundleWorker('sandbox/index.ts', 'dist/worker/sandbox.js'),
  },
  {
    name: '小程序 mini-program',
    inputs: ['miniprogram', 'shared', 'web/client', 'web/tokens', 'sandbox/phone'],
    outputs: ['dist/mp/app.json', 'dist/site/mini/index.html'],
    run: async () => {
      const { buildMiniprogram } = await import('../miniprogram/build/build.ts');
      const { buildPhone } = await import('../sandbox/phone/compile/site.ts');
      const mp = join(root, 'dist/mp');
      const APPID = process.env['WECHAT_APPID'] ?? DEMO_APPID;
      // The demo company's telephone, a number that nobody has.
      const SERVICE_PHONE = process.env['SERVICE_PHONE'] ?? '400-000-0000';
      const { problems } = await buildMiniprogram({
        root,
        out: mp,
        defines: { GATEWAY_URL: '', APPID, SERVICE_PHONE },
      });
      const errors = problems.filter((one) => one.level === 'error');
      if (errors.length > 0) throw new Error(errors.map((one) => JSON.stringify(one)).join('\n'));
      await buildPhone({ mp, out: join(site, 'mini') });
    },
  },
  {
    name: '接口文档 openapi.json',
    inputs: ['shared', 'worker/hall/operations.ts', 'scripts/openapi.ts'],
    outputs: ['dist/site/openapi.json'],
    run: async () => {
      const { openApi } = await import('./openapi.ts');
      writeFileSync(join(site, 'openapi.json'), JSON.stringify(openApi(), null, 2));
    },
  },
  {
    name: '模拟手机 phones',
    inputs: ['sandbox/pages', 'web/tokens'],
    outputs: ['dist/site/world/index.html'],
    run: async () => {
      const { buildPages } = await import('../sandbox/pages/build.ts');
      await buildPages({ out: join(site, 'world') });
    },
  },
  {
    name: '商城与挂件 shop and widget',
    inputs: ['web/build.ts', 'web/widget', 'web/demo', 'web/client', 'web/tokens', 'shared'],
    outputs: ['dist/site/index.html', 'dist/site/widget/loader.js', 'dist/site/shop/index.html'],
    run: async () => {
      const { buildWeb } = await import('../web/build.ts');
      await buildWeb({ out: site });
    },
  },
  {
    name: '客户端 client',
    inputs: ['web/sdk', 'web/client', 'shared'],
    outputs: ['dist/client/index.js', 'dist/client/index.d.ts', 'dist/site/client/client.js'],
    run: async () => {
      const { buildClient } = await import('../web/sdk/build.ts');
      await buildClient({ out: join(root, 'dist/client'), site });
    },
  },
  {
    name: '工作台 dashboard',
    inputs: ['web/dashboard', 'web/client', 'web/tokens', 'shared'],
    outputs: ['dist/site/desk/index.html'],
    run: async () => {
      const { buildDashboard } = await import('../web/dashboard/build.ts');
      await buildDashboard();
    },
  },
];

/** A digest over names and contents of everything a part is made from. */
function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  const read = (path: string): void => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) {
      hash
        .update(`${relative(root, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
      return;
    }
    for (const name of readdirSync(path).sort()) if (name !== 'node_modules') read(join(path, name));
  };
  for (const input of [...inputs, 'package-lock.json', 'scripts/build.ts']) read(join(root, input));
  return hash.digest('hex');
}

function known(): Record<string, string> {
  if (!existsSync(record)) return {};
  const parsed: unknown = JSON.parse(readFileSync(record, 'utf8'));
  return parsed !== null && typeof parsed === 'object'
    ? Object.fromEntries(Object.entries(parsed).map(([name, digest]) => [name, String(digest)]))
    : {};
}

/**
 * Brings `dist/` up to date, telling each step and its time. Throws when a worker can't be built; a screen that can't be built
 * stays as it was, and its name is answered.
 */
export async function build(options: { force?: boolean } = {}): Promise<string[]> {
  const failed: string[] = [];
  mkdirSync(site, { recursive: true });
  const fresh = options.force ? {} : known();
  for (const part of parts) {
    const digest = digestOf(part.inputs);
    if (fresh[part.name] === digest && part.outputs.every((path) => existsSync(join(root, path)))) continue;
    const began = performance.now();
    process.stdout.write(`  构建 building ${part.name} … `);
    try {
      await part.run();
    } catch (fault) {
      if (part.outputs.some((path) => path.startsWith('dist/worker/'))) throw fault;
      process.stdout.write(`✗ ${String(fault).split('\n').slice(0, 4).join(' ')}\n`);
      failed.push(part.name);
      continue;
    }
    fresh[part.name] = digest;
    writeFileSync(record, JSON.stringify(fresh, null, 2));
    process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failed = await build({ force: process.argv.includes('--force') });
  process.stdout.write(failed.length === 0 ? '✓ dist/ 已是最新 up to date\n' : `✗ ${failed.join(', ')}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
