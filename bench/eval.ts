/** `npm run eval`: the robot's understanding on sets of real questions, beside published libraries, in one run. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { slotFigures, type SlotFigures } from './eval/dialogs.ts';
import { bestThreshold, rates, type Pass } from './eval/measure.ts';
import { demoFolder } from './eval/own.ts';
import { figuresOf, sit, waitsOf, type SetFigures, type Sitting } from './eval/questions.ts';
import { product, type Ranker } from './eval/ranker.ts';
import { foldersOf, questionsOf, type Mode, type Part } from './eval/sets.ts';
import { recallOf, type Recall } from './eval/strings.ts';
import { table } from './eval/table.ts';
import { topicFigures, type TopicFigures } from './eval/topics.ts';

const ROUNDS = 3;
const usage =
  'Use: npm run eval -- --data DIR|demo --part dev|heldout [--sets a,b] [--mode s0|s5] [--no-peers] [--topics] [--json]';
const say = (line: string) => process.stdout.write(`${line}\n`);

function stop(why: string): never {
  process.stderr.write(`✗ ${why}\n  ${usage}\n`);
  process.exit(1);
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

function given() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        part: { type: 'string', default: 'dev' },
        sets: { type: 'string' },
        mode: { type: 'string', default: 's5' },
        'no-peers': { type: 'boolean', default: false },
        topics: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

/** Topics found in the sets' questions, and plain k-means beside them. */
function tellTopics(): void {
  const sets: Record<string, TopicFigures> = {};
  const notes: string[] = [];
  for (const set of wanted) {
    const questions = folders.includes(set) ? questionsOf(directory, set, part) : null;
    const figures = questions === null ? `there are no ${part} questions` : topicFigures(questions);
    if (typeof figures === 'string') notes.push(`${set}: ${figures}.`);
    else sets[set] = figures;
  }
  say(`topics · ${part} · adjusted mutual information against the entries`);
  say(table(Object.entries(sets).map(([set, figures]) => ({ set, ...figures }))));
  for (const note of notes) say(`! ${note}`);
  if (values.json) say(JSON.stringify({ commit: commitOf(), seeds: 5, part, topics: sets, notes }));
}

const values = given();
const directory = values.data === 'demo' ? demoFolder() : (values.data ?? stop('--data names no folder.'));
if (!existsSync(directory)) stop(`There is no folder ${directory}.`);
const part: Part =
  values.part === 'dev' || values.part === 'heldout' ? values.part : stop(`There is no part “${values.part}”.`);
const mode: Mode =
  values.mode === 's0' || values.mode === 's5' ? values.mode : stop(`There is no mode “${values.mode}”.`);
const folders = foldersOf(directory);
const wanted = values.sets?.split(',').filter((name) => name !== '') ?? folders;
if (values.topics) {
  tellTopics();
  process.exit(0);
}
const peers = values['no-peers'] ? [] : (await import('./eval/peers.ts')).peers;
const rankers: readonly Ranker[] = [product, ...peers];

const notes: string[] = [];
const found: Record<string, Record<string, SetFigures>> = Object.fromEntries(rankers.map(({ name }) => [name, {}]));
/** The product's passes by set: those measured, and those on dev a threshold may be fitted on. */
const own = { measured: new Map<string, Pass>(), dev: new Map<string, Pass>() };

async function measure(set: string): Promise<boolean> {
  const questions = questionsOf(directory, set, part);
  if (questions === null) return false;
  const dev = part === 'dev' ? questions : questionsOf(directory, set, 'dev');
  const sittings: { ranker: Ranker; sitting: Sitting; fitting: Pass | null; rounds: number[][] }[] = [];
  for (const ranker of rankers) {
    process.stderr.write(`${set} · ${ranker.name} …\n`);
    try {
      const sitting = await sit(ranker, questions, mode);
      const fitting = part === 'dev' ? sitting.pass : dev && (await sit(ranker, dev, mode)).pass;
      sittings.push({ ranker, sitting, fitting, rounds: [] });
    } catch (error) {
      if (ranker === product) throw error;
      notes.push(
        `${set}: ${ranker.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of sittings) one.rounds.push(await waitsOf(one.sitting));
  }
  for (const { ranker, sitting, fitting, rounds } of sittings) {
    (found[ranker.name] ??= {})[set] = figuresOf(sitting.pass, fitting, rounds);
    if (ranker !== product) continue;
    own.measured.set(set, sitting.pass);
    if (fitting !== null && fitting.within.length > 0) own.dev.set(set, fitting);
  }
  return true;
}

/** Relative days are seen from the moment of the run: offsets are compared, not days. */
const now = Date.now();
const recalls: Record<string, Recall> = {};
const slots: Record<string, SlotFigures> = {};

for (const set of wanted) {
  if (!folders.includes(set)) notes.push(`There is no set ${set} in ${directory}.`);
  else if (set.endsWith('_extract')) {
    const found = recallOf(directory, set, part, now);
    if (found === null) notes.push(`${set} has no ${part} part this command knows.`);
    else Object.assign(recalls, found.types);
    if (found && found.foreign.length > 0) notes.push(`${set}: nobody here looks for ${found.foreign.join(', ')}.`);
  } else if (set.endsWith('_slots')) {
    const found = slotFigures(directory, set, part, now);
    if (found === null) notes.push(`${set} has no ${part} part this command knows.`);
    else Object.assign(slots, found.figures);
    for (const name of found?.unknown ?? []) notes.push(`${set}: there is no slot table for ${name}.`);
  } else if (!(await measure(set))) notes.push(`${set} has no ${part} part this command knows.`);
}

const { [product.name]: sets = {}, ...others } = found;
for (const name of Object.keys(others)) if (Object.keys(others[name] ?? {}).length === 0) delete others[name];
/** The threshold comes from the other sets alone: what an operator with another base may expect. */
const crossed = Object.fromEntries(
  Object.entries(sets).map(([set, figures]) => {
    const elsewhere = [...own.dev].filter(([name]) => name !== set).map(([, pass]) => pass);
    const pass = own.measured.get(set);
    const known = pass !== undefined && pass.within.length > 0 && elsewhere.length > 0;
    const threshold = known ? bestThreshold(elsewhere) : null;
    const f1 = known && threshold !== null ? rates(pass, ({ score }) => score >= threshold).f1 : null;
    return [set, { ...figures, f1_cv: f1 }];
  }),
);

for (const [set, figures] of Object.entries(crossed)) {
  say(`\n${set} · ${part} · ${mode} · ${figures.queries} questions`);
  const rows = rankers.flatMap(({ name }) => {
    const one = name === product.name ? figures : others[name]?.[set];
    return one === undefined ? [] : [{ system: name, ...one }];
  });
  say(table(rows));
}
const extracted = Object.entries(recalls).sort(([left], [right]) => left.localeCompare(right));
if (extracted.length > 0) {
  say(`\nextraction · ${part} · recall in per cent`);
  say(table(extracted.map(([type, recall]) => ({ type, ...recall }))));
}
if (Object.keys(slots).length > 0) {
  say(`\nmulti-turn slots · ${part} · per cent`);
  say(table(Object.entries(slots).map(([set, figures]) => ({ set, ...figures }))));
}
for (const note of notes) say(`! ${note}`);
if (values.json) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  say(
    JSON.stringify({
      machine,
      commit: commitOf(),
      seed: 1,
      part,
      mode,
      sets: crossed,
      peers: others,
      extract: recalls,
      slots,
      notes,
    }),
  );
}
