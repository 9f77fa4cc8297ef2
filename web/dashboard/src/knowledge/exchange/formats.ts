import { fileFaults } from '../../../../../shared/knowledge-api.ts';
import type { FileFormat, Imported } from '../net.ts';

/** The formats a knowledge base goes out and comes in by. */
export const formats: readonly FileFormat[] = ['xlsx', 'csv', 'json', 'markdown'];

/** Largest file the gateway takes. */
export const LARGEST_BYTES = 8 * 1024 * 1024;

/** The format a file's name speaks of. */
export function formatOf(name: string): FileFormat | null {
  const ending = /\.([a-z]+)$/iu.exec(name)?.[1]?.toLowerCase();
  switch (ending) {
    case 'csv':
    case 'xlsx':
    case 'json':
      return ending;
    case 'md':
    case 'markdown':
      return 'markdown';
    default:
      return null;
  }
}

/** Bad rows first, then what is added and changed; each kind in the file's order. */
export function sortedRows(rows: Imported['rows']): Imported['rows'] {
  const order = { bad: 0, add: 1, change: 2, same: 3 } as const;
  return [...rows].sort((one, other) => order[one.action] - order[other.action] || one.row - other.row);
}

/** The steps of a field, be it a path (`zh.answer.steps.0`) or a column (`steps_zh`, `valid_from`). */
export function placesOf(field: string): string[] {
  const column = /^(.+)_(zh|en)$/u.exec(field);
  const path = column ? `${column[2]}.${column[1]}` : field;
  return path
    .replace(/_(\w)/gu, (_whole, letter: string) => letter.toUpperCase())
    .split('.')
    .filter((step) => step !== '');
}

/** What is wrong with a whole file, by the sentence the gateway begins with. */
export function faultOf(detail: string): keyof typeof fileFaults | null {
  const faults = Object.keys(fileFaults) as (keyof typeof fileFaults)[];
  return faults.find((fault) => detail.startsWith(fileFaults[fault])) ?? null;
}
