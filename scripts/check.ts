/** `npm run check`: format, lint, every type, house rules. Prints one line each and the findings of those that failed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './build.ts';
import { run, tool } from './run.ts';

/** The native compiler; what holds Vue files needs the older one's interface (docs/decisions/0029). */
const tsc = tool('typescript-7/bin/tsc');
const vueTsc = tool('vue-tsc/bin/vue-tsc.js');
const types = (name: string, project: string, command = tsc): [string, string[]] => [
  `types ${name}`,
  [command, '--noEmit', '-p', project],
];

const checks: [string, string[]][] = [
  ['format', [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['lint', [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '.']],
  types('worker', 'tsconfig.json'),
  types('scripts', 'scripts/tsconfig.json'),
  types('tests', 'test/tsconfig.json'),
  types('house tests', 'test/house/tsconfig.json'),
  types('browser stories', 'test/browser/tsconfig.json'),
  types('screen tests', 'test/web/tsconfig.json'),
  types('mini-program', 'miniprogram/tsconfig.json'),
  types('mini-program tests', 'test/miniprogram/tsconfig.json'),
  types('simulated phone', 'sandbox/phone/tsconfig.json'),
  types('world pages', 'sandbox/pages/tsconfig.json'),
  types('bench', 'bench/tsconfig.json'),
  types('clients', 'web/tsconfig.json', vueTsc),
  types('dashboard', 'web/dashboard/tsconfig.json', vueTsc),
  ['house rules', [tool('vitest/vitest.mjs'), 'run', '--project', 'node', 'test/house', '--reporter', 'dot']],
];

/** Runs all checks, two at a time; answers how many passed and failed. */
export async function check(): Promise<{ passed: number; failed: number }> {
  const waiting = checks.filter(([, args]) => {
    const project = args[args.indexOf('-p') + 1];
    return !args.includes('-p') || project === undefined || existsSync(join(root, project));
  });
  let passed = 0;
  let failed = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, args] = next;
      const { code, output, seconds } = await run(process.execPath, args);
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s\n`);
      if (code === 0) passed += 1;
      else {
        failed += 1;
        process.stdout.write(`${output.trim()}\n`);
      }
    }
  };
  await Promise.all([lane(), lane()]);
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await check();
  process.exitCode = failed === 0 ? 0 : 1;
}
