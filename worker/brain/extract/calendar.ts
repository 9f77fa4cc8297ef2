/** Days as whole numbers (days since 1970), so that counting needs no time zone. */
const DAY_MS = 86_400_000;

/** The asker's day and minute of the day; an unknown zone or moment falls back to Shanghai and 1970. */
export function clockOf(now: number, timeZone = 'Asia/Shanghai'): { today: number; minute: number } {
  const moment = Number.isFinite(now) && Math.abs(now) < 8e15 ? now : 0;
  const at = offsetMs(moment, timeZone) + moment;
  return { today: Math.floor(at / DAY_MS), minute: Math.floor((((at % DAY_MS) + DAY_MS) % DAY_MS) / 60_000) };
}

function offsetMs(moment: number, timeZone: string): number {
  try {
    const form = new Intl.DateTimeFormat('en-US', {
      timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23',
    }); // prettier-ignore
    const parts = Object.fromEntries(form.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
  } catch {
    return 8 * 3_600_000;
  }
}

/** The day of a calendar date; months may run over (13 is next January), days may not. Null when there is no such day. */
export function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const found = Math.floor(date.getTime() / DAY_MS);
  return Number.isFinite(found) && date.getUTCDate() === day ? found : null;
}

/** Year, month (1–12), day and weekday (1 Monday … 7 Sunday) of a day. */
export function dateOf(day: number): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(day * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() || 7,
  };
}

/** YYYY-MM-DD. */
export function isoOf(day: number): string {
  const { year, month, day: date } = dateOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** The last day of a month; months may run over. */
export function monthEnd(year: number, month: number): number {
  return Math.floor(Date.UTC(year, month, 0) / DAY_MS);
}

/** The first day of a month; months may run over. */
export function monthStart(year: number, month: number): number {
  return Math.floor(Date.UTC(year, month - 1, 1) / DAY_MS);
}

/** The same date so many months away, or the month's last day where it has no such date. */
export function monthsFrom(day: number, months: number): number {
  const { year, month, day: date } = dateOf(day);
  return dayOf(year, month + months, date) ?? monthEnd(year, month + months);
}

/** Of the same date in neighbouring years, the one nearest to today. */
export function nearestYear(today: number, month: number, day: number): number | null {
  const { year } = dateOf(today);
  return nearest(
    today,
    [-1, 0, 1].map((step) => dayOf(year + step, month, day)),
  );
}

/** The year in which a month is nearest to today. */
export function nearestYearOf(today: number, month: number): number {
  const { year, month: here } = dateOf(today);
  return month - here > 6 ? year - 1 : here - month > 6 ? year + 1 : year;
}

/** Of the same date in neighbouring months, the one nearest to today. */
export function nearestMonth(today: number, day: number): number | null {
  const { year, month } = dateOf(today);
  return nearest(
    today,
    [-1, 0, 1].map((step) => dayOf(year, month + step, day)),
  );
}

function nearest(today: number, days: readonly (number | null)[]): number | null {
  return days.reduce<number | null>(
    (best, day) => (day !== null && (best === null || Math.abs(day - today) < Math.abs(best - today)) ? day : best),
    null,
  );
}
