/** Rows that came, set apart until the commit; then they become rows of this line. */
import { digestText } from '../../lib/digest.ts';
import type { Manifest } from '../../identity/merge/state.ts';
import { hashOf, rowsIn, type Chunk, type Section } from './out.ts';
import { tables, type Moves } from './tables.ts';

/** Whom the rows come to, and what the revisions they carry are raised by. */
export type Arrival = { self: string; shift: number };

/** A row that stands beside this line's own only, with its columns as named. */
type Beside = { name: string; home: string; row: Record<string, SqlStorageValue> };

export class InStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Sets one chunk apart; the same again is the same. */
  keep(chunk: number, body: string): void {
    this.#sql.exec(
      'insert or replace into merge_in (chunk, count, digest, body) values (?, ?, ?, ?)',
      ...[chunk, rowsIn(JSON.parse(body) as Chunk), digestText(body), body],
    );
  }

  sum(): Omit<Manifest, 'chunks'> {
    const rows = this.#sql
      .exec<{ count: number; digest: string }>('select count, digest from merge_in order by chunk')
      .toArray();
    return { count: rows.reduce((sum, { count }) => sum + count, 0), hash: hashOf(rows.map(({ digest }) => digest)) };
  }

  drop(): void {
    this.#sql.exec('delete from merge_in');
  }

  *chunks(): Generator<Chunk> {
    for (const { body } of this.#sql.exec<{ body: string }>('select body from merge_in order by chunk').toArray()) {
      yield JSON.parse(body) as Chunk;
    }
  }

  /** Writes a section's rows into their table; those that can't stand beside this line's own are kept apart. */
  write(section: Section, fate: Moves, arrival: Arrival): void {
    if (fate.twice === 'aside') {
      for (const row of section.rows) this.#writeOne(section, fate, row, arrival);
      return;
    }
    this.#insert(section, fate, section.rows, arrival);
  }

  /** One row and no more: kept apart when its name is taken. */
  #writeOne(section: Section, fate: Moves, row: SqlStorageValue[], arrival: Arrival): void {
    const whole = section.table === 'mark' && row[1 + section.columns.indexOf('endpoint')] === '*';
    if (!(whole && row[0] !== arrival.self) && this.#insert(section, fate, [row], arrival) > 0) return;
    const [home, ...values] = row;
    const pairs = section.columns.map((column, at) => {
      const value = values[at] ?? null;
      return [column, fate.revisions?.includes(column) ? Number(value) + arrival.shift : value] as const;
    });
    this.aside({ name: section.table, home: String(home), row: Object.fromEntries(pairs) });
  }

  aside({ name, home, row }: Beside): void {
    this.#sql.exec('insert into merge_aside (home, name, row) values (?, ?, ?)', home, name, JSON.stringify(row));
  }

  /** Answers how many rows were written. */
  #insert({ table, columns }: Section, fate: Moves, rows: SqlStorageValue[][], { self, shift }: Arrival): number {
    const known = this.#columns(table);
    const values = columns.flatMap((column, at) => (known.has(column) ? [[column, `value ->> '$[${at + 1}]'`]] : []));
    if (known.has('home')) values.push(['home', `case value ->> '$[0]' when ?2 then '' else value ->> '$[0]' end`]);
    const raised = values.map(([column, value]) =>
      fate.revisions?.includes(column ?? '') ? `(${value}) + ?3` : value,
    );
    const names = values.map(([column]) => `"${column}"`).join(', ');
    const or = fate.twice === undefined ? '' : ' or ignore';
    // Every parameter stands in the text, used or not.
    const sql = `insert${or} into ${table} (${names}) select ${raised.join(', ')} from json_each(?1)
      where ?2 <> '' and ?3 >= 0 order by key`;
    return this.#sql.exec(sql, JSON.stringify(rows), self, shift).rowsWritten;
  }

  #columns(table: string): Set<string> {
    const rows = this.#sql.exec<{ name: string }>(`select name from pragma_table_info('${table}')`).toArray();
    return new Set(rows.map(({ name }) => name));
  }
}

/** The table's fate, if its rows move. */
export function movesOf(table: string): Moves | null {
  const fate = tables[table];
  return fate?.fate === 'moves' ? fate : null;
}
