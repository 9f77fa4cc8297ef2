/** The watch's SQL. Decides nothing. */
import { silent, type Alarm, type Series } from '../../shared/operations/alarm.ts';
import type { IncidentRow, Probe, Row } from '../../shared/operations/api.ts';
import { TALLY_MINUTES, type Tally } from '../../shared/operations/burn.ts';
import { badCounts, goodCounts, isSummed, type Batch, type CountName } from '../../shared/operations/calls.ts';
import { checks, keyOf, ofKey } from '../../shared/operations/check.ts';
import type { Incident } from '../../shared/operations/incident.ts';
import type { Published } from '../../shared/operations/status.ts';

const MINUTE_MS = 60_000;
const KEPT_MINUTES = 25 * 60;
const KEPT_BATCH_MS = 24 * 3_600_000;
const KEPT_INCIDENTS = 1_000;
const KEPT_SILENCE_DAYS = 7;
const PUBLISHED_INCIDENTS = 200;

export type Kept = { series: Series; alarm: Alarm };
type Body = Omit<Series, 'minutes'> & { minutes: [number, number][]; alarm: Alarm };

const marks = (names: readonly string[]) => names.map(() => '?').join(', ');

export class WatchStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Whether the batch is news; then it counts. */
  count({ isolate, number, at, counts, stuck }: Batch, now: number): boolean {
    const known = this.#sql
      .exec<{ number: number }>('select number from batch where isolate = ?', isolate)
      .toArray()[0];
    if (known && known.number >= number) return false;
    this.#sql.exec('insert or replace into batch (isolate, number, at) values (?, ?, ?)', isolate, number, now);
    for (const one of counts) {
      if (!isSummed(one.name))
        this.#sql.exec(
          `insert into count_minute (minute, name, subject, n) values (?, ?, ?, ?)
           on conflict do update set n = n + excluded.n`,
          ...[Math.floor(at / MINUTE_MS), one.name, one.subject, one.n],
        );
      this.#sql.exec(
        'insert into total (name, subject, n) values (?, ?, ?) on conflict do update set n = n + excluded.n',
        ...[one.name, one.subject, one.n],
      );
    }
    for (const one of stuck) {
      this.#sql.exec(
        `insert into stuck (subject, since, told_at) values (?, ?, ?)
         on conflict do update set since = min(since, excluded.since), told_at = excluded.told_at`,
        ...[one.subject, one.since, now],
      );
    }
    return true;
  }

  /** So many of these within the time, by subject. */
  since(names: readonly CountName[], from: number): Map<string, number> {
    const rows = this.#sql.exec<{ subject: string; n: number }>(
      `select subject, sum(n) as n from count_minute where minute >= ? and name in (${marks(names)}) group by subject`,
      ...[Math.floor(from / MINUTE_MS), ...names],
    );
    return new Map([...rows].map(({ subject, n }) => [subject, n]));
  }

  tallies(now: number): Tally[] {
    const sum = (names: readonly CountName[]) => `sum(case when name in (${marks(names)}) then n else 0 end)`;
    return this.#sql
      .exec<Tally>(
        `select minute, ${sum(goodCounts)} as good, ${sum(badCounts)} as bad from count_minute where minute > ? group by minute`,
        ...[...goodCounts, ...badCounts, Math.floor(now / MINUTE_MS) - TALLY_MINUTES],
      )
      .toArray();
  }

  totals(): { name: CountName; subject: string; n: number }[] {
    return this.#sql
      .exec<{ name: CountName; subject: string; n: number }>(
        'select name, subject, n from total order by name, subject',
      )
      .toArray();
  }

  /** What went well and what failed since then. */
  budget(from: number): { good: number; bad: number } {
    const sum = (names: readonly CountName[]) => [...this.since(names, from).values()].reduce((all, n) => all + n, 0);
    return { good: sum(goodCounts), bad: sum(badCounts) };
  }

  /** The newest answers of the synthetic customers; whose account left has none. */
  keepProbes(probes: readonly Probe[]): void {
    this.#sql.exec('delete from probe');
    for (const { account, taken, ms, at } of probes)
      this.#sql.exec('insert into probe (account, taken, ms, at) values (?, ?, ?, ?)', account, taken ? 1 : 0, ms, at);
  }

  probes(): Probe[] {
    return this.#sql
      .exec<{ account: string; taken: number; ms: number | null; at: number }>('select * from probe order by account')
      .toArray()
      .map((one) => ({ ...one, taken: one.taken === 1 }));
  }

  /** Since when each lane is stuck; those nobody spoke of for `restMs` are through. */
  stuck(now: number, restMs: number): { subject: string; since: number }[] {
    this.#sql.exec('delete from stuck where told_at < ?', now - restMs);
    return this.#sql.exec<{ subject: string; since: number }>('select subject, since from stuck').toArray();
  }

  heardAt(account: string): number | null {
    return (
      this.#sql.exec<{ heard_at: number }>('select heard_at from hook where account = ?', account).toArray()[0]
        ?.heard_at ?? null
    );
  }

  setHeard(account: string, at: number): void {
    this.#sql.exec('insert or replace into hook (account, heard_at) values (?, ?)', account, at);
  }

  /** The longest silence of the days before, and this day's is kept. */
  silence(account: string, day: string, ms: number): void {
    this.#sql.exec(
      `insert into silence (account, day, longest) values (?, ?, ?)
       on conflict do update set longest = max(longest, excluded.longest)`,
      ...[account, day, ms],
    );
    this.#sql.exec(
      `delete from silence where account = ? and day not in
       (select day from silence where account = ? order by day desc limit ?)`,
      ...[account, account, KEPT_SILENCE_DAYS],
    );
  }

  longestSilence(account: string): number | null {
    const row = this.#sql
      .exec<{ ms: number | null }>('select max(longest) as ms from silence where account = ?', account)
      .one();
    return row.ms;
  }

  series(key: string): Kept | null {
    const row = this.#sql.exec<{ body: string }>('select body from series where key = ?', key).toArray()[0];
    if (!row) return null;
    const { minutes, before, floor, alarm } = JSON.parse(row.body) as Body;
    return { series: { minutes: new Map(minutes), before, floor }, alarm: { ...silent, ...alarm } };
  }

  keepSeries(key: string, { series, alarm }: Kept, value: number, at: number): void {
    const body: Body = { ...series, minutes: [...series.minutes], alarm };
    this.#sql.exec(
      'insert or replace into series (key, value, at, body) values (?, ?, ?, ?)',
      ...[key, value, at, JSON.stringify(body)],
    );
  }

  dropSeries(key: string): void {
    this.#sql.exec('delete from series where key = ?', key);
  }

  rows(): Row[] {
    return this.#sql
      .exec<{ key: string; value: number; at: number; body: string }>('select * from series order by key')
      .toArray()
      .map(({ key, value, at, body }) => ({
        ...ofKey(key),
        value,
        at,
        stands: (JSON.parse(body) as Body).alarm.stands,
      }));
  }

  incident(id: string): Incident | null {
    const row = this.#sql.exec<{ body: string }>('select body from incident where id = ?', id).toArray()[0];
    return row ? (JSON.parse(row.body) as Incident) : null;
  }

  keepIncident(incident: Incident): void {
    this.#sql.exec(
      `insert into incident (id, state, opened_at, body) values (?, ?, ?, ?)
       on conflict (id) do update set state = excluded.state, body = excluded.body`,
      ...[incident.id, incident.state, incident.openedAt, JSON.stringify(incident)],
    );
  }

  /** Those that go on, oldest first. */
  unresolved(): Incident[] {
    return this.#sql
      .exec<{ body: string }>(`select body from incident where state <> 'resolved' order by seq`)
      .toArray()
      .map(({ body }) => JSON.parse(body) as Incident);
  }

  newest(limit: number): Incident[] {
    return this.#sql
      .exec<{ body: string }>('select body from incident order by seq desc limit ?', limit)
      .toArray()
      .map(({ body }) => JSON.parse(body) as Incident);
  }

  /** The same, as a list shows them. */
  shown(limit: number): IncidentRow[] {
    return this.newest(limit).map(({ id, state, level, openedAt, acknowledgedBy, alarms }) => ({
      ...{ id, state, level, openedAt, acknowledgedBy, alarms },
    }));
  }

  /** What customers may know is told of this, newest first. */
  published(): Omit<Published, 'incidents'> & { incidents: Incident[] } {
    const isFelt = ({ check, stands }: Row) => stands && checks[check].level === 'page';
    const standing = this.rows().filter(isFelt).map(keyOf);
    const [lookedAt, since] = [this.number('looked'), this.number('since')];
    return { lookedAt, since, standing, incidents: this.newest(PUBLISHED_INCIDENTS) };
  }

  number(name: string): number | null {
    return this.#sql.exec<{ value: number }>('select value from meta where name = ?', name).toArray()[0]?.value ?? null;
  }

  setNumber(name: string, value: number): void {
    this.#sql.exec('insert or replace into meta (name, value) values (?, ?)', name, value);
  }

  forget(now: number): void {
    this.#sql.exec('delete from count_minute where minute < ?', Math.floor(now / MINUTE_MS) - KEPT_MINUTES);
    this.#sql.exec('delete from batch where at < ?', now - KEPT_BATCH_MS);
    this.#sql.exec(
      `delete from incident where state = 'resolved' and seq <= (select max(seq) from incident) - ?`,
      KEPT_INCIDENTS,
    );
  }
}
