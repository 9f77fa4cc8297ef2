/** Beyond a day's limit of merges: who is frozen, who looked and why; and the lines of the frozen, which are told so at least once. */
import type { Frozen, IdentityCalls } from '../../shared/identity.ts';
import type { Env } from '../env.ts';
import { lineOf } from '../line.ts';

/** So many are told of at once. */
const MOST = 50;
const AT_ONCE = 20;
/** Told again after so long, a little later each time. */
const AGAIN_MS = 2_000;
const LONGEST_MS = 30 * 60_000;

type Freezing = Parameters<IdentityCalls['freeze']>[0];
type Untold = { person: string; other: string; since: number; tries: number };
type ThawedRow = { person: string; other: string; since: number; why: string; at: number; by: string; reason: string };

export class FrozenStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Who is frozen already stays so. `dueAt`: when their line is told; null: elsewhere. */
  freeze({ person, other, why, at }: Freezing, dueAt: number | null): void {
    this.#sql.exec(
      `insert into frozen (person, since, why, other, due_at) values (?, ?, ?, ?, ?)
       on conflict (person) do update set since = excluded.since, why = excluded.why, other = excluded.other,
       due_at = excluded.due_at, tries = 0, thawed_at = null, thawed_by = null where thawed_at is not null`,
      ...[person, at, why, other, dueAt],
    );
  }

  is(person: string): boolean {
    return this.#sql.exec('select 1 from frozen where person = ? and thawed_at is null', person).toArray().length > 0;
  }

  /** Who is frozen first, then whom somebody has looked at, each time of it; newest first. */
  all(): Frozen[] {
    const open = this.#sql
      .exec<Omit<Frozen, 'thawed'>>(
        'select person, other, since, why from frozen where thawed_at is null order by since desc limit ?',
        MOST,
      )
      .toArray()
      .map((row) => ({ ...row, thawed: null }));
    const looked = this.#sql
      .exec<ThawedRow>(
        'select person, other, since, why, at, by, reason from thawed order by id desc limit ?',
        MOST - open.length,
      )
      .toArray()
      .map(({ at, by, reason, ...row }) => ({ ...row, thawed: { at, by, reason } }));
    return [...open, ...looked];
  }

  /** False: they weren't frozen. */
  thaw({ person, by, at, reason }: Parameters<IdentityCalls['thaw']>[0]): boolean {
    if (!this.is(person)) return false;
    this.#sql.exec(
      `insert into thawed (person, other, since, why, at, by, reason)
       select person, other, since, why, ?, ?, ? from frozen where person = ?`,
      ...[at, by, reason, person],
    );
    this.#sql.exec('update frozen set thawed_at = ?, thawed_by = ? where person = ?', at, by, person);
    return true;
  }

  due(now: number): Untold[] {
    const sql = 'select person, other, since, tries from frozen where due_at <= ? order by due_at limit ?';
    return this.#sql.exec<Untold>(sql, now, AT_ONCE).toArray();
  }

  next(): number | null {
    return this.#sql.exec<{ at: number | null }>('select min(due_at) as at from frozen').one().at;
  }

  /** Told, unless they were frozen again meanwhile. */
  done({ person, since }: Untold): void {
    this.#sql.exec('update frozen set due_at = null where person = ? and since = ?', person, since);
  }

  later({ person, since, tries }: Untold, now: number): void {
    const dueAt = now + Math.min(LONGEST_MS, AGAIN_MS * 2 ** tries);
    const sql = 'update frozen set tries = tries + 1, due_at = ? where person = ? and since = ?';
    this.#sql.exec(sql, dueAt, person, since);
  }

  forget(person: string): void {
    for (const table of ['frozen', 'thawed'])
      this.#sql.exec(`delete from ${table} where person = ?1 or other = ?1`, person);
  }
}

/** Tells the lines that are due; one that can't be reached is told later. */
export async function tellFrozen(env: Env, frozen: FrozenStore): Promise<void> {
  for (const one of frozen.due(Date.now())) {
    const { person, other, since: at } = one;
    const told = await lineOf(env, person)
      .own({ order: 'frozen', other, at })
      .then(
        (answer) => answer.ok || answer.code !== 'unavailable',
        () => false,
      );
    if (told) frozen.done(one);
    else frozen.later(one, Date.now());
  }
}
