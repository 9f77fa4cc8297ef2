/** Spans of days: from one day to another, whole weeks, months, halves and years, the last or next few days. */
import { dateOf, dayOf, isoOf, monthEnd, monthsFrom, monthStart, nearestYearOf } from './calendar.ts';
import { dates } from './date.ts';
import { DAY, dayInWeek, MONTH, stepOf, WHICH, YEAR, yearOf } from './date-shape.ts';
import { COUNT, numberOf, SMALL } from './numerals.ts';
import { NO_VALUE, readings, type Finder, type Reading, type Scene } from './reading.ts';

const JOIN = /^(?:的)?\s{0,3}(?:-|~|至|到| (?:to|until|till|through|and) )\s{0,3}/iu;
const DAYS = new RegExp(`^${DAY}(?:\\s?[日号]|(?![\\d元块个点:]))`, 'u');
const WEEK =
  /((?<!一)上上|(?<!一)下下|上|下|这|本)一?个?(周|星期|礼拜)(末)?(?![一二三四五六日天1-7])|周末|(?:这个)周末/gu;
const MONTH_WHICH = new RegExp(`${WHICH}月(?:份)?(?![底初中末的\\d一二三四五六七八九十廿])`, 'gu');
const MONTH_NAMED = new RegExp(`(?<![\\d.个])${YEAR}?${MONTH}(?:份)?(?![底初中末\\d一二三四五六七八九十廿])`, 'gu');
const WHOLE_YEAR =
  /(?<![\d.])(?:((?:19|20)\d\d)年|(今年|明年|去年|前年|后年))(?!的?(?:1[0-2]|\d|[一二三四五六七八九十])?[月初底末])/gu;
const HALF = new RegExp(`(?:${YEAR}|这|本)?([上下])半年`, 'gu');
const RECENT = new RegExp(
  `(?:(?:最近|近|过去|这)的?(?!一[天日月年])|前(?!一))(${SMALL}|几)(?:个)?(天|日|周|星期|礼拜|月|年)(?!前)`,
  'gu',
);
const COMING = new RegExp(
  `(?:(?:未来|接下来|今后|往后|以后)的?|(?<!最)后(?!一))(${SMALL}|几)(?:个)?(天|日|周|星期|礼拜|月|年)`,
  'gu',
);
const WITHIN = new RegExp(`(?<![\\d.第])(${SMALL})(?:个)?(天|日|周|星期|礼拜|月)(?:之|以)?内`, 'gu');
const ENGLISH = /\b(next|last|this) (week|weekend|month|year)\b/giu;
const ENGLISH_RECENT = new RegExp(`\\b(?:the )?(last|past|next|coming) (${COUNT}) (days|weeks|months|years)\\b`, 'giu');
const steps: Record<string, number> = { next: 1, last: -1, this: 0 };

const span = (from: number, to: number) => `${isoOf(from)}/${isoOf(to)}`;

function later(day: number, count: number, unit: string): number {
  if (unit === '月' || unit.startsWith('month')) return monthsFrom(day, count);
  if (unit === '年' || unit.startsWith('year')) return monthsFrom(day, count * 12);
  return day + count * (unit === '天' || unit === '日' || unit.startsWith('day') ? 1 : 7);
}

/** Two days with a join between them; the second may leave out its month. */
function joined(scene: Scene): Reading[] {
  const days = dates(scene);
  return days.flatMap((first) => {
    const join = JOIN.exec(scene.text.slice(first.end));
    if (join === null) return [];
    const at = first.end + join[0].length;
    const nothing = (end: number): Reading => ({ kind: 'date-range', start: first.start, end, value: NO_VALUE });
    const behind = days.filter(({ start }) => start === at);
    const unreal = [first, ...behind].some(({ value }) => value === NO_VALUE);
    if (unreal) return behind.map(({ end }) => nothing(end));
    const from = Date.parse(first.value) / 86_400_000;
    const candidates = behind.map((one) => ({ end: one.end, day: Date.parse(one.value) / 86_400_000 }));
    const bare = DAYS.exec(scene.text.slice(at, at + 6));
    const { year, month } = dateOf(from);
    const same = bare === null ? null : dayOf(year, month, numberOf(bare[1] ?? '') ?? 0);
    if (bare !== null && same === null && /[日号]$/u.test(bare[0])) return [nothing(at + bare[0].length)];
    if (bare !== null && same !== null) candidates.unshift({ end: at + bare[0].length, day: same });
    const best = candidates.sort((left, right) => right.end - left.end)[0];
    if (best === undefined) return [];
    // 周五到周二 and 12月30号到2号 run over into the next week, month or year.
    const to = [best.day, best.day + 7, monthsFrom(best.day, 1), monthsFrom(best.day, 12)].find((day) => day >= from);
    return to === undefined
      ? []
      : [{ kind: 'date-range' as const, start: first.start, end: best.end, value: span(from, to) }];
  });
}

/** Two days as `a/b`, both included. */
export const dateRanges: Finder = (scene) => {
  const { text, today } = scene;
  const find = (shape: RegExp, read: (match: RegExpExecArray) => string | null) =>
    readings(text, 'date-range', shape, read);
  const { year, month } = dateOf(today);
  const week = (step: number, end: boolean) => span(dayInWeek(today, end ? 6 : 1, step), dayInWeek(today, 7, step));
  const months = (from: number) => span(monthStart(year, from), monthEnd(year, from));
  return [
    ...joined(scene),
    ...find(WEEK, ([whole, which, , end]) => week(stepOf(which), end !== undefined || /^周末|^这个周末/u.test(whole))),
    ...find(MONTH_WHICH, ([, which]) => months(month + stepOf(which))),
    ...find(MONTH_NAMED, ([, said, word, name = '']) => {
      const number = numberOf(name);
      const known = yearOf(today, said, word);
      if (number === null) return null;
      const at = known ?? nearestYearOf(today, number);
      return span(monthStart(at, number), monthEnd(at, number));
    }),
    ...find(WHOLE_YEAR, ([, said, word]) => {
      const known = yearOf(today, said, word) ?? year;
      return span(monthStart(known, 1), monthEnd(known, 12));
    }),
    ...find(HALF, ([, said, word, half]) => {
      const known = yearOf(today, said, word) ?? year;
      return half === '上'
        ? span(monthStart(known, 1), monthEnd(known, 6))
        : span(monthStart(known, 7), monthEnd(known, 12));
    }),
    ...find(RECENT, ([, count = '', unit = '']) => span(later(today + 1, -(numberOf(count) ?? 3), unit), today)),
    ...find(COMING, ([, count = '', unit = '']) => span(today, later(today, numberOf(count) ?? 3, unit))),
    ...find(WITHIN, ([, count = '', unit = '']) => span(today, later(today, numberOf(count) ?? 3, unit))),
    ...find(ENGLISH, ([, which = '', unit = '']) => {
      const step = steps[which.toLowerCase()] ?? 0;
      const lower = unit.toLowerCase();
      if (lower === 'month') return months(month + step);
      if (lower === 'year') return span(monthStart(year + step, 1), monthEnd(year + step, 12));
      return week(step, lower === 'weekend');
    }),
    ...find(ENGLISH_RECENT, ([, which = '', count = '', unit = '']) => {
      const value = numberOf(count) ?? 0;
      return /last|past/iu.test(which)
        ? span(later(today + 1, -value, unit.toLowerCase()), today)
        : span(today, later(today, value, unit.toLowerCase()));
    }),
  ];
};
