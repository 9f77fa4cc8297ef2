/** When members were on duty, whatever state they declared: from coming to going, as one stretch. Written as each state ends. */
import type { Stretch } from '../../shared/attendance.ts';
import type { Agent } from './session.ts';

/** So long is it known who came when. */
const KEPT_MS = 100 * 24 * 3_600_000;

type Ended = { began: number; ended: number };
type Clocked = Pick<Agent, 'id' | 'countedAs' | 'countedAt'>;

export class Stretches {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A state ends now: its time goes on the stretch it follows, or begins one. */
  keep({ id, countedAs, countedAt }: Clocked, now: number): void {
    if (countedAs === 'offline' || now <= countedAt) return;
    const goesOn = this.#sql.exec(
      'update on_duty set ended_at = ? where agent = ? and ended_at = ?',
      now,
      id,
      countedAt,
    );
    if (goesOn.rowsWritten > 0) return;
    this.#sql.exec('insert or replace into on_duty (agent, began_at, ended_at) values (?, ?, ?)', id, countedAt, now);
    this.#sql.exec('delete from on_duty where ended_at < ?', now - KEPT_MS);
  }

  /** Members' stretches that touch the time between two moments, whole and in order; the one that lasts has no end. */
  between(from: number, to: number): (one: Clocked) => Stretch[] {
    const ended = new Map<string, Ended[]>();
    for (const { agent, ...row } of this.#ended('ended_at > ?', from, to)) {
      const own = ended.get(agent);
      if (own) own.push(row);
      else ended.set(agent, [row]);
    }
    return ({ id, countedAs, countedAt }) => {
      const own = ended.get(id) ?? [];
      const over = (rows: readonly Ended[]) => rows.map((one): Stretch => ({ from: one.began, to: one.ended }));
      if (countedAs === 'offline') return over(own);
      // What ended as the present state began is the beginning of what lasts; it may have been long before.
      const before = own.find((one) => one.ended === countedAt) ?? this.#endedAt(id, countedAt);
      const began = before?.began ?? countedAt;
      const running: Stretch[] = began < to ? [{ from: began, to: null }] : [];
      return [...over(own.filter((one) => one.began !== began)), ...running];
    };
  }

  #endedAt(agent: string, at: number): Ended | null {
    return this.#ended('agent = ? and ended_at = ?', agent, at, at)[0] ?? null;
  }

  #ended(which: string, ...given: (string | number)[]): (Ended & { agent: string })[] {
    return this.#sql
      .exec<Ended & { agent: string }>(
        `select agent, began_at as began, ended_at as ended from on_duty where ${which} and began_at < ? order by began_at`,
        ...given,
      )
      .toArray();
  }
}
