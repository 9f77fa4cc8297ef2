/** One project of tests, as vitest counts it. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { root } from './build.ts';
import { run, tool } from './run.ts';

/** What one run came to; `broken`: the files with a failure, from the root, and how many of their tests passed. */
export type Ran = {
  passed: number;
  failed: number;
  broken: { file: string; passed: number }[];
  output: string;
  seconds: number;
};

const report = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      assertionResults: v.array(v.object({ status: v.string() })),
    }),
  ),
});

/**
 * Runs a project, whole or some of its files; whole, the gateway is loaded as one module (scripts/one-module.ts). Its figures are
 * read from vitest's own report, written into `folder`.
 */
export async function vitest(project: string, folder: string, files: string[] = []): Promise<Ran> {
  const file = join(folder, `vitest-${project}${files.length > 0 ? '-again' : ''}.json`);
  const { code, output, seconds } = await run(
    process.execPath,
    [
      ...[tool('vitest/vitest.mjs'), 'run', '--project', project, ...files],
      ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${file}`],
    ],
    { env: files.length === 0 ? { YIXIAN_ONE_MODULE: '1' } : {} },
  );
  const read = existsSync(file)
    ? v.safeParse(v.pipe(v.string(), v.parseJson(), report), readFileSync(file, 'utf8'))
    : null;
  if (!read?.success) return { passed: 0, failed: 1, broken: [], output, seconds };
  const { numPassedTests: passed, numFailedTests, testResults } = read.output;
  const broken = testResults
    .filter(({ status }) => status !== 'passed')
    .map(({ name, assertionResults }) => ({
      file: relative(root, name),
      passed: assertionResults.filter((one) => one.status === 'passed').length,
    }));
  // An unhandled error or a file that doesn't load fails no test, yet the run.
  return { passed, failed: code === 0 ? numFailedTests : Math.max(1, numFailedTests), broken, output, seconds };
}
