/** Tickets in SQL: each whole as it stands, its history beside it, and who is still expected to leave a message. */
import type { Ticket, TicketEntry } from '../../../shared/ticket.ts';
import { ticketDue } from './flow.ts';
import type { TicketNews } from './rules.ts';

type Row = Record<string, SqlStorageValue>;

const HISTORY = 500;

export class TicketStore {
  readonly #sql: SqlStorage;
  #next: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#next = undefined;
  }

  byId(id: string): Ticket | null {
    return this.#all('select body from ticket where id = ?', id)[0] ?? null;
  }

  byNumber(number: string): Ticket | null {
    return this.#all('select body from ticket where number = ?', number)[0] ?? null;
  }

  byKey(key: string): Ticket | null {
    return this.#all('select body from ticket where key = ?', key)[0] ?? null;
  }

  /** Newest first. */
  all(limit = 200): Ticket[] {
    return this.#all('select body from ticket order by opened_at desc, id limit ?', limit);
  }

  /** Written for somebody else's line, and here by now. */
  ofOthers(person: string): Ticket[] {
    return this.#all(
      `select body from ticket where json_extract(body, '$.customer') <> ? order by opened_at, id`,
      person,
    );
  }

  /** What screens show by themselves: not closed, or closed a short while ago. */
  recent(closedAfter: number, limit: number): Ticket[] {
    return this.#all(
      'select body from ticket where closed_at is null or closed_at > ? order by updated_at desc limit ?',
      closedAfter,
      limit,
    );
  }

  openedSince(at: number, source: Ticket['source']): number {
    const query = 'select count(*) as n from ticket where opened_at > ? and source = ?';
    return this.#sql.exec<{ n: number }>(query, at, source).toArray()[0]?.n ?? 0;
  }

  due(now: number): Ticket[] {
    return this.#all('select body from ticket where due_at <= ? order by due_at', now);
  }

  save(ticket: Ticket, key: string | null = null): void {
    this.#next = undefined;
    this.#sql.exec(
      `insert into ticket (id, number, key, source, opened_at, updated_at, closed_at, due_at, body)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set updated_at = excluded.updated_at,
       closed_at = excluded.closed_at, due_at = excluded.due_at, body = excluded.body`,
      ...[ticket.id, ticket.number, key, ticket.source, ticket.openedAt, ticket.updatedAt, ticket.closedAt],
      ...[ticketDue(ticket), JSON.stringify(ticket)],
    );
  }

  /** Adds to the history; `key` of a comment names the wish, so that asked twice it stands once. */
  note(ticket: string, at: number, news: TicketNews, key: string | null = null): void {
    this.#sql.exec(
      'insert into ticket_event (ticket, at, internal, actor, event, key) values (?, ?, ?, ?, ?, ?)',
      ...[ticket, at, news.internal ? 1 : 0, JSON.stringify(news.by), JSON.stringify(news.event), key],
    );
  }

  noted(ticket: string, key: string): boolean {
    const query = 'select 1 from ticket_event where ticket = ? and key = ?';
    return this.#sql.exec(query, ticket, key).toArray().length > 0;
  }

  /** The newest ones, oldest first. */
  entries(ticket: string, limit = HISTORY): TicketEntry[] {
    return this.#sql
      .exec<Row>('select * from ticket_event where ticket = ? order by id desc limit ?', ticket, limit)
      .toArray()
      .reverse()
      .map((row) => ({
        number: Number(row.id),
        at: Number(row.at),
        by: JSON.parse(String(row.actor)) as TicketEntry['by'],
        internal: row.internal === 1,
        event: JSON.parse(String(row.event)) as TicketEntry['event'],
      }));
  }

  /** A left message is expected to be whole by then; another word moves it on. */
  expect(session: string, dueAt: number): void {
    this.#next = undefined;
    this.#sql.exec(
      'insert into ticket_intake (session, due_at) values (?, ?) on conflict (session) do update set due_at = excluded.due_at',
      session,
      dueAt,
    );
  }

  expected(now: number): string[] {
    return this.#sql
      .exec<{ session: string }>('select session from ticket_intake where due_at <= ?', now)
      .toArray()
      .map((row) => row.session);
  }

  unexpect(session: string): void {
    this.#next = undefined;
    this.#sql.exec('delete from ticket_intake where session = ?', session);
  }

  nextDue(): number | null {
    if (this.#next === undefined) {
      const query = `select min(at) as at from (select min(due_at) as at from ticket
        union all select min(due_at) as at from ticket_intake)`;
      this.#next = this.#sql.exec<{ at: number | null }>(query).toArray()[0]?.at ?? null;
    }
    return this.#next;
  }

  #all(query: string, ...values: SqlStorageValue[]): Ticket[] {
    return this.#sql
      .exec<{ body: string }>(query, ...values)
      .toArray()
      .map((row) => JSON.parse(row.body) as Ticket);
  }
}
