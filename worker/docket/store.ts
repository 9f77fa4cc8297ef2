/** The list of tickets in SQL. */
import { dateOf } from '../../shared/calendar.ts';
import {
  DOCKET_PAGE,
  type DocketCalls,
  type DocketPage,
  type DocketQuery,
  type LimitsOfDay,
} from '../../shared/docket.ts';
import { limitNames, type LimitName, type TicketRow } from '../../shared/ticket.ts';

type Value = SqlStorageValue;
type Where = { text: string; values: Value[] };

/** Later than any limit: what is done stands behind what is not, newest first. */
const DONE_FROM = 10 ** 13;
const OPEN = `phase not in ('solved', 'closed')`;

export class DocketStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** All tickets of a person. */
  forget(customer: string): void {
    this.#sql.exec('delete from follower where ticket in (select id from ticket where customer = ?)', customer);
    this.#sql.exec('delete from ticket where customer = ?', customer);
  }

  /** Whether it is the newest now; told again in the same words it is, too. */
  put(row: TicketRow): boolean {
    const done = row.phase === 'solved' || row.phase === 'closed';
    const place = done ? DONE_FROM - row.updatedAt : (row.dueAt ?? DONE_FROM - 1);
    const words = [row.number, row.title, row.name, row.customer, row.kindLabel.zh, row.kindLabel.en].join('\n');
    const { rowsWritten } = this.#sql.exec(
      `insert into ticket (id, customer, revision, kind, phase, priority, assignee, team, words, place, due_at, missed, body,
       opened_on, first_kept, solve_kept, promise_kept)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set customer = excluded.customer, revision = excluded.revision,
       kind = excluded.kind, phase = excluded.phase, priority = excluded.priority, assignee = excluded.assignee,
       team = excluded.team, words = excluded.words, place = excluded.place, due_at = excluded.due_at,
       missed = excluded.missed, body = excluded.body, opened_on = excluded.opened_on, first_kept = excluded.first_kept,
       solve_kept = excluded.solve_kept, promise_kept = excluded.promise_kept where excluded.revision > ticket.revision`,
      ...[row.ticket, row.customer, row.revision, row.kind, row.phase, row.priority, row.assignee?.id ?? null],
      ...[row.group, words.toLowerCase(), place, row.dueAt, row.missed ? 1 : 0, JSON.stringify(row)],
      ...[dateOf(row.openedAt), ...limitNames.map((name) => numbered(row.limits?.[name]))],
    );
    if (rowsWritten === 0) return this.#toldAgain(row);
    this.#sql.exec('delete from follower where ticket = ?', row.ticket);
    for (const member of row.copied) this.#sql.exec('insert or ignore into follower values (?, ?)', row.ticket, member);
    return true;
  }

  /** The same again says the same, but what became of its limits, which was not told at first. */
  #toldAgain({ ticket, revision, limits }: TicketRow): boolean {
    const kept = limitNames.map((name) => numbered(limits?.[name]));
    const query = 'update ticket set first_kept = ?, solve_kept = ?, promise_kept = ? where id = ? and revision = ?';
    return this.#sql.exec(query, ...kept, ticket, revision).rowsWritten > 0;
  }

  list(query: DocketQuery, now: number): DocketPage {
    const parts = [
      viewed(query.view, query, now),
      ...equal('kind', query.kind),
      ...equal('phase', query.phase),
      ...equal('priority', query.priority),
      ...equal('assignee', query.assignee),
      ...found(query.search),
      ...behind(query.after),
    ];
    const rows = this.#sql
      .exec<{ id: string; place: number; body: string }>(
        `select id, place, body from ticket where ${parts.map((part) => part.text).join(' and ')} order by place, id limit ?`,
        ...parts.flatMap((part) => part.values),
        query.limit + 1,
      )
      .toArray();
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      tickets: page.map((row) => JSON.parse(row.body) as TicketRow),
      after: rows.length > page.length && last ? `${last.place}.${last.id}` : null,
    };
  }

  walk({ after, limit, ...only }: Parameters<DocketCalls['walk']>[0]) {
    const parts = [
      { text: 'id > ?', values: [after] },
      ...equal('customer', only.customer),
      ...equal('kind', only.kind),
      ...equal('phase', only.phase),
    ];
    const rows = this.#sql
      .exec<{ body: string }>(
        `select body from ticket where ${parts.map((part) => part.text).join(' and ')} order by id limit ?`,
        ...parts.flatMap((part) => part.values),
        limit + 1,
      )
      .toArray();
    const tickets = rows.slice(0, limit).map((row) => JSON.parse(row.body) as TicketRow);
    return { tickets, more: rows.length > tickets.length };
  }

  /** Tickets by the day they were opened and the group that has them, and of how many each limit is known and was kept. */
  limits({ from, to }: { from: string; to: string }): LimitsOfDay[] {
    const sums = limitNames.map((name) => `count(${name}_kept) as ${name}_known, sum(${name}_kept) as ${name}_kept`);
    const rows = this.#sql.exec<Record<string, Value>>(
      `select opened_on as day, coalesce(team, '') as team, count(*) as opened, ${sums.join(', ')} from ticket
       where opened_on between ? and ? group by opened_on, team order by opened_on, team`,
      ...[from, to],
    );
    return rows.toArray().map((row) => {
      const of = (name: LimitName) => ({ n: Number(row[`${name}_known`]), sum: Number(row[`${name}_kept`] ?? 0) });
      return {
        ...{ day: String(row['day']), group: String(row['team']), opened: Number(row['opened']) },
        ...{ first: of('first'), solve: of('solve'), promise: of('promise') },
      };
    });
  }

  /** The tickets behind one of them, newest first: those that missed it before those that kept it. */
  behindLimit(order: Parameters<DocketCalls['behindLimit']>[0]): { tickets: TicketRow[]; more: boolean } {
    const { from, to, limit, group, after } = order;
    const column = `${limit}_kept`;
    const rows = this.#sql
      .exec<{ body: string }>(
        `select body from ticket where opened_on between ?1 and ?2 and ${column} is not null and (?3 is null or coalesce(team, '') = ?3)
         order by ${column}, opened_on desc, id limit ?4 offset ?5`,
        ...[from, to, group, DOCKET_PAGE + 1, after],
      )
      .toArray();
    const tickets = rows.slice(0, DOCKET_PAGE).map((row) => JSON.parse(row.body) as TicketRow);
    return { tickets, more: rows.length > tickets.length };
  }

  count(view: DocketQuery['view'], who: { member: string; groups: string[] }, now: number): number {
    const { text, values } = viewed(view, who, now);
    const query = `select count(*) as n from ticket where ${text} and ${OPEN}`;
    return this.#sql.exec<{ n: number }>(query, ...values).toArray()[0]?.n ?? 0;
  }
}

