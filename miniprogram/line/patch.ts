/** The smallest setData that turns the rows on the screen into others: a message more costs one row, not the list. */
import type { Row } from './rows.ts';

/** Paths and values for setData; empty when nothing changed. */
export function patchRows(before: readonly Row[], after: readonly Row[]): Record<string, Row | readonly Row[]> {
  const grew = after.length >= before.length && before.every((row, index) => row.key === after[index]?.key);
  if (!grew) return { rows: after };
  const patch: Record<string, Row> = {};
  after.forEach((row, index) => {
    if (JSON.stringify(row) !== JSON.stringify(before[index])) patch[`rows[${index}]`] = row;
  });
  return patch;
}
