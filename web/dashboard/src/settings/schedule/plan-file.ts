import Papa from 'papaparse';
import {
  CELL_SHIFTS,
  PLAN_CELLS,
  REASON_LENGTH,
  type Cell,
  type Schedule,
  type Shift,
} from '../../../../../shared/settings/schedule.ts';
import { readDay } from '../../knowledge/entry/day.ts';

/** What the columns and the two words that are no shift are called in the file. */
export type Heads = {
  date: string;
  login: string;
  name: string;
  shift: string;
  note: string;
  rest: string;
  leave: string;
};

/** A cell of the file, where it stands. */
export type FileCell = { date: string; member: string; cell: Cell };
export type BadRow = { row: number; why: 'date' | 'member' | 'shift' | 'twice' | 'many' | 'long'; value: string };
/** What a file says; nothing of it is taken while a row is bad. */
export type ReadPlan = { ok: true; cells: FileCell[] } | { ok: false; large: boolean; bad: BadRow[] };

/** The plan as CSV that spreadsheets open: no cell can run as a formula. */
export function planToCsv({ plan, shifts }: Schedule, names: ReadonlyMap<string, string>, heads: Heads): string {
  const called = new Map(shifts.map((one) => [one.id, one.name]));
  const rows = plan.flatMap(({ date, cells }) =>
    cells.map((one) => [
      date,
      one.member,
      names.get(one.member) ?? '',
      one.kind === 'work' ? one.shifts.map((id) => called.get(id) ?? id).join('+') : heads[one.kind],
      one.kind === 'leave' ? one.reason : '',
    ]),
  );
  const fields = [heads.date, heads.login, heads.name, heads.shift, heads.note];
  return `\uFEFF${Papa.unparse({ fields, data: rows }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}

const REST = /^(?:休|休息|rest|off)$/iu;
const LEAVE = /^(?:假|请假|leave)$/iu;

/** Reads what `planToCsv` writes, and files of others with the same five columns. A shift is known by its name, id or key. */
export function planFromCsv(text: string, shifts: readonly Shift[], members: ReadonlySet<string>): ReadPlan {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/u, ''), { preview: PLAN_CELLS + 3 });
  const rows = data
    .map((cells, at) => ({ row: at + 1, cells: cells.map((one) => one.replace(/^'(?=[=+\-@\t\r'])/u, '').trim()) }))
    .filter(({ cells }) => cells.some((one) => one !== ''));
  const body = readDay(rows[0]?.cells[0] ?? '') === null ? rows.slice(1) : rows;
  if (body.length > PLAN_CELLS) return { ok: false, large: true, bad: [] };
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  const found = body.flatMap(({ row, cells }): FileCell[] => {
    const [written = '', member = '', , shift = '', note = ''] = cells;
    const date = readDay(written);
    const wrong = (why: BadRow['why'], value = ''): FileCell[] => {
      bad.push({ row, why, value });
      return [];
    };
    if (date === null) return wrong('date', written);
    if (!members.has(member)) return wrong('member', member);
    if (seen.has(`${date} ${member}`)) return wrong('twice');
    seen.add(`${date} ${member}`);
    if (REST.test(shift)) return [{ date, member, cell: { member, kind: 'rest' } }];
    if (LEAVE.test(shift)) {
      if (note.length > REASON_LENGTH) return wrong('long');
      return [{ date, member, cell: { member, kind: 'leave', reason: note } }];
    }
    const asked = [...new Set(shift.split(/\s*[+＋、/]\s*/u).filter((one) => one !== ''))];
    const known = asked.map((name) => shifts.find((one) => one.name === name || one.id === name || one.key === name));
    const missing = known.findIndex((one) => one === undefined);
    if (asked.length === 0 || missing >= 0) return wrong('shift', asked[missing] ?? '');
    if (asked.length > CELL_SHIFTS) return wrong('many', String(CELL_SHIFTS));
    const ids = [...new Set(known.flatMap((one) => (one ? [one.id] : [])))];
    return [{ date, member, cell: { member, kind: 'work', shifts: ids } }];
  });
  return bad.length > 0 ? { ok: false, large: false, bad } : { ok: true, cells: found };
}

/** How many cells of a file stand where something is planned already. */
export function replaced(schedule: Schedule, cells: readonly { date: string; member: string }[]): number {
  const planned = new Set(
    schedule.plan.flatMap(({ date, cells: given }) => given.map((one) => `${date} ${one.member}`)),
  );
  return cells.filter((one) => planned.has(`${one.date} ${one.member}`)).length;
}
