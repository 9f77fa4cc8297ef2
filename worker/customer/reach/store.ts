/** News that is not read yet and the ways it was tried, and each time the person was called to come and read, in SQL. */
import type { MessageStatus, Reason } from '../../../shared/message.ts';
import type { Attempt, News, WhyNone } from '../../../shared/reach/news.ts';

type Row = Record<string, SqlStorageValue>;

/** A try as it is kept; `summons` names the call from outside it was. */
export type Try = Attempt & { summons?: string };
/** What is kept of a notice for good: its tries, as what it was said on a platform, and why it went nowhere; `outdated`: a newer one took its place. */
export type Went = { tries?: readonly Try[]; saidAs?: string | null; none?: WhyNone; outdated?: 1 };
export type NewsKept = News & { saidAs: string | null; attempts: readonly Try[] };

export type Summons = {
  id: string;
  way: 'subscription' | 'sms' | 'callback';
  endpoint: string;
  at: number;
  providerId: string | null;
  status: MessageStatus;
  reason: Reason | null;
};

export class ReachStore {
  readonly #sql: SqlStorage;
  /** Whether any news is kept; undefined: look. Most turns of most people ask in vain. */
  #any: boolean | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  forgetMemory(): void {
    this.#any = undefined;
  }

  news(id: string): NewsKept | null {
    return this.#news('select * from news where id = ?', id)[0] ?? null;
  }

  /** The notice that was said as this message. */
  saidAs(message: string): NewsKept | null {
    return this.#news('select * from news where said_as = ?', message)[0] ?? null;
  }

  all(): NewsKept[] {
    return this.any() ? this.#news('select * from news order by since, id') : [];
  }

  any(): boolean {
    this.#any ??= this.#sql.exec('select 1 from news limit 1').toArray().length > 0;
    return this.#any;
  }

  save(one: NewsKept): void {
    this.#any = true;
    this.#sql.exec(
      `insert into news (id, purpose, weight, answers, since, said_as, attempts) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set said_as = excluded.said_as, attempts = excluded.attempts`,
      ...[one.id, one.purpose, one.weight, one.home, one.since, one.saidAs, JSON.stringify(one.attempts)],
    );
    if (one.purpose !== 'answer') this.#note(one.id, { tries: one.attempts, saidAs: one.saidAs });
  }

  /** What became of a notice; null: nothing was kept of it. */
  went(notice: string): Went | null {
    const row = this.#sql.exec<Row>('select went from notice where id = ?', notice).toArray()[0];
    return typeof row?.went === 'string' ? (JSON.parse(row.went) as Went) : null;
  }

  /** A notice goes nowhere, and why; of a message nothing is kept here. */
  nowhere(notice: string, why: Pick<Went, 'none' | 'outdated'>): void {
    this.#note(notice, { ...this.went(notice), ...why });
  }

  #note(notice: string, went: Went): void {
    this.#sql.exec('update notice set went = ? where id = ?', JSON.stringify(went), notice);
  }

  /** It is read, or nothing is to be done about it any more. */
  over(id: string): void {
    this.#any = undefined;
    this.#sql.exec('delete from news where id = ?', id);
  }

  /** Answers read on a screen up to a revision: on one address, or on all (null). Gives their ids. */
  read(upTo: number, endpoint: string | null): string[] {
    if (!this.any()) return [];
    const ids = this.#sql
      .exec<{ id: string }>(
        `select news.id as id from news join message on message.id = news.id
         where message.revision <= ?1 and (?2 is null or message.endpoint = ?2)`,
        ...[upTo, endpoint],
      )
      .toArray()
      .map((row) => row.id);
    for (const id of ids) this.over(id);
    return ids;
  }

  prune(olderThan: number): void {
    this.#any = undefined;
    this.#sql.exec('delete from news where since < ?', olderThan);
    this.#sql.exec('delete from summons where at < ?', olderThan);
  }

  /** When they were last called and have not come since; null: never, or they came. */
  calledAt(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>(`select max(at) as at from summons where came_at is null and status <> 'failed'`)
      .toArray()[0];
    return row?.at ?? null;
  }

  summonsSince(way: Summons['way'], since: number): number {
    const sql = `select count(*) as n from summons where way = ? and at >= ? and status <> 'failed'`;
    return Number(this.#sql.exec<{ n: number }>(sql, way, since).toArray()[0]?.n ?? 0);
  }

  saveSummons(one: Summons): void {
    this.#sql.exec(
      `insert into summons (id, way, endpoint, at, provider_id, status, reason) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set provider_id = excluded.provider_id, status = excluded.status, reason = excluded.reason`,
      ...[one.id, one.way, one.endpoint, one.at, one.providerId, one.status],
      one.reason ? JSON.stringify(one.reason) : null,
    );
  }

  summons(id: string): Summons | null {
    return this.#summons('select * from summons where id = ?', id);
  }

  summonsByProvider(providerId: string): Summons | null {
    return this.#summons('select * from summons where provider_id = ?', providerId);
  }

  /** They have come, or spoken: whoever called them has done so. */
  came(now: number): void {
    this.#sql.exec('update summons set came_at = ? where came_at is null', now);
  }

  #summons(sql: string, name: string): Summons | null {
    const row = this.#sql.exec<Row>(sql, name).toArray()[0];
    if (!row) return null;
    return {
      id: String(row.id),
      way: String(row.way) as Summons['way'],
      endpoint: String(row.endpoint),
      at: Number(row.at),
      providerId: row.provider_id === null ? null : String(row.provider_id),
      status: String(row.status) as MessageStatus,
      reason: row.reason === null ? null : (JSON.parse(String(row.reason)) as Reason),
    };
  }

  #news(sql: string, ...values: SqlStorageValue[]): NewsKept[] {
    return this.#sql
      .exec<Row>(sql, ...values)
      .toArray()
      .map((row) => ({
        id: String(row.id),
        purpose: String(row.purpose) as News['purpose'],
        weight: String(row.weight) as News['weight'],
        home: row.answers === null ? null : String(row.answers),
        since: Number(row.since),
        saidAs: row.said_as === null ? null : String(row.said_as),
        attempts: JSON.parse(String(row.attempts)) as Try[],
      }));
  }
}
