/** Single days in English. */
import { dateOf, dayOf, isoOf, monthEnd, monthsFrom, nearestYear } from './calendar.ts';
import { dayInWeek } from './date-shape.ts';
import { COUNT, numberOf } from './numerals.ts';
import { readings, type Finder } from './reading.ts';

const NAMES = 'january|february|march|april|may|june|july|august|september|october|november|december';
const MONTHS = `(${NAMES}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?`;
const DAY = '(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?';
const YEAR = '(?:,? ((?:19|20)\\d\\d))?';
const MONTH_FIRST = new RegExp(`\\b${MONTHS} ${DAY}\\b${YEAR}`, 'giu');
const DAY_FIRST = new RegExp(`\\b(?:the )?${DAY} (?:of )?${MONTHS}(?![a-z])${YEAR}`, 'giu');
const NEAR = /\b(?:the )?(day before yesterday|day after tomorrow|yesterday|today|tonight(?= only)|tomorrow)\b/giu;
const AWAY = new RegExp(`\\bin (${COUNT})(?: or so)? (days?|weeks?|months?|years?)\\b(?! time)`, 'giu');
const AGO = new RegExp(`\\b(${COUNT}) (days?|weeks?|months?|years?) (ago|later|from now|from today)\\b`, 'giu');
const WEEKDAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const WEEKDAY = new RegExp(
  `\\b(?:(next|last|this|coming|on) )?(${WEEKDAYS}|(?<=(?:next|last|this|on) )(?:mon|tues?|wed|thur?s?|fri|sat|sun))\\b`,
  'giu',
);
const MONTH_END = /\b(?:the )?end of (the|this|next|last) month\b/giu;

const near: Record<string, number> = {
  'day before yesterday': -2, yesterday: -1, today: 0, tonight: 0, tomorrow: 1, 'day after tomorrow': 2,
}; // prettier-ignore
const steps: Record<string, number> = { next: 1, last: -1, this: 0, the: 0 };
const short = NAMES.split('|').map((name) => name.slice(0, 3));
const shortDays = WEEKDAYS.split('|').map((name) => name.slice(0, 2));

/** 1–12 by the first three letters. */
export function monthNumber(name: string): number {
  return short.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function dated(today: number, month: string, day: string, year: string | undefined): string | null {
  const [number, date] = [monthNumber(month), Number(day)];
  const found = year === undefined ? nearestYear(today, number, date) : dayOf(Number(year), number, date);
  return found === null ? null : isoOf(found);
}

function away(today: number, count: string, unit: string, sign: number): string | null {
  const value = numberOf(count);
  if (value === null) return null;
  if (/^m/iu.test(unit)) return isoOf(monthsFrom(today, sign * value));
  if (/^y/iu.test(unit)) return isoOf(monthsFrom(today, sign * value * 12));
  return isoOf(today + sign * value * (/^w/iu.test(unit) ? 7 : 1));
}

/** YYYY-MM-DD. `next Friday` is the one of next week, `Friday` the coming one. */
export const englishDates: Finder = ({ text, today }) => {
  if (!/[a-z]{3}/iu.test(text)) return [];
  const find = (shape: RegExp, read: (match: RegExpExecArray) => string | null) => readings(text, 'date', shape, read);
  return [
    ...find(MONTH_FIRST, ([, month = '', day = '', year]) => dated(today, month, day, year)),
    ...find(DAY_FIRST, ([, day = '', month = '', year]) => dated(today, month, day, year)),
    ...find(NEAR, ([, word = '']) => isoOf(today + (near[word.toLowerCase()] ?? 0))),
    ...find(AWAY, ([, count = '', unit = '']) => away(today, count, unit, 1)),
    ...find(AGO, ([, count = '', unit = '', side = '']) => away(today, count, unit, /ago/iu.test(side) ? -1 : 1)),
    ...find(WEEKDAY, ([, which, name = '']) => {
      const weekday = shortDays.indexOf(name.slice(0, 2).toLowerCase()) + 1;
      const step = steps[which?.toLowerCase() ?? ''];
      return isoOf(dayInWeek(today, weekday, step ?? null));
    }),
    ...find(MONTH_END, ([, which = '']) => {
      const { year, month } = dateOf(today);
      return isoOf(monthEnd(year, month + (steps[which.toLowerCase()] ?? 0)));
    }),
  ];
};
