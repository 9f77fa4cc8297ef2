/** The directory in SQL: what is told, and the full-text index over it. Newest wins. */
import type { CustomerRow, DirectoryNews, MessageRow, SessionRow } from '../../shared/directory.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { indexed } from '../lib/search-words.ts';
import { putProfile } from './profiles.ts';

/** What audiences and offers are counted over, a row beside each person's. */
const BESIDE = ['profile', 'customer_standing'] as const;

export class DirectoryStore {
  readonly #sql: SqlStorage;
  readonly #forgotten: Forgotten;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#forgotten = new Forgotten(sql);
  }

  tell({ revision, customer, sessions, messages, gone, homes = [], profile, standing }: DirectoryNews): void {
    if (this.#forgotten.has(customer.customer)) return;
    for (const home of homes) this.#tookIn(customer.customer, home, revision);
    this.#putCustomer(customer, revision);
    for (const one of sessions) this.#putSession(one, revision);
    for (const one of messages) this.#putMessage(one);
    for (const id of gone) this.#forget(id);
    if (profile) putProfile(this.#sql, customer.customer, revision, profile);
    if (standing) this.#putStanding(customer.customer, revision, JSON.stringify(standing));
  }

  #putStanding(customer: string, revision: number, body: string): void {
    this.#sql.exec(
      `insert into customer_standing (customer, revision, body) values (?, ?, ?) on conflict (customer) do update set
       revision = excluded.revision, body = excluded.body where excluded.revision >= customer_standing.revision`,
      ...[customer, revision, body],
    );
  }

  /** In whose line a person's matters are. */
  whose(customer: string): string {
    const query = `select body ->> '$.into' as person from customer where id = ? and away = 1`;
    return this.#sql.exec<{ person: string | null }>(query, customer).toArray()[0]?.person ?? customer;
  }

  /** They stand in no list until their own line tells something newer. */
  #tookIn(person: string, home: string, revision: number): void {
    if (home === person || this.#forgotten.has(home)) return;
    this.#sql.exec(
      `insert into customer (id, revision, seen_at, words, body, away) values (?, ?, 0, '', json_object('into', ?), 1)
       on conflict (id) do update set revision = excluded.revision, away = 1,
       body = json_set(customer.body, '$.into', excluded.body ->> '$.into') where excluded.revision > customer.revision`,
      ...[home, revision, person],
    );
  }

  /** A person and all of theirs. The index is rewritten, or what was cut from it would stand in its old pages. */
  forgetPerson(customer: string, now: number): void {
    this.#forgotten.add(customer, now);
    for (const table of ['message', 'session'] as const) {
      const rows = `select seq from ${table} where customer = ?`;
      this.#sql.exec(`delete from ${table}_words where rowid in (${rows})`, customer);
      this.#sql.exec(`delete from ${table} where customer = ?`, customer);
      this.#sql.exec(`insert into ${table}_words (${table}_words) values ('optimize')`);
    }
    this.#sql.exec('delete from customer_tag where customer = ?', customer);
    for (const table of BESIDE) {
      this.#sql.exec(
        `delete from ${table} where customer = ?1 or customer in
         (select id from customer where away = 1 and body ->> '$.into' = ?1)`,
        customer,
      );
    }
    this.#sql.exec(`delete from customer where id = ?1 or (away = 1 and body ->> '$.into' = ?1)`, customer);
  }

  #putCustomer(row: CustomerRow, revision: number): void {
    const words = [row.name, row.userId ?? '', ...row.addresses.map((one) => one.label)].join('\n').toLowerCase();
    const until = row.blocked ? (row.blocked.until ?? Number.MAX_SAFE_INTEGER) : null;
    const kept = this.#sql
      .exec(
        `insert into customer (id, revision, seen_at, words, body, level, owner, blocked_until, away)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set revision = excluded.revision, seen_at = excluded.seen_at, words = excluded.words,
       body = excluded.body, level = excluded.level, owner = excluded.owner, blocked_until = excluded.blocked_until,
       away = excluded.away
       where excluded.revision >= customer.revision returning id`,
        ...[row.customer, revision, row.seenAt, words, JSON.stringify(row), row.level, row.owner?.id ?? null, until],
        row.into === undefined ? 0 : 1,
      )
      .toArray();
    if (kept.length === 0) return;
    this.#sql.exec('delete from customer_tag where customer = ?', row.customer);
    for (const tag of new Set(row.tags)) {
      this.#sql.exec('insert into customer_tag (tag, customer) values (?, ?)', tag, row.customer);
    }
  }

  #putSession(row: SessionRow, revision: number): void {
    const known = this.#sql
      .exec<{ seq: number; revision: number }>('select seq, revision from session where id = ?', row.session)
      .toArray()[0];
    if (known && known.revision > revision) return;
    const values = [
      ...[row.session, row.customer, revision, row.state, row.agent?.id ?? null, ` ${row.channels.join(' ')} `],
      ...[row.openedAt, row.rating, row.category?.id ?? null, row.solved === null ? null : row.solved ? 1 : 0],
      JSON.stringify(row),
    ];
    const columns = 'id, customer, revision, state, agent, channels, opened_at, rating, category, solved, body';
    let seq = known?.seq;
    if (seq === undefined) {
      seq = this.#sql
        .exec<{ seq: number }>(
          `insert into session (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning seq`,
          ...values,
        )
        .one().seq;
    } else {
      this.#sql.exec(
        `update session set (${columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) where seq = ?`,
        ...values,
        seq,
      );
      this.#sql.exec('delete from session_words where rowid = ?', seq);
    }
    const rest = [row.number, row.name, row.summary, row.last, row.category?.zh, row.category?.en, ...row.tags];
    this.#sql.exec(
      'insert into session_words (rowid, question, rest) values (?, ?, ?)',
      ...[seq, indexed(row.question), indexed(rest.join('\n'))],
    );
  }

  /** What was said is never changed, told again it is known; whose it is changes with a merge. */
  #putMessage(row: MessageRow): void {
    const { message, customer, session, revision } = row;
    const known = this.#sql.exec<{ seq: number }>('select seq from message where id = ?', message).toArray()[0];
    if (known) {
      this.#sql.exec(
        'update message set customer = ?, session = ?, revision = ?, body = ? where seq = ? and revision < ?',
        ...[customer, session, revision, JSON.stringify(row), known.seq, revision],
      );
      return;
    }
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        'insert into message (id, customer, session, revision, body) values (?, ?, ?, ?, ?) returning seq',
        ...[message, customer, session, revision, JSON.stringify(row)],
      )
      .one();
    this.#sql.exec('insert into message_words (rowid, words) values (?, ?)', seq, indexed(row.text));
  }

  #forget(message: string): void {
    const row = this.#sql.exec<{ seq: number }>('select seq from message where id = ?', message).toArray()[0];
    if (!row) return;
    this.#sql.exec('delete from message_words where rowid = ?', row.seq);
    this.#sql.exec('delete from message where seq = ?', row.seq);
  }
}
