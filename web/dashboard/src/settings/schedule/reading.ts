import type { Cell, Schedule, Shift } from '../../../../../shared/settings/schedule.ts';
import { weekdayOf } from '../../../../../shared/zone.ts';
import { dayName } from '../hours/days.ts';
import type { useScheduleWords } from './words.ts';

type Words = ReturnType<typeof useScheduleWords>;

/** A date as the grid's head says it: Thu 11-26. */
export function dateSaid(date: string, words: Words): string {
  return `${dayName(weekdayOf(date), words.language.value)} ${date.slice(5)}`;
}

/** What a cell says in words. */
export function cellSaid(cell: Cell | null, schedule: Pick<Schedule, 'shifts'>, words: Words): string {
  if (!cell) return words.p('nothing');
  if (cell.kind === 'rest') return words.p('rest');
  if (cell.kind === 'leave') return cell.reason ? words.p('leaveFor', { reason: cell.reason }) : words.p('leave');
  return shiftsOf(cell, schedule)
    .map((one) => `${one.name} ${hoursSaid(one)}`)
    .join(', ');
}

/** The shifts a cell names, in its order. */
export function shiftsOf(cell: Cell | null, { shifts }: Pick<Schedule, 'shifts'>): Shift[] {
  if (cell?.kind !== 'work') return [];
  return cell.shifts.flatMap((id) => shifts.find((one) => one.id === id) ?? []);
}

/** A shift's hours: 22:00–06:00. */
export const hoursSaid = ({ hours }: Shift): string => `${hours.from}–${hours.to}`;

/** Hours with at most one figure after the point. */
export const inHours = (ms: number): string => String(Math.round(ms / 360_000) / 10);
