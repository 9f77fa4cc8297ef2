/** What is owed to the outside and to other actors, in SQL; and what was heard or done before. */
import type { News } from '../../shared/reach/news.ts';
import { Receipts } from './receipts.ts';

export type LetterKind =
  | 'send'
  | 'desk'
  | 'seat'
  | 'gone'
  | 'call'
  | 'word'
  | 'question'
  | 'news'
  | 'webhook'
  | 'media'
  | 'ticket'
  | 'quality'
  | 'remind'
  | 'forget'
  | 'merge'
  | 'directory';

/**
 * `owed` leaves when due; `passive` was handed to the hook's answer and waits for the proof that it was taken; `flying` is on its way
 * in a call that can't be repeated; `held` waits for the person (a counted window is spent); `dead` is kept to look at.
 */
export type LetterState = 'owed' | 'passive' | 'flying' | 'held' | 'dead';

export type Letter = {
  id: number;
  lane: string;
  kind: LetterKind;
  key: string;
  body: string;
  state: LetterState;
  /** Grows when the same key is owed again while a call is on its way. */
  generation: number;
  tries: number;
  dueAt: number;
  /** Whose words a send is; null: their speaker says it. */
  weight: News['weight'] | null;
};

type Row = Record<string, SqlStorageValue>;

export class LetterStore {
  readonly receipts: Receipts;
  readonly #sql: SqlStorage;
  /** When the next letter is due, as the table says; undefined: look. */
  #next: number | null | undefined;
  /** Names known to be owed (`oweOnce`). */
  readonly #standing = new Set<string>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.receipts = new Receipts(sql);
  }

  /** Owes a letter; the same key again replaces the body and counts one generation up. */
  owe(
    letter: Pick<Letter, 'lane' | 'kind' | 'key' | 'body' | 'dueAt'> & Partial<Pick<Letter, 'state' | 'weight'>>,
  ): void {
    this.#next = undefined;
    this.#sql.exec(
      `insert into letter (lane, kind, key, body, state, due_at, weight) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (key) do update set body = excluded.body, generation = generation + 1, due_at = excluded.due_at,
       state = excluded.state, tries = 0`,
      letter.lane,
      letter.kind,
      letter.key,
      letter.body,
      letter.state ?? 'owed',
      letter.dueAt,
      letter.weight ?? null,
    );
  }

  /** Owes a letter unless one of this name is owed already; known from memory, so that a busy line pays for it once. */
  oweOnce(letter: Parameters<LetterStore['owe']>[0]): void {
    if (this.#standing.has(letter.key)) return;
    this.#standing.add(letter.key);
    if (!this.byKey(letter.key)) this.owe(letter);
  }

  /** The first letter of each lane, if it is owed, due, and may leave: a letter behind it waits, whatever its own time. */
  due(now: number, busy: ReadonlySet<string>, limit: number, may = (_letter: Letter): boolean => true): Letter[] {
    return this.#sql
      .exec<Row>(
        `select letter.* from letter
         join (select lane as first_lane, min(id) as first from letter where state <> 'dead' group by lane) on id = first
         where state in ('owed', 'passive') and due_at <= ? order by id`,
        now,
      )
      .toArray()
      .map(toLetter)
      .filter((letter) => !busy.has(letter.lane) && may(letter))
      .slice(0, limit);
  }

  /** What is owed to an address, in the order it leaves. */
  sends(lane: string): Letter[] {
    const sql = `select * from letter where lane = ? and kind = 'send' and state <> 'dead' order by id`;
    return this.#sql.exec<Row>(sql, lane).toArray().map(toLetter);
  }

  /** Whether a letter of this kind is on its way. */
  owes(kind: LetterKind): boolean {
    return this.#sql.exec('select 1 from letter where kind = ? limit 1', kind).toArray().length > 0;
  }

  nextDue(): number | null {
    if (this.#next === undefined) this.#next = this.#lookNext();
    return this.#next;
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#next = undefined;
    this.#standing.clear();
  }

  #lookNext(): number | null {
    const row = this.#sql
      .exec<{ at: number | null }>(
        `select min(due_at) as at from letter
         join (select lane as first_lane, min(id) as first from letter where state <> 'dead' group by lane) on id = first
         where state in ('owed', 'passive')`,
      )
      .toArray()[0];
    return row?.at ?? null;
  }

  /** Sends whose call was cut off by a reset of the object: nobody knows what became of them. */
  flying(): Letter[] {
    return this.#sql.exec<Row>(`select * from letter where state = 'flying' order by id`).toArray().map(toLetter);
  }

  byKey(key: string): Letter | null {
    const row = this.#sql.exec<Row>('select * from letter where key = ?', key).toArray()[0];
    return row ? toLetter(row) : null;
  }

  /** Done: gone, unless it was owed again meanwhile. */
  done(letter: Letter): void {
    this.#next = undefined;
    this.#standing.delete(letter.key);
    this.#sql.exec('delete from letter where id = ? and generation = ?', letter.id, letter.generation);
  }

  postpone(letter: Letter, dueAt: number): void {
    this.#next = undefined;
    this.#sql.exec('update letter set due_at = ?, tries = tries + 1 where id = ?', dueAt, letter.id);
  }

  setState(id: number, state: LetterState, dueAt: number): void {
    this.#next = undefined;
    this.#sql.exec('update letter set state = ?, due_at = ? where id = ?', state, dueAt, id);
  }

  /** The person acted on this address: what was held may go. */
  release(lane: string, now: number): void {
    this.#next = undefined;
    this.#sql.exec(`update letter set state = 'owed', due_at = ? where lane = ? and state = 'held'`, now, lane);
  }

  /** What stands under this key already; null when it is new (and is then written). */
  heardBefore(key: string, digest: string, message: string | null, now: number) {
    const before = this.heardAs(key, digest);
    if (!before)
      this.#sql.exec('insert into heard (key, digest, message, at) values (?, ?, ?, ?)', key, digest, message, now);
    return before;
  }

  /** What stands under this key; null: nothing. */
  heardAs(key: string, digest: string) {
    const row = this.#sql.exec<Row>('select digest, message, attempts from heard where key = ?', key).toArray()[0];
    if (!row) return null;
    return {
      same: row.digest === digest,
      message: row.message === null ? null : String(row.message),
      attempts: Number(row.attempts),
    };
  }

  /** What was noted and not done yet is news again. */
  unhear(key: string): void {
    this.#sql.exec('delete from heard where key = ?', key);
  }

  nameHeard(key: string, message: string): void {
    this.#sql.exec('update heard set message = ? where key = ?', message, key);
  }

  countAttempt(key: string): void {
    this.#sql.exec('update heard set attempts = attempts + 1 where key = ?', key);
  }

  /** Keys and numbers nobody can repeat any more; what was answered with a fate is answered so for ever. */
  forget(olderThan: number): void {
    this.#sql.exec('delete from heard where at < ? and fate is null', olderThan);
    this.receipts.prune(olderThan);
    this.#sql.exec(
      `delete from operation where at < ? and number < (select max(number) from operation as newer
       where newer.viewer = operation.viewer and newer.instance = operation.instance)`,
      olderThan,
    );
  }

  quarantine(key: string, why: string, now: number): void {
    this.#sql.exec('insert into quarantine (key, why, at) values (?, ?, ?)', key, why, now);
  }

  lastNumber(viewer: string, instance: string): number {
    const row = this.#sql
      .exec<{ last: number }>(
        'select coalesce(max(number), 0) as last from operation where viewer = ? and instance = ?',
        viewer,
        instance,
      )
      .toArray()[0];
    return row?.last ?? 0;
  }

  operation(viewer: string, instance: string, number: number) {
    const row = this.#sql
      .exec<Row>(
        'select digest, revision, refusal, at from operation where viewer = ? and instance = ? and number = ?',
        viewer,
        instance,
        number,
      )
      .toArray()[0];
    if (!row) return null;
    return {
      digest: String(row.digest),
      revision: Number(row.revision),
      refusal: row.refusal === null ? null : String(row.refusal),
      at: Number(row.at),
    };
  }

  addOperation(one: {
    viewer: string;
    instance: string;
    number: number;
    digest: string;
    revision: number;
    refusal: string | null;
    at: number;
  }): void {
    this.#sql.exec(
      'insert into operation (viewer, instance, number, digest, revision, refusal, at) values (?, ?, ?, ?, ?, ?, ?)',
      one.viewer,
      one.instance,
      one.number,
      one.digest,
      one.revision,
      one.refusal,
      one.at,
    );
  }
}

function toLetter(row: Row): Letter {
  return {
    id: Number(row.id),
    lane: String(row.lane),
    kind: String(row.kind) as LetterKind,
    key: String(row.key),
    body: String(row.body),
    state: String(row.state) as LetterState,
    generation: Number(row.generation),
    tries: Number(row.tries),
    dueAt: Number(row.due_at),
    weight: row.weight === null ? null : (String(row.weight) as Letter['weight']),
  };
}
