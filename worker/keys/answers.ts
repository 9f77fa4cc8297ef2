/** What was answered under an Idempotency-Key, for a day: the same wish again gets the same answer. */
import type { Once } from '../../shared/keys.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';

export const KEPT_MS = 24 * 3_600_000;
/** Of one key: the newest stay. */
export const MOST_KEPT = 10_000;
/** Looked at when this object woke and now and then, not each time. */
const LOOK_EVERY = 500;
/** Whatever is being done for longer was cut off: it may be asked for again, and the line itself knows whether it was done. */
export const CUT_OFF_MS = 60_000;
/** Larger answers are none of ours. */
const BODY_LIMIT = 64 * 1024;

type Row = { digest: string; at: number; status: number | null; body: string | null };

export class AnswerStore {
  readonly #sql: SqlStorage;
  readonly #fresh = new Map<string, number>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null: nobody asked before, it begins. Else the answer, or why it can't be had. */
  begin(key: string, { name, digest }: Once, now: number): Refusal | { status: number; body: string } | null {
    const known = this.#sql
      .exec<Row>('select digest, at, status, body from answer where key = ? and name = ?', key, name)
      .toArray()[0];
    if (known && now - known.at < KEPT_MS) {
      if (known.digest !== digest) return refuse('reused_key');
      if (known.status !== null && known.body !== null) return { status: known.status, body: known.body };
      if (now - known.at < CUT_OFF_MS) return refuse('in_progress');
    }
    this.#sql.exec(
      'insert or replace into answer (key, name, digest, at, status, body) values (?, ?, ?, ?, null, null)',
      ...[key, name, digest, now],
    );
    const fresh = this.#fresh.get(key) ?? 0;
    if (fresh % LOOK_EVERY === 0) this.#bound(key);
    this.#fresh.set(key, fresh + 1);
    return null;
  }

  settle(key: string, { name, digest }: Once, answer: { status: number; body: string } | null): void {
    const its = 'key = ? and name = ? and digest = ? and status is null';
    if (answer === null || answer.body.length > BODY_LIMIT) {
      this.#sql.exec(`delete from answer where ${its}`, key, name, digest);
      return;
    }
    const { status, body } = answer;
    this.#sql.exec(`update answer set status = ?, body = ? where ${its}`, status, body, key, name, digest);
  }

  /** Forgets what is over; answers whether anything is left. */
  forget(now: number): boolean {
    this.#sql.exec('delete from answer where at < ?', now - KEPT_MS);
    return this.#sql.exec('select 1 from answer limit 1').toArray().length > 0;
  }

  #bound(key: string): void {
    this.#sql.exec(
      `delete from answer where key = ?1 and at < (select at from answer where key = ?1 order by at desc limit 1 offset ?2)`,
      ...[key, MOST_KEPT],
    );
  }
}
