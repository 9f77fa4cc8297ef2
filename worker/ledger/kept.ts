/** What each day adds up to, kept in SQL: a changed fact takes away what it gave before and gives what it gives now. */
import { measureNames } from '../../shared/figures.ts';
import { axes, type Axis, type Counted, type Encounter, type ReportBy } from '../../shared/ledger.ts';
import { asked, axisOf, isAxis, oneAxis, type Cell, type DayCells } from './cells.ts';
import { addPacked, addSums, giftOf, nothing, packedOf, tallyOf, type Sums } from './packed.ts';

/** What sums are kept by: wholes, agents' parts, or wholes by an axis. */
type Plane = 'whole' | 'agent' | Axis;
type Place = { plane: Plane; value: string; grp: string; channel: string };
type Delta = Place & { names: Record<string, number>; sums: Sums };
type Row = { day: string; value: string; grp: string; channel: string; served: number; names: string; body: string };
/** Beside the sums by group and channel stand those of all of them. */
const ALL = '*';
const SERVED = 2 * measureNames.indexOf('served');

const add = (to: Record<string, number>, from: Readonly<Record<string, number>>) => {
  for (const [name, n] of Object.entries(from)) to[name] = (to[name] ?? 0) + n;
};

/** What some facts of a day change in its sums. */
export class Deltas {
  readonly #all = new Map<string, Delta>();

  /** A fact that counts from now on, or (−1) that did and doesn't any more. */
  add(encounter: Encounter, times: 1 | -1): void {
    const { group: grp, channel } = encounter;
    const whole = giftOf(encounter, null);
    this.#add({ plane: 'whole', value: '', grp, channel }, '', whole, times);
    for (const part of encounter.parts) {
      this.#add(
        { plane: 'agent', value: part.agent.id, grp, channel },
        part.agent.name,
        giftOf(encounter, part),
        times,
      );
    }
    for (const plane of axes) {
      const { id, name } = axisOf(plane, encounter);
      this.#add({ plane, value: id, grp, channel }, name, whole, times);
    }
  }

  /** Every change, by group and channel and over all of them. */
  *each(): Generator<Delta> {
    const all = new Map<string, Delta>();
    for (const one of this.#all.values()) {
      const sum = deltaAt(all, { ...one, grp: ALL, channel: ALL });
      add(sum.names, one.names);
      addSums(sum.sums, one.sums);
    }
    yield* this.#all.values();
    yield* all.values();
  }

  #add(place: Place, name: string, gift: Sums, times: 1 | -1): void {
    const delta = deltaAt(this.#all, place);
    if (name !== '') delta.names[name] = (delta.names[name] ?? 0) + times;
    addSums(delta.sums, gift, times);
  }
}

function deltaAt(deltas: Map<string, Delta>, { plane, value, grp, channel }: Place): Delta {
  const key = `${plane}|${value}|${grp}|${channel}`;
  let delta = deltas.get(key);
  if (!delta) deltas.set(key, (delta = { plane, value, grp, channel, names: {}, sums: nothing() }));
  return delta;
}

export class KeptSums {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  clear(day: string): void {
    this.#sql.exec('delete from sums where day = ?', day);
  }

