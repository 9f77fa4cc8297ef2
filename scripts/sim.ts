/**
 * `npm run sim [-- --json] [--long] [--days N] [--seed N]`: the desk's routing policy on simulated floors beside first come first
 * served, strict priority and head starts; docs/routing.md says what is assumed. The seed's days are none the rules were tuned on.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { contenders, contest, type Contender, type Outcome } from '../bench/sim/contest.ts';
import { crowdP99 } from '../bench/sim/crowd.ts';
import { watchedDay } from '../bench/sim/laws.ts';
import { keptOf, meanWaitSeconds } from '../bench/sim/measure.ts';
import { others, reference } from '../bench/sim/scenario.ts';

const ROUNDS = 3;
const EVENTS = { short: 100_000, long: 1_000_000 };
const say = (line: string) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    days: { type: 'string', default: '60' },
    seed: { type: 'string', default: '20261126' },
  },
});
const [days, seed] = [Number(values.days), Number(values.seed)];
if (!Number.isInteger(days) || days < 1 || !Number.isInteger(seed)) {
  process.stderr.write('✗ Use: npm run sim -- [--json] [--long] [--days N] [--seed N]\n');
  process.exit(1);
}

const median = (given: readonly number[]) => given.toSorted((left, right) => left - right)[given.length >> 1] ?? 0;
const short = (given: number, digits = 1) => Number(given.toFixed(digits));

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

const fairness: number[] = [];
let events = 0;

function loadFigures(load: number) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => contest(reference(load), days, seed + 10_000 * round));
  for (const round of rounds) {
    fairness.push(round.ours.jain);
    for (const who of contenders) events += round[who].events;
  }
  const of = (who: Contender, figure: (outcome: Outcome) => number) =>
    short(median(rounds.map((round) => figure(round[who]))));
  return {
    lowest: of('ours', (one) => one.lowest),
    urgent: of('ours', (one) => keptOf(one.tally, 'urgent')),
    standard: of('ours', (one) => keptOf(one.tally, 'standard')),
    low: of('ours', (one) => keptOf(one.tally, 'low')),
    fcfs_lowest: of('fcfs', (one) => one.lowest),
    priority_lowest: of('priority', (one) => one.lowest),
    headstart_lowest: of('headstart', (one) => one.lowest),
    mean_wait_s: of('ours', (one) => meanWaitSeconds(one.tally)),
    fcfs_mean_wait_s: of('fcfs', (one) => meanWaitSeconds(one.tally)),
  };
}

const loads: Record<string, ReturnType<typeof loadFigures>> = {};
say(
  '负载 load   本策略 ours (紧急 urgent 标准 standard 低 low)   先来先服务 FCFS   严格优先 priority   先发优势 head start   平均等待 wait',
);
for (const load of ['0.85', '0.95', '1.05']) {
  const one = loadFigures(Number(load));
  loads[load] = one;
  say(
    `${load}   ${one.lowest} % (${one.urgent} ${one.standard} ${one.low})   ${one.fcfs_lowest} %   ${one.priority_lowest} %   ` +
      `${one.headstart_lowest} %   ${one.mean_wait_s} s (FCFS ${one.fcfs_mean_wait_s} s)`,
  );
}

let won = 0;
for (const scenario of others) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) =>
    contest(scenario, Math.ceil(days / 3), seed + 500_000 + 10_000 * round),
  );
  const of = (who: Contender) => median(rounds.map((round) => round[who].lowest));
  for (const round of rounds) {
    fairness.push(round.ours.jain);
    for (const who of contenders) events += round[who].events;
  }
  const best = Math.max(of('fcfs'), of('priority'), of('headstart'));
  if (of('ours') > best) won += 1;
  say(
    `${of('ours') > best ? '✓' : '✗'} ${scenario.name}: ${contenders.map((who) => `${who} ${of(who).toFixed(1)}`).join(', ')}`,
  );
}
say(`最低等级最好 best of all in ${won}/${others.length}`);

let watched = 0;
let violations = 0;
for (let day = 0; watched < (values.long ? EVENTS.long : EVENTS.short); day += 1) {
  const { floor, laws } = watchedDay(seed + 900_000 + day, values.long ? 997 : 97);
  watched += floor.events;
  violations += laws.breaches.length;
  for (const { law, at, what } of laws.breaches.slice(0, 5)) say(`✗ ${law} at ${at}: ${what}`);
}
const decisionMs = crowdP99(ROUNDS, 20_000, seed);
const jain = Math.min(...fairness);
say(
  `规则 laws: ${violations} violations in ${watched} events · 公平 Jain ≥ ${jain.toFixed(4)} · 决策 decision p99 ${decisionMs.toFixed(3)} ms`,
);
if (values.json) {
  const figures = {
    loads,
    scenarios: { won, of: others.length },
    jain: short(jain, 4),
    decision_p99_ms: short(decisionMs, 3),
    ...{ events: watched, violations, compared_events: events, days, rounds: ROUNDS },
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    ...{ commit: commitOf(), seed },
  };
  say(JSON.stringify(figures));
}
if (violations > 0) process.exitCode = 1;
