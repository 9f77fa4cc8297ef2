/** The reports' operations: figures of service, the encounters behind each, and the same as a file (CSV, XLSX). Agents get their own only. */

import Papa from 'papaparse';
import * as v from 'valibot';
import type { DeskDay, StaffMember } from '../../shared/actors.ts';
import { dateOf } from '../../shared/calendar.ts';
import { figureName, figuresOf } from '../../shared/figures.ts';
import {
  REPORT_DAYS,
  REPORT_PAGE,
  reportBy,
  reportRange,
  type BehindRow,
  type Counted,
  type Report,
  type ReportBy,
} from '../../shared/ledger.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { neutralised } from '../knowledge/files/csv.ts';
import { workbookOf } from '../knowledge/files/xlsx.ts';
import { joined } from '../ledger/cells.ts';
import { memberOf } from './people.ts';
import { asksDuty, asksTickets, behindBeside, besideOf, withBeside } from './report-beside.ts';
import { rowNames } from './report-names.ts';
import { sheetRowsOf, tableOf } from './reports-table.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { allows } from '../staff/rights.ts';
import { queried, type Asked } from './door.ts';

type Wanted = { member: StaffMember; range: Counted; by: ReportBy };

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DAY_MS = 24 * 3_600_000;
const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);
const asked = v.object({
  ...reportRange.entries,
  by: v.optional(reportBy, 'day'),
  figure: v.optional(figureName, 'served'),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}\.[\w-]{1,64}$/u))),
  /** Of the file. */
  format: v.optional(v.picklist(['csv', 'xlsx']), 'csv'),
  language: v.optional(v.picklist(['zh', 'en']), 'zh'),
});

/** Who asks for what: bounded days; an agent for their own figures, whatever they ask for. */
async function wanted(
  context: Asked,
): Promise<Result<Wanted & Pick<v.InferOutput<typeof asked>, 'figure' | 'after' | 'format' | 'language'>>> {
  const who = await memberOf(context);
  if (!who.ok) return who;
  const { member } = who;
  if (!allows(member.role, 'see-own-figures')) return refuse('not_allowed');
  const read = queried(context, asked);
  if (!read.ok) return read;
  const { by, figure, after, format, language, ...range } = read.value;
  const days = (midnight(range.to) - midnight(range.from)) / DAY_MS + 1;
  if (days < 1) return refuse('bad_request', 'to: the range ends before it begins');
  if (days > REPORT_DAYS) return refuse('bad_request', `to: a report spans at most ${REPORT_DAYS} days`);
  const own = allows(member.role, 'see-figures') ? {} : { agent: member.id };
  const counted = { ...range, ...own };
  const parts = counted.agent !== undefined;
  return {
    ok: true,
    member,
    range: { ...counted, parts },
    by,
    figure,
    format,
    language,
    ...(after === undefined ? {} : { after }),
  };
}

/** The months of a range, newest first: each has its ledger. */
function monthsOf({ from, to }: Pick<Counted, 'from' | 'to'>): string[] {
  const months = new Set<string>();
  for (let at = midnight(to); at >= midnight(from); at -= DAY_MS) months.add(new Date(at).toISOString().slice(0, 7));
  return [...months];
}

function daysOf({ from, to }: Pick<Counted, 'from' | 'to'>): string[] {
  const count = Math.round((midnight(to) - midnight(from)) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, at) => new Date(midnight(from) + at * DAY_MS).toISOString().slice(0, 10));
}

async function reportFor(context: Asked, { range, by }: Wanted): Promise<Report> {
  const ledger = (month: string) => context.env.LEDGER.getByName(month);
  const today = dateOf(Date.now());
  const past = daysOf(range).filter((day) => day <= today);
  const [tallies, duties, limits, settings] = await Promise.all([
    Promise.all(monthsOf(range).map((month) => ledger(month).count({ range, by }))),
    asksDuty(range) ? context.env.DESK.getByName('main').days({ days: past }) : [],
    asksTickets(range) ? context.env.DOCKET.getByName('main').limits(range) : [],
    ensureSettings(context.env),
  ]);
  const { whole, days, rows } = withBeside(joined(tallies), besideOf({ range, by }, past, { duties, limits }));
  const tallyOf = new Map(days.map((one) => [one.day, one.tally]));
  const reckoned = rows.map(({ id, name, tally }) => ({
    id,
    ...rowNames(by, id, name, settings),
    figures: figuresOf(tally),
  }));
  return {
    ...{ ok: true as const, from: range.from, to: range.to, whole: figuresOf(whole) },
    days: daysOf(range).map((day) => ({ day, figures: figuresOf(tallyOf.get(day) ?? {}) })),
    rows: by === 'agent' ? withDuties(reckoned, duties, range.agent) : reckoned,
  };
}

/** What the desk counted of each agent, over all days; who was on duty and served nobody has a row too. */
function withDuties(rows: Report['rows'], days: readonly DeskDay[], agent: string | undefined): Report['rows'] {
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { id, name, missed, states } of days.flatMap((day) => day.agents)) {
    if (agent !== undefined && id !== agent) continue;
    const row = known.get(id) ?? { id, zh: name, en: name, figures: figuresOf({}) };
    const duty = row.duty ?? { missed: 0, states: {} };
    duty.missed += missed;
    for (const [state, ms] of Object.entries(states)) duty.states[state] = (duty.states[state] ?? 0) + ms;
    known.set(id, { ...row, duty });
  }
  return [...known.values()];
}

export async function report(context: Asked): Promise<Response> {
  const read = await wanted(context);
  return read.ok ? answered(await reportFor(context, read)) : refused(read);
}

/** The encounters behind a figure, newest first, month by month; or the tickets. */
export async function behind(context: Asked): Promise<Response> {
  const read = await wanted(context);
  if (!read.ok) return refused(read);
  const { range, figure, after } = read;
  const beside = await behindBeside(
    context.env.DOCKET.getByName('main'),
    range,
    figure,
    Number((after ?? '0').split('.')[0]),
  );
  if (beside) return answered({ ok: true, ...beside });
  const rows: BehindRow[] = [];
  const before = after === undefined ? null : dateOf(Number(after.split('.')[0])).slice(0, 7);
  for (const month of monthsOf(range)) {
    if (before !== null && month > before) continue;
    const order = { range, figure, after: after ?? null, limit: REPORT_PAGE - rows.length };
    const page = await context.env.LEDGER.getByName(month).behind(order);
    rows.push(...page.rows);
    if (page.next !== null) return answered({ ok: true, rows, next: page.next });
  }
  return answered({ ok: true, rows, next: null });
}

export async function exported(context: Asked): Promise<Response> {
  const read = await wanted(context);
  if (!read.ok) return refused(read);
  const made = await reportFor(context, read);
  const table = tableOf(made, read.by, read.language);
  const xlsx = read.format === 'xlsx';
  const csv = () =>
    Papa.unparse(
      table.map((row) => row.map(neutralised)),
      { newline: '\r\n' },
    );
  return new Response(xlsx ? workbookOf('report', sheetRowsOf(table)) : `\ufeff${csv()}\r\n`, {
    headers: {
      'content-type': xlsx ? XLSX_TYPE : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="report-${made.from}-${made.to}.${read.format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
