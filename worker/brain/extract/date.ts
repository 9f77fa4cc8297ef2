/** Single days: said in full, from today, by weekday, by the end of a month, by a holiday. */
import {
  dateOf,
  dayOf,
  isoOf,
  monthEnd,
  monthsFrom,
  monthStart,
  nearestMonth,
  nearestYear,
  nearestYearOf,
} from './calendar.ts';
import { englishDates } from './date-english.ts';
import { DAY, dayInWeek, MONTH, NO_DAY, stepOf, WHICH, weekdayOf, YEAR, yearOf } from './date-shape.ts';
import { holidaysIn } from './holiday.ts';
import { numberOf, SMALL } from './numerals.ts';
import { NO_VALUE, readings, type Finder, type Reading, type Scene } from './reading.ts';

const SIGN = `(?:\\s?[日号]${NO_DAY}|(?!\\s?[日号个元块天年件小点]|[\\d一二三四五六七八九十百]|[.:]\\d))`;
const FULL = new RegExp(`(?<![\\d十])(?:${YEAR}\\s?)?${MONTH}份?的?\\s?${DAY}${SIGN}`, 'gu');
const IN_MONTH = new RegExp(`${WHICH}月的?\\s?${DAY}${SIGN}`, 'gu');
/** Months and days by any number, so that 13月5号 isn't the 5th of some other month. */
const ANY = '(\\d{1,3}|[一二三四五六七八九十]{1,4})';
const UNREAL = new RegExp(
  `(?<![\\d.周]|星期|礼拜)(?:(?:${YEAR}\\s?)?${ANY}|${WHICH})\\s?月份?的?\\s?${ANY}\\s?[日号]${NO_DAY}`,
  'gu',
);
const UNREAL_NUMERIC = /(?<![\d.\-/A-Za-z])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d\-/A-Za-z]|\.\d)/gu;
const ALONE = new RegExp(
  `(?<![\\d.,:\\p{Script=Latin}-]|[路街巷弄道段第楼]\\s?|[一二三四五六七八九十])${DAY}\\s?[日号]${NO_DAY}`,
  'gu',
);
const NUMERIC =
  /(?<![\d.\-/A-Za-z])((?:19|20)\d\d)([-/.]?)(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d\-/A-Za-z]|\.\d)/gu;
const SLASHED =
  /(?<![\d.\-/A-Za-z])(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?:\/((?:19|20)\d\d))?(?![\d\-/A-Za-z]|\.\d)/gu;
const NEAR = /大前天|大后天|前天|昨天|昨日|今天|今日|明天|明日|后天|后日|前日/gu;
const COMPOUND = /(?<![从至])([今明昨])(?=[早晚夜])/gu;
const AWAY = new RegExp(
  `(?<![\\d.第])(?:过(?:了)?)?(${SMALL})(?:个)?(天|日|周|星期|礼拜|月|年)(?:以|之)?([前后])(?![门期])`,
  'gu',
);
const PASSED = new RegExp(`(?<!经|超|不)过(${SMALL})(天)(?![前后内])`, 'gu');
const WEEKDAY =
  /(?:((?<!一)上上|(?<!一)下下|上|下|这|本)一?个?)?(?:周|星期|礼拜)([一二三四五六日天](?![年个])|[1-7](?![\d年个次]))/gu;
const EDGE = new RegExp(`(?:(?:${WHICH}月|${YEAR}?${MONTH}|月)(?:份)?(初|中旬?|底|末))`, 'gu');
const YEAR_EDGE = new RegExp(`(?:${YEAR}|年)(初|底|末)`, 'gu');
const YEAR_FRONT = new RegExp(`${YEAR}\\s{0,3}$`, 'u');

const near: Record<string, number> = {
  大前天: -3, 前天: -2, 前日: -2, 昨天: -1, 昨日: -1, 昨: -1, 今天: 0, 今日: 0, 今: 0, 明天: 1, 明日: 1, 明: 1, 后天: 2, 后日: 2, 大后天: 3,
}; // prettier-ignore

const iso = (day: number | null) => (day === null || Math.abs(day) > 1e6 ? null : isoOf(day));

/** What is said as a day of a month; a day no calendar has is `NO_VALUE`, so that no part of its words is read as another day. */
const saidDay = (day: number | null) => iso(day) ?? NO_VALUE;

function away(today: number, count: string | undefined, unit: string | undefined, sign: number): string | null {
  const steps = numberOf(count ?? '');
  if (steps === null) return null;
  if (unit === '月') return iso(monthsFrom(today, sign * steps));
  if (unit === '年') return iso(monthsFrom(today, sign * steps * 12));
  return iso(today + sign * steps * (unit === '天' || unit === '日' ? 1 : 7));
}

