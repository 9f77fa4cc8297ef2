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

/**
 * Month and day of Spring Festival, Dragon Boat, Qixi, Mid-Autumn and Double Ninth. A table, because the runtime's own Chinese
 * calendar is a day out where a new moon falls near midnight (Spring Festival of 2027 and 2030).
 */
const moons: Record<number, string> = {
  2024: '0210 0610 0810 0917 1011',
  2025: '0129 0531 0829 1006 1029',
  2026: '0217 0619 0819 0925 1018',
  2027: '0206 0609 0808 0915 1008',
  2028: '0126 0528 0826 1003 1026',
  2029: '0213 0616 0816 0922 1016',
  2030: '0203 0605 0805 0912 1005',
  2031: '0123 0624 0824 1001 1024',
  2032: '0211 0612 0812 0919 1012',
  2033: '0131 0601 0801 0908 1001',
  2034: '0219 0620 0820 0927 1020',
  2035: '0208 0610 0810 0916 1009',
  2036: '0128 0530 0828 1004 1027',
};

/** Holidays by the moon: their names, their place in the table, days behind it. */
const lunar: readonly (readonly [RegExp, number, number])[] = [
  [/春节|大年初一|\bspring festival\b|\bchinese new year\b/giu, 0, 0],
  [/除夕|大年三十|年三十/gu, 0, -1],
  [/元宵(?:节)?|正月十五/gu, 0, 14],
  [/端午(?:节)?|\bdragon boat festival\b/giu, 1, 0],
  [/七夕(?:节)?/gu, 2, 0],
  [/中秋(?:节)?|\bmid-autumn festival\b/giu, 3, 0],
  [/重阳(?:节)?/gu, 4, 0],
];
const CLEAR = /清明(?:节)?|\bqingming\b/giu;

function moonDay(year: number, place: number, behind: number): number | null {
  const said = moons[year]?.split(' ')[place];
  const day = said === undefined ? null : dayOf(year, Number(said.slice(0, 2)), Number(said.slice(2)));
  return day === null ? null : day + behind;
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
  for (const [shape, place, behind] of lunar) {
    const day = nearest((year) => moonDay(year, place, behind));
    add(shape, day);
  }
  add(
    CLEAR,
    nearest((year) => dayOf(year, 4, clearDay(year))),
  );
  return found;
}
