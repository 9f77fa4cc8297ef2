/** Purchases as a shop's table writes them: user, key, category, yuan, day. What is wrong with a line is told by its number. Pure. */
import Papa from 'papaparse';
import * as v from 'valibot';
import { MOST_LINES, type LineFault } from '../../shared/profile/audience.ts';
import { purchase, type Purchase } from '../../shared/profile/view.ts';

export type PurchaseLine = { line: number; user: string; purchase: Purchase };
export type Read = { lines: number; good: PurchaseLine[]; faults: LineFault[] };

const CHINA_MS = 8 * 3_600_000;
const HEAD = /^(?:user|user_?id|\u7528\u6237)/iu;
const YUAN = /^\d{1,9}(?:\.\d{1,2})?$/u;
const DAY = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/u;

/** Null: more lines than a file may have. */
export function readPurchases(csv: string): Read | null {
  const { data } = Papa.parse<string[]>(csv.replace(/^\ufeff/u, ''), { skipEmptyLines: false });
  const rows = data.map((cells, at) => ({ line: at + 1, cells: cells.map((one) => one.trim()) }));
  const given = rows.filter(
    ({ line, cells }) => cells.some((one) => one !== '') && !(line === 1 && HEAD.test(cells[0] ?? '')),
  );
  if (given.length > MOST_LINES) return null;
  const seen = new Set<string>();
  const read: Read = { lines: given.length, good: [], faults: [] };
  for (const { line, cells } of given) {
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

function readLine(cells: readonly string[]): Omit<PurchaseLine, 'line'> | LineFault['why'] {
  if (cells.length !== 5) return 'cells';
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
