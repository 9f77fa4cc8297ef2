import * as v from 'valibot';
import { entry, type Entry } from '../../../../../shared/knowledge.ts';

/** What keeps an entry from being saved: where, and of which kind. */
export type Problem = { path: string; code: 'empty' | 'long' | 'few' | 'form' | 'language' | 'dates' };

/** Reads an entry by the shape the gateway reads it by; every problem with its place, `zh.answer.steps.0`. */
export function problemsOf(given: Entry): Problem[] {
  const problems: Problem[] = [];
  const read = v.safeParse(entry, given);
  for (const issue of read.issues ?? []) problems.push({ path: v.getDotPath(issue) ?? '', code: codeOf(issue) });
  if (!given.zh && !given.en) problems.push({ path: 'zh.question', code: 'language' });
  const { validFrom, validUntil } = given;
  if (validFrom !== undefined && validUntil !== undefined && validUntil <= validFrom) {
    problems.push({ path: 'validUntil', code: 'dates' });
  }
  return problems;
}

function codeOf(issue: { type: string; input: unknown; requirement?: unknown }): Problem['code'] {
  switch (issue.type) {
    case 'min_length':
      return typeof issue.input === 'string' ? 'empty' : 'few';
    case 'max_length':
      return 'long';
    default:
      return issue.input === '' || issue.input === undefined ? 'empty' : 'form';
  }
}

/** The problem at a place, or at one of its parts. */
export function problemAt(problems: readonly Problem[], path: string): Problem | undefined {
  return problems.find((one) => one.path === path || one.path.startsWith(`${path}.`));
}
