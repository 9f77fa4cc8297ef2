/** CSV: written for spreadsheets, which must never take a cell for a formula; read in whatever delimiter they save. */
import Papa from 'papaparse';
import type { Entry } from '../../../shared/knowledge.ts';
import { fileFaults } from '../../../shared/knowledge-api.ts';
import type { Category } from '../meta.ts';
import { cellsOf, columns, readTable } from './cells.ts';
import { ROW_LIMIT, type ReadFile } from './read-rows.ts';
import { recordsOf } from './records.ts';

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
  const delimiter = delimiterOf(head[0]);
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter, newline });
  if (errors.some(({ type }) => type === 'Quotes')) return readMended(plain.split(newline), delimiter, categories);
  const table = data.map((row) => row.map(laidOpen));
  return readTable(table, categories);
}

/** A file with a wrong quotation mark: that line is bad, reading goes on with the next. */
function readMended(lines: readonly string[], delimiter: string, categories: readonly Category[]): ReadFile {
  const { records, broken } = recordsOf(lines, delimiter);
  if (broken[0]?.line === 1) return { ok: false, code: 'bad_file', detail: `${fileFaults.quotes}.` };
  const table = records.map(({ cells }) => cells.map(laidOpen));
  const file = readTable(table, categories);
  if (!file.ok) return file;
  if (file.rows.length + broken.length > ROW_LIMIT)
    return { ok: false, code: 'too_large', detail: `A file holds at most ${ROW_LIMIT} rows.` };
  const good = file.rows.map((row) => ({ ...row, row: records[row.row - 1]?.line ?? row.row }));
  const bad = broken.map(({ line, text }) => ({
    ...{ row: line, id: '', question: text.slice(0, 200), entry: null },
    problems: [{ field: '', code: 'quotes', detail: 'A quotation mark is never closed, or text follows one.' }],
  }));
  return { ok: true, rows: [...good, ...bad].sort((one, other) => one.row - other.row) };
}
