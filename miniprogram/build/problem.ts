/** One thing a gate found wrong, at a place a person can open. */
export interface Problem {
  gate: string;
  file: string;
  line: number;
  message: string;
  /** Warnings concern code of others, they are shown and do not fail the check. */
  level: 'error' | 'warning';
}

/** The line number (from 1) of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** `file:line gate: sentence`, the form in which every gate reports. */
export function printProblem(problem: Problem): string {
  const mark = problem.level === 'warning' ? ' (warning)' : '';
  return `${problem.file}:${problem.line} ${problem.gate}${mark}: ${problem.message}`;
}
