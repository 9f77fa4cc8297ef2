import * as v from 'valibot';

/** Why a value can't stand, as far as a screen can say it. */
export type ProblemKey =
  | 'problem.needed'
  | 'problem.id'
  | 'problem.long'
  | 'problem.range'
  | 'problem.hour'
  | 'problem.date'
  | 'problem.twice'
  | 'problem.address'
  | 'problem.telephone'
  | 'problem.colour'
  | 'problem.other';
/** By place: `groups.0.id`. */
export type Problems = Map<string, ProblemKey>;

function keyOf(issue: v.BaseIssue<unknown>): ProblemKey {
  const said = issue.message;
  switch (issue.type) {
    case 'min_length':
      return 'problem.needed';
    case 'max_length':
      return 'problem.long';
    case 'min_value':
    case 'max_value':
    case 'integer':
    case 'number':
      return 'problem.range';
    case 'url':
      return 'problem.address';
    case 'regex':
      if (issue.input === '') return 'problem.needed';
      if (said.includes('https')) return 'problem.address';
      if (said.includes('telephone')) return 'problem.telephone';
      if (said.includes('colour')) return 'problem.colour';
      return /hour/u.test(said) ? 'problem.hour' : /date/u.test(said) ? 'problem.date' : 'problem.id';
    case 'raw_check':
    case 'check':
      if (/hour|length/u.test(said)) return 'problem.hour';
      if (/day|ends/u.test(said)) return 'problem.date';
      return /two|one id|twice|once/u.test(said) ? 'problem.twice' : 'problem.other';
    default:
      return 'problem.other';
  }
}

/** What the shape says is wrong, the first word on each place. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[]): Problems {
  const problems: Problems = new Map();
  for (const issue of issues) {
    const path = v.getDotPath(issue) ?? '';
    if (!problems.has(path)) problems.set(path, keyOf(issue));
  }
  return problems;
}
