/** Something the world will do: post a message, report a delivery, hand over a reply. */
export interface Due {
  id: number;
  kind: 'push' | 'report' | 'reply' | 'silence' | 'status' | 'recording';
  account: string;
  peer: string;
  payload: string;
  attempt: number;
}

type Row = { id: number; kind: string; account: string; peer: string; payload: string; attempt: number };

/** Rows that wait behind the one alarm, and the tallies and nonces that count in time. */
export class Calendar {
  readonly #storage: DurableObjectStorage;
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Puts something down and sets the alarm with it; returns its id, which also numbers messages. */
  plan(kind: Due['kind'], account: string, peer: string, payload: unknown, dueAt: number): number {
    const { id } = this.#storage.sql
      .exec<{ id: number }>(
        "insert into due (kind, account, peer, payload, attempt, due_at, state) values (?, ?, ?, ?, 0, ?, 'waiting') returning id",
        kind,
        account,
        peer,
        JSON.stringify(payload),
        dueAt,
      )
      .one();
    this.arm();
    return id;
  }

  /** Takes what is due and leases it, so that two drains never take one row at once. */
  take(now: number, leaseMs: number): Due[] {
    return this.#storage.transactionSync(() => {
      const rows = this.#storage.sql
        .exec<Row>(
          "select id, kind, account, peer, payload, attempt from due where state = 'waiting' and due_at <= ? order by id limit 50",
          now,
        )
        .toArray();
      for (const row of rows) {
        this.#storage.sql.exec('update due set attempt = attempt + 1, due_at = ? where id = ?', now + leaseMs, row.id);
      }
      this.arm();
      return rows.map((row) => ({ ...row, kind: row.kind as Due['kind'], attempt: row.attempt + 1 }));
    });
  }

  /** Ends a row, or puts it off to a later time. */
  settle(id: number, result: 'done' | 'failed' | { again: number }): void {
    if (typeof result === 'string') this.#storage.sql.exec('update due set state = ? where id = ?', result, id);
    else this.#storage.sql.exec('update due set due_at = ? where id = ?', result.again, id);
    this.#storage.sql.exec("delete from due where state <> 'waiting' and id < ?", id - 500);
    this.arm();
  }

  waiting(): number {
    return this.#storage.sql.exec<{ n: number }>("select count(*) as n from due where state = 'waiting'").one().n;
  }

  /** Sets the one alarm to the earliest row, computed from the table. */
  arm(): void {
    const { at } = this.#storage.sql
      .exec<{ at: number | null }>("select min(due_at) as at from due where state = 'waiting'")
      .one();
    if (at !== null) void this.#storage.setAlarm(at);
  }

  /** Counts one more of something and forgets what is older than a day. */
  tally(subject: string, at: number): void {
    this.#storage.sql.exec('delete from tally where subject = ? and at < ?', subject, at - 86_400_000);
    this.#storage.sql.exec('insert into tally (subject, at) values (?, ?)', subject, at);
  }

  /** How often something was counted since a time, and when last. */
  counted(subject: string, since: number): { times: number; lastAt: number } {
    return this.#storage.sql
      .exec<{ times: number; lastAt: number }>(
        'select count(*) as times, coalesce(max(at), 0) as lastAt from tally where subject = ? and at > ?',
        subject,
        since,
      )
      .one();
  }

  /** True the first time a nonce is seen within its memory of half an hour. */
  fresh(value: string, now: number): boolean {
    this.#storage.sql.exec('delete from nonce where at < ?', now - 1_800_000);
    return this.#storage.sql.exec('insert or ignore into nonce (value, at) values (?, ?)', value, now).rowsWritten > 0;
  }
}
