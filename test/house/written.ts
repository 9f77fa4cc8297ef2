/** Tables that stand in a document between marks (`<!-- name -->`), to be held against the code. */
import { text } from './source.ts';

/** Line by line, without the rule under the head. */
export const written = (path: string, mark: string): string[] => {
  const found = new RegExp(`<!-- ${mark} -->\\n([\\s\\S]*?)\\n<!-- /${mark} -->`, 'u').exec(text(path))?.[1];
  if (found === undefined) throw new Error(`${path} has no part ${mark}`);
  return found
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/u.test(line))
    .map((line) => line.replace(/\s*\|\s*/gu, '|'));
};

export const table = (...rows: (string | number)[][]): string[] => rows.map((row) => `|${row.join('|')}|`);
