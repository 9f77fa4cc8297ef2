/** Who is called by which way: owed as rows, tried by one drain, the other way taken where one failed. Its SQL, and what follows what. */
import { forTopics, otherWays, wordOf, type Alerts, type Way } from '../../shared/settings/alerts.ts';
import { isOfTopics, noted, type Calling, type Incident } from '../../shared/operations/incident.ts';
import type { Owed } from '../lib/drain.ts';
import type { Told } from '../channels/robots.ts';
import { log } from '../log.ts';

/** A way is tried so often, so soon after each other. */
const TRIES = 3;
const AGAIN_MS = 20_000;
const KEPT_MS = 90 * 24 * 3_600_000;

export type Letter = Owed & { calling: string; incident: string; step: number; way: Way; tries: number };
type Row = {
  id: number;
  calling: string;
  incident: string;
  step: number;
  way_by: Way['by'];
  way_to: string;
  tries: number;
};

const toLetter = (row: Row): Letter => {
  const way = { by: row.way_by, to: row.way_to };
  return {
    ...{ id: row.id, lane: wordOf(way), calling: row.calling, incident: row.incident, step: row.step },
    way,
    tries: row.tries,
  };
};

/** Whom an incident calls: a topic that rises has its own people. */
export const chainOf = (incident: Incident | null, alerts: Alerts): Alerts =>
  incident && isOfTopics(incident) ? forTopics(alerts) : alerts;

/** Owes callings inside a transaction. Where nobody is named, the timeline says so. */
export function oweAll(
  callings: readonly Calling[],
  store: { incident(id: string): Incident | null; keepIncident(incident: Incident): void },
  owed: CallingStore,
  alerts: Alerts,
  now: number,
): void {
  for (const one of callings) {
    log({ kind: 'calling', incident: one.incident, step: one.step });
    const incident = store.incident(one.incident);
    const isOwed = owed.owe(one, chainOf(incident, alerts), now);
    if (incident && !isOwed) store.keepIncident(noted(incident, 'undelivered', 'nobody', now));
  }
}

export class CallingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Owes a calling by the ways of its step; without any of its own by those of the steps before. Answers whether there is one. */
  owe({ id, incident, step }: Calling, { steps }: Alerts, now: number): boolean {
    const ways =
      steps.slice(0, step + 1).findLast((some) => some.length > 0) ?? steps.find((some) => some.length > 0) ?? [];
    for (const way of ways) this.#add(id, incident, step, way, now);
    return ways.length > 0;
  }

  #add(calling: string, incident: string, step: number, way: Way, now: number): void {
    this.#sql.exec(
      `insert or ignore into calling (calling, incident, step, way_by, way_to, state, due_at) values (?, ?, ?, ?, ?, 'owed', ?)`,
      ...[calling, incident, step, way.by, way.to, now],
    );
  }

  due(now: number, busy: ReadonlySet<string>, limit: number): Letter[] {
    const seen = new Set(busy);
    return this.#sql
      .exec<Row>(`select * from calling where state = 'owed' and due_at <= ? order by id limit 200`, now)
      .toArray()
      .map(toLetter)
      .filter(({ lane }) => !seen.has(lane) && seen.add(lane))
      .slice(0, limit);
  }

  nextAt(): number | null {
    return this.#sql.exec<{ at: number | null }>(`select min(due_at) as at from calling where state = 'owed'`).one().at;
  }

  /** What came of a try. Failed for good, the calling goes by a way it has not tried; answers what stands in the timeline. */
  settle(letter: Letter, told: Told, alerts: Alerts, now: number): 'delivered' | 'undelivered' | null {
    const { id, calling, incident, step, way, tries } = letter;
    if (!told.ok && told.again && tries + 1 < TRIES) {
      this.#sql.exec(
        'update calling set tries = tries + 1, due_at = ?, why = ? where id = ?',
        now + AGAIN_MS,
        told.why,
        id,
      );
      return null;
    }
    const [state, why] = told.ok ? ['delivered', ''] : ['failed', told.why];
    this.#sql.exec('update calling set state = ?, why = ?, tries = tries + 1 where id = ?', state, why, id);
    if (told.ok) return 'delivered';
    const tried = this.#sql
      .exec<{ way_by: Way['by']; way_to: string }>('select way_by, way_to from calling where calling = ?', calling)
      .toArray()
      .map(({ way_by: by, way_to: to }): Way => ({ by, to }));
    const [other] = otherWays(alerts, [...tried, way]);
    if (other) this.#add(calling, incident, step, other, now);
    return 'undelivered';
  }

  /** Whoever took it: what has not left yet needs not. */
  drop(incident: string): void {
    this.#sql.exec(`update calling set state = 'dropped' where incident = ? and state = 'owed'`, incident);
  }

  forget(now: number): void {
    this.#sql.exec('delete from calling where due_at < ?', now - KEPT_MS);
  }
}
