/** How far each screen has received and read, in SQL. */
import type { Marks } from '../../shared/line.ts';

type Row = { endpoint: string; received: number; read: number };

export class MarkStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(companyRead: number): Marks {
    const rows = this.#sql.exec<Row>('select endpoint, received, read from mark').toArray();
    const customer = Object.fromEntries(rows.map(({ endpoint, received, read }) => [endpoint, { received, read }]));
    return { customer, company: { read: companyRead } };
  }

  of(endpoint: string): { received: number; read: number } {
    const row = this.#sql
      .exec<Row>('select endpoint, received, read from mark where endpoint = ?', endpoint)
      .toArray()[0];
    return { received: row?.received ?? 0, read: row?.read ?? 0 };
  }

  save(endpoint: string, received: number, read: number): void {
    this.#sql.exec(
      `insert into mark (endpoint, received, read) values (?, ?, ?)
       on conflict (endpoint) do update set received = excluded.received, read = excluded.read`,
      endpoint,
      received,
      read,
    );
  }
}
