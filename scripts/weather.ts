/** `npm run weather -- --schedules N --seed S`: seeded days of sends, repeats, cuts and resets on the real actor; see test/weather. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { run, tool } from './run.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const figures = v.object({
  schedules: v.number(),
  operations: v.number(),
  faults: v.number(),
  anomalies: v.number(),
  by_kind: v.record(v.string(), v.number()),
  seed: v.number(),
});

/** Which code this was; a copy without its history has none. */
function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

const { code, output, seconds } = await run(
  process.execPath,
  [tool('vitest/vitest.mjs'), 'run', '--project', 'workers', 'test/weather', '--silent=false', '--no-color'],
  { env: { NO_COLOR: '1', FORCE_COLOR: '0', YIXIAN_WEATHER: `${values.schedules}:${values.seed}` } },
);
const told = /WEATHER (\{.*\})/u.exec(output)?.[1];
const read = told === undefined ? null : v.safeParse(v.pipe(v.string(), v.parseJson(), figures), told);
const days = read?.success ? read.output : null;
const good = code === 0 && days !== null && days.anomalies === 0 && days.schedules === Number(values.schedules);
if (!good) {
  // The runtime tells every thrown-away object on its own lines; what was found stands in the assertion.
  const found = output.split('\n').filter((line) => /^[+-] |Error: |npm run weather/u.test(line));
  process.stdout.write(
    `${found
      .filter((line) => !/exception|"kind":"fault"/u.test(line))
      .slice(0, 60)
      .join('\n')}\n`,
  );
}
if (days) {
  const kinds = Object.entries(days.by_kind).sort(([left], [right]) => left.localeCompare(right));
  process.stdout.write(
    `天数 days ${days.schedules} · 操作 operations ${days.operations} · 故障 faults ${days.faults} · 异常 anomalies ${days.anomalies} · ${seconds.toFixed(1)} s\n${kinds.map(([kind, times]) => `  ${kind.padEnd(8)} ${times}`).join('\n')}\n`,
  );
}
if (values.json) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  process.stdout.write(`${JSON.stringify({ ...days, machine, commit: commitOf() })}\n`);
} else process.stdout.write(`${good ? (days?.schedules ?? 0) : 0} passed, ${good ? 0 : 1} failed\n`);
process.exitCode = good ? 0 : 1;
