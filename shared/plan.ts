/** Writing a plan: a cell set or emptied, a week copied or repeated, past dates taken out. Each answers a new schedule or why not. Pure. */
import { refuse, type Result } from './refusal.ts';
import { CELL_SHIFTS, PLAN_CELLS, PLAN_DATES, type Cell, type PlanDay, type Schedule } from './settings/schedule.ts';
import { dayAfter, daysBetween, weekFrom } from './zone.ts';

/** A week is repeated so many times at most: half a year. */
export const REPEAT_WEEKS = 26;

type Filled = Result<{ schedule: Schedule; cells: number }>;

/** A cell stands on a date in the place of the member's before it; null takes it out. */
export function withCell(schedule: Schedule, date: string, member: string, cell: Cell | null): Schedule {
  return withCells(schedule, [{ date, member, cell }]);
}

/** Many cells at once. */
export function withCells(
  schedule: Schedule,
  changes: readonly { date: string; member: string; cell: Cell | null }[],
): Schedule {
  const days = new Map(
    schedule.plan.map((one) => [one.date, new Map(one.cells.map((given) => [given.member, given]))]),
  );
  for (const { date, member, cell } of changes) {
    const day = days.get(date) ?? new Map<string, Cell>();
    if (cell) day.set(member, cell);
    else day.delete(member);
    days.set(date, day);
  }
  const plan: PlanDay[] = [...days]
    .filter(([, cells]) => cells.size > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([date, cells]) => ({ date, cells: [...cells.values()] }));
  return { ...schedule, plan };
}

/** What a cell is after one more shift was chosen: added to those of the date, taken out when it stood there, or alone. */
export function chosen(before: Cell | null, member: string, shift: string, add: boolean): Cell | null {
  const held = before?.kind === 'work' ? before.shifts : [];
  if (!add) return { member, kind: 'work', shifts: [shift] };
  const shifts = held.includes(shift) ? held.filter((one) => one !== shift) : [...held, shift].slice(-CELL_SHIFTS);
  return shifts.length > 0 ? { member, kind: 'work', shifts } : null;
}

/** The week that begins on one Monday stands also in that of another; `over`: what stood there gives way, else it stays. */
export function copyWeek(
  schedule: Schedule,
  fromMonday: string,
  toMonday: string,
  members: readonly string[],
  over: boolean,
): Filled {
  return fill(schedule, fromMonday, [toMonday], members, over);
}

/** The week that begins on a Monday is repeated in the weeks after it. */
export function repeatWeek(
  schedule: Schedule,
  monday: string,
  weeks: number,
  members: readonly string[],
  over: boolean,
): Filled {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > REPEAT_WEEKS)
    return refuse('bad_request', `a week is repeated 1 to ${REPEAT_WEEKS} times`);
  const mondays = Array.from({ length: weeks }, (_, at) => dayAfter(monday, (at + 1) * 7));
  return fill(schedule, monday, mondays, members, over);
}

function fill(
  schedule: Schedule,
  fromMonday: string,
  mondays: readonly string[],
  members: readonly string[],
  over: boolean,
): Filled {
  const wanted = new Set(members);
  const days = new Map(schedule.plan.map((one) => [one.date, one.cells]));
  const source = weekFrom(fromMonday).flatMap((date, at) =>
    (days.get(date) ?? []).filter((one) => wanted.has(one.member)).map((cell) => ({ at, cell })),
  );
  if (source.length === 0) return refuse('not_found', 'nothing is planned in that week');
  const changes = mondays.flatMap((monday) =>
    source.flatMap(({ at, cell }) => {
      const date = dayAfter(monday, at);
      const taken = !over && (days.get(date) ?? []).some((one) => one.member === cell.member);
      // Leave is of its date: nobody is ill every Tuesday.
      return taken || cell.kind === 'leave' ? [] : [{ date, member: cell.member, cell }];
    }),
  );
  const next = withCells(schedule, changes);
  const full = fullness(next);
  return full ? refuse('too_large', full) : { ok: true, schedule: next, cells: changes.length };
}

/** Why a plan is too large to be kept; empty: it is not. */
export function fullness({ plan }: Pick<Schedule, 'plan'>): string {
  const cells = plan.reduce((sum, one) => sum + one.cells.length, 0);
  if (cells > PLAN_CELLS) return `${cells} cells, ${PLAN_CELLS} at most`;
  return plan.length > PLAN_DATES ? `${plan.length} dates, ${PLAN_DATES} at most` : '';
}

/** The plan without the dates more than so many days before one. */
export function withoutPast(schedule: Schedule, today: string, days: number): Schedule {
  return { ...schedule, plan: schedule.plan.filter((one) => daysBetween(one.date, today) <= days) };
}
