/** The end of a line in SQL: what is there to go, the word that confirms it, and the tombstone. */
import type { ErasedCounts } from '../../../shared/erasure.ts';

/** All that is left of an erased person. */
export type Tombstone = { id: string; at: number; went: ErasedCounts; digest: string; word: string };

type Row = Record<string, SqlStorageValue>;

/** These outlive the person: the tombstone, the letters that ask others to forget them, and what the tables are. */
const STAY = ['tombstone', 'letter', 'migration'];

/** Everybody of the staff whom a table names, beside those who opened the line. */
const STAFF = [
  'select agent as id from looked',
  'select agent_id as id from session',
  `select speaker ->> '$.id' as id from message where speaker ->> '$.kind' = 'agent'`,
  'select one.value as id from message, json_each(message.mentions) as one where message.mentions is not null',
  `select one.atom as id from session, json_tree(session.service) as one where one.key = 'id' and
     (one.path in ('$.answeredBy', '$.owed', '$.reach.by') or one.path like '$.collaborators[%'
     or one.path like '$.steps[%')`,
  `select body ->> '$.assignee.id' as id from ticket`,
  `select one.value ->> '$.id' as id from ticket, json_each(ticket.body, '$.copied') as one`,
  `select event ->> '$.assignee.id' as id from ticket_event`,
];

export class ErasingStore {
  readonly #sql: SqlStorage;
  #stone: Tombstone | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  forgetMemory(): void {
    this.#stone = undefined;
  }

  /** Null: the person is there. */
  stone(): Tombstone | null {
    if (this.#stone === undefined) this.#stone = this.#lookStone();
    return this.#stone;
  }

  #lookStone(): Tombstone | null {
    const row = this.#sql.exec<Row>('select * from tombstone').toArray()[0];
    if (!row) return null;
    const [id, digest, word] = [String(row.id), String(row.digest), String(row.word)];
    return { id, at: Number(row.at), went: JSON.parse(String(row.went)) as ErasedCounts, digest, word };
  }

  /** A word that confirms the erasing until then; an earlier one counts no more. */
  ask(word: string, until: number): void {
    this.#sql.exec('insert or replace into erasing (only_row, word, until) values (1, ?, ?)', word, until);
  }

  confirms(word: string, now: number): boolean {
    return this.#sql.exec('select 1 from erasing where word = ? and until > ?', word, now).toArray().length > 0;
  }

  /** An agent's screen was let in. */
  looked(agent: string): void {
    this.#sql.exec('insert or ignore into looked (agent) values (?)', agent);
  }

  counts(): ErasedCounts {
    const count = (table: string) =>
      Number(this.#sql.exec<{ n: number }>(`select count(*) as n from ${table}`).one().n);
    return {
      messages: count('message'),
      encounters: count('session'),
      tickets: count('ticket'),
      notices: count('notice'),
      files: count('media'),
      addresses: count('endpoint'),
    };
  }

  files(): string[] {
    return this.#column('select id from media');
  }

  sessions(): { id: string; openedAt: number }[] {
    return this.#sql
      .exec<Row>('select id, opened_at from session order by opened_at')
      .toArray()
      .map((row) => ({ id: String(row.id), openedAt: Number(row.opened_at) }));
  }

  /** Encounters whose facts were not told yet. */
  untold(): string[] {
    return this.#column(`select body as id from letter where kind = 'quality' and body not like 'anew:%'`);
  }

  /** At whose seats something of the person may stand. */
  staff(): string[] {
    // One query each: the platform takes few parts in one.
    const named = STAFF.flatMap((query) => this.#column(`select distinct id from (${query}) where id <> ''`));
    return [...new Set(named)];
  }

  /** Every table is emptied, whichever there are; what is left says that, when and how much. */
  erase(stone: Tombstone): void {
    const tables = this.#column(
      `select name as id from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\'`,
    );
    for (const table of tables) if (!STAY.includes(table)) this.#sql.exec(`delete from "${table}"`);
    this.#sql.exec('delete from letter');
    this.#sql.exec(
      `insert into tombstone (only_row, id, at, why, went, digest, word) values (1, ?, ?, 'own-request', ?, ?, ?)`,
      ...[stone.id, stone.at, JSON.stringify(stone.went), stone.digest, stone.word],
    );
    this.#stone = undefined;
  }

  #column(query: string): string[] {
    return this.#sql
      .exec<{ id: string }>(query)
      .toArray()
      .map((row) => row.id);
  }
}
