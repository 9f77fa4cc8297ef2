/** 排班: the shifts a company works in, how many people it expects when, and who works, rests or is on leave on which date. */
import * as v from 'valibot';
import { calendarDate, period } from './calendars.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const login = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const minute = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const DAY = 24 * 60;

/** A shift has one of these colours of the tokens. */
export const shiftTones = ['brand', 'green', 'orange', 'violet', 'red', 'grey'] as const;
export type ShiftTone = (typeof shiftTones)[number];
/** Cells of the plan at most: fifty people for eighty days. */
export const PLAN_CELLS = 4_000;
/** Dates of the plan at most. */
export const PLAN_DATES = 400;
/** Shifts of one person on one date at most. */
export const CELL_SHIFTS = 3;
export const REASON_LENGTH = 40;

/** Minutes after midnight at which a period begins and ends; an end at or before the start is the next day's. */
export function minutesOf(given: { from: string; to: string }): { from: number; to: number } {
  const [from, to] = [minute(given.from), minute(given.to)];
  return { from, to: to > from ? to : to + DAY };
}

/** 班次: local time from–to, over midnight where the end is not after the start. */
export const shift = v.pipe(
  v.strictObject({
    id,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
    /** What is pressed in the grid to plan it; R and L stand for rest and leave. */
    key: v.pipe(v.string(), v.regex(/^[0-9a-km-qs-z]$/u, 'one digit or letter, not r or l')),
    tone: v.picklist(shiftTones),
    hours: period,
    /** Within the shift. */
    breaks: v.pipe(v.array(period), v.maxLength(4)),
  }),
  v.check(({ hours, breaks }) => {
    const whole = minutesOf(hours);
    return breaks.every((given) => {
      const rest = minutesOf(given);
      const after = rest.from < whole.from ? DAY : 0;
      return rest.from + after >= whole.from && rest.to + after <= whole.to;
    });
  }, 'a break lies within the hours of its shift'),
);
export type Shift = v.InferOutput<typeof shift>;

/** So many people are expected on these days of the week (0 is Monday) within this period; where several say it, the most. */
export const need = v.strictObject({
  days: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
    v.minLength(1),
    v.maxLength(7),
    v.check((given) => new Set(given).size === given.length, 'a weekday stands twice'),
  ),
  hours: period,
  people: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)),
});
export type Need = v.InferOutput<typeof need>;

/** What one member does on one date. */
export const cell = v.variant('kind', [
  v.strictObject({
    member: login,
    kind: v.literal('work'),
    shifts: v.pipe(
      v.array(id),
      v.minLength(1),
      v.maxLength(CELL_SHIFTS),
      v.check((given) => new Set(given).size === given.length, 'a shift stands twice on one date'),
    ),
  }),
  v.strictObject({ member: login, kind: v.literal('rest') }),
  v.strictObject({
    member: login,
    kind: v.literal('leave'),
    /** Seen by leads and by the member; all others see that it is leave. */
    reason: v.pipe(v.string(), v.trim(), v.maxLength(REASON_LENGTH)),
  }),
]);
export type Cell = v.InferOutput<typeof cell>;

export const planDay = v.strictObject({
  date: calendarDate,
  cells: v.pipe(
    v.array(cell),
    v.minLength(1),
    v.maxLength(500),
    v.check(
      (given) => new Set(given.map((one) => one.member)).size === given.length,
      'a member stands twice on a date',
    ),
  ),
});
export type PlanDay = v.InferOutput<typeof planDay>;

/** The document `schedule`. */
export const schedule = v.pipe(
  v.strictObject({
    /** Business time the plan is held against, and its zone; null: the company's first calendar. */
    calendar: v.nullable(v.string()),
    /** So many minutes late are not called late, nor as many early. */
    grace: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)),
    shifts: v.pipe(
      v.array(shift),
      v.maxLength(30),
      v.check((given) => new Set(given.map((one) => one.id)).size === given.length, 'two shifts of one id'),
      v.check((given) => new Set(given.map((one) => one.key)).size === given.length, 'two shifts of one key'),
    ),
    needs: v.pipe(v.array(need), v.maxLength(40)),
    /** In order of the dates. */
    plan: v.pipe(
      v.array(planDay),
      v.maxLength(PLAN_DATES, `a plan has at most ${PLAN_DATES} dates; remove past ones`),
      v.check(
        (given) => given.every((one, at) => at === 0 || (given[at - 1]?.date ?? '') < one.date),
        'the dates stand in order, each once',
      ),
      v.check(
        (given) => given.reduce((sum, one) => sum + one.cells.length, 0) <= PLAN_CELLS,
        `a plan has at most ${PLAN_CELLS} cells; remove past dates`,
      ),
    ),
  }),
  v.check(({ shifts, plan }) => {
    const known = new Set(shifts.map((one) => one.id));
    return plan.every(({ cells }) =>
      cells.every((one) => one.kind !== 'work' || one.shifts.every((given) => known.has(given))),
    );
  }, 'the plan names a shift that is gone'),
);
export type Schedule = v.InferOutput<typeof schedule>;

export const emptySchedule: Schedule = { calendar: null, grace: 5, shifts: [], needs: [], plan: [] };
