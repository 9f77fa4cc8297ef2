/** The person's files by their ids, in SQL: what each is, and who gave it. The bytes are with the files' own actors. */
import type { Giver, MediaView } from '../../../shared/media.ts';

/** `coming`: announced, not here yet. */
export type MediaRow = { id: string; by: Giver; at: number; media: MediaView | null };

type Row = { id: string; giver: string; at: number; media: string | null };

const giverOf = (by: Giver): string => (by.kind === 'staff' ? `staff:${by.id}` : by.kind);

export class MediaStore {
  readonly #sql: SqlStorage;
  /** When the oldest file nobody has used came; undefined: look. */
  #unused: number | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What a platform holds stands in a message already; what people give waits until it is said. */
  admit(id: string, by: Giver, at: number): void {
    this.#unused = undefined;
    this.#sql.exec(
      `insert into media (id, giver, at, used_at) values (?, ?, ?, ?) on conflict (id) do nothing`,
      id,
      giverOf(by),
      at,
      by.kind === 'channel' ? at : null,
    );
  }

  /** It stands in a message or a ticket from now on, of the person whose address it is. */
  use(id: string, at: number, home = ''): void {
    this.#unused = undefined;
    this.#sql.exec('update media set used_at = ?, home = ? where id = ? and used_at is null', at, home, id);
  }

  /** Its bytes are to go: nobody can say it any more. The row still counts for the hour. */
  forget(id: string, at: number): void {
    this.use(id, at);
    this.#sql.exec('update media set media = null where id = ?', id);
  }

  /** Files that came before and were never used. */
  unused(before: number): string[] {
    return this.#sql
      .exec<{ id: string }>('select id from media where used_at is null and at <= ? order by at limit 100', before)
      .toArray()
      .map(({ id }) => id);
  }

  /** When the oldest unused file came. */
  oldestUnused(): number | null {
    if (this.#unused === undefined) {
      const query = 'select min(at) as at from media where used_at is null';
      this.#unused = this.#sql.exec<{ at: number | null }>(query).one().at;
    }
    return this.#unused;
  }

  /** Whether a standing message, a ticket or its history still shows the file. */
  isShown(id: string): boolean {
    const query = `select 1 from message where recalled_at is null and instr(body, ?1) > 0
      union all select 1 from ticket where instr(body, ?1) > 0
      union all select 1 from ticket_event where instr(event, ?1) > 0 limit 1`;
    return this.#sql.exec(query, id).toArray().length > 0;
  }

  keep(media: MediaView, by: Giver, at: number): void {
    this.admit(media.id, by, at);
    this.#sql.exec('update media set media = ?, size = ? where id = ?', JSON.stringify(media), media.size, media.id);
  }

  drop(id: string): void {
    this.#unused = undefined;
    this.#sql.exec('delete from media where id = ? and media is null', id);
  }

  byId(id: string): MediaRow | null {
    const row = this.#sql.exec<Row>('select id, giver, at, media from media where id = ?', id).toArray()[0];
    return row ? { id, by: giver(row.giver), at: row.at, media: media(row.media) } : null;
  }

  /** What one giver gave since then. */
  given(by: Giver, since: number): { files: number; bytes: number } {
    const row = this.#sql
      .exec<{ files: number; bytes: number }>(
        'select count(*) as files, coalesce(sum(size), 0) as bytes from media where giver = ? and at > ?',
        giverOf(by),
        since,
      )
      .toArray()[0];
    return row ?? { files: 0, bytes: 0 };
  }

  /** The transaction was undone: what is remembered may be false. */
  forgetMemory(): void {
    this.#unused = undefined;
  }
}

function giver(text: string): Giver {
  if (text === 'customer' || text === 'channel') return { kind: text };
  return { kind: 'staff', id: text.slice('staff:'.length) };
}

const media = (text: string | null): MediaView | null => (text === null ? null : (JSON.parse(text) as MediaView));
