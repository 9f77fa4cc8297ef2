/** `npm test`: everything, real browser included. Its last line reads `N passed, N failed`. Logs and pictures stay outside the repository. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build, root } from './build.ts';
import { check } from './check.ts';
import { run } from './run.ts';
import { vitest } from './vitest.ts';

const folder = mkdtempSync(join(tmpdir(), 'yixian-test-'));
const total = { passed: 0, failed: 0 };
const say = (line: string) => process.stdout.write(`${line}\n`);

const lastLines = (output: string, lines: number) => output.trim().split('\n').slice(-lines).join('\n');

function count(name: string, passed: number, failed: number, seconds: number, output: string): void {
  total.passed += passed;
  total.failed += failed;
  writeFileSync(join(folder, `${name.replace(/[^\w-]+/gu, '-')}.log`), output);
  say(`${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`);
  if (failed > 0) say(lastLines(output, 120));
}

/** What failed beside other work and ran once more: told at the end. */
const unsteady: string[] = [];

/** More broken files than this are no matter of a busy machine. */
const FILES_AGAIN = 4;

/** One project's tests. A file with a failure runs whole once more, alone; both are told. */
async function project(name: string): Promise<void> {
  const first = await vitest(name, folder);
  const files = first.broken.map(({ file }) => file);
  if (first.failed === 0 || files.length === 0 || files.length > FILES_AGAIN) {
    return count(`vitest ${name}`, first.passed, first.failed, first.seconds, first.output);
  }
  unsteady.push(...files);
  writeFileSync(join(folder, `vitest-${name}.first.log`), first.output);
  say(`… vitest ${name}: ${first.failed} failed, ${files.join(', ')} once more\n${lastLines(first.output, 60)}`);
  const again = await vitest(name, folder, files);
  const others = first.passed - first.broken.reduce((sum, { passed }) => sum + passed, 0);
  count(`vitest ${name}`, others + again.passed, again.failed, first.seconds + again.seconds, again.output);
}

/** So many stories run at once, each with a gateway and a port of its own: with more of them the browsers only wait for the processor. */
const LANES = 3;

/** A real browser beside other work is late now and then: a story with a failure runs whole once more, and both are told. */
const STORY_RUNS = 2;

/** The longest stories; they begin first, so that none is left alone at the end. */
const LONG = [
  ...[
    'miniprogram-code',
    'status',
    'campaign-morning',
    'desk',
    'miniprogram-looks',
    'keyboard',
    'day',
    'operations',
    'dashboard',
    'knowledge',
    'serve',
  ],
  ...['phone', 'history', 'miniprogram', 'app-sdk', 'wall'],
];

/** Each browser story is a program: it prints `N passed, N failed` last, and gets a folder for its pictures. */
function stories(): (() => Promise<void>)[] {
  const at = join(root, 'test/browser');
  const rank = (name: string) => (LONG.includes(name) ? LONG.indexOf(name) : LONG.length);
  return readdirSync(at)
    .filter((file) => file.endsWith('.story.ts'))
    .map((file) => basename(file, '.story.ts'))
    .sort((left, right) => rank(left) - rank(right) || left.localeCompare(right))
    .map((name) => () => command(`browser ${name}`, join(at, `${name}.story.ts`), [], STORY_RUNS));
}

/** Runs them in their order, so many at once. */
async function lanes(left: (() => Promise<void>)[]): Promise<void> {
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) await next();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function command(name: string, script: string, args: string[], runs = 1): Promise<void> {
  if (!existsSync(script)) return;
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures, { recursive: true });
  const { code, output, seconds } = await run(process.execPath, [script, ...args], {
    env: { YIXIAN_PICTURES: pictures },
  });
  const summed = /(\d+) passed, (\d+) failed\s*$/u.exec(output.trim());
  const passed = summed ? Number(summed[1]) : Number(code === 0);
  const failed = Math.max(summed ? Number(summed[2]) : 0, Number(code !== 0));
  if (failed === 0 || runs === 1) return count(name, passed, failed, seconds, output);
  unsteady.push(name);
  writeFileSync(join(folder, `${name.replace(/[^\w-]+/gu, '-')}.first.log`), output);
  const missed = output.split('\n').filter((line) => line.startsWith('✗'));
  say(
    `… ${name}: ${failed} failed, runs once more\n${(missed.length > 0 ? missed : [output.trim().slice(-2000)]).join('\n')}`,
  );
  await command(name, script, args, runs - 1);
}

say(`日志与截图 logs and pictures: ${folder}`);
for (const name of await build()) count(`build ${name}`, 0, 1, 0, '');
const checked = await check();
total.passed += checked.passed;
total.failed += checked.failed;
await project('node');
await project('workers');
const history = ['--rounds', '1', '--history', '2000', '--check'];
await lanes([
  ...stories(),
  () => command('mini-program history', join(root, 'test/browser/miniprogram-bench.ts'), history),
  () => command('weather', join(root, 'scripts/weather.ts'), ['--schedules', '200']),
]);
await command('kill -9 twenty times', join(root, 'scripts/kill.ts'), ['--times', '20']);
await command('kill -9 in a campaign', join(root, 'scripts/kill-campaign.ts'), [
  ...['--people', '24', '--crowd', '1000', '--times', '2'],
]);
await command('fuzz', join(root, 'scripts/fuzz.ts'), ['--inputs', '2000']);
say(`日志与截图 logs and pictures: ${folder}`);
if (unsteady.length > 0) say(`不稳，重跑过 unsteady, ran again: ${unsteady.join(', ')}`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
