/** The pieces Chinese dates are made of, for building shapes. */
import { dateOf } from './calendar.ts';
import { numberOf } from './numerals.ts';

/** 2025年, 今年的; groups: number, word. */
export const YEAR =
  '(?:(\\d{4}|\\d{2}|[一二零九][一二三四五六七八九零]{3}|[一二三][一二三四五六七八九零])\\s?年|(今年|明年|去年|前年|后年)的?)';
/** One group: the number of the month. */
export const MONTH = '(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\\s?月(?!月)';
/** One group: the number of the day. */
export const DAY =
  '(3[01]|[12]\\d|0?[1-9]|三十一?|[二廿]十?[一二三四五六七八九]|二十|廿|十[一二三四五六七八九]?|[一二三四五六七八九])';
/** 上个, 下下个, 这个, 本; one group: the word before 个. */
export const WHICH = '((?<!一)上上|(?<!一)下下|上|下|这|本|当)一?个?';

/** What makes 3号 a house, a size, a line of the underground instead of a day. */
export const NO_DAY = '(?![楼线院店门铺库柜馆厅桌色房车位码机字电商])';

const which: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 当: 0, 下: 1, 下下: 2 };

/** How many weeks, months or years away. */
export function stepOf(word: string | undefined): number {
  return which[word ?? ''] ?? 0;
}

const years: Record<string, number> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1, 后年: 2 };

/** The year that is said, or null. Two figures mean this century. */
export function yearOf(today: number, said: string | undefined, word: string | undefined): number | null {
  if (word !== undefined) return dateOf(today).year + (years[word] ?? 0);
  const value = said === undefined ? null : numberOf(said);
  return value === null ? null : value < 100 ? 2000 + value : value;
}

const weekdays: Record<string, number> = {
  一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7,
}; // prettier-ignore

/** 1 Monday … 7 Sunday. */
export function weekdayOf(said: string | undefined): number | null {
  return weekdays[said ?? ''] ?? null;
}

/** The day of a weekday: of the week so many away, or the next one from today on. */
export function dayInWeek(today: number, weekday: number, step: number | null): number {
  const monday = today - dateOf(today).weekday + 1;
  if (step !== null) return monday + step * 7 + weekday - 1;
  const here = monday + weekday - 1;
  return here < today ? here + 7 : here;
}
