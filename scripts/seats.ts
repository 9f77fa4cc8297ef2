/** `npm run seats -- --times N --seed S`: three dashboards through N disconnects, held against a replay; see test/seat/in-step.test.ts. */
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { run, tool } from './run.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const figures = v.object({
  disconnects: v.number(),
  operations: v.number(),
  comparisons: v.number(),
  resets: v.number(),
  seed: v.number(),
});

const { code, output, seconds } = await run(
  process.execPath,
  [
    ...[tool('vitest/vitest.mjs'), 'run', '--project', 'workers', 'test/seat/in-step.test.ts'],
    ...['--silent=false', '--no-color'],
  ],
  { env: { NO_COLOR: '1', FORCE_COLOR: '0', YIXIAN_SEATS: `${values.times}:${values.seed}` } },
);
const told = /SEATS (\{.*\})/u.exec(output)?.[1];
const read = told === undefined ? null : v.safeParse(v.pipe(v.string(), v.parseJson(), figures), told);
const found = read?.success ? read.output : null;
const good = code === 0 && found !== null && found.disconnects >= Number(values.times);
if (!good) {
  const lines = output.split('\n').filter((line) => /^[+-] |Error: /u.test(line));
  process.stdout.write(`${lines.slice(0, 60).join('\n')}\n`);
}
if (found) {
  process.stdout.write(
    `断线 disconnects ${found.disconnects} · 操作 operations ${found.operations} · 对照 comparisons ${found.comparisons} · 重置 resets ${found.resets} · ${seconds.toFixed(1)} s\n`,
  );
}
if (values.json) process.stdout.write(`${JSON.stringify({ ...found, seconds: Math.round(seconds), good })}\n`);
else process.stdout.write(`${good ? 1 : 0} passed, ${good ? 0 : 1} failed\n`);
process.exitCode = good ? 0 : 1;
