/** What went out when: publications, the changes of each, and the newest version packed whole. SQL only; decides nothing. */
import type { Editor, ItemName, Packed, PackedPart } from '../../shared/knowledge-calls.ts';

/** Publications an isolate may be behind and still be told only what changed. */
const KEPT = 500;
/** A row takes less than 2 MB. */
const PIECE = 1.5 * 1024 * 1024;

export type Publication = {
  seq: number;
  version: string;
  at: number;
  by: { id: string; name: string };
  note: string;
  shape: number;
};
type PublicationRow = {
  seq: number;
  version: string;
  at: number;
  by_id: string;
  by_name: string;
  note: string;
  shape: number;
};

export class PublicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  newest(): Publication | null {
    return this.#one('select * from publication order by seq desc limit 1');
  }

  /** When the first version went out, unix ms. */
  firstAt(): number | null {
    return this.#one('select * from publication order by seq limit 1')?.at ?? null;
  }

  named(version: string): Publication | null {
    return this.#one('select * from publication where version = ?', version);
  }

  #one(query: string, ...given: string[]): Publication | null {
    const row = this.#sql.exec<PublicationRow>(query, ...given).toArray()[0];
    if (!row) return null;
    const { by_id: id, by_name: name, ...rest } = row;
    return { ...rest, by: { id, name } };
  }

  add(given: {
    version: string;
    at: number;
    by: Pick<Editor, 'id' | 'name'>;
    note: string;
    shape: number;
    items: readonly ItemName[];
  }): number {
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        'insert into publication (version, at, by_id, by_name, note, shape) values (?, ?, ?, ?, ?, ?) returning seq',
        ...[given.version, given.at, given.by.id, given.by.name, given.note, given.shape],
      )
      .one();
    for (const { kind, id } of given.items)
      this.#sql.exec('insert or ignore into change (seq, kind, id) values (?, ?, ?)', seq, kind, id);
    this.#sql.exec('delete from publication where seq <= ?', seq - KEPT);
    this.#sql.exec('delete from change where seq <= ?', seq - KEPT);
    return seq;
  }

  /** The shape of a publication that may be long ago. */
  shapeAt(seq: number): number {
    return (
      this.#sql.exec<{ shape: number }>('select shape from publication where seq = ?', seq).toArray()[0]?.shape ?? 0
    );
  }

  /** Publications after this one, oldest first. */
  after(seq: number): { seq: number; version: string }[] {
    return this.#sql
      .exec<{ seq: number; version: string }>('select seq, version from publication where seq > ? order by seq', seq)
      .toArray();
  }

  changesOf(seq: number): ItemName[] {
    return this.#sql.exec<ItemName>('select kind, id from change where seq = ? order by kind, id', seq).toArray();
  }

  changedSince(seq: number): number {
    return this.#sql
      .exec<{ count: number }>(
        'select count(*) as count from (select distinct kind, id from change where seq > ?)',
        seq,
      )
      .one().count;
  }

  packed(): (Packed & { seq: number }) | null {
    return (
      this.#sql
        .exec<Packed & { seq: number }>(
          `select number, packed.seq, coalesce(version, '') as version, format, entries, zh, en from packed
           left join publication on publication.seq = packed.seq order by number desc limit 1`,
        )
        .toArray()[0] ?? null
    );
  }

  /** Keeps a version packed whole instead of the one before. */
  pack(seq: number, format: string, parts: Record<PackedPart, Uint8Array>): void {
    this.#sql.exec('delete from packed');
    this.#sql.exec('delete from piece');
    const { number } = this.#sql
      .exec<{ number: number }>(
        'insert into packed (seq, format, entries, zh, en) values (?, ?, ?, ?, ?) returning number',
        ...[seq, format, parts.entries.byteLength, parts.zh.byteLength, parts.en.byteLength],
      )
      .one();
    for (const part of ['entries', 'zh', 'en'] as const) {
      for (let place = 0; place * PIECE < parts[part].byteLength; place += 1)
        this.#sql.exec(
          'insert into piece (number, part, place, bytes) values (?, ?, ?, ?)',
          ...[number, part, place, parts[part].slice(place * PIECE, (place + 1) * PIECE)],
        );
    }
  }

  /** The bytes from here to the end of their row; null when this is packed no more. */
  piece(asked: { number: number; part: PackedPart; from: number }): Uint8Array | null {
    const place = Math.floor(asked.from / PIECE);
    const row = this.#sql
      .exec<{ bytes: ArrayBuffer }>(
        'select bytes from piece where number = ? and part = ? and place = ?',
        ...[asked.number, asked.part, place],
      )
      .toArray()[0];
    return row ? new Uint8Array(row.bytes, asked.from - place * PIECE) : null;
  }
}