function full(today: number, month: number | null, day: number | null, year: number | null): string | null {
  if (month === null || day === null) return null;
  return saidDay(year === null ? nearestYear(today, month, day) : dayOf(year, month, day));
}

/** Whether a month by its number has such a day in some year, or in the year that is said. */
function real(month: number | null, day: number | null, year: number | null): boolean {
  if (month === null || day === null || month < 1 || month > 12 || day < 1) return false;
  return dayOf(year ?? 2000, month, day) !== null;
}

function holidays({ text, today }: Scene): Reading[] {
  return holidaysIn(text, today).flatMap(({ start, end, dayIn }) => {
    const front = YEAR_FRONT.exec(text.slice(Math.max(0, start - 8), start));
    const value = iso(dayIn(front === null ? null : yearOf(today, front[1], front[2])));
    return value === null ? [] : [{ kind: 'date' as const, start: start - (front?.[0].length ?? 0), end, value }];
  });
}

function chinese({ text, today, wants }: Scene): Reading[] {
  const find = (shape: RegExp, read: (match: RegExpExecArray) => string | null) => readings(text, 'date', shape, read);
  const { year: thisYear, month: thisMonth } = dateOf(today);
  return [
    ...find(FULL, ([, said, word, month = '', day = '']) =>
      full(today, numberOf(month), numberOf(day), yearOf(today, said, word)),
    ),
    ...find(IN_MONTH, ([, which, day = '']) => saidDay(dayOf(thisYear, thisMonth + stepOf(which), numberOf(day) ?? 0))),
    ...find(UNREAL, ([, said, word, month, which, day = '']) => {
      const number = numberOf(day);
      if (which !== undefined) return number === null || number > 31 || number < 1 ? NO_VALUE : null;
      return real(numberOf(month ?? ''), number, yearOf(today, said, word)) ? null : NO_VALUE;
    }),
    ...find(ALONE, ([, day = '']) => iso(nearestMonth(today, numberOf(day) ?? 0))),
    ...find(NUMERIC, ([, year, mark, month, day]) => {
      const known = iso(dayOf(Number(year), Number(month), Number(day)));
      // Eight figures that are no day are a number of something else.
      return known ?? (mark === '' ? null : NO_VALUE);
    }),
    ...find(UNREAL_NUMERIC, ([, year, , month, day]) =>
      real(Number(month), Number(day), Number(year)) ? null : NO_VALUE,
    ),
    ...find(SLASHED, ([, month, day, year]) =>
      full(today, Number(month), Number(day), year === undefined ? null : Number(year)),
    ),
    ...find(NEAR, ([word]) => iso(today + (near[word] ?? 0))),
    // 今晚 is a day and a part of it: the day is 今 where the hour is asked for too.
    ...find(COMPOUND, ([, word = '']) => iso(today + (near[word] ?? 0))).map((reading) =>
      wants('time') ? reading : { ...reading, end: reading.end + 1 },
    ),
    ...find(AWAY, ([, count, unit, side]) => away(today, count, unit, side === '前' ? -1 : 1)),
    ...find(PASSED, ([, count, unit]) => away(today, count, unit, 1)),
    ...find(WEEKDAY, ([, which, said]) => {
      const weekday = weekdayOf(said);
      return weekday === null ? null : iso(dayInWeek(today, weekday, which === undefined ? null : stepOf(which)));
    }),
    ...find(EDGE, ([, which, said, word, month, edge = '']) => {
      const number = month === undefined ? thisMonth + stepOf(which) : numberOf(month);
      if (number === null) return null;
      const year = yearOf(today, said, word) ?? (month === undefined ? thisYear : nearestYearOf(today, number));
      if (edge === '初') return iso(monthStart(year, number));
      return iso(edge.startsWith('中') ? monthStart(year, number) + 14 : monthEnd(year, number));
    }),
    ...find(YEAR_EDGE, ([, said, word, edge]) => {
      const year = yearOf(today, said, word) ?? thisYear;
      return iso(edge === '初' ? dayOf(year, 1, 1) : dayOf(year, 12, 31));
    }),
  ];
}

const HALF_DAY = /^的?(?:上午|下午)/u;

/** YYYY-MM-DD; a date without a year is the nearest one, a weekday alone the coming one. */
export const dates: Finder = (scene) => {
  const found = [...chinese(scene), ...englishDates(scene), ...holidays(scene)];
  // A half day belongs to its day where nobody asks for the hour.
  if (scene.wants('time') || scene.wants('time-range')) return found;
  return found.map((reading) => {
    const half = HALF_DAY.exec(scene.text.slice(reading.end));
    return half === null ? reading : { ...reading, end: reading.end + half[0].length };
  });
};
