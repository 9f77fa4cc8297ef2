import { isRecord, parseJson } from './json.ts';

/** What a fault switch says about one place. */
export interface Fault {
  errcode?: number;
  code?: string;
  message?: string;
  status?: number;
  slowMs?: number;
  lost?: boolean;
  duplicate?: number;
  delayMs?: number;
  reorder?: boolean;
  spoil?: string;
  refuse?: boolean;
  seed?: number;
  expire?: boolean;
  kill?: boolean;
}

const KEPT = 2000;

/** The log, the fault switches and the bell for live pages: what watchers of the world read. */
export class Diary {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Writes down what came in or went out, newest 2,000 lines kept. */
  note(place: string, body: Record<string, unknown>, at: number): void {
    const row = this.#sql
      .exec<{ id: number }>(
        'insert into log (at, place, body) values (?, ?, ?) returning id',
        at,
        place,
        JSON.stringify(body),
      )
      .one();
    if (row.id % 100 === 0) this.#sql.exec('delete from log where id <= ?', row.id - KEPT);
  }

  /** Lines after an id, oldest first, at most 500; `place` is a beginning such as `wechat.`. */
  lines(after: number, place: string): Record<string, unknown>[] {
    return this.#sql
      .exec<{ id: number; at: number; place: string; body: string }>(
        'select id, at, place, body from log where id > ? and substr(place, 1, ?) = ? order by id limit 500',
        after,
        place.length,
        place,
      )
      .toArray()
      .map((row) => ({
        id: row.id,
        at: row.at,
        place: row.place,
        ...(parseJson(row.body) as Record<string, unknown>),
      }));
  }

  /** Sets, changes or (with null) removes faults; `times` limits how often one strikes. */
  setFaults(faults: Record<string, unknown>): void {
    for (const [place, fault] of Object.entries(faults)) {
      if (!isRecord(fault)) this.#sql.exec('delete from fault where place = ?', place);
      else {
        const times = typeof fault.times === 'number' ? fault.times : -1;
        this.#sql.exec(
          'insert or replace into fault (place, body, times_left) values (?, ?, ?)',
          place,
          JSON.stringify(fault),
          times,
        );
      }
    }
  }

  clearFaults(): void {
    this.#sql.exec('delete from fault');
  }

  faults(): Record<string, unknown> {
    const rows = this.#sql
      .exec<{ place: string; body: string; times_left: number }>('select * from fault order by place')
      .toArray();
    return Object.fromEntries(
      rows.map((row) => {
        const body = parseJson(row.body) as Record<string, unknown>;
        return [row.place, row.times_left < 0 ? body : { ...body, times: row.times_left }];
      }),
    );
  }

  /** The fault that strikes at this place now, counted. */
  strike(place: string): Fault {
    const row = this.#sql
      .exec<{ body: string; times_left: number }>('select body, times_left from fault where place = ?', place)
      .toArray()[0];
    if (!row) return {};
    if (row.times_left === 1) this.#sql.exec('delete from fault where place = ?', place);
    else if (row.times_left > 1) this.#sql.exec('update fault set times_left = times_left - 1 where place = ?', place);
    return parseJson(row.body) as Fault;
  }

  /** Says that something of a person's changed: topic is `sms` or `chat:<account>`. */
  ring(person: string, topic: string): void {
    const row = this.#sql
      .exec<{ id: number }>('insert into change (person, topic) values (?, ?) returning id', person, topic)
      .one();
    if (row.id % 500 === 0) this.#sql.exec('delete from change where id <= ?', row.id - 5 * KEPT);
  }

  /** What changed for a person after a position. */
  changes(person: string, after: number): { id: number; topic: string }[] {
    return this.#sql
      .exec<{ id: number; topic: string }>(
        'select id, topic from change where person = ? and id > ? order by id limit 200',
        person,
        after,
      )
      .toArray();
  }

  lastChange(person: string): number {
    return this.#sql
      .exec<{ last: number }>('select coalesce(max(id), 0) as last from change where person = ?', person)
      .one().last;
  }
}
