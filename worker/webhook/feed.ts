/** What happened, in one order, for whoever fetches it: bounded in time and number. Told again under its key it stands once. */
import type { FedEvent, Happened } from '../../shared/webhook.ts';
import { refuse, type Result } from '../../shared/refusal.ts';

export const FEED_KEPT_MS = 7 * 24 * 3_600_000;
export const MOST_FED = 100_000;

type Row = { seq: number; key: string; type: string; at: number; data: string };

export class FeedStore {
  readonly #sql: SqlStorage;
  readonly #most: number;

  constructor(sql: SqlStorage, most = MOST_FED) {
    this.#sql = sql;
    this.#most = most;
  }

  add({ key, type, at, data }: Happened, now: number): void {
    this.#sql.exec(
      'insert or ignore into feed (key, type, at, told_at, customer, data) values (?, ?, ?, ?, ?, ?)',
      ...[key, type, at, now, String(data['customer'] ?? ''), JSON.stringify(data)],
    );
    this.#bound(now);
  }

  /** What follows a place, in order; from the oldest kept where none is named. A place before what was forgotten, or not given out yet, leads nowhere. */
  after(
    place: number | null,
    limit: number,
    now: number,
  ): Result<{ events: FedEvent[]; reached: number; more: boolean }> {
    this.#bound(now);
    const { floor, last } = this.#ends();
    const from = place ?? floor;
    if (from < floor || from > last) return refuse('cursor_gone');
    const rows = this.#sql
      .exec<Row>('select seq, key, type, at, data from feed where seq > ? order by seq limit ?', from, limit + 1)
      .toArray();
    const shown = rows.slice(0, limit);
    return {
      ok: true,
      events: shown.map(({ key, type, at, data }) => ({
        ...{ id: `msg_${key}`, type, at, data: JSON.parse(data) as Record<string, unknown> },
      })),
      reached: shown.at(-1)?.seq ?? from,
      more: rows.length > shown.length,
    };
  }

  forgetPerson(customer: string): void {
    this.#sql.exec('delete from feed where customer = ?', customer);
  }

  /** What is over goes from the front, and how far is remembered. */
  #bound(now: number): void {
    const old = this.#sql
      .exec<{ seq: number | null }>('select max(seq) as seq from feed where told_at < ?', now - FEED_KEPT_MS)
      .one().seq;
    const gone = Math.max(old ?? 0, this.#ends().last - this.#most);
    if (gone <= this.#ends().floor) return;
    this.#sql.exec('delete from feed where seq <= ?', gone);
    this.#sql.exec('update feed_floor set seq = ?', gone);
  }

  /** Up to where all is forgotten, and the newest place that was ever given out. */
  #ends(): { floor: number; last: number } {
    return this.#sql
      .exec<{ floor: number; last: number }>(
        `select (select seq from feed_floor) as floor, coalesce((select seq from sqlite_sequence where name = 'feed'), 0) as last`,
      )
      .one();
  }
}
