/** Figures that no encounter tells: how occupied agents were, by the desk, and which limits of tickets were kept, by their list. Pure. */
import type { DeskDay } from '../../shared/actors.ts';
import type { DocketCalls, LimitsOfDay } from '../../shared/docket.ts';
import { addTally, toldBeside, type FigureName, type ReportTally, type Tally } from '../../shared/figures.ts';
import { axes, type BehindRow, type Counted, type ReportBy } from '../../shared/ledger.ts';
import type { LimitName } from '../../shared/ticket.ts';
import { asked } from '../ledger/cells.ts';

/** Tallies to be added to a report's own: of the whole, by day, and by row. */
export type Beside = { whole: Tally; days: Map<string, Tally>; rows: Map<string, { name: string; tally: Tally }> };

/** Whether the desk is asked: time on duty is no part of a channel, a group or an hour. */
export function asksDuty(range: Counted): boolean {
  return range.channel === undefined && range.group === undefined && axes.every((axis) => range[axis] === undefined);
}

/** Whether the list of tickets is asked: a ticket is a group's, of no encounter and no agent's part. */
export function asksTickets(range: Counted): boolean {
  return !range.parts && range.channel === undefined && axes.every((axis) => range[axis] === undefined);
}

/** Of the days of a range; `duties` in the order of `days`. */
export function besideOf(
  { range, by }: { range: Counted; by: ReportBy },
  days: readonly string[],
  { duties, limits }: { duties: readonly DeskDay[]; limits: readonly LimitsOfDay[] },
): Beside {
  const beside: Beside = { whole: {}, days: new Map(), rows: new Map() };
  const add = (day: string, row: { id: string; name: string } | null, tally: Tally) => {
    addTally(beside.whole, tally);
    addTally(tallyIn(beside.days, day), tally);
    if (row === null) return;
    const { name } = row;
    const known = beside.rows.get(row.id) ?? { name, tally: {} };
    addTally(known.tally, tally);
    beside.rows.set(row.id, known);
  };
  for (const [at, { agents }] of duties.entries()) {
    for (const agent of agents) {
      if (range.agent !== undefined && agent.id !== range.agent) continue;
      add(days[at] ?? '', by === 'agent' ? agent : null, occupancyOf(agent));
    }
  }
  for (const { day, group, first, solve, promise } of limits) {
    if (range.group !== undefined && group !== asked(range.group)) continue;
    const tally = { ticketFirst: first, ticketSolved: solve, ticketPromised: promise };
    add(day, by === 'group' ? { id: group, name: '' } : null, tally);
  }
  return beside;
}

/** Time with a conversation in hand and of wrap-up, in the time in which somebody was there for them; none of a day that began before it was counted. */
function occupancyOf({ states, engagedMs }: DeskDay['agents'][number]): Tally {
  const wrapUp = states['wrap-up'] ?? 0;
  const there = (states.online ?? 0) + (states.busy ?? 0) + wrapUp;
  return engagedMs === null || there === 0 ? {} : { occupied: { n: there, sum: Math.min(there, engagedMs + wrapUp) } };
}

/** A report with what is told beside it. */
export function withBeside(report: ReportTally, beside: Beside): ReportTally {
  const days = new Map(report.days.map(({ day, tally }) => [day, tally]));
  for (const [day, tally] of beside.days) addTally(tallyIn(days, day), tally);
  const rows = new Map(report.rows.map((row) => [row.id, row]));
  for (const [id, { name, tally }] of beside.rows) {
    const row = rows.get(id) ?? { id, name, at: '', tally: {} };
    addTally(row.tally, tally);
    rows.set(id, row);
  }
  addTally(report.whole, beside.whole);
  return {
    whole: report.whole,
    days: [...days].map(([day, tally]) => ({ day, tally })).sort((one, other) => (one.day < other.day ? -1 : 1)),
    rows: [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

const limitOf: Partial<Record<FigureName, LimitName>> = {
  ...{ ticketFirst: 'first', ticketSolved: 'solve', ticketPromised: 'promise' },
};

/** The tickets behind such a figure, missed ones first; null: it is made of encounters. `after`: how many were read. */
export async function behindBeside(
  docket: Pick<DocketCalls, 'behindLimit'>,
  range: Counted,
  figure: FigureName,
  after: number,
): Promise<{ rows: BehindRow[]; next: string | null } | null> {
  if (!toldBeside.some((one) => one === figure)) return null;
  const limit = limitOf[figure];
  // Time on duty is made of nothing that could be opened.
  if (limit === undefined || !asksTickets(range)) return { rows: [], next: null };
  const group = range.group === undefined ? null : asked(range.group);
  const { tickets, more } = await docket.behindLimit({ from: range.from, to: range.to, limit, group, after });
  const rows = tickets.map(({ ticket, customer, number, openedAt, assignee, limits }): BehindRow => ({
    ...{ session: ticket, customer, number, openedAt, agent: assignee?.name ?? '', ticket },
    value: Number(limits?.[limit] ?? false),
  }));
  return { rows, next: more ? `${after + rows.length}.tickets` : null };
}

function tallyIn(tallies: Map<string, Tally>, key: string): Tally {
  const known = tallies.get(key);
  if (known) return known;
  const made: Tally = {};
  tallies.set(key, made);
  return made;
}
