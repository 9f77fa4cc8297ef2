/** The demo company's plan: two agents in turn early and late, the lead by day, around the day it is first opened. */
import { dateOf } from '../calendar.ts';
import { dayAfter, mondayOf, weekFrom } from '../zone.ts';
import type { Cell, PlanDay, Schedule, Shift } from './schedule.ts';

const WEEKS_BEFORE = 1;
const WEEKS_AFTER = 4;

const shifts: Shift[] = [
  shiftOf('early', '早班', '1', 'brand', '08:00', '16:00', [{ from: '11:30', to: '12:00' }]),
  shiftOf('late', '晚班', '2', 'violet', '14:00', '22:00', [{ from: '17:30', to: '18:00' }]),
  shiftOf('day', '白班', '3', 'green', '09:00', '18:00', [{ from: '12:30', to: '13:30' }]),
  shiftOf('night', '夜班', '4', 'grey', '22:00', '06:00', [{ from: '02:00', to: '02:30' }]),
];

function shiftOf(
  id: string,
  name: string,
  key: string,
  tone: Shift['tone'],
  from: string,
  to: string,
  breaks: Shift['breaks'],
): Shift {
  return { id, name, key, tone, hours: { from, to }, breaks };
}

const work = (member: string, shift: string): Cell => ({ member, kind: 'work', shifts: [shift] });
const rest = (member: string): Cell => ({ member, kind: 'rest' });

/** A week of the three; `turn` 0 or 1: who is early. */
function weekOf(monday: string, turn: number): PlanDay[] {
  const [early, late] = turn === 0 ? (['wangqing', 'liming'] as const) : (['liming', 'wangqing'] as const);
  return weekFrom(monday).map((date, at) => ({
    date,
    cells: [
      at === 6 || at === 2 ? rest(early) : work(early, at === 5 ? 'day' : 'early'),
      at >= 5 ? rest(late) : work(late, 'late'),
      at >= 5 ? rest('zhaomin') : work('zhaomin', 'day'),
    ],
  }));
}

/** The plan of a demo that begins at a moment: the week before, this one and those to come. */
export function demoSchedule(now: number): Schedule {
  const first = dayAfter(mondayOf(dateOf(now)), -7 * WEEKS_BEFORE);
  const weeks = Array.from({ length: WEEKS_BEFORE + 1 + WEEKS_AFTER }, (_, at) => at);
  const plan = weeks.flatMap((at) => weekOf(dayAfter(first, at * 7), at % 2));
  const leaveOn = dayAfter(first, 7 * (WEEKS_BEFORE + 1) + 3);
  const onLeave = (date: string, one: Cell): Cell =>
    date === leaveOn && one.member === 'liming' ? { member: one.member, kind: 'leave', reason: '年假' } : one;
  return {
    calendar: 'office',
    grace: 5,
    shifts,
    needs: [
      { days: [0, 1, 2, 3, 4], hours: { from: '09:00', to: '22:00' }, people: 1 },
      { days: [0, 1, 2, 3, 4], hours: { from: '09:00', to: '11:00' }, people: 2 },
      { days: [0, 1, 2, 3, 4], hours: { from: '14:00', to: '17:00' }, people: 2 },
      { days: [5], hours: { from: '09:00', to: '12:00' }, people: 1 },
    ],
    plan: plan.map(({ date, cells }) => ({ date, cells: cells.map((one) => onLeave(date, one)) })),
  };
}
