/** Whose rows stand on the line, in SQL: its own person's (home empty), and those of people who turned out to be the same. */
export class Homes {
  readonly #sql: SqlStorage;
  #shared: boolean | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The transaction was undone, or rows came or went. */
  forgetMemory(): void {
    this.#shared = undefined;
  }

  /** Whether rows of more than one home stand here: asked at every word, so the answer is remembered. */
  isShared(): boolean {
    this.#shared ??= this.#sql.exec(`select 1 from endpoint where home <> '' limit 1`).toArray().length > 0;
    return this.#shared;
  }

  /** The persons beside this line's own. */
  others(): string[] {
    if (!this.isShared()) return [];
    return this.#sql
      .exec<{ home: string }>(`select distinct home from endpoint where home <> '' order by home`)
      .toArray()
      .map((row) => row.home);
  }

  /** Whose something is that is said to somebody by the name they had: theirs where they stand in this line, else the line's own. */
  named(person: string | undefined): string {
    return person !== undefined && this.others().includes(person) ? person : '';
  }

  /** Whose a ticket is. */
  ofTicket(id: string): string {
    const row = this.#sql.exec<{ home: string }>('select home from ticket where id = ?', id).toArray()[0];
    return row?.home ?? '';
  }

  /** Whose a message without address is. */
  ofMessage(id: string): string {
    const row = this.#sql.exec<{ home: string }>('select home from message where id = ?', id).toArray()[0];
    return row?.home ?? '';
  }
}
