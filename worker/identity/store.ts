/** The bucket's SQL, and rows turned into values. Decides nothing but who was first. */
import type { IdentityCalls, IdentityKey, IdentityRecord } from '../../shared/actors.ts';

type AddressRow = { kind: IdentityKey['kind']; person: string; bound_to: string | null; since: number };

/** Persons told of at once. */
const PERSONS_PAGE = 100;

export class AddressStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(hash: string): IdentityRecord | null {
    const [row] = this.#sql.exec<AddressRow>('select kind, person, bound_to, since from address where hash = ?', hash);
    return row ? { person: row.person, kind: row.kind, boundTo: row.bound_to, since: row.since } : null;
  }

  /** First wins; the same person's later claim may only add who it is bound to. */
  claim(claim: Parameters<IdentityCalls['claim']>[0]): void {
    const { key, person, boundTo, evidence, at } = claim;
    this.#sql.exec(
      `insert into address (hash, kind, person, bound_to, evidence, since) values (?, ?, ?, ?, ?, ?)
       on conflict (hash) do update set bound_to = excluded.bound_to
       where person = excluded.person and bound_to is null and excluded.bound_to is not null`,
      key.hash,
      key.kind,
      person,
      boundTo,
      evidence,
      at,
    );
  }

  persons(after: string): string[] {
    return this.#sql
      .exec<{ person: string }>(
        'select distinct person from address where person > ? order by person limit ?',
        after,
        PERSONS_PAGE,
      )
      .toArray()
      .map((row) => row.person);
  }

  refuseLink(entry: Parameters<IdentityCalls['refuseLink']>[0]): void {
    this.#sql.exec(
      `insert into refused_link (hash, person, other, evidence, first_at, last_at) values (?, ?, ?, ?, ?, ?)
       on conflict (hash, person, other) do update
       set evidence = excluded.evidence, last_at = max(last_at, excluded.last_at), times = times + 1`,
      entry.hash,
      entry.person,
      entry.other,
      entry.evidence,
      entry.at,
      entry.at,
    );
  }
}
