/** Filters kept under a name: each member's own, those leads share, and the order each member sees them in. */
import type { SavedFilter } from '../../shared/directory.ts';
import { refuse, type Result } from '../../shared/refusal.ts';

/** Filters one member keeps at most. */
const MOST = 50;

type Given = { id?: string | undefined; name: string; filter: SavedFilter['filter']; shared: boolean; gone: boolean };

export class Filters {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** As this member ordered them; those they never ordered stand behind, by name. */
  of(member: string): SavedFilter[] {
    return this.#sql
      .exec<{ id: string; member: string; name: string; shared: number; body: string }>(
        `select filter.* from filter left join filter_place on filter_place.filter = filter.id and filter_place.member = ?
         where filter.member = ? or shared = 1 order by filter_place.place is null, filter_place.place, name, id`,
        ...[member, member],
      )
      .toArray()
      .map((row) => ({
        ...{ id: row.id, name: row.name, filter: JSON.parse(row.body) as SavedFilter['filter'] },
        ...{ shared: row.shared === 1, own: row.member === member },
      }));
  }

  /** A member's own filters are theirs to change; shared ones are changed and taken off by leads. */
  save(member: string, leads: boolean, given: Given, fresh: string): Result<object> {
    const known = given.id
      ? this.#sql.exec<{ member: string; shared: number }>('select * from filter where id = ?', given.id).toArray()[0]
      : undefined;
    if (given.id && (!known || (known.member !== member && known.shared === 0))) return refuse('not_found');
    if (known && known.member !== member && !leads) return refuse('not_allowed');
    if (given.gone) {
      if (!given.id) return refuse('not_found');
      this.#sql.exec('delete from filter where id = ?', given.id);
      this.#sql.exec('delete from filter_place where filter = ?', given.id);
      return { ok: true };
    }
    if (!known && this.of(member).filter((one) => one.own).length >= MOST)
      return refuse('too_large', `at most ${MOST} filters are kept`);
    this.#sql.exec(
      `insert into filter (id, member, name, shared, body) values (?, ?, ?, ?, ?) on conflict (id) do update set
       name = excluded.name, shared = excluded.shared, body = excluded.body`,
      ...[given.id ?? fresh, known?.member ?? member, given.name, given.shared && leads ? 1 : 0],
      JSON.stringify(given.filter),
    );
    return { ok: true };
  }

  /** Those named stand first, as named; names of what this member doesn't see change nothing. */
  order(member: string, ids: readonly string[]): void {
    const seen = this.of(member).map((one) => one.id);
    const named = [...new Set(ids)].filter((id) => seen.includes(id));
    this.#sql.exec('delete from filter_place where member = ?', member);
    named.forEach((id, place) => this.#sql.exec('insert into filter_place values (?, ?, ?)', member, id, place));
  }
}
