/** What a plan should be looked at for: hints, never refusals. Pure. */
import { nextClose, nextOpen, type Hours } from './calendar.ts';
import { minutesOf, type Schedule } from './settings/schedule.ts';
import { spellsBetween, spellsOn, workMs, type Spell } from './shift.ts';
import { dayAfter, localOf, momentOf, weekdayOf } from './zone.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/**
 * Rest between two days of work. Directive 2003/88/EC, article 3, asks for 11 hours; the law of the mainland names no figure for it,
 * there it is good practice.
 */
export const REST_MS = 11 * HOUR_MS;
/** A week's work: 劳动法 第三十六条, 44 hours on average (国务院关于职工工作时间的规定 第三条: 40 hours, before overtime). */
export const WEEK_MS = 44 * HOUR_MS;
/** 劳动法 第三十八条: at least one day of rest a week. */
export const DAYS_IN_A_ROW = 6;

export type Hint =
  /** Nobody is on within business time. */
  | { kind: 'nobody'; date: string; from: number; to: number }
  /** Less than 11 hours between two spells. */
  | { kind: 'rest'; member: string; date: string; ms: number }
  /** More than 44 hours from Monday to Sunday; `date` is the Monday. */
  | { kind: 'week'; member: string; date: string; ms: number }
  /** More than six days of work in a row; `date` is the last of them. */
  | { kind: 'row'; member: string; date: string; days: number }
  /** Two spells of a member at once. */
  | { kind: 'overlap'; member: string; date: string };

/** The hints of one week. `hours`: business time, null where there is none to hold the plan against. */
export function hintsOf(schedule: Schedule, monday: string, zone: string, hours: Hours | null): Hint[] {
  const [from, to] = [momentOf(monday, 0, zone), momentOf(dayAfter(monday, 7), 0, zone)];
  const around = spellsBetween(schedule, momentOf(dayAfter(monday, -8), 0, zone), to, zone);
  const people = new Map<string, Spell[]>();
  for (const one of around) {
    const own = people.get(one.member);
    if (own) own.push(one);
    else people.set(one.member, [one]);
  }
  return [
    ...(hours ? uncovered(around, hours, from, to, zone) : []),
    ...[...people].flatMap(([member, spells]) => ofMember(member, spells, monday)),
  ];
}

function ofMember(member: string, spells: readonly Spell[], monday: string): Hint[] {
  const hints: Hint[] = [];
  const sunday = dayAfter(monday, 6);
  const sorted = [...spells].sort((left, right) => left.from - right.from);
  for (const [at, one] of sorted.entries()) {
    const before = sorted[at - 1];
    if (!before || one.date < monday || one.date > sunday) continue;
    const ms = one.from - before.to;
    if (ms < 0) hints.push({ kind: 'overlap', member, date: one.date });
    // Two shifts of one date are one day's work.
    else if (ms < REST_MS && one.date !== before.date) hints.push({ kind: 'rest', member, date: one.date, ms });
  }
  const week = sorted.filter((one) => one.date >= monday && one.date <= sunday);
  const ms = week.reduce((sum, one) => sum + workMs(one), 0);
  if (ms > WEEK_MS) hints.push({ kind: 'week', member, date: monday, ms });
  const dates = new Set(sorted.map((one) => one.date));
  let row = 0;
  for (let date = dayAfter(monday, -7); date <= sunday; date = dayAfter(date, 1)) {
    row = dates.has(date) ? row + 1 : 0;
    const ends = !dates.has(dayAfter(date, 1)) || date === sunday;
    if (row > DAYS_IN_A_ROW && ends && date >= monday) hints.push({ kind: 'row', member, date, days: row });
  }
  return hints;
}

/** Business time in which nobody is on, breaks left out. */
function uncovered(spells: readonly Spell[], hours: Hours, from: number, to: number, zone: string): Hint[] {
  const hints: Hint[] = [];
  const covers = merged(spells.flatMap(worked));
  let at = nextOpen(hours, from);
  while (at !== null && at < to) {
    const end = Math.min(nextClose(hours, at) ?? to, to);
    for (const gap of gaps(covers, at, end)) hints.push({ kind: 'nobody', date: localOf(gap.from, zone).date, ...gap });
    at = end < to ? nextOpen(hours, end) : null;
  }
  return hints;
}

type Piece = { from: number; to: number };

/** The pieces of a spell between its breaks. */
export function worked(spell: Spell): Piece[] {
  return gaps(merged(spell.breaks), spell.from, spell.to);
}

function merged(pieces: readonly Piece[]): Piece[] {
  const sorted = [...pieces].sort((left, right) => left.from - right.from);
  const whole: Piece[] = [];
  for (const { from, to } of sorted) {
    const last = whole.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
}

function gaps(covers: readonly Piece[], from: number, to: number): Piece[] {
  const found: Piece[] = [];
  let at = from;
  for (const one of covers) {
    if (one.to <= at) continue;
    if (one.from >= to) break;
    if (one.from > at) found.push({ from: at, to: one.from });
    at = one.to;
  }
  if (at < to) found.push({ from: at, to });
  return found;
}

/** People on in an hour at its thinnest, and how many are expected. */
export type Cover = { hour: number; on: number; expected: number };

/** A date's 24 hours: how many are on through each (breaks left out), beside how many are expected. */
export function coverOf(schedule: Schedule, date: string, zone: string): Cover[] {
  const spells = [...spellsOn(schedule, dayAfter(date, -1), zone), ...spellsOn(schedule, date, zone)];
  const pieces = spells.flatMap(worked);
  return Array.from({ length: 24 }, (_, hour) => {
    const quarters = [0, 15, 30, 45].map((minute) => momentOf(date, hour * 60 + minute, zone));
    const on = quarters.map((at) => pieces.filter((one) => one.from <= at && at < one.to).length);
    return { hour, on: Math.min(...on), expected: expectedAt(schedule, date, hour) };
  });
}

/** The most that a need of this date, or of the one before over midnight, asks for in an hour. */
function expectedAt({ needs }: Schedule, date: string, hour: number): number {
  const [from, to] = [hour * 60, hour * 60 + 60];
  const asked = needs.flatMap((one) => {
    const whole = minutesOf(one.hours);
    const touches = (weekday: number, shift: number) =>
      one.days.includes(weekday) && whole.from < to + shift && whole.to > from + shift;
    return touches(weekdayOf(date), 0) || touches(weekdayOf(dayAfter(date, -1)), 24 * 60) ? [one.people] : [];
  });
  return Math.max(0, ...asked);
}
