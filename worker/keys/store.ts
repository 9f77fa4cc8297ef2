/** Keys and what was done with them, in SQL. */
import type { KeyEvent, KeyView, Scope } from '../../shared/keys.ts';

/** Shown of what was done. */
const SHOWN = 100;
/** Revoked keys stay in sight for so long. */
const REVOKED_SHOWN_MS = 90 * 24 * 3_600_000;
/** Use is written down at most so often. */
const TOUCH_MS = 60_000;

type Who = { id: string; name: string };
type Row = {
  id: string;
  name: string;
  scopes: string;
  hash: string;
  tail: string;
  old_hash: string | null;
  old_until: number | null;
  made_at: number;
  made_by: string;
  used_at: number | null;
  revoked_at: number | null;
};
export type Key = KeyView & { hash: string; oldHash: string | null };

export class KeyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  byId(id: string): Key | null {
    const row = this.#sql.exec<Row>('select * from key where id = ?', id).toArray()[0];
    return row ? toKey(row) : null;
  }

  /** Those that count first, newest first. */
  all(now: number): Key[] {
    return this.#sql
      .exec<Row>(
        `select * from key where revoked_at is null or revoked_at > ? order by revoked_at is not null, made_at desc, id`,
        now - REVOKED_SHOWN_MS,
      )
      .toArray()
      .map(toKey);
  }

  counting(): number {
    return this.#sql.exec<{ n: number }>('select count(*) as n from key where revoked_at is null').one().n;
  }

  add(key: Pick<Key, 'id' | 'name' | 'scopes' | 'hash' | 'tail'>, by: Who, now: number): void {
    this.#sql.exec(
      'insert into key (id, name, scopes, hash, tail, made_at, made_by) values (?, ?, ?, ?, ?, ?, ?)',
      ...[key.id, key.name, JSON.stringify(key.scopes), key.hash, key.tail, now, JSON.stringify(by)],
    );
    this.#note(key.id, 'made', by, now);
  }

  rotate(id: string, fresh: { hash: string; tail: string }, oldUntil: number | null, by: Who, now: number): void {
    this.#sql.exec(
      `update key set old_hash = case when ?1 is null then null else hash end, old_until = ?1, hash = ?2, tail = ?3 where id = ?4`,
      ...[oldUntil, fresh.hash, fresh.tail, id],
    );
    this.#note(id, 'rotated', by, now);
  }

  revoke(id: string, by: Who, now: number): void {
    this.#sql.exec('update key set revoked_at = ?, old_hash = null, old_until = null where id = ?', now, id);
    this.#sql.exec('delete from answer where key = ?', id);
    this.#note(id, 'revoked', by, now);
  }

  used({ id, usedAt }: Key, now: number): void {
    if (usedAt !== null && now - usedAt < TOUCH_MS) return;
    this.#sql.exec('update key set used_at = ? where id = ?', now, id);
  }

  /** Newest first. */
  history(): KeyEvent[] {
    return this.#sql
      .exec<{ key: string; name: string; scopes: string; what: KeyEvent['what']; at: number; by: string }>(
        `select key_event.key, key.name, key.scopes, what, at, by from key_event join key on key.id = key_event.key
         order by seq desc limit ?`,
        SHOWN,
      )
      .toArray()
      .map(({ by, scopes, ...row }) => ({
        ...{ ...row, by: JSON.parse(by) as Who, scopes: JSON.parse(scopes) as Scope[] },
      }));
  }

  #note(key: string, what: KeyEvent['what'], by: Who, now: number): void {
    this.#sql.exec(
      'insert into key_event (key, what, at, by) values (?, ?, ?, ?)',
      ...[key, what, now, JSON.stringify(by)],
    );
  }
}

/** What leads see of it. */
export function viewOf({ hash: _hash, oldHash: _oldHash, ...view }: Key, now: number): KeyView {
  return { ...view, oldUntil: view.oldUntil !== null && view.oldUntil > now ? view.oldUntil : null };
}

function toKey(row: Row): Key {
  return {
    ...{ id: row.id, name: row.name, scopes: JSON.parse(row.scopes) as Scope[], hash: row.hash, tail: row.tail },
    ...{ oldHash: row.old_hash, oldUntil: row.old_until, madeAt: row.made_at },
    ...{ madeBy: JSON.parse(row.made_by) as Who, usedAt: row.used_at, revokedAt: row.revoked_at },
  };
}
