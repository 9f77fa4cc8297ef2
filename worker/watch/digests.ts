/** 定时报表: what is due becomes rows once, each sent by one way; what a lost process left on its way is not sent again. Its SQL. */
import { dueAt, type DigestSend } from '../../shared/digest.ts';
import type { Digest, Digests } from '../../shared/settings/digests.ts';
import type { Told } from '../channels/robots.ts';

/** After a try in vain, so much later; then it has failed. */
const AGAIN_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;
const SHOWN = 50;
const KEPT_MS = 90 * 24 * 3_600_000;

type Row = {
  id: number;
  digest: string;
  name: string;
  due_at: number;
  trial: number;
  way_by: DigestSend['by'];
  way_to: string;
  state: DigestSend['state'];
  tries: number;
  at: number;
  next_at: number;
  why: string;
};

const toSend = ({ due_at: due, trial, way_by: by, way_to: to, next_at: nextAt, ...row }: Row): DigestSend => ({
  ...row,
  ...{ due, trial: trial === 1, by, to, nextAt: row.state === 'owed' ? nextAt : null },
});
const timingOf = ({ every, day, at }: Digest) => `${every} ${every === 'day' ? '' : day} ${at}`;

export class DigestStore {
  readonly #sql: SqlStorage;

  /** Whatever was on its way as the process ended may have arrived. */
  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`update digest_send set state = 'unknown' where state = 'going'`);
  }

  /** Owes what has become due since it was looked at last: of several times missed the newest. A new time begins with the next. */
  plan({ digests }: Digests, now: number): void {
    const on = digests.filter((one) => one.on);
    // An empty document may be one that could not be read.
    for (const { id } of this.#sql.exec<{ id: string }>('select id from digest').toArray())
      if (digests.length > 0 && !on.some((one) => one.id === id)) this.#sql.exec('delete from digest where id = ?', id);
    for (const one of on) {
      const timing = timingOf(one);
      const [known] = this.#sql
        .exec<{ timing: string; seen_at: number }>('select timing, seen_at from digest where id = ?', one.id)
        .toArray();
      const due = dueAt(one, now);
      if (known?.timing === timing && due > known.seen_at) this.owe(one, { due, trial: false }, now);
      this.#sql.exec('insert or replace into digest (id, timing, seen_at) values (?, ?, ?)', one.id, timing, now);
    }
    this.#sql.exec('delete from digest_send where due_at < ?', now - KEPT_MS);
  }

  /** One row a way. */
  owe(one: Digest, { due, trial }: { due: number; trial: boolean }, now: number): number {
    const ways = [...one.mails.map((to) => ['mail', to]), ...one.robots.map((to) => ['robot', to])];
    for (const [by, to] of ways)
      this.#sql.exec(
        `insert or ignore into digest_send (digest, name, due_at, trial, way_by, way_to, state, at, next_at) values (?, ?, ?, ?, ?, ?, 'owed', ?, ?)`,
        ...[one.id, one.name, due, trial ? now : 0, by, to, now, now],
      );
    return ways.length;
  }

  /** Takes the next that is owed: from now on it is on its way. */
  take(now: number): DigestSend | null {
    const [row] = this.#sql
      .exec<Row>(
        `update digest_send set state = 'going', tries = tries + 1, at = ? where id =
         (select id from digest_send where state = 'owed' and next_at <= ? order by id limit 1) returning *`,
        now,
        now,
      )
      .toArray();
    return row ? toSend({ ...row, trial: Math.min(1, row.trial) }) : null;
  }

  settle({ id, tries }: DigestSend, told: Told, now: number): void {
    const wait = AGAIN_MS[tries - 1];
    const again = !told.ok && told.again && told.perhaps !== true && wait !== undefined;
    const state = told.ok ? 'sent' : told.perhaps ? 'unknown' : again ? 'owed' : 'failed';
    this.#sql.exec(
      'update digest_send set state = ?, why = ?, at = ?, next_at = ? where id = ?',
      ...[state, told.ok ? '' : told.why, now, now + (wait ?? 0), id],
    );
  }

  nextAt(): number | null {
    return this.#sql
      .exec<{ at: number | null }>(`select min(next_at) as at from digest_send where state = 'owed'`)
      .one().at;
  }

  sends(): DigestSend[] {
    return this.#sql
      .exec<Row>('select * from digest_send order by id desc limit ?', SHOWN)
      .toArray()
      .map((row) => toSend({ ...row, trial: Math.min(1, row.trial) }));
  }
}
