/** Visits in SQL: few, and gone after their time. */
import { KEPT_VISITS, VISITS_MS, type Page, type TrailView } from '../../../shared/trail.ts';

type Row = { id: number; endpoint: string; at: number; body: string };

export class VisitStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The same page again only moves its time. */
  add(endpoint: string, page: Page, at: number): void {
    const body = JSON.stringify(page);
    const [last] = this.#sql.exec<Row>('select * from visit order by id desc limit 1').toArray();
    if (last && last.endpoint === endpoint && last.body === body) {
      this.#sql.exec('update visit set at = ? where id = ?', at, last.id);
      return;
    }
    this.#sql.exec('insert into visit (endpoint, at, body) values (?, ?, ?)', endpoint, at, body);
    this.#sql.exec('delete from visit where id not in (select id from visit order by id desc limit ?)', KEPT_VISITS);
    this.prune(at);
  }

  newest(now: number): TrailView['visits'] {
    return this.#sql
      .exec<Row>('select * from visit where at > ? order by id desc limit ?', now - VISITS_MS, KEPT_VISITS)
      .toArray()
      .map(({ at, body }) => ({ ...(JSON.parse(body) as Page), at }));
  }

  forget(endpoint: string): void {
    this.#sql.exec('delete from visit where endpoint = ?', endpoint);
  }

  /** What is past its time is gone. */
  prune(now: number): void {
    this.#sql.exec('delete from visit where at <= ?', now - VISITS_MS);
  }

  /** When the oldest one's time is over; null: there is none. */
  nextDue(): number | null {
    const [row] = this.#sql.exec<{ at: number }>('select at from visit order by at limit 1').toArray();
    return row ? row.at + VISITS_MS : null;
  }
}
