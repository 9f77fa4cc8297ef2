/** What a day's encounters add up to, by agent, group and channel, and by one more axis at a time. Pure; whole numbers, so that no order of facts changes one. */
import { addTally, countAgentDays, countIn, type ReportTally, type Tally } from '../../shared/figures.ts';
import { axes, type Axis, type Counted, type Encounter, type ReportBy } from '../../shared/ledger.ts';

/** `agent` empty: the encounters as wholes. `value`: of the axis it is counted by. `names`: what it was called, by how many. */
export type Cell = {
  agent: string;
  names: Record<string, number>;
  group: string;
  channel: string;
  value: string;
  tally: Tally;
};
/** The cells of a day: wholes and by agent, and wholes by an axis where a report is made by one. */
export type DayCells = { day: string; cells: readonly Cell[]; byAxis?: readonly Cell[] };

/** Written for none in a query, where nothing can't be written. */
const NONE = '-';
const ZONE_MS = 8 * 3_600_000;
export const asked = (value: string) => (value === NONE ? '' : value);

/** Where an encounter stands on an axis; empty: nowhere. The hour is that of the figures' zone. */
export function axisOf(axis: Axis, { openedAt, reason, topic, site, tier }: Encounter): { id: string; name: string } {
  const plain = (id: string) => ({ id, name: id });
  switch (axis) {
    case 'hour':
      return plain(new Date(openedAt + ZONE_MS).toISOString().slice(11, 13));
    case 'reason':
      return plain(reason);
    case 'topic':
      return { id: topic?.id ?? '', name: topic?.zh ?? '' };
    case 'site':
      return plain(site ?? '');
    case 'tier':
      return plain(tier === undefined ? '' : String(tier));
  }
}

export const isAxis = (by: ReportBy): by is Axis => axes.some((axis) => axis === by);
/** Whether a range asks for some of an axis only. */
export const asksAxis = (range: Counted): boolean => axes.some((axis) => range[axis] !== undefined);

/** The one axis a range asks for some of, where the report tells nothing else apart than group and channel. */
export function oneAxis(range: Counted, by: ReportBy): Axis | null {
  const [axis, ...more] = axes.filter((one) => range[one] !== undefined);
  return axis !== undefined && more.length === 0 && !range.parts && by !== 'agent' && (!isAxis(by) || by === axis)
    ? axis
    : null;
}

/** Whether an encounter stands where a range asks on every axis. */
export function standsIn(encounter: Encounter, range: Counted): boolean {
  return axes.every((axis) => {
    const wanted = range[axis];
    return wanted === undefined || axisOf(axis, encounter).id === asked(wanted);
  });
}

/** The cells of some encounters, in the order of their keys: of wholes and agents' parts, or of wholes by an axis. */
export function cellsOf(encounters: Iterable<Encounter>, axis: Axis | null = null, parts = axis === null): Cell[] {
  const cells = new Map<string, Cell>();
  for (const encounter of encounters) {
    const at = axis === null ? { id: '', name: '' } : axisOf(axis, encounter);
    for (const part of parts ? [null, ...encounter.parts] : [null]) {
      const { id: agent, name: called } = part?.agent ?? { id: '', name: '' };
      const key = [agent, encounter.group, encounter.channel, at.id].join('|');
      const { group, channel } = encounter;
      const name = axis === null ? called : at.name;
      let cell = cells.get(key);
      if (!cell) cells.set(key, (cell = { agent, names: {}, group, channel, value: at.id, tally: {} }));
      if (name !== '') cell.names[name] = (cell.names[name] ?? 0) + 1;
      countIn(cell.tally, encounter, part);
    }
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

/** Whether it is counted in a report of this range. */
export function isCounted(given: Pick<Cell, 'agent' | 'group' | 'channel'>, range: Counted): boolean {
  if (range.parts !== (given.agent !== '')) return false;
  if (range.agent !== undefined && given.agent !== range.agent) return false;
  if (range.channel !== undefined && given.channel !== range.channel) return false;
  return range.group === undefined || given.group === asked(range.group);
}

/** A report of some days' cells. Rows by agent are of agents' parts, all else as the range says. */
export function reportOf(days: readonly DayCells[], range: Counted, by: ReportBy): ReportTally {
  const report: ReportTally = { whole: {}, days: [], rows: [] };
  const rows = new Map<string, ReportTally['rows'][number]>();
  const inRows: Counted = by === 'agent' ? { ...range, parts: true } : range;
  const idOf = (cell: Cell) => (by === 'agent' || by === 'group' || by === 'channel' ? cell[by] : cell.value);
  for (const { day, cells, byAxis } of days) {
    const tally: Tally = {};
    const parts = cells.filter((cell) => isCounted(cell, { ...range, parts: true }));
    // An agent's day is no part of an hour or a topic.
    if (!asksAxis(range)) countAgentDays(tally, servedBy(parts));
    for (const cell of cells) if (isCounted(cell, range)) addTally(tally, cell.tally);
    addTally(report.whole, tally);
    report.days.push({ day, tally });
    if (by === 'day') continue;
    const names = new Map<string, Record<string, number>>();
    for (const cell of isAxis(by) ? (byAxis ?? []) : cells) {
      if (!isCounted(cell, inRows)) continue;
      const id = idOf(cell);
      addTally(rowOf(rows, id).tally, cell.tally);
      if (by !== 'agent' && !isAxis(by)) continue;
      const called = names.get(id) ?? {};
      for (const [name, n] of Object.entries(cell.names)) called[name] = (called[name] ?? 0) + n;
      names.set(id, called);
    }
    for (const [id, called] of names) rename(rowOf(rows, id), { name: mostOf(called), at: day });
    if (isAxis(by) || asksAxis(range)) continue;
    for (const id of new Set(parts.map(idOf))) {
      const row = rows.get(id);
      if (row) countAgentDays(row.tally, servedBy(parts.filter((cell) => idOf(cell) === id)));
    }
  }
  report.rows = [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return report;
}

function rowOf(rows: Map<string, ReportTally['rows'][number]>, id: string): ReportTally['rows'][number] {
  const known = rows.get(id);
  if (known) return known;
  const made = { id, name: '', at: '', tally: {} };
  rows.set(id, made);
  return made;
}

/** How many encounters each agent had, of one day's parts. */
function servedBy(parts: readonly Cell[]): Map<string, number> {
  const agents = new Map<string, number>();
  for (const { agent, tally } of parts) agents.set(agent, (agents.get(agent) ?? 0) + (tally.served?.n ?? 0));
  return agents;
}

/** Reports of several ledgers as one; their days are apart. */
export function joined(reports: readonly ReportTally[]): ReportTally {
  const all: ReportTally = { whole: {}, days: [], rows: [] };
  const rows = new Map<string, ReportTally['rows'][number]>();
  for (const one of reports) {
    addTally(all.whole, one.whole);
    all.days.push(...one.days);
    for (const { id, name, at, tally } of one.rows) {
      const row = rowOf(rows, id);
      rename(row, { name, at });
      addTally(row.tally, tally);
    }
  }
  all.days.sort((one, other) => (one.day < other.day ? -1 : 1));
  all.rows = [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return all;
}

/** The name most bear; of two the later in the alphabet. */
function mostOf(names: Readonly<Record<string, number>>): string {
  return Object.entries(names).reduce<[string, number]>(
    (best, one) => (one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best),
    ['', 0],
  )[0];
}

/** The name of the newest day stands, whichever came first. */
function rename(to: { name: string; at: string }, { name, at }: { name: string; at: string }): void {
  if (at > to.at) Object.assign(to, { name, at });
}
