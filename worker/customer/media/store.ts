/** The person's files by their ids, in SQL: what each is, and who gave it. The bytes are with the files' own actors. */
import type { Giver, MediaView } from '../../../shared/media.ts';

/** `coming`: announced, not here yet. */
export type MediaRow = { id: string; by: Giver; at: number; media: MediaView | null };

type Row = { id: string; giver: string; at: number; media: string | null };

const giverOf = (by: Giver): string => (by.kind === 'staff' ? `staff:${by.id}` : by.kind);

export class MediaStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  admit(id: string, by: Giver, at: number): void {
    this.#sql.exec(
      `insert into media (id, giver, at) values (?, ?, ?) on conflict (id) do nothing`,
      id,
      giverOf(by),
      at,
    );
  }

  keep(media: MediaView, by: Giver, at: number): void {
    this.admit(media.id, by, at);
    this.#sql.exec('update media set media = ?, size = ? where id = ?', JSON.stringify(media), media.size, media.id);
  }

  drop(id: string): void {
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

  /** Nothing of this table is remembered outside it. */
  forgetMemory(): void {
    // Every answer is read anew.
  }
}

function giver(text: string): Giver {
  if (text === 'customer' || text === 'channel') return { kind: text };
  return { kind: 'staff', id: text.slice('staff:'.length) };
}

const media = (text: string | null): MediaView | null => (text === null ? null : (JSON.parse(text) as MediaView));
