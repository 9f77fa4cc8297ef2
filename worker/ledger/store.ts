/** Facts of encounters in SQL, and what their days add up to. Newest wins; decides nothing. */
import { dateOf } from '../../shared/calendar.ts';
import { ERASED } from '../../shared/erasure.ts';
import { FIGURES_VERSION, giftTo, type FigureName } from '../../shared/figures.ts';
import { type Axis, type BehindRow, type Counted, type Encounter, type ReportBy } from '../../shared/ledger.ts';
import { asksAxis, cellsOf, isAxis, isCounted, oneAxis, standsIn, type DayCells } from './cells.ts';
import { Deltas, KeptSums } from './kept.ts';

type Body = { body: string };
/** Encounters looked through at once for those behind a figure. */
const LOOK = 200;
/** Facts of a day that are added up at once, unless somebody asks before. */
const TOGETHER = 1_000;

export class LedgerStore {
  readonly #sql: SqlStorage;
  readonly #kept: KeptSums;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#kept = new KeptSums(sql);
  }

  /** Whose facts these are is not known any more: what counts in figures stays. */
  anonymise(session: string): void {
    const row = this.#sql.exec<Body>('select body from encounter where session = ?', session).toArray()[0];
    if (row) this.put(nameless(JSON.parse(row.body) as Encounter));
  }

  put(given: Encounter): void {
    const known = this.#sql
      .exec<Body & { day: string; revision: number }>(
        'select day, revision, body from encounter where session = ?',
        given.session,
      )
      .toArray()[0];
    if (known && known.revision > given.revision) return;
    const [day, body] = [known?.day ?? dateOf(given.openedAt), JSON.stringify(given)];
    if (known?.body === body) return;
    this.#sql.exec(
      `insert into encounter (session, day, opened_at, revision, body) values (?, ?, ?, ?, ?)
       on conflict (session) do update set revision = excluded.revision, body = excluded.body`,
      ...[given.session, day, given.openedAt, given.revision, body],
    );
    const was = 'insert or ignore into changed (day, session, was) values (?, ?, ?)';
    this.#sql.exec(was, day, given.session, known?.body ?? '');
    const { changed } = this.#sql
      .exec<{ changed: number }>(
        `insert into counted (day, version, changed) values (?, ?, 1)
         on conflict (day) do update set changed = changed + 1 returning changed`,
        ...[day, FIGURES_VERSION],
      )
      .one();
    if (changed >= TOGETHER) this.#settle(day);
  }

  /** What each day of a range adds up to; days on which nothing began are not there. */
  days(range: Counted, by: ReportBy): DayCells[] {
    const days = this.#sql
      .exec<{ day: string; version: number; changed: number }>(
        'select day, version, changed from counted where day between ? and ? order by day',
        ...[range.from, range.to],
      )
      .toArray();
    const axis = isAxis(by) ? by : null;
    // What is kept knows one axis at a time, of wholes: all else is counted from the facts.
    if ((asksAxis(range) && oneAxis(range, by) === null) || (axis !== null && range.parts))
      return days.map(({ day }) => this.#fromFacts(day, range, axis));
    for (const { day, version, changed } of days)
      if (changed > 0 || version !== FIGURES_VERSION) this.#settle(day, version);
    const kept = this.#kept.cells(range, by);
    return days.map(({ day }) => ({ day, ...(kept.get(day) ?? { cells: [], byAxis: [] }) }));
  }

  /** Adds up what changed on a day; a day counted by figures of another version, whole. */
  #settle(day: string, version = this.#versionOf(day)): void {
    const deltas = new Deltas();
    if (version === FIGURES_VERSION) {
      const changed = this.#sql.exec<{ was: string; body: string }>(
        'select was, body from changed join encounter using (session) where changed.day = ?',
        day,
      );
      for (const { was, body } of changed) {
        if (was !== '') deltas.add(JSON.parse(was) as Encounter, -1);
        deltas.add(JSON.parse(body) as Encounter, 1);
      }
    } else {
      this.#kept.clear(day);
      for (const one of this.#of(day)) deltas.add(one, 1);
    }
    this.#kept.apply(day, deltas);
    this.#sql.exec('delete from changed where day = ?', day);
    this.#sql.exec('update counted set version = ?, changed = 0 where day = ?', FIGURES_VERSION, day);
  }

  #versionOf(day: string): number {
    return this.#sql.exec<{ version: number }>('select version from counted where day = ?', day).one().version;
  }

  #fromFacts(day: string, range: Counted, axis: Axis | null): DayCells {
    const facts = [...this.#of(day)].filter((one) => standsIn(one, range));
    return { day, cells: cellsOf(facts), ...(axis === null ? {} : { byAxis: cellsOf(facts, axis, true) }) };
  }

  *#of(day: string): Generator<Encounter> {
    const rows = this.#sql.exec<Body>('select body from encounter where day = ? order by opened_at, session', day);
    for (const { body } of rows) yield JSON.parse(body) as Encounter;
  }

  facts(after: string, limit: number): Encounter[] {
    return this.#sql
      .exec<Body>('select body from encounter where session > ? order by session limit ?', after, limit)
      .toArray()
      .map(({ body }) => JSON.parse(body) as Encounter);
  }

  /** The encounters behind a figure, newest first, each with what it gives to it. */
  behind(
    range: Counted,
    figure: FigureName,
    after: string | null,
    limit: number,
  ): { rows: BehindRow[]; next: string | null } {
    const rows: BehindRow[] = [];
    let place = placeOf(after);
    for (;;) {
      const found = this.#sql
        .exec<Body>(
          `select body from encounter where day between ?1 and ?2 and (opened_at, session) < (?3, ?4)
           order by day desc, opened_at desc, session desc limit ?5`,
          ...[range.from, range.to, place.at, place.session, LOOK],
        )
        .toArray();
      for (const { body } of found) {
        const encounter = JSON.parse(body) as Encounter;
        place = { at: encounter.openedAt, session: encounter.session };
        rows.push(...behindOf(encounter, range, figure));
        if (rows.length >= limit) return { rows, next: `${place.at}.${place.session}` };
      }
      if (found.length < LOOK) return { rows, next: null };
    }
  }
}

function placeOf(after: string | null): { at: number; session: string } {
  const [, at, session] = /^(\d{1,15})\.([\w-]{1,64})$/u.exec(after ?? '') ?? [];
  return at && session ? { at: Number(at), session } : { at: Number.MAX_SAFE_INTEGER, session: '' };
}

function behindOf(encounter: Encounter, range: Counted, figure: FigureName): BehindRow[] {
  if (!standsIn(encounter, range)) return [];
  const { session, customer, number, channel, openedAt, group } = encounter;
  return [null, ...encounter.parts].flatMap((part) => {
    if (!isCounted({ agent: part?.agent.id ?? '', group, channel }, range)) return [];
    const value = giftTo(figure, encounter, part);
    if (value === null) return [];
    const who = part?.agent ?? encounter.parts.find((one) => one.agent.id === encounter.last)?.agent;
    return [{ session, customer, number, channel, openedAt, agent: who?.name ?? '', value }];
  });
}

/** An encounter that names nobody; nothing that comes later is newer. */
export function nameless(given: Encounter): Encounter {
  return { ...given, customer: ERASED, number: '', revision: Number.MAX_SAFE_INTEGER };
}