const numbered = (kept: boolean | null | undefined): number | null => (typeof kept === 'boolean' ? Number(kept) : null);

function viewed(view: DocketQuery['view'], who: { member: string; groups: string[] }, now: number): Where {
  switch (view) {
    case 'mine':
      return { text: `${OPEN} and assignee = ?`, values: [who.member] };
    case 'group': {
      const marks = who.groups.map(() => '?').join(', ');
      return { text: `${OPEN} and team in (${marks})`, values: who.groups };
    }
    case 'unassigned':
      return { text: `${OPEN} and assignee is null`, values: [] };
    case 'overdue':
      return { text: `${OPEN} and (missed = 1 or due_at < ?)`, values: [now] };
    case 'copied':
      return { text: 'id in (select ticket from follower where member = ?)', values: [who.member] };
    case 'all':
      return { text: 'true', values: [] };
  }
}

const equal = (column: string, value: string | null): Where[] =>
  value === null ? [] : [{ text: `${column} = ?`, values: [value] }];

/** Every word of the search somewhere in number, title, name or kind. */
function found(search: string | null): Where[] {
  return (search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => ({ text: 'instr(words, ?) > 0', values: [word] }));
}

function behind(after: string | null): Where[] {
  const [, place, id] = /^(\d{1,15})\.([\w-]{1,64})$/u.exec(after ?? '') ?? [];
  return place && id ? [{ text: '(place, id) > (?, ?)', values: [Number(place), id] }] : [];
}
