/** What was said in one encounter, in SQL: what the robot and the hand-over read. */
import type { Message } from '../../shared/message.ts';
import { toMessage, type Row } from './rows.ts';

/** The beginning says what was wanted, the end where it stands. */
const FIRST = 6;
const NEWEST = 24;

export class SaidStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Oldest first, without notes; of a long encounter its beginning and its end. */
  in(session: string): Message[] {
    return this.#sql
      .exec<Row>(
        `select * from message where revision in (
         select revision from (select revision from message where session = ?1 order by revision limit ?2)
         union select revision from (select revision from message where session = ?1 order by revision desc limit ?3))
         and direction <> 'note' and recalled_at is null order by revision`,
        ...[session, FIRST, NEWEST],
      )
      .toArray()
      .map(toMessage);
  }

  /** Everything of an encounter, oldest first; of one without end the first thousands. */
  all(session: string): Message[] {
    return this.#sql
      .exec<Row>(
        'select * from message where session = ? and recalled_at is null order by revision limit 5000',
        session,
      )
      .toArray()
      .map(toMessage);
  }

  /** Who spoke when in an encounter, oldest first; words taken back were said too, notes and automatic words were not. */
  beats(session: string): { at: number; by: 'customer' | 'robot' | 'agent' }[] {
    return this.#sql
      .exec<{ at: number; by: 'customer' | 'robot' | 'agent' }>(
        `select at, speaker ->> '$.kind' as by from message where session = ? and direction <> 'note' and automatic is null
         and speaker ->> '$.kind' in ('customer', 'robot', 'agent') order by revision limit 5000`,
        session,
      )
      .toArray();
  }

  /** The robot's answers from an entry in one encounter, and how many of them the customer called wrong. */
  answers(session: string): { entries: number; wrong: number } {
    return this.#sql
      .exec<{ entries: number; wrong: number }>(
        `select count(*) as entries, count(*) filter (where helpful = 0) as wrong from message where session = ?
         and direction = 'out' and source is not null and automatic is null and speaker ->> '$.kind' = 'robot'`,
        session,
      )
      .one();
  }

  /** What was said after a revision, oldest first. */
  after(revision: number, limit: number): Message[] {
    return this.#sql
      .exec<Row>(
        'select * from message where revision > ? and recalled_at is null order by revision limit ?',
        ...[revision, limit],
      )
      .toArray()
      .map(toMessage);
  }

  /** What went over a channel after a revision, oldest first; taken back or not. */
  overChannels(revision: number, limit: number): Message[] {
    return this.#sql
      .exec<Row>(
        `select * from message where revision > ? and endpoint <> '' and direction <> 'note' order by revision limit ?`,
        ...[revision, limit],
      )
      .toArray()
      .map(toMessage);
  }

  /** What was said before a revision, or at all, newest first, without notes. */
  before(revision: number | null, limit: number): Message[] {
    return this.#sql
      .exec<Row>(
        `select * from message where revision < ? and direction <> 'note' and recalled_at is null
         order by revision desc limit ?`,
        ...[revision ?? Number.MAX_SAFE_INTEGER, limit],
      )
      .toArray()
      .map(toMessage);
  }

  /** The entry last answered from since then, on one address or (null) on any; looks at the newest messages only. */
  topic(endpoint: string | null, since: number): string | null {
    const row = this.#sql
      .exec<{ entry: string | null }>(
        `select source ->> '$.entry' as entry from
         (select * from message where direction = 'out' order by revision desc limit ${NEWEST * 2})
         where source is not null and recalled_at is null and at > ?1 and (?2 is null or endpoint = ?2)
         order by revision desc limit 1`,
        ...[since, endpoint],
      )
      .toArray()[0];
    return row?.entry ?? null;
  }

  /** Up to which revision another room has been told; 0: nothing yet. */
  toldTo(room: string): number {
    const row = this.#sql.exec<{ revision: number }>('select revision from told where room = ?', room).toArray()[0];
    return row?.revision ?? 0;
  }

  setToldTo(room: string, revision: number): void {
    this.#sql.exec(
      'insert into told (room, revision) values (?, ?) on conflict (room) do update set revision = excluded.revision',
      room,
      revision,
    );
  }

  /** Takes a message back: its words stay for audits alone, quotes of it lose theirs. */
  recall(id: string, now: number): void {
    this.#sql.exec('update message set recalled_at = ? where id = ?', now, id);
    this.#sql.exec(`update message set quote = json_set(quote, '$.text', '') where quote ->> '$.id' = ?`, id);
  }

  /** The customer's last words before a revision. */
  wordsBefore(revision: number): Message | null {
    const row = this.#sql
      .exec<Row>(
        `select * from message where direction = 'in' and recalled_at is null and revision < ? order by revision desc limit 1`,
        revision,
      )
      .toArray()[0];
    return row ? toMessage(row) : null;
  }
}
