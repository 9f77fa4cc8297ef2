/** The access token's row. */
export type Kept = {
  value: string;
  /** Unix ms; past means that there is none. */
  endsAt: number;
  /** When a new token was last forced, unix ms; 0 for never. */
  forcedAt: number;
};

export interface TokenStore {
  kept(account: string): Kept | null;
  keep(account: string, kept: Kept): void;
}

/** The store over an object's own storage. */
export function tokenStore(sql: SqlStorage): TokenStore {
  return {
    kept(account) {
      const [row] = sql.exec<{ value: string; ends_at: number; forced_at: number }>(
        'select value, ends_at, forced_at from token where account = ?',
        account,
      );
      return row ? { value: row.value, endsAt: row.ends_at, forcedAt: row.forced_at } : null;
    },
    keep(account, kept) {
      sql.exec(
        'insert or replace into token (account, value, ends_at, forced_at) values (?, ?, ?, ?)',
        account,
        kept.value,
        kept.endsAt,
        kept.forcedAt,
      );
    },
  };
}

/** When an account's hook was heard last, unix ms; what comes late moves nothing back. */
export function heardStore(sql: SqlStorage) {
  return {
    last(account: string): number | null {
      return sql.exec<{ at: number }>('select at from heard where account = ?', account).toArray()[0]?.at ?? null;
    },
    keep(account: string, at: number): void {
      sql.exec(
        'insert into heard (account, at) values (?, ?) on conflict (account) do update set at = max(at, excluded.at)',
        account,
        at,
      );
    },
  };
}
