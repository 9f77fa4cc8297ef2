/**
 * `npm run codes [-- --json] [--long] [--seed N]`: a day of requests for codes in bulk against the gateway's own budgets, and a guesser
 * against its own judgement of a code. docs/identity.md says what holds.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { attack, guess } from '../test/codes/attack.ts';
import { A_DAY, chance } from '../worker/codes/policy.ts';

/** The most a guess may succeed: of one code, and of one number in a day. */
const ALLOWED = 5e-6;

const say = (line: string) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261126' },
  },
});
const seed = Number(values.seed);
if (!Number.isInteger(seed)) {
  process.stderr.write('✗ Use: npm run codes -- [--json] [--long] [--seed N]\n');
  process.exit(1);
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

const found = attack({ requests: 10_000, numbers: 1_000, ranges: 200, aDay: A_DAY, seed });
say(
  `轰炸 attack: ${found.requests} requests, ${found.numbers} numbers, ${found.ranges} ranges → ${found.sent} sent (${A_DAY} a day)`,
);
say(
  `${found.overrun.length === 0 ? '✓' : '✗'} 预算 budgets: the fullest at ${(100 * found.fullest).toFixed(0)} %, ${found.overrun.length} overrun`,
);
for (const line of found.overrun.slice(0, 10)) say(`  ${line}`);
say(
  `  真实用户 honest people: ${found.honestRefused} of ${found.honest} got no code while it went on, ${found.signedInRefused} of them signed in`,
);

const { code, day } = chance();
const { days, guessed, tries } = guess(values.long ? 40_000_000 : 10_000_000, seed);
const isGuessable = code > ALLOWED || day > ALLOWED;
// Chance alone brings more than this once in a thousand runs.
const expected = days * day;
const tooMany = guessed > expected + 3.1 * Math.sqrt(expected) + 1;
say(
  `${isGuessable || tooMany ? '✗' : '✓'} 猜中 guessing: ${code} of a code, ${day} of a number in a day (≤ ${ALLOWED}); ${guessed} in ${days} number-days, ${expected.toFixed(1)} expected`,
);

if (values.json) {
  const { requests, numbers, ranges, sent, fullest, honest } = found;
  const figures = {
    ...{
      requests,
      numbers,
      ranges,
      budget: A_DAY,
      sent,
      fullest: Number(fullest.toFixed(3)),
      overrun: found.overrun.length,
    },
    ...{
      honest,
      honest_refused: found.honestRefused,
      signed_in_refused: found.signedInRefused,
      chance_code: code,
      chance_day: day,
    },
    ...{ number_days: days, tries, guessed, chance_seen: guessed / days },
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    ...{ commit: commitOf(), seed },
  };
  say(JSON.stringify(figures));
}
process.exitCode = found.overrun.length === 0 && !isGuessable && !tooMany ? 0 : 1;
