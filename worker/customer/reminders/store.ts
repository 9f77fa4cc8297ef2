/** Appointments in SQL, the notices that were made of one, and what became of each event told. */
import * as v from 'valibot';
import { eventFate, type EventFate } from '../../../shared/reminders/api.ts';
import { untold, type Untold } from '../../../shared/reminders/history.ts';

type Row = Record<string, SqlStorageValue>;

export type Next = { which: 'tomorrow' | 'soon'; at: number };
/** `home`: whose it is, of those who stand in the line. */
export type Appointment = {
  id: string;
  time: number | null;
  what: string;
  saidAt: number;
  next: Next | null;
  home: string;
};

/** The newest words of a person that are looked through for an order's number. */
const LOOKED_THROUGH = 2_000;

export class AppointmentStore {
  readonly #sql: SqlStorage;
  /** When the next reminder is due; undefined: look. */
  #next: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The transaction was undone, or rows came or went. */
  forgetMemory(): void {
    this.#next = undefined;
  }

  of(id: string): Appointment | null {
    return this.#all('select * from appointment where id = ?', id)[0] ?? null;
  }

  save({ id, time, what, saidAt, next, home }: Appointment): void {
    this.#next = undefined;
    this.#sql.exec(
      `insert into appointment (id, time, what, said_at, next, next_at, home) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set time = excluded.time, what = excluded.what, said_at = excluded.said_at,
       next = excluded.next, next_at = excluded.next_at`,
      ...[id, time, what, saidAt, next?.which ?? null, next?.at ?? null, home],
    );
  }

  due(now: number): Appointment[] {
    const due = this.nextDue();
    if (due === null || due > now) return [];
    return this.#all('select * from appointment where next_at <= ? order by next_at, id limit 50', now);
  }

  nextDue(): number | null {
    if (this.#next === undefined) {
      const sql = 'select min(next_at) as at from appointment where next_at is not null';
      this.#next = this.#sql.exec<{ at: number | null }>(sql).toArray()[0]?.at ?? null;
    }
    return this.#next;
  }

  /** What became of an event that was heard under this key; null: it was told before fates were kept. */
  fateOf(key: string): EventFate | null {
    const row = this.#sql.exec<Row>('select fate from heard where key = ?', key).toArray()[0];
    return v.parse(v.nullable(eventFate), row?.fate ?? null);
  }

  /** `untold`: why nothing was said of this event. */
  keepFate(key: string, fate: EventFate, event: string, untold: Untold | null): void {
    const sql = 'update heard set fate = ?, event = ?, untold = ? where key = ?';
    this.#sql.exec(sql, fate, event, untold, key);
  }

  /** Events of which nothing was said, newest first. */
  untold(limit: number): { key: string; at: number; event: string; why: Untold }[] {
    const sql = 'select key, at, event, untold from heard where untold is not null order by at desc, key limit ?';
    return this.#sql
      .exec<Row>(sql, limit)
      .toArray()
      .map((row) => ({
        ...{ key: String(row.key), at: Number(row.at), event: String(row.event) },
        why: v.parse(untold, row.untold),
      }));
  }

  /** To come after a time, earliest first. */
  ahead(now: number): Appointment[] {
    return this.#all('select * from appointment where time > ? order by time, id limit 20', now);
  }

  /** Appointments that were long ago are let go. */
  prune(before: number): void {
    this.#sql.exec('delete from appointment where next_at is null and coalesce(time, said_at) < ?', before);
  }

  /** Unread notices of an appointment, which what is known now puts out of date. */
  unread(id: string): string[] {
    return this.#sql
      .exec<{ id: string }>(`select id from notice where read_at is null and body ->> '$.event.appointment' = ?`, id)
      .toArray()
      .map((one) => one.id);
  }

  /** Whether a number stands in what the person said since then. */
  named(number: string, since: number): boolean {
    const sql = `select 1 from (select body, at from message where direction = 'in' order by revision desc limit ${LOOKED_THROUGH})
      where at >= ? and instr(body, ?) > 0 limit 1`;
    return this.#sql.exec(sql, since, number).toArray().length > 0;
  }

  #all(query: string, ...values: SqlStorageValue[]): Appointment[] {
    return this.#sql
      .exec<Row>(query, ...values)
      .toArray()
      .map((row) => ({
        id: String(row.id),
        time: row.time === null ? null : Number(row.time),
        what: String(row.what),
        saidAt: Number(row.said_at),
        next:
          row.next_at === null ? null : { which: row.next === 'soon' ? 'soon' : 'tomorrow', at: Number(row.next_at) },
        home: String(row.home),
      }));
  }
}
