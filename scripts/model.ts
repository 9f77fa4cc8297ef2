/**
 * `npm run model [-- --json] [--long]`: every state of the merge machine over three lines, laws checked in each, and every guard taken
 * away in turn; then a population that lives through years of evidence. docs/identity.md says what is searched.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { everyState, guardNames, without } from '../test/identity/model/check.ts';
import { population } from '../test/identity/population.ts';

const PEOPLE = 50_000;

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
  process.stderr.write('✗ Use: npm run model -- [--json] [--long] [--seed N]\n');
  process.exit(1);
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

let states = 0;
let violations = 0;
let unfinished = 0;
const began = performance.now();
for (const found of everyState(values.long)) {
  states += found.states;
  violations += found.violations.length;
  unfinished += Number(!found.whole && found.violations.length === 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(
    `${found.violations.length === 0 ? '✓' : '✗'} ${found.scenario}: ${found.states} 状态 states, ${found.rests} 终态 at rest (${seconds} s)`,
  );
  for (const { law, trace } of found.violations) say([`  ${law}`, ...trace].join('\n    '));
}
say(`机器 machine: ${states} states, ${violations} violations`);

let caught = 0;
for (const guard of guardNames) {
  const { scenario, law, steps } = without(guard);
  caught += Number(scenario !== null);
  say(scenario === null ? `✗ ${guard}: not noticed` : `✓ ${guard}: ${law} (${scenario}, ${steps} steps)`);
}
say(`守卫 guards: ${caught}/${guardNames.length} noticed when taken away`);

/** A third of those at a shop's terminal come within minutes of the one before. */
const HASTE = 0.3;
const { wrongMerges, recall, needed, byItself, confirmed, suggested, declined, strayed } = population({
  ...{ people: PEOPLE, seed, haste: HASTE },
});
say(
  `人群 population: ${PEOPLE} people, ${needed} merges needed, ${recall.toFixed(2)} % found 召回, ${wrongMerges} wrong 错合并`,
);
say(
  `其中 of these: ${byItself} by themselves 自动, ${confirmed} said yes to 经确认 (${suggested} asked 询问, ${declined} rightly declined 正确否认); ${strayed} words landed by a known address in another's line 误入, shown to nobody else`,
);

if (values.json) {
  const figures = {
    ...{ states, violations, guards: guardNames.length, guards_caught: caught },
    ...{ people: PEOPLE, wrong_merges: wrongMerges, recall: Number(recall.toFixed(2)) },
    ...{ merges_needed: needed, by_itself: byItself, confirmed, asked: suggested, declined, strayed },
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    ...{ commit: commitOf(), seed },
  };
  say(JSON.stringify(figures));
}
const isProven = violations === 0 && unfinished === 0 && caught === guardNames.length;
process.exitCode = isProven && wrongMerges === 0 ? 0 : 1;
