/** The living documents of operations: what they say of fields, states and timers is what the code does. */
import { expect, it } from 'vitest';
import { checkNames, checks } from '../../shared/operations/check.ts';
import { text } from './source.ts';

/** What stands in a document between its marks, line by line. */
const written = (path: string, mark: string): string[] => {
  const found = new RegExp(`<!-- ${mark} -->\\n([\\s\\S]*?)\\n<!-- /${mark} -->`, 'u').exec(text(path))?.[1];
  if (found === undefined) throw new Error(`${path} has no part ${mark}`);
  return found
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/u.test(line))
    .map((line) => line.replace(/\s*\|\s*/gu, '|'));
};
const table = (...rows: (string | number)[][]): string[] => rows.map((row) => `|${row.join('|')}|`);

const shown = (value: number, unit: string) =>
  unit === 'ms' ? `${value / 1_000} s` : unit === 'share' ? `${value * 100} %` : `${value}`;

it('O110 docs/operations.md names every check with its marks and minutes', () => {
  const rows = checkNames.map((name) => {
    const { unit, fires, clears, badMinutes, goodMinutes, level } = checks[name];
    return [`\`${name}\``, shown(fires, unit), shown(clears, unit), badMinutes, goodMinutes, level];
  });
  const head = ['check', 'bad from', 'good up to', 'bad minutes', 'good minutes', 'level'];
  expect(written('docs/operations.md', 'checks')).toEqual(table(head, ...rows));
});
