/** Opening hours and appointments: from one hour to another, on which weekdays. */
import { weekdayOf } from './date-shape.ts';
import { numberOf } from './numerals.ts';
import { readings, type Finder } from './reading.ts';
import { ANEW, CLOCK, hourOf } from './time.ts';

const JOIN = '\\s{0,3}(?:-{1,2}|~|至|到)\\s{0,3}';
const NEXT = '(?:(?:当天|当日)\\s{0,3}|(次日|第二天|隔天|翌日)的?\\s{0,3})?';
const ONE = `${CLOCK}${JOIN}${NEXT}${CLOCK}`;
const WEEK = '(?:周|星期|礼拜)';
/** One weekday alone is a date, not a rule. */
const DAYS = `(?:${WEEK}([一二三四五六日天])\\s{0,3}(?:-|~|至|到)\\s{0,3}${WEEK}?([一二三四五六日天])|每${WEEK}([一二三四五六日天])|每天|每日|工作日)\\s{0,3}[:,、的]?\\s{0,3}`;
const PAIR = new RegExp(`(?<![\\d.:])${ONE}`, 'gu');
const SHAPE = new RegExp(
  `(?:(?<![\\d.:上下这本])|${ANEW})(?:${DAYS})?${ONE}(?:\\s{0,3}[,、;和]?\\s{0,3}(?:${DAYS})?${ONE}){0,5}`,
  'gu',
);
const ALL_DAY = new RegExp(`(?<![上下这本])${DAYS}(?:全天|24小时)`, 'gu');
const FIRST = new RegExp(`^[\\s,、;和]{0,6}${DAYS}`, 'u');
const SHORT = /(?<![\d.:])([01]?\d|2[0-4])\s{0,3}(?:-|~|至|到)\s{0,3}(2[0-4]|[01]?\d)点(?![击评赞餐半\d])/gu;
const PART_SHORT =
  /(凌晨|早上|上午|中午|下午|晚上)([\d一二两三四五六七八九十]{1,3})(?:-|~|至|到)([\d一二两三四五六七八九十]{1,3})点(?![击评赞餐半\d])/gu;
const ENGLISH =
  /\b(?:from |between )?(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])?\.?m?\.?\s?(?:-|to|until|till|and)\s?(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\b/giu;

/** `1-5 ` of 周一至周五 at the beginning; empty for every day. */
function daysOf(text: string): string {
  const [whole, from, to, each] = FIRST.exec(text) ?? [];
  if (whole === undefined) return '';
  if (whole.includes('工作日')) return '1-5 ';
  const [first, last] = [weekdayOf(from ?? each), weekdayOf(to)];
  return first === null ? '' : last === null ? `${first} ` : `${first}-${last} `;
}

/** All pairs of a text with the weekdays in front of each. */
function hoursOf(text: string): string | null {
  const found: string[] = [];
  let last = 0;
  for (const match of text.matchAll(PAIR)) {
    const pair = pairOf(match.slice(1));
    if (pair === null) return null;
    found.push(`${daysOf(text.slice(last))}${pair}`);
    last = match.index + match[0].length;
  }
  return found.length === 0 ? null : found.join(',');
}

/**
 * Both ends of one pair. The second is read as it stands, else in the first one's part of the day, whichever keeps the order;
 * what can't is the next morning.
 */
function pairOf(groups: readonly (string | undefined)[]): string | null {
  const [start, next, end] = [groups.slice(0, 6), groups[6], groups.slice(7, 13)];
  const from = hourOf(start);
  const [plain, inherited, night] = [hourOf(end), hourOf(end, start[0]), hourOf(end, '凌晨')];
  if (from === null || plain === null) return null;
  if (end[0] !== undefined) return `${from}/${plain}`;
  const to = next === undefined ? [plain, inherited].find((one) => one !== null && one > from) : undefined;
  return `${from}/${to ?? night ?? plain}`;
}

const two = (value: number) => String(value).padStart(2, '0');

function half(hour: string, minute: string | undefined, letter: string | undefined): string {
  return `${two((Number(hour) % 12) + (letter?.toLowerCase() === 'p' ? 12 : 0))}:${minute ?? '00'}`;
}

/** `a/b`, several parted by commas, opening weekdays in front as `1-5 ` (1 is Monday). */
export const timeRanges: Finder = ({ text }) => [
  ...readings(text, 'time-range', SHAPE, ([whole]) => hoursOf(whole)),
  ...readings(text, 'time-range', ALL_DAY, ([whole]) => `${daysOf(whole)}00:00/24:00`),
  ...readings(text, 'time-range', SHORT, ([, from, to]) =>
    Number(from) < Number(to) ? `${two(Number(from))}:00/${two(Number(to))}:00` : null,
  ),
  ...readings(text, 'time-range', PART_SHORT, ([, part, from = '', to = '']) => {
    const [first, last] = [from, to].map((one) => hourOf([part, undefined, undefined, String(numberOf(one) ?? 99)]));
    return first && last ? `${first}/${last}` : null;
  }),
  ...readings(text, 'time-range', ENGLISH, ([, from = '', fromMinute, letter, to = '', toMinute, last]) => {
    const end = half(to, toMinute, last);
    const start = half(from, fromMinute, letter ?? last);
    return `${start > end && letter === undefined ? half(from, fromMinute, 'a') : start}/${end}`;
  }),
];
