/** A number went from one person to another after its lease was over: whose it was is told, at least once, and stops writing there. */
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { lineOf } from '../line.ts';
import { leaseKey } from './keys.ts';

/** Told again after so long, a little later each time. */
const AGAIN_MS = 2_000;
const LONGEST_MS = 30 * 60_000;
const AT_ONCE = 20;

type Moved = { hash: string; person: string; at: number; tries: number };

/** Lines still to be told, in the bucket of the number. */
export class MovedNumbers {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  owe(hash: string, person: string, at: number): void {
    this.#sql.exec(
      `insert into moved_number (hash, person, at, due_at) values (?, ?, ?, ?)
       on conflict (hash, person) do update set at = excluded.at, tries = 0, due_at = excluded.due_at`,
      ...[hash, person, at, Date.now()],
    );
  }

  due(now: number): Moved[] {
    const sql = 'select hash, person, at, tries from moved_number where due_at <= ? order by due_at limit ?';
    return this.#sql.exec<Moved>(sql, now, AT_ONCE).toArray();
  }

  next(): number | null {
    return this.#sql.exec<{ at: number | null }>('select min(due_at) as at from moved_number').one().at;
  }

  /** Told, unless it moved again meanwhile. */
  done({ hash, person, at }: Moved): void {
    this.#sql.exec('delete from moved_number where hash = ? and person = ? and at = ?', hash, person, at);
  }

  later({ hash, person, tries }: Moved, now: number): void {
    const dueAt = now + Math.min(LONGEST_MS, AGAIN_MS * 2 ** tries);
    const sql = 'update moved_number set tries = tries + 1, due_at = ? where hash = ? and person = ?';
    this.#sql.exec(sql, dueAt, hash, person);
  }

  forget(person: string): void {
    this.#sql.exec('delete from moved_number where person = ?', person);
  }
}

/** Tells the lines that are due; one that can't be reached is told later. */
export async function tellMoved(env: Env, moved: MovedNumbers): Promise<void> {
  for (const one of moved.due(Date.now())) {
    const told = await tell(env, one).catch(() => false);
    if (told) moved.done(one);
    else moved.later(one, Date.now());
  }
}

/** Which of the line's numbers it was is known by its keyed hash alone. */
async function tell(env: Env, { hash, person, at }: Moved): Promise<boolean> {
  const { secret } = configOf(env);
  const line = lineOf(env, person);
  const asked = await line.own({ order: 'met' });
  if (!asked.ok) return asked.code !== 'unavailable';
  if (!('met' in asked)) return true;
  const keys = await Promise.all(
    asked.met.numbers.map(async (number) => ({ number, key: await leaseKey(secret, 'phone', number) })),
  );
  const number = keys.find(({ key }) => key.hash === hash)?.number;
  if (number === undefined) return true;
  const told = await line.own({ order: 'moved', number, at });
  return told.ok || told.code !== 'unavailable';
}
