/** Local time of a zone: which date and minute a moment is there, and which moment a date's minute is. Pure; also where clocks are changed. */
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A date by its name and the minute after its midnight. */
export type Local = { date: string; minute: number };

/** How far a zone's clock is ahead of UTC at a moment, in ms. */
function offsetMs(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The date and minute a moment is in a zone. */
export function localOf(at: number, zone: string): Local {
  const wall = at + offsetMs(at, zone);
  return { date: dateName(Math.floor(wall / DAY_MS)), minute: Math.floor((wall % DAY_MS) / MINUTE_MS) };
}

/**
 * The moment of a date's minute in a zone; a minute past 1440 is the next day's. A time that the clock passes twice is its first,
 * one that it leaves out is as much later as was left out.
 */
export function momentOf(date: string, minute: number, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS;
  const [before, after] = [offsetMs(wall - DAY_MS, zone), offsetMs(wall + DAY_MS, zone)];
  const fitting = [before, after].filter((offset) => offsetMs(wall - offset, zone) === offset);
  return fitting.length === 0 ? wall - before : wall - Math.max(...fitting);
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const dateName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Whether a text is a date as 2026-11-25; 30 February is none. */
export function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** The date so many days after another. */
export const dayAfter = (date: string, days: number): string => dateName(dayNumber(date) + days);

/** So many days from one date to another. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** Which day of the week a date is: 0 Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (date: string): number => (((dayNumber(date) + 3) % 7) + 7) % 7;

/** The Monday of a date's week. */
export const mondayOf = (date: string): string => dayAfter(date, -weekdayOf(date));

/** The seven dates of a week from its Monday. */
export const weekFrom = (monday: string): string[] => Array.from({ length: 7 }, (_, at) => dayAfter(monday, at));
