/** Tickets over all customers: the staff's lists, and the same as a CSV file. */
import Papa from 'papaparse';
import * as v from 'valibot';
import type { StaffMember } from '../../shared/actors.ts';
import { DOCKET_PAGE, type DocketQuery } from '../../shared/docket.ts';
import { ticketListView } from '../../shared/ticket-api.ts';
import type { TicketRow } from '../../shared/ticket.ts';
import { ticketPhase, ticketPriority } from '../../shared/settings/tickets.ts';
import { type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { neutralised } from '../knowledge/files/csv.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { admitted, queried, type Asked } from './door.ts';

/** Rows one file holds at most. */
const EXPORT_LIMIT = 10_000;
const EXPORT_PAGE = 500;

const words = v.pipe(v.string(), v.trim(), v.maxLength(100));
const asked = v.object({
  view: v.optional(ticketListView, 'all'),
  kind: v.optional(words),
  phase: v.optional(ticketPhase),
  priority: v.optional(ticketPriority),
  assignee: v.optional(words),
  search: v.optional(words),
  after: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

const docket = (context: Asked) => context.env.DOCKET.getByName('main');

async function queryOf(context: Asked, member: StaffMember): Promise<Result<{ query: DocketQuery }>> {
  const read = queried(context, asked);
  if (!read.ok) return read;
  const { view, kind = null, phase = null, priority = null, assignee = null } = read.value;
  const { search = null, after = null } = read.value;
  const groups = await groupsOf(context, member);
  const query = { member: member.id, groups, view, kind, phase, priority, assignee, search, after, limit: DOCKET_PAGE };
  return { ok: true, query };
}

/** The groups this member works in. */
async function groupsOf(context: Asked, member: StaffMember): Promise<string[]> {
  const { desk } = await ensureSettings(context.env);
  return desk.groups.filter((group) => group.members.includes(member.login)).map((group) => group.id);
}

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'work-tickets');
  if (!who.ok) return refused(who);
  const read = await queryOf(context, who.member);
  if (!read.ok) return refused(read);
  const [page, counts] = await Promise.all([
    docket(context).list(read.query),
    docket(context).counts({ member: who.member.id, groups: read.query.groups }),
  ]);
  return answered({ ok: true, ...page, counts });
}

const columns = [
  ...['工单号', '类型', '标题', '状态', '优先级', '客户', '受理人', '技能组', '登记时间', '最近更新'],
  ...['下一时限', '承诺时间', '已超时', '催单次数', '关闭时间', '评价'],
];
const stateWords = { low: '低', normal: '普通', high: '高', urgent: '紧急' };

function cellsOf(row: TicketRow): string[] {
  return [
    ...[row.number, row.kindLabel.zh, row.title, row.stateLabel.zh, stateWords[row.priority], row.name],
    ...[row.assignee?.name ?? '', row.group ?? '', local(row.openedAt), local(row.updatedAt), local(row.dueAt)],
    ...[local(row.promiseAt), row.missed ? '是' : '', String(row.urged), local(row.closedAt)],
    row.rating === undefined ? '' : String(row.rating),
  ];
}

/** A moment as people in China read it; empty: none. */
function local(at: number | null): string {
  return at === null ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

export async function exported(context: Asked): Promise<Response> {
  const who = await admitted(context, 'export-tickets');
  if (!who.ok) return refused(who);
  const read = await queryOf(context, who.member);
  if (!read.ok) return refused(read);
  const rows: TicketRow[] = [];
  for (let after: string | null = null; rows.length < EXPORT_LIMIT;) {
    const page = await docket(context).list({ ...read.query, after, limit: EXPORT_PAGE });
    rows.push(...page.tickets);
    after = page.after;
    if (after === null) break;
  }
  const table = [columns, ...rows.map((row) => cellsOf(row).map(neutralised))];
  return new Response(`\ufeff${Papa.unparse(table, { newline: '\r\n' })}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="tickets-${local(Date.now()).slice(0, 10)}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
