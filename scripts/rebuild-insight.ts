/**
 * `npm run rebuild-insight`: the figures told anew by every customer of the running gateway, beside the live ones, and compared with
 * them fact by fact. Ends with 1 where anything differs. `-- --months 24`: so many months back (12). Changes nothing.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './build.ts';
import { compareMonth, tellBeside } from './operator.ts';
import { keepSettings } from './settings.ts';

const { values } = parseArgs({ options: { months: { type: 'string', default: '12' } } });
const data = resolve(process.env['YIXIAN_DATA'] ?? join(root, '.data'));
const { settings } = keepSettings(data, true);
const url = `http://${process.env['HOST'] ?? '127.0.0.1'}:${process.env['PORT'] ?? '8787'}`;
const run = `r${Date.now().toString(36)}`;
const say = (text: string) => process.stdout.write(`${text}\n`);
const words = {
  missing: '只在重算里 told anew alone',
  untold: '只在现有数据里 live alone',
  differs: '不同 differs',
} as const;

/** This month and those before it, in the figures' zone, newest first. */
function monthsBack(count: number): string[] {
  const [year = 0, month = 1] = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7).split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

try {
  let people = 0;
  for (let bucket = 0; bucket < 256; bucket += 1)
    people += await tellBeside(url, settings, { run, bucket: bucket.toString(16).padStart(2, '0') });
  let [encounters, erased, differing] = [0, 0, 0];
  for (const month of monthsBack(Math.min(120, Math.max(1, Number(values.months) || 12)))) {
    const found = await compareMonth(url, settings, { run, month });
    encounters += found.encounters;
    erased += found.erased;
    differing += found.differing + (found.figures ? 0 : 1);
    for (const { session, what, facts } of found.differences)
      say(`  ${month} ${session}: ${words[what]} ${facts.join(', ')}`);
    if (!found.figures) say(`  ${month}: 统计数不同 the figures differ`);
  }
  if (differing > 0) {
    say(`✗ ${differing} 处不同。${differing} differences.`);
    process.exitCode = 1;
  } else {
    say(
      `✓ ${people} 个地址、${encounters} 个会话重算后完全一致。${people} addresses, ${encounters} encounters: told anew, all figures are the same.`,
    );
    if (erased > 0)
      say(
        `  其中 ${erased} 个会话的客户已注销，无法重算，照原样计入。${erased} of people who are erased count as they stood.`,
      );
  }
} catch (fault) {
  process.stderr.write(`✗ ${String(fault)}\n  网关在运行吗？Is the gateway running at ${url}?\n`);
  process.exitCode = 1;
}
