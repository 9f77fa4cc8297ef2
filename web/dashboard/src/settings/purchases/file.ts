import type { LineFault } from '../../../../../shared/profile/audience.ts';
import { plain } from '../../../../../shared/plain.ts';
import { columns, writePurchases, type Row } from '../../../../../shared/profile/purchase-lines.ts';

/** Largest file this page reads; it is sent in parts. */
export const LARGEST_BYTES = 8 * 1024 * 1024;
export const MOST_FILE_LINES = 50_000;
const SHOWN_LETTERS = 40;

export type Column = (typeof columns)[number];

/** The column that is wrong; null: the line as a whole, or none. */
export const columnOf: Record<LineFault['why'], Column | null> = {
  cells: null,
  user: 'user',
  key: 'key',
  category: 'category',
  amount: 'yuan',
  day: 'day',
  twice: 'key',
  nobody: 'user',
  off: 'user',
  'too-old': 'day',
  'to-come': 'day',
  'needs-consent': 'category',
  failed: null,
};

/** A file's words: UTF-8, and what spreadsheets write in China or as “Unicode text”. */
export function wordsIn(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Lines as the gateway's door takes them: the second line is the first row. */
export const partOf = (rows: readonly Row[]): string =>
  writePurchases(
    columns,
    rows.map(({ cells }) => cells),
  );

/** A user as a screen shows them: enough to find the line, too little to know the person. */
export function masked(user: string): string {
  const letters = [...plain(user)];
  if (letters.length < 6) return letters.length === 0 ? '' : '****';
  return `${letters[0]}****${letters.slice(-2).join('')}`;
}

/** What stands where something is wrong, on one line; numbers that could be a person's are masked. */
export function shownCell({ cells }: Row, column: Column | null): string {
  if (column === 'user') return masked(cells[0] ?? '');
  const cell = column === null ? cells.slice(1).join(', ') : (cells[columns.indexOf(column)] ?? '');
  const veiled = plain(cell).replace(/\d{7,}/gu, (digits) => `${digits.slice(0, 2)}****${digits.slice(-2)}`);
  const letters = [...veiled.replace(/\S+@\S+/gu, masked)];
  return letters.length > SHOWN_LETTERS ? `${letters.slice(0, SHOWN_LETTERS - 1).join('')}…` : letters.join('');
}

/** Names of columns as the reader's language has them. */
export type Heads = Record<Column | 'line' | 'column' | 'code' | 'why', string>;

/** Refused lines as they came, with why behind them: mended, the file is read again. */
export function refusedFile(
  rows: ReadonlyMap<number, Row>,
  faults: readonly LineFault[],
  heads: Heads,
  why: (one: LineFault['why']) => string,
): string {
  const names = [...columns, 'line', 'column', 'code', 'why'] as const;
  const lines = faults.map((one) => {
    const column = columnOf[one.why];
    return [...fiveOf(rows.get(one.line)), one.line, column ? heads[column] : '', one.why, why(one.why)];
  });
  // The mark by which spreadsheets know UTF-8.
  return `\ufeff${writePurchases(
    names.map((name) => heads[name]),
    lines,
  )}`;
}

/** A line of more cells than there are columns stands whole in the first. */
function fiveOf(row: Row | undefined): string[] {
  const cells = row?.cells ?? [];
  const held = cells.length > columns.length ? [cells.join(',')] : cells;
  return columns.map((_name, at) => held[at] ?? '');
}

/** The names of the columns and a line that shows how. */
export const templateFile = (heads: Heads, example: Record<Column, string>): string =>
  `\ufeff${writePurchases(
    columns.map((name) => heads[name]),
    [columns.map((name) => example[name])],
  )}`;
