/** Names of what was erased: a letter about it that comes late finds it here and leaves no trace. */
import type { Step } from './migrate.ts';

/** What is on its way arrives within moments; kept so much longer that no repeat of it can come. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** The table, as a step of an actor's schema. */
export const forgottenStep: Step = {
  name: 'forgotten',
  sql: `create table forgotten (name text primary key, at integer not null) strict, without rowid;`,
};

export class Forgotten {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  has(name: string): boolean {
    return this.#sql.exec('select 1 from forgotten where name = ?', name).toArray().length > 0;
  }

  add(name: string, now: number): void {
    this.#sql.exec('insert or replace into forgotten (name, at) values (?, ?)', name, now);
    this.#sql.exec('delete from forgotten where at < ?', now - KEPT_MS);
  }
}
