/** Holidays that name a day: by the calendar, by the moon, by the sun. */
import { dateOf, dayOf, nearestYear } from './calendar.ts';

const fixed: readonly (readonly [RegExp, number, number])[] = [
  [/元旦(?:节)?|\bnew year(?:'s day)?\b/giu, 1, 1],
  [/情人节|\bvalentine'?s day\b/giu, 2, 14],
  [/妇女节|三八节/gu, 3, 8],
  [/劳动节|五一(?:节|假期|长假)?(?![一二三四五六七八九十\d])|\blabou?r day\b/giu, 5, 1],
  [/儿童节|六一(?:节|儿童节)?(?![一二三四五六七八九十\d])/gu, 6, 1],
  [/(?<![\d.])618(?=大促|活动|当天|那天|期间|买|下单)/gu, 6, 18],
  [/教师节/gu, 9, 10],
  [/国庆(?:节)?|十一(?=黄金周|假期|长假)|\bnational day\b/giu, 10, 1],
  [/双十一|双11(?!\d)|\bsingles'? day\b/giu, 11, 11],
  [/双十二|双12(?!\d)/gu, 12, 12],
  [/平安夜|\bchristmas eve\b/giu, 12, 24],
  [/圣诞(?:节)?|\bchristmas(?: day)?\b(?! eve)/giu, 12, 25],
];

/** Month and day of the Chinese calendar. */
const lunar: readonly (readonly [RegExp, number, number])[] = [
  [/春节|大年初一|\bspring festival\b|\bchinese new year\b/giu, 1, 1],
  [/元宵(?:节)?|正月十五/gu, 1, 15],
  [/端午(?:节)?|\bdragon boat festival\b/giu, 5, 5],
  [/七夕(?:节)?/gu, 7, 7],
  [/中秋(?:节)?|\bmid-autumn festival\b/giu, 8, 15],
  [/重阳(?:节)?/gu, 9, 9],
];
const EVE = /除夕|大年三十|年三十/gu;
const CLEAR = /清明(?:节)?|\bqingming\b/giu;

const moons = new Map<number, ReadonlyMap<string, number>>();

/** Days of a year by month and day of the Chinese calendar, leap months left out. */
function moonsOf(year: number): ReadonlyMap<string, number> {
  const known = moons.get(year);
  if (known !== undefined) return known;
  const form = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const days = new Map<string, number>();
  const first = dayOf(year, 1, 1) ?? 0;
  for (let day = first; dateOf(day).year === year; day += 1) {
    const parts = Object.fromEntries(form.formatToParts(day * 86_400_000).map(({ type, value }) => [type, value]));
    const key = `${parts['month'] ?? ''}-${parts['day'] ?? ''}`;
    if (!days.has(key)) days.set(key, day);
  }
  if (moons.size > 8) moons.clear();
  moons.set(year, days);
  return days;
}

/** Qingming by the usual formula for this century. */
function clearDay(year: number): number {
  const short = year % 100;
  return Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4);
}

/** A holiday's name in the text and the day it has in a year, or the day nearest to today when no year is said. */
export type Holiday = { start: number; end: number; dayIn(year: number | null): number | null };

/** Every holiday named in the text. */
export function holidaysIn(text: string, today: number): Holiday[] {
  const found: Holiday[] = [];
  const add = (shape: RegExp, dayIn: Holiday['dayIn']) => {
    for (const match of text.matchAll(shape)) {
      found.push({ start: match.index, end: match.index + match[0].length, dayIn });
    }
  };
  const nearest = (of: (year: number) => number | null) => (year: number | null) => {
    if (year !== null) return of(year);
    const here = dateOf(today).year;
    const days = [here - 1, here, here + 1].flatMap((one) => of(one) ?? []);
    return days.sort((left, right) => Math.abs(left - today) - Math.abs(right - today))[0] ?? null;
  };
  for (const [shape, month, day] of fixed) {
    add(shape, (year) => (year === null ? nearestYear(today, month, day) : dayOf(year, month, day)));
  }
  for (const [shape, month, day] of lunar)
    add(
      shape,
      nearest((year) => moonsOf(year).get(`${month}-${day}`) ?? null),
    );
  add(
    EVE,
    nearest((year) => (moonsOf(year).get('1-1') ?? 1) - 1),
  );
  add(
    CLEAR,
    nearest((year) => dayOf(year, 4, clearDay(year))),
  );
  return found;
}
