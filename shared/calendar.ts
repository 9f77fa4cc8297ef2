/** Business time: whether a calendar is open, when next, and where so many open milliseconds end. Pure; moments are epoch milliseconds. */
import type { Calendar, Calendars, Period } from './settings/calendars.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Asia/Shanghai: one zone, no summer time. */
const ZONE_MS = 8 * 60 * MINUTE_MS;
/** A calendar without an opening in so many days counts as closed for good, one without a gap as open for good. */
const HORIZON_DAYS = 800;
/** 1970-01-01 was a Thursday; the week begins on Monday. */
const EPOCH_WEEKDAY = 3;

/** A calendar made ready to be asked. */
export type Hours = {
  calendar: Calendar;
  /** Date → the holiday's name. */
  off: ReadonlyMap<string, string>;
  worked: ReadonlySet<string>;
};
type Opening = { from: number; to: number };

/** The calendar of this id with the state's holidays; null when the company has none of this id. */
export function hoursOf(document: Calendars, id: string): Hours | null {
  const calendar = document.calendars.find((one) => one.id === id);
  if (!calendar) return null;
  const off = new Map<string, string>();
  for (const year of document.holidays) {
    for (const holiday of year.off) {
      for (let day = dayNumber(holiday.from); day <= dayNumber(holiday.to); day += 1)
        off.set(dateName(day), holiday.name);
    }
  }
  return { calendar, off, worked: new Set(document.holidays.flatMap((year) => year.worked)) };
}

/** The day a moment falls on in the zone, as 2026-10-01. */
export function dateOf(at: number): string {
  return dateName(Math.floor((at + ZONE_MS) / DAY_MS));
}

export function isOpen(hours: Hours, at: number): boolean {
  return openings(hours, at).next().value?.from === at;
}

/** The moment itself when open, else the next opening; null: never. */
export function nextOpen(hours: Hours, at: number): number | null {
  return openings(hours, at).next().value?.from ?? null;
}

/** When the opening that holds now ends; the moment itself when closed; null: never. */
export function nextClose(hours: Hours, at: number): number | null {
  let end = at;
  for (const opening of openings(hours, at)) {
    if (opening.from > end) return end;
    end = opening.to;
    if (end - at > HORIZON_DAYS * DAY_MS) return null;
  }
  return end;
}

/** The moment at which so many open milliseconds have passed; null when the calendar never opens that long. */
export function addBusinessMs(hours: Hours, from: number, ms: number): number | null {
  if (ms <= 0) return from;
  let left = ms;
  for (const opening of openings(hours, from)) {
    const length = opening.to - opening.from;
    if (left <= length) return opening.from + left;
    left -= length;
  }
  return null;
}

/** Open milliseconds between two moments; 0 when the second is not after the first. */
export function businessMsBetween(hours: Hours, from: number, to: number): number {
  let sum = 0;
  for (const opening of openings(hours, from)) {
    if (opening.from >= to) break;
    sum += Math.min(opening.to, to) - opening.from;
  }
  return sum;
}

/** The openings between two moments, cut at both, in order; at most so many: a later one counts to nothing. */
export function openingsBetween(hours: Hours, from: number, to: number, most: number): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const opening of openings(hours, from)) {
    if (opening.from >= to || found.length >= most) break;
    found.push([opening.from, Math.min(opening.to, to)]);
  }
  return found;
}

/** The holiday's name, or a single day's note, when that is what closes the calendar at a moment. */
export function closedFor(hours: Hours, at: number): string | null {
  if (isOpen(hours, at)) return null;
  const date = dateOf(at);
  const own = hours.calendar.days.find((one) => one.date === date);
  if (own) return own.note || null;
  return hours.calendar.observesHolidays ? (hours.off.get(date) ?? null) : null;
}

/** When the so-many-th working day after a moment's own day closes; null when the calendar has not so many. */
export function endOfWorkingDay(hours: Hours, from: number, days: number): number | null {
  const first = Math.floor((from + ZONE_MS) / DAY_MS);
  let left = days;
  for (let day = first + 1, empty = 0; empty < HORIZON_DAYS; day += 1) {
    const ends = openingsOf(hours, day).map((opening) => opening.to);
    empty = ends.length === 0 ? empty + 1 : 0;
    if (ends.length > 0) left -= 1;
    if (left <= 0) return Math.max(...ends);
  }
  return null;
}

/** The last second of the so-many-th day after a moment's own. */
export function endOfDay(from: number, days: number): number {
  const day = Math.floor((from + ZONE_MS) / DAY_MS) + days;
  return (day + 1) * DAY_MS - ZONE_MS - 1_000;
}

/** Openings from a moment on, in order and without overlap; ends when none comes within the horizon. */
function* openings(hours: Hours, at: number): Generator<Opening, undefined> {
  const first = Math.floor((at + ZONE_MS) / DAY_MS);
  let after = at;
  let empty = 0;
  // A period that began yesterday may still be open.
  for (let day = first - 1; empty < HORIZON_DAYS; day += 1) {
    empty += 1;
    for (const given of openingsOf(hours, day)) {
      const from = Math.max(given.from, after);
      if (from >= given.to) continue;
      empty = 0;
      after = given.to;
      yield { from, to: given.to };
    }
  }
}

function openingsOf(hours: Hours, day: number): Opening[] {
  const begins = day * DAY_MS - ZONE_MS;
  return periodsOf(hours, day)
    .map(({ from, to }) => {
      const [start, end] = [minutes(from), minutes(to)];
      return { from: begins + start * MINUTE_MS, to: begins + (end > start ? end : end + 24 * 60) * MINUTE_MS };
    })
    .sort((left, right) => left.from - right.from);
}

function periodsOf({ calendar, off, worked }: Hours, day: number): readonly Period[] {
  const date = dateName(day);
  const own = calendar.days.find((one) => one.date === date);
  if (own) return own.periods;
  if (calendar.observesHolidays && off.has(date)) return [];
  const weekday = (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
  return calendar.week[calendar.observesHolidays && worked.has(date) ? 0 : weekday] ?? [];
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const dateName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
