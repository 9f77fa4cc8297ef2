/** `npm run mp:cuts -- --times N --seed S`: the mini-program through N cuts, kills and suspensions; see test/miniprogram/talk.test.ts. */
import { parseArgs } from 'node:util';
import { run, tool } from './run.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const { code, output, seconds } = await run(
  process.execPath,
  [tool('vitest/vitest.mjs'), 'run', '--project', 'node', 'test/miniprogram/talk.test.ts', '--no-color'],
  { env: { NO_COLOR: '1', FORCE_COLOR: '0', YIXIAN_CUTS: `${values.times}:${values.seed}` } },
);
const good = code === 0;
if (!good) {
  const lines = output.split('\n').filter((line) => /^[+-] |Error: /u.test(line));
  process.stdout.write(`${lines.slice(0, 60).join('\n')}\n`);
}
const figures = { cuts: Number(values.times), seed: Number(values.seed), seconds: Math.round(seconds), good };
process.stdout.write(`断点 cuts ${figures.cuts} · ${seconds.toFixed(1)} s\n`);
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
else process.stdout.write(`${good ? 1 : 0} passed, ${good ? 0 : 1} failed\n`);
process.exitCode = good ? 0 : 1;
