import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildMiniprogram } from './build.ts';
import { checkBindings } from './gates/bindings.ts';
import { checkIcons } from './gates/icons.ts';
import { checkLevel } from './gates/level.ts';
import { checkTypes } from './gates/program.ts';
import { checkRequired } from './gates/properties.ts';
import { checkSize } from './gates/size.ts';
import { checkStyles } from './gates/styles.ts';
import { checkTags } from './gates/tags.ts';
import { checkTemplates } from './gates/templates.ts';
import { checkWithWechat } from './gates/wechat.ts';
import { printProblem, type Problem } from './problem.ts';
import { SourceTree } from './source.ts';

/** Runs every gate over an app's sources; the app is `miniprogram` under the root unless another folder is given. */
export async function checkMiniprogram(root: string, app?: string): Promise<Problem[]> {
  const tree = new SourceTree(root, app);
  const out = mkdtempSync(join(tmpdir(), 'miniprogram-check-'));
  try {
    const built = await buildMiniprogram({ root, out, app: tree.app });
    const { reached } = built;
    // A file that is missing or broken makes the later gates talk nonsense, so the graph speaks alone.
    if (built.problems.some((problem) => problem.level === 'error')) return built.problems;
    return [
      ...built.problems,
      ...checkSize(tree, built.files, reached.texts.get('app.json') ?? '{}'),
      ...checkTypes(tree),
      ...checkTags(tree, reached),
      ...checkTemplates(tree, reached),
      ...checkBindings(tree, reached),
      ...checkRequired(tree, reached),
      ...checkStyles(tree, reached),
      ...checkIcons(tree, reached),
      ...checkLevel(tree),
      ...checkWithWechat(tree, out, reached.texts.keys()),
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const problems = await checkMiniprogram(root);
  for (const problem of problems.filter(({ level }) => level === 'error'))
    process.stderr.write(`${printProblem(problem)}\n`);
  const errors = problems.filter(({ level }) => level === 'error').length;
  process.stdout.write(
    `mini-program: ${errors} errors, ${problems.length - errors} warnings in the component library\n`,
  );
  if (errors > 0) process.exitCode = 1;
}
