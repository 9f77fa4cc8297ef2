/** Rows to be moved, written down whole when the line is sealed: chunks of at most 256 KiB, and what they hash to. */
import { digestText } from '../../lib/digest.ts';
import type { Manifest } from '../../identity/merge/state.ts';
import { merged, moving } from './tables.ts';

/** Bytes of one chunk. */
export const CHUNK_BYTES = 256 * 1024;
/** What a section's names and the chunk's own marks take at most. */
const MARGIN_BYTES = 1024;

/** A run of rows of one table; a row is its home (a person's id), then its columns as named. */
export type Section = { table: string; columns: string[]; rows: SqlStorageValue[][] };

/** What the receiving line must know of the giving one. */
export type Giving = {
  epoch: string;
  head: number;
  /** The lowest revision of a row that goes, head + 1 where none has one; a line of before says none. */
  lowest?: number;
  /** The oldest change kept. */
  oldest: number;
  epochs: { epoch: string; upto: number; floor: number; shift: number }[];
};

/** What one chunk is. The first one begins with `giving`. */
export type Chunk = { giving?: Giving; sections: Section[] };

/** The hash over all chunks in their order. */
export const hashOf = (digests: readonly string[]): string => digestText(digests.join('\n'));

export const rowsIn = (chunk: Chunk): number => chunk.sections.reduce((sum, { rows }) => sum + rows.length, 0);

export class OutStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Columns of a table, as it is now. */
  columns(table: string): string[] {
    return this.#sql
      .exec<{ name: string }>(`select name from pragma_table_info('${table}')`)
      .toArray()
      .map(({ name }) => name);
  }

  /** Writes down the rows of these homes ('' in the tables is `self`), in place of whatever was written down before. */
  fill(self: string, homes: readonly string[], giving: Omit<Giving, 'lowest'>): Manifest {
    this.#sql.exec('delete from merge_out');
    const here = homes.map((home) => (home === self ? '' : home));
    const writer = new ChunkWriter((chunk, body) =>
      this.#sql.exec('insert into merge_out (chunk, body) values (?, ?)', chunk, body),
    );
    writer.begin({ ...giving, lowest: this.#lowest(here) ?? giving.head + 1 });
    for (const { name, row, home } of this.#aside(homes)) writer.add(name, Object.keys(row), [home, ...values(row)]);
    if (homes.includes(self)) {
      for (const name of merged) {
        for (const row of this.#sql.exec(`select * from ${name}`))
          writer.add(name, Object.keys(row), [self, ...values(row)]);
      }
    }
    const marks = here.map(() => '?').join(', ');
    for (const [name, { home, order, but, both, numbered }] of moving) {
      const columns = this.columns(name).filter((column) => column !== numbered && column !== 'home');
      const which = both ? 'true' : `${home} in (${marks})`;
      const rows = this.#sql.exec(
        `select ${home} as "merge home", ${columns.map((column) => `"${column}"`).join(', ')} from ${name}
         where ${which}${but === undefined ? '' : ` and not (${but})`} order by ${order}`,
        ...(both ? [] : here),
      );
      for (const [first, ...rest] of rows.raw())
        writer.add(name, columns, [first === '' ? self : (first ?? self), ...rest]);
    }
    return writer.end();
  }

  chunk(number: number): string | null {
    return (
      this.#sql.exec<{ body: string }>('select body from merge_out where chunk = ?', number).toArray()[0]?.body ?? null
    );
  }

  drop(): void {
    this.#sql.exec('delete from merge_out');
  }

  /** Of rows that stand at a revision of the line: its words and its changes. */
  #lowest(here: readonly string[]): number | null {
    const marks = here.map((_, at) => `?${at + 1}`).join(', ');
    const found = moving
      .filter(([name]) => name === 'message' || name === 'change')
      .map(([name, { home }]) => `select min(revision) as one from ${name} where ${home} in (${marks})`);
    const sql = `select min(one) as lowest from (${found.join(' union all ')})`;
    return this.#sql.exec<{ lowest: number | null }>(sql, ...here).one().lowest;
  }

  #aside(homes: readonly string[]): { name: string; home: string; row: Record<string, SqlStorageValue> }[] {
    return this.#sql
      .exec<{ home: string; name: string; row: string }>('select * from merge_aside order by id')
      .toArray()
      .filter(({ home }) => homes.includes(home))
      .map(({ name, home, row }) => ({ name, home, row: JSON.parse(row) as Record<string, SqlStorageValue> }));
  }
}

const values = (row: Record<string, SqlStorageValue>): SqlStorageValue[] => Object.values(row);

/** A section as it is written: rows are put into words once. */
type Written = { table: string; head: string; rows: string[] };

/** Cuts rows into chunks. */
class ChunkWriter {
  readonly #write: (chunk: number, body: string) => void;
  readonly #digests: string[] = [];
  #giving = '';
  #sections: Written[] = [];
  #bytes = 0;
  #count = 0;

  constructor(write: (chunk: number, body: string) => void) {
    this.#write = write;
  }

  begin(giving: Giving): void {
    this.#giving = `"giving":${JSON.stringify(giving)},`;
    this.#bytes = Buffer.byteLength(this.#giving);
  }

  add(table: string, columns: string[], row: SqlStorageValue[]): void {
    const text = JSON.stringify(row);
    const bytes = Buffer.byteLength(text) + 1;
    let last = this.#sections.at(-1);
    if (this.#bytes + bytes + MARGIN_BYTES > CHUNK_BYTES && this.#bytes > 0) {
      this.#cut();
      last = undefined;
    }
    if (last?.table !== table) {
      const head = `{"table":${JSON.stringify(table)},"columns":${JSON.stringify(columns)},"rows":[`;
      last = { table, head, rows: [] };
      this.#sections.push(last);
      this.#bytes += Buffer.byteLength(head) + 3;
    }
    last.rows.push(text);
    this.#bytes += bytes;
    this.#count += 1;
  }

  end(): Manifest {
    this.#cut();
    return { chunks: this.#digests.length, count: this.#count, hash: hashOf(this.#digests) };
  }

  #cut(): void {
    const sections = this.#sections.map(({ head, rows }) => `${head}${rows.join(',')}]}`).join(',');
    const body = `{${this.#giving}"sections":[${sections}]}`;
    this.#digests.push(digestText(body));
    this.#write(this.#digests.length, body);
    this.#giving = '';
    this.#sections = [];
    this.#bytes = 0;
  }
}
