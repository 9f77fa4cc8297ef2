/** Purchases as a shop's table writes them: user, key, category, yuan, day. What is wrong with a line is told by its number. Pure. */
import Papa from 'papaparse';
import * as v from 'valibot';
import type { LineFault } from './audience.ts';
import { purchase, type Purchase } from './view.ts';

export type PurchaseLine = { line: number; user: string; purchase: Purchase };
/** A line as it stands in the file, counted from 1. */
export type Row = { line: number; cells: readonly string[] };
export type Read = { rows: Row[]; good: PurchaseLine[]; faults: LineFault[] };

/** What the columns are called in a file of ours. */
export const columns = ['user', 'key', 'category', 'yuan', 'day'] as const;
const WIDTH = columns.length;
const CHINA_MS = 8 * 3_600_000;
const HEAD = /^(?:user|user_?id|\u7528\u6237)/iu;
const YUAN = /^\d{1,9}(?:\.\d{1,2})?$/u;
const DAY = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/u;
/** What a spreadsheet would calculate stands behind a '. */
const KEPT_WORDS = /^'(?=[=+\-@\t\r'])/u;

/**
 * Every line of a file and what is wrong with it. A first line that names the columns is none of them; where it names more than five, the
 * further ones are somebody's notes.
 */
export function readPurchases(csv: string): Read {
  const { data } = Papa.parse<string[]>(csv.replace(/^\ufeff/u, ''), { skipEmptyLines: false });
  const all = data.map((cells, at) => ({
    line: at + 1,
    cells: cells.map((one) => one.replace(KEPT_WORDS, '').trim()),
  }));
  const head = all[0] && isHead(all[0].cells) ? all[0].cells : null;
  const notes = (head?.length ?? 0) > WIDTH;
  const rows = all
    .slice(head ? 1 : 0)
    .filter(({ cells }) => cells.some((one) => one !== ''))
    .map(({ line, cells }) => ({ line, cells: notes && cells.length > WIDTH ? cells.slice(0, WIDTH) : cells }));
  const seen = new Set<string>();
  const read: Read = { rows, good: [], faults: [] };
  for (const { line, cells } of rows) {
    const found = readLine(cells);
    if (typeof found === 'string') read.faults.push({ line, why: found });
    else if (seen.has(found.purchase.key)) read.faults.push({ line, why: 'twice' });
    else {
      seen.add(found.purchase.key);
      read.good.push({ line, ...found });
    }
  }
  return read;
}

/** A user may be called user-1: a line with a day is no head. */
const isHead = (cells: readonly string[]): boolean => HEAD.test(cells[0] ?? '') && !DAY.test(cells[WIDTH - 1] ?? '');

/** Lines as a file that is read again as it was; no cell of it runs as a formula. */
export function writePurchases(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const words = (one: string | number) => (/^['=+\-@\t\r]/u.test(String(one)) ? `'${one}` : one);
  return `${Papa.unparse({ fields: [...head], data: rows.map((one) => one.map(words)) }, { newline: '\r\n' })}\r\n`;
}

function readLine(cells: readonly string[]): Omit<PurchaseLine, 'line'> | LineFault['why'] {
  if (cells.length !== WIDTH) return 'cells';
  const [user = '', key = '', category = '', yuan = '', day = ''] = cells;
  if (user === '' || user.length > 128) return 'user';
  const { entries } = purchase;
  if (!v.is(entries.key, key)) return 'key';
  if (!v.is(entries.category, category)) return 'category';
  if (!YUAN.test(yuan)) return 'amount';
  const at = momentOf(day);
  if (at === null) return 'day';
  return { user, purchase: { key, category, amount: Math.round(Number(yuan) * 100), at } };
}

/** The first moment of a day in China; null: there is no such day. */
function momentOf(day: string): number | null {
  const [, year, month, date] = DAY.exec(day) ?? [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(date));
  return new Date(at).getUTCDate() === Number(date) && at - CHINA_MS >= 0 ? at - CHINA_MS : null;
}
