/** A schedule to test with. */
import { emptySchedule, type Cell, type Need, type Schedule, type Shift } from '../../shared/settings/schedule.ts';
import { withCells } from '../../shared/plan.ts';

/** A shift by its id and hours; its key is the first letter or digit that is free for it. */
export function shiftOf(
  id: string,
  from: string,
  to: string,
  breaks: Shift['breaks'] = [],
  key = id.slice(0, 1),
): Shift {
  return { id, name: id, key, tone: 'brand', hours: { from, to }, breaks };
}

export const day = shiftOf('day', '09:00', '18:00', [{ from: '12:00', to: '13:00' }]);
export const night = shiftOf('night', '22:00', '06:00', [{ from: '02:00', to: '02:30' }]);
export const early = shiftOf('early', '06:00', '14:00');

export const works = (member: string, ...shifts: string[]): Cell => ({ member, kind: 'work', shifts });

/** A schedule of these shifts and what members do on dates. */
export function scheduleOf(
  shifts: Shift[],
  cells: readonly (readonly [date: string, cell: Cell])[],
  needs: Need[] = [],
): Schedule {
  const changes = cells.map(([date, cell]) => ({ date, member: cell.member, cell }));
  return withCells({ ...emptySchedule, shifts, needs }, changes);
}
