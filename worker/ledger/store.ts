/** Facts of encounters in SQL, and what their days add up to. Newest wins; decides nothing. */
import { dateOf } from '../../shared/calendar.ts';
import { ERASED } from '../../shared/erasure.ts';
import { FIGURES_VERSION, giftTo, type FigureName } from '../../shared/figures.ts';
import { axes, type Axis, type BehindRow, type Counted, type Encounter, type ReportBy } from '../../shared/ledger.ts';
import { asksAxis, cellsOf, isAxis, isCounted, standsIn, type Cell, type DayCells } from './cells.ts';

type Body = { body: string };
/** Encounters looked through at once for those behind a figure. */
const LOOK = 200;

export class LedgerStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Whose facts these are is not known any more: what counts in figures stays. */
  anonymise(session: string): void {
    const row = this.#sql.exec<Body>('select body from encounter where session = ?', session).toArray()[0];
    if (row) this.put(nameless(JSON.parse(row.body) as Encounter));
  }

  put(given: Encounter): void {
    const day = dateOf(given.openedAt);
    const { rowsWritten } = this.#sql.exec(
      `insert into encounter (session, day, opened_at, revision, body) values (?, ?, ?, ?, ?)
       on conflict (session) do update set revision = excluded.revision, body = excluded.body
       where excluded.revision >= encounter.revision`,
      ...[given.session, day, given.openedAt, given.revision, JSON.stringify(given)],
    );
    if (rowsWritten > 0) this.#sql.exec('delete from counted where day = ?', day);
  }

  /** What each day of a range adds up to; days on which nothing began are not there. Days counted before are kept. */
  days(range: Counted, by: ReportBy): DayCells[] {
    const days = this.#sql
      .exec<{ day: string; version: number | null }>(
        `select found.day, counted.version from (select distinct day from encounter where day between ? and ?) as found
         left join counted on counted.day = found.day order by found.day`,
        ...[range.from, range.to],
      )
      .toArray();
    const axis = isAxis(by) ? by : null;
    // What is kept knows one axis at a time, of wholes: all else is counted from the facts.
    if (asksAxis(range) || (axis !== null && range.parts))
      return days.map(({ day }) => this.#fromFacts(day, range, axis));
    return days.map(({ day, version }) => {
      if (version !== FIGURES_VERSION) this.#count(day);
      return { day, cells: this.#cells(day, ''), ...(axis === null ? {} : { byAxis: this.#cells(day, axis) }) };
    });
  }

  #fromFacts(day: string, range: Counted, axis: Axis | null): DayCells {
    const facts = [...this.#of(day)].filter((one) => standsIn(one, range));
    return { day, cells: cellsOf(facts), ...(axis === null ? {} : { byAxis: cellsOf(facts, axis, true) }) };
  }

  #cells(day: string, axis: Axis | ''): Cell[] {
    return this.#sql
      .exec<Body>('select body from cell where day = ? and axis = ? order by value', day, axis)
      .toArray()
      .flatMap(({ body }) => JSON.parse(body) as Cell[]);
  }

  /** A day's cells, a row for each agent and for each value of each axis. */
  #count(day: string): void {
    const facts = [...this.#of(day)];
    this.#sql.exec('delete from cell where day = ?', day);
    for (const axis of ['', ...axes] as const) {
      const rows = new Map<string, Cell[]>();
      for (const cell of cellsOf(facts, axis === '' ? null : axis)) {
        const value = axis === '' ? cell.agent : cell.value;
        rows.set(value, [...(rows.get(value) ?? []), cell]);
      }
      for (const [value, cells] of rows) {
        const insert = 'insert into cell (day, axis, value, body) values (?, ?, ?, ?)';
        this.#sql.exec(insert, day, axis, value, JSON.stringify(cells));
      }
    }
    this.#sql.exec('insert or replace into counted (day, version) values (?, ?)', day, FIGURES_VERSION);
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
