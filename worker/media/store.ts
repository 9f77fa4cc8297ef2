/** One file in SQL: its bytes in pieces, and what is known of it. */
import type { MediaAbout } from '../../shared/media.ts';

/** Bytes of one row; the platform takes two MiB. */
export const PIECE = 1024 * 1024;

type FileRow = { state: 'coming' | 'kept' | 'gone'; until: number; about: string | null };

export class FileStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #row(): FileRow | null {
    return this.#sql.exec<FileRow>('select state, until, about from file').toArray()[0] ?? null;
  }

  state(): FileRow['state'] | null {
    return this.#row()?.state ?? null;
  }

  /** When it is forgotten; null when there is nothing to forget. */
  until(): number | null {
    const row = this.#row();
    return row === null || row.state === 'gone' ? null : row.until;
  }

  about(): MediaAbout | null {
    const row = this.#row();
    return row?.state === 'kept' && row.about !== null ? (JSON.parse(row.about) as MediaAbout) : null;
  }

  begin(now: number, until: number): void {
    this.#sql.exec(`insert into file values (1, 'coming', ?, ?, null)`, now, until);
  }

  add(number: number, start: number, bytes: Uint8Array): void {
    this.#sql.exec('insert into piece values (?, ?, ?)', number, start, bytes);
  }

  keep(about: MediaAbout, until: number): void {
    this.#sql.exec(`update file set state = 'kept', until = ?, about = ?`, until, JSON.stringify(about));
  }

  forget(now: number): void {
    this.#sql.exec('delete from piece');
    this.#sql.exec(
      `insert into file values (1, 'gone', ?1, 0, null)
       on conflict (only_row) do update set state = 'gone', until = 0, about = null`,
      now,
    );
  }

  clear(): void {
    this.#sql.exec('delete from piece');
    this.#sql.exec('delete from file');
  }

  /** The piece that holds the byte at `position`, from that byte on. */
  from(position: number): Uint8Array | null {
    const row = this.#sql
      .exec<{ start: number; bytes: ArrayBuffer }>(
        'select start, bytes from piece where start <= ? order by start desc limit 1',
        position,
      )
      .toArray()[0];
    const bytes = row ? new Uint8Array(row.bytes).subarray(position - row.start) : null;
    return bytes && bytes.length > 0 ? bytes : null;
  }
}
