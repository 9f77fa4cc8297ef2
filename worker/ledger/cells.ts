/** What a day's encounters add up to, by agent, group and channel. Pure; whole numbers, so that no order of facts changes one. */
import { addTally, countAgentDays, countIn, type ReportTally, type Tally } from '../../shared/figures.ts';
import type { Counted, Encounter, ReportBy } from '../../shared/ledger.ts';

/** `agent` empty: the encounters as wholes. `name` as it was at `at`. */
export type Cell = { agent: string; name: string; at: number; group: string; channel: string; tally: Tally };

/** Written for no group in a query, where nothing can't be written. */
const NO_GROUP = '-';

/** The cells of some encounters, in the order of their keys. */
export function cellsOf(encounters: Iterable<Encounter>): Cell[] {
  const cells = new Map<string, Cell>();
  for (const encounter of encounters) {
    for (const part of [null, ...encounter.parts]) {
      const { id, name } = part?.agent ?? { id: '', name: '' };
      const key = [id, encounter.group, encounter.channel].join('|');
      const { group, channel } = encounter;
      let cell = cells.get(key);
      if (!cell) cells.set(key, (cell = { agent: id, name, at: 0, group, channel, tally: {} }));
      rename(cell, { name, at: encounter.openedAt });
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
  return range.group === undefined || given.group === (range.group === NO_GROUP ? '' : range.group);
}

/** A report of some days' cells. Rows by agent are of agents' parts, all else as the range says. */
export function reportOf(
  days: readonly { day: string; cells: readonly Cell[] }[],
  range: Counted,
  by: ReportBy,
): ReportTally {
  const report: ReportTally = { whole: {}, days: [], rows: [] };
  const rows = new Map<string, ReportTally['rows'][number]>();
  const inRows: Counted = by === 'agent' ? { ...range, parts: true } : range;
  for (const { day, cells } of days) {
    const tally: Tally = {};
    const parts = cells.filter((cell) => isCounted(cell, { ...range, parts: true }));
    countAgentDays(tally, servedBy(parts));
    for (const cell of cells) {
      if (isCounted(cell, range)) addTally(tally, cell.tally);
      if (by === 'day' || !isCounted(cell, inRows)) continue;
      const id = cell[by];
      let row = rows.get(id);
      if (!row) rows.set(id, (row = { id, name: '', at: 0, tally: {} }));
      if (by === 'agent') rename(row, cell);
      addTally(row.tally, cell.tally);
    }
    if (by !== 'day') {
      for (const id of new Set(parts.map((cell) => cell[by]))) {
        const row = rows.get(id);
        if (row) countAgentDays(row.tally, servedBy(parts.filter((cell) => cell[by] === id)));
      }
    }
    addTally(report.whole, tally);
    report.days.push({ day, tally });
  }
  report.rows = [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return report;
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
      let row = rows.get(id);
      if (!row) rows.set(id, (row = { id, name: '', at: 0, tally: {} }));
      rename(row, { name, at });
      addTally(row.tally, tally);
    }
  }
  all.days.sort((one, other) => (one.day < other.day ? -1 : 1));
  all.rows = [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return all;
}

/** The newest name stands; of two of one moment the later in the alphabet, whichever came first. */
function rename(to: { name: string; at: number }, { name, at }: { name: string; at: number }): void {
  if (at < to.at || (at === to.at && name <= to.name)) return;
  Object.assign(to, { name, at });
}
