/**
 * `npm run reach [-- --days N] [--seed N] [--json]`: random days of one person under the planner, beside the same days without one,
 * against WeChat's rules as published (bench/reach/platform.ts). docs/reach.md says what a day is made of.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { addDay, noDays, type Days } from '../bench/reach/days.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    days: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const [count, seed] = [Number(values.days), Number(values.seed)];
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  process.stderr.write('✗ Use: npm run reach -- [--json] [--days N] [--seed N]\n');
  process.exit(1);
}
const say = (line: string) => process.stdout.write(`${line}\n`);

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

/** What none of may happen. */
const broken = (days: Days) => days.overruns + days.twice + days.wasted + days.silent + days.loud + days.strangers;

const started = performance.now();
const [ours, naive] = [noDays(), noDays()];
for (let day = seed; day < seed + count; day += 1) addDay(ours, day, true);
const seconds = (performance.now() - started) / 1000;
// Without a planner a tenth of the days says enough.
for (let day = seed; day < seed + Math.ceil(count / 10); day += 1) addDay(naive, day, false);

const share = (part: number, whole: number) => Number(((100 * part) / Math.max(1, whole)).toFixed(2));
say(`${ours.days} 天 days · ${ours.events} 事件 events · ${seconds.toFixed(1)} s`);
say(
  `应发 due ${ours.due} · 送达 arrived ${ours.arrived} (${share(ours.arrived, ours.due)} %) · 其余各有说明 the rest with its reason:`,
);
for (const [why, times] of Object.entries(ours.reasons).toSorted((left, right) => right[1] - left[1]))
  say(`  ${why} ${times}`);
say(`45015 / 45047: ${ours.overruns}   （没有规划 without a planner: ${naive.overruns} in ${naive.days} days）`);
say(
  `重复 sent twice: ${ours.twice} · 最后一条被用掉 last one wasted: ${ours.wasted} (${naive.wasted}) · 无声丢失 silently lost: ${ours.silent}`,
);
say(
  `免打扰时段响铃 rung in quiet hours: ${ours.loud} · 短信 SMS per day ${(ours.sms / ours.days).toFixed(2)} · 回电 callbacks per day ${(ours.callbacks / ours.days).toFixed(2)}`,
);
say(`发到过期号码 to a number beyond its lease: ${ours.strangers}`);
for (const line of ours.found.slice(0, 5)) say(`✗ ${line}`);
if (values.json) {
  const figures = {
    ...{ days: ours.days, events: ours.events, due: ours.due, arrived: ours.arrived, reasons: ours.reasons },
    ...{
      overruns: ours.overruns,
      twice: ours.twice,
      last_wasted: ours.wasted,
      silent: ours.silent,
      rung_in_quiet: ours.loud,
      beyond_lease: ours.strangers,
      callbacks: ours.callbacks,
    },
    without_planner: { days: naive.days, overruns: naive.overruns, last_wasted: naive.wasted },
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    ...{ commit: commitOf(), seed },
  };
  say(JSON.stringify(figures));
}
if (broken(ours) > 0) process.exitCode = 1;
