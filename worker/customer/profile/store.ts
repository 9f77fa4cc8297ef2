/** Facts in SQL, and the profile they make: folded once after waking, then one fact at a time. */
import { KEPT_MS, MOST_FACTS, type Fact, type Kept, type Sensitive } from '../../../shared/profile/fact.ts';
import { fold, foldAll, type Profile } from '../../../shared/profile/fold.ts';

type Row = Record<string, SqlStorageValue>;

/** What they chose or said stays until they say otherwise; what was gathered is let go with time. */
const OWN_WORDS = `('choice', 'preference')`;

export class ProfileStore {
  readonly #sql: SqlStorage;
  #profile: Profile | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The transaction was undone, or rows came or went. */
  forgetMemory(): void {
    this.#profile = null;
  }

  read(): Profile {
    this.#profile ??= foldAll(this.facts());
    return this.#profile;
  }

  facts(): Kept[] {
    return this.#sql.exec<Row>('select key, at, body from profile_fact order by at, key').toArray().map(toKept);
  }

  /** Writes a fact under its key; answers whether anything changed. The same again is the same, another one takes its place. */
  keep({ key, at, fact }: Kept, home: string): boolean {
    const body = JSON.stringify(fact);
    const before = this.#sql.exec<Row>('select key, at, body from profile_fact where key = ?', key).toArray()[0];
    if (before && before.body === body && Number(before.at) === at) return false;
    this.#sql.exec(
      `insert into profile_fact (key, at, kind, class, home, body) values (?, ?, ?, ?, ?, ?) on conflict (key) do update set
       at = excluded.at, kind = excluded.kind, class = excluded.class, body = excluded.body`,
      ...[key, at, fact.kind, 'class' in fact ? (fact.class ?? '') : '', home, body],
    );
    if (before) this.forgetMemory();
    else if (this.#profile) this.#profile = fold(this.#profile, { key, at, fact });
    return true;
  }

  /** What is too old, or too much, is let go. */
  prune(now: number): void {
    const gone =
      this.#sql.exec(`delete from profile_fact where at < ? and kind not in ${OWN_WORDS}`, now - KEPT_MS).rowsWritten +
      this.#sql.exec(
        `delete from profile_fact where key in (select key from profile_fact where kind not in ${OWN_WORDS}
         order by at desc, key desc limit -1 offset ?)`,
        MOST_FACTS,
      ).rowsWritten;
    if (gone > 0) this.forgetMemory();
  }

  /** Their word about one thing takes the place of what these homes said of it before. */
  unsay(of: string, home: string): void {
    this.#sql.exec(
      `delete from profile_fact where kind = 'choice' and body ->> '$.of' = ? and home = ?`,
      ...[of, home],
    );
    this.forgetMemory();
  }

  /** What was gathered goes, whoever brought it: everything, or what is of one sensitive kind. */
  drop(class_: Sensitive | null): void {
    const which = class_ === null ? `kind not in ${OWN_WORDS}` : 'class = ?';
    this.#sql.exec(`delete from profile_fact where ${which}`, ...(class_ === null ? [] : [class_]));
    // Rows that could not stand beside this line's own would come back with their person.
    const row = class_ === null ? `row ->> '$.kind' not in ${OWN_WORDS}` : `row ->> '$.class' = ?`;
    this.#sql.exec(
      `delete from merge_aside where name = 'profile_fact' and ${row}`,
      ...(class_ === null ? [] : [class_]),
    );
    this.forgetMemory();
  }
}

const toKept = (row: Row): Kept => ({
  key: String(row.key),
  at: Number(row.at),
  fact: JSON.parse(String(row.body)) as Fact,
});
