/** CSV: written for spreadsheets, which must never take a cell for a formula; read in whatever delimiter they save. */
import Papa from 'papaparse';
import type { Entry } from '../../../shared/knowledge.ts';
import type { Category } from '../meta.ts';
import { cellsOf, columns, readTable } from './cells.ts';
import type { ReadFile } from './read-rows.ts';

/** A cell that a spreadsheet would run, or that looks as if we had kept one from running. */
const RUNS = /^'*[=+\-@\t\r＝＋－＠]/u;

/** Puts an apostrophe before what would run; `laidOpen` takes it away again. */
export function neutralised(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}

export function laidOpen(cell: string): string {
  return cell.startsWith("'") && RUNS.test(cell) ? cell.slice(1) : cell;
}

/** With a mark in front by which spreadsheets know UTF-8. */
export function writeCsv(entries: readonly Entry[]): string {
  const rows = [columns, ...entries.map((entry) => cellsOf(entry).map(neutralised))];
  return `\ufeff${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n' },
  )}\r\n`;
}

/** Whatever stands most often between the names of the columns. */
function delimiterOf(head: string): string {
  const counted = [',', '\t', ';'].map((mark) => ({ mark, times: head.split(mark).length }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).mark;
}

export function readCsv(text: string, categories: readonly Category[]): ReadFile {
  const plain = text.replace(/^\ufeff/u, '');
  const head = /^[^\r\n]*(\r\n|\r|\n)?/u.exec(plain) ?? [''];
  const newline = head[1] === '\r\n' || head[1] === '\r' ? head[1] : '\n';
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter: delimiterOf(head[0]), newline });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken)
    return {
      ok: false,
      code: 'bad_file',
      detail: `Row ${(broken.row ?? 0) + 1}: a quotation mark is never closed, or text follows one.`,
    };
  const table = data.map((row) => row.map(laidOpen));
  return readTable(table, categories);
}