  apply(day: string, deltas: Deltas): void {
    for (const { plane, value, grp, channel, names, sums } of deltas.each()) {
      const place = [plane, channel, day, grp, value];
      const where = 'where plane = ? and channel = ? and day = ? and grp = ? and value = ?';
      const found = this.#sql.exec<Pick<Row, 'names' | 'body'>>(`select names, body from sums ${where}`, ...place);
      const row = found.toArray()[0];
      if (row) {
        addPacked(sums, row.body);
        if (row.names !== '{}') add(names, JSON.parse(row.names) as Record<string, number>);
      }
      if (sums.of === 0) {
        this.#sql.exec(`delete from sums ${where}`, ...place);
        continue;
      }
      const borne = Object.fromEntries(Object.entries(names).filter(([, n]) => n !== 0));
      this.#sql.exec(
        'insert or replace into sums (plane, channel, day, grp, value, served, names, body) values (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[...place, sums.flat[SERVED] ?? 0, JSON.stringify(borne), packedOf(sums)],
      );
    }
  }

  /** The cells a report is made of, by day: added up as far as it needn't tell them apart. */
  cells(range: Counted, by: ReportBy): Map<string, Omit<DayCells, 'day'>> {
    const days = new Map<string, { cells: Cell[]; byAxis: Cell[] }>();
    const of = (day: string) => {
      const known = days.get(day) ?? { cells: [], byAxis: [] };
      days.set(day, known);
      return known;
    };
    const axis = oneAxis(range, by);
    if (axis !== null) {
      for (const [day, cell] of this.#merged(axis, range, by)) {
        of(day).cells.push({ ...cell, names: {} });
        of(day).byAxis.push(cell);
      }
      return days;
    }
    if (!range.parts) for (const [day, cell] of this.#merged('whole', range, by)) of(day).cells.push(cell);
    const agents = range.parts || by === 'agent' ? this.#merged('agent', range, by) : this.#served(range, by);
    for (const [day, cell] of agents) of(day).cells.push(cell);
    if (isAxis(by)) for (const [day, cell] of this.#merged(by, range, by)) of(day).byAxis.push(cell);
    return days;
  }

  *#merged(plane: Plane, range: Counted, by: ReportBy): Generator<[string, Cell]> {
    const sums = new Map<string, { day: string; cell: Cell; sums: Sums }>();
    for (const row of this.#rows(plane, range, by, 'names, body')) {
      const cell = cellAt(plane, row, range, by);
      const key = [row.day, row.value, cell.group, cell.channel].join('|');
      let known = sums.get(key);
      if (!known) sums.set(key, (known = { day: row.day, cell, sums: nothing() }));
      if (row.names !== '{}') add(known.cell.names, JSON.parse(row.names) as Record<string, number>);
      addPacked(known.sums, row.body);
    }
    for (const { day, cell, sums: sum } of sums.values()) yield [day, { ...cell, tally: tallyOf(sum) }];
  }

  /** Of the agents only how many encounters each had. */
  *#served(range: Counted, by: ReportBy): Generator<[string, Cell]> {
    for (const row of this.#rows('agent', range, by, 'served')) {
      yield [row.day, { ...cellAt('agent', row, range, by), tally: { served: { n: row.served, sum: row.served } } }];
    }
  }

  #rows(plane: Plane, range: Counted, by: ReportBy, columns: string): SqlStorageCursor<Row> {
    const apart = by === 'group' || by === 'channel' || range.group !== undefined || range.channel !== undefined;
    const [channel, grp] = [range.channel ?? null, range.group === undefined ? null : asked(range.group)];
    return this.#sql.exec<Row>(
      `select day, value, grp, channel, ${columns} from sums
       where plane = ?1 and day between ?2 and ?3 and ${apart ? (channel === null ? `channel <> '${ALL}'` : 'channel = ?4') : `channel = '${ALL}'`}
         and (?4 is null or channel = ?4) and (?5 is null or grp = ?5) and (?6 is null or value = ?6)`,
      ...[plane, range.from, range.to, channel, grp, valueOf(plane, range)],
    );
  }
}

/** The one value of a plane that a range asks for; null: all. */
function valueOf(plane: Plane, range: Counted): string | null {
  if (plane === 'whole') return null;
  const wanted = range[plane];
  return wanted === undefined ? null : asked(wanted);
}

/** Where a row stands, as far as a report tells it apart; what a range asks for is what it is. */
function cellAt(plane: Plane, { value, grp, channel }: Row, range: Counted, by: ReportBy): Cell {
  return {
    agent: plane === 'agent' ? value : '',
    value: plane === 'agent' || plane === 'whole' ? '' : value,
    names: {},
    group: by === 'group' || range.group !== undefined ? grp : '',
    channel: by === 'channel' || range.channel !== undefined ? channel : '',
    tally: {},
  };
}
