/** Who should be on duty by the plan: spells as moments, who is on at an instant, who comes next. Pure. */
import type { Calendars } from './settings/calendars.ts';
import { minutesOf, type Cell, type Schedule, type Shift } from './settings/schedule.ts';
import { dayAfter, localOf, momentOf } from './zone.ts';

/** One member's one shift of one date, from one moment to before another. */
export type Spell = {
  member: string;
  shift: Shift;
  /** The local date it begins on. */
  date: string;
  from: number;
  to: number;
  breaks: { from: number; to: number }[];
};

/** The zone the plan's local times are of. */
export function zoneOf(schedule: Pick<Schedule, 'calendar'>, calendars: Calendars): string {
  const { calendar } = schedule;
  const named = calendars.calendars.find((one) => one.id === calendar);
  return (named ?? calendars.calendars[0])?.zone ?? 'Asia/Shanghai';
}

/** What is planned for a member on a date; null: nothing. */
export function cellOf(schedule: Pick<Schedule, 'plan'>, date: string, member: string): Cell | null {
  return schedule.plan.find((one) => one.date === date)?.cells.find((one) => one.member === member) ?? null;
}

/** The spells that begin on a date, in order. */
export function spellsOn(schedule: Schedule, date: string, zone: string): Spell[] {
  const shifts = new Map(schedule.shifts.map((one) => [one.id, one]));
  const made = new Map<string, Omit<Spell, 'member'>>();
  const day = schedule.plan.find((one) => one.date === date);
  const spells = (day?.cells ?? []).flatMap((cell) => {
    if (cell.kind !== 'work') return [];
    return cell.shifts.flatMap((id) => {
      const shift = shifts.get(id);
      if (!shift) return [];
      const times = made.get(id) ?? timesOf(shift, date, zone);
      made.set(id, times);
      return [{ member: cell.member, ...times }];
    });
  });
  return spells.sort(
    (left, right) => left.from - right.from || left.to - right.to || compare(left.member, right.member),
  );
}

function timesOf(shift: Shift, date: string, zone: string): Omit<Spell, 'member'> {
  const whole = minutesOf(shift.hours);
  const at = (minute: number) => momentOf(date, minute, zone);
  const breaks = shift.breaks.map((given) => {
    const rest = minutesOf(given);
    const after = rest.from < whole.from ? 24 * 60 : 0;
    return { from: at(rest.from + after), to: at(rest.to + after) };
  });
  return {
    shift,
    date,
    from: at(whole.from),
    to: at(whole.to),
    breaks: breaks.sort((left, right) => left.from - right.from),
  };
}

/** Every spell that is not over before `from` nor begins at or after `to`, in order. */
export function spellsBetween(schedule: Schedule, from: number, to: number, zone: string): Spell[] {
  // One that began the day before may go on.
  const first = dayAfter(localOf(from, zone).date, -1);
  const last = localOf(to, zone).date;
  const spells: Spell[] = [];
  for (let date = first; date <= last; date = dayAfter(date, 1)) {
    spells.push(...spellsOn(schedule, date, zone).filter((one) => one.to > from && one.from < to));
  }
  return spells;
}

/** Who should be on at a moment; `resting` while their break lasts. */
export function onAt(schedule: Schedule, at: number, zone: string): { spell: Spell; resting: boolean }[] {
  return spellsBetween(schedule, at, at + 1, zone).map((spell) => ({ spell, resting: restsAt(spell, at) }));
}

/** Whether a spell's break lasts at a moment. */
export function restsAt(spell: Spell, at: number): boolean {
  return spell.breaks.some((one) => one.from <= at && at < one.to);
}

/** A member's spell that lasts now, and those after it, at most so many. */
export function spellsOf(
  schedule: Schedule,
  member: string,
  at: number,
  zone: string,
  most: number,
): { now: Spell | null; next: Spell[] } {
  const first = dayAfter(localOf(at, zone).date, -1);
  let now: Spell | null = null;
  const next: Spell[] = [];
  for (const { date } of schedule.plan) {
    if (date < first) continue;
    if (next.length >= most) break;
    for (const spell of spellsOn(schedule, date, zone)) {
      if (spell.member !== member || spell.to <= at) continue;
      if (spell.from <= at) now ??= spell;
      else if (next.length < most) next.push(spell);
    }
  }
  return { now, next };
}

/** The time worked in a spell, its breaks left out. */
export function workMs(spell: Pick<Spell, 'from' | 'to' | 'breaks'>): number {
  return spell.breaks.reduce((sum, one) => sum - (one.to - one.from), spell.to - spell.from);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
