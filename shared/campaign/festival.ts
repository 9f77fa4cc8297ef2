/** The days of festivals. Pure; days are named in China's zone, as 2026-10-01. */
import { lunarDay } from './lunar.ts';

const DAY_MS = 24 * 3_600_000;
/** Asia/Shanghai: one zone, no summer time. */
const ZONE_MS = 8 * 3_600_000;

/** `lunar`: month and day of the Chinese calendar. 除夕 is the day before its 1st of the 1st, whether that month had 29 days or 30. */
export const festivals = {
  'new-year': { zh: '元旦', en: 'New Year’s Day', month: 1, day: 1, lunar: false },
  'new-year-eve': { zh: '除夕', en: 'Lunar New Year’s Eve', month: 1, day: 1, lunar: true, before: 1 },
  spring: { zh: '春节', en: 'Spring Festival', month: 1, day: 1, lunar: true },
  lantern: { zh: '元宵节', en: 'Lantern Festival', month: 1, day: 15, lunar: true },
  women: { zh: '妇女节', en: 'Women’s Day', month: 3, day: 8, lunar: false },
  labour: { zh: '劳动节', en: 'Labour Day', month: 5, day: 1, lunar: false },
  'dragon-boat': { zh: '端午节', en: 'Dragon Boat Festival', month: 5, day: 5, lunar: true },
  children: { zh: '儿童节', en: 'Children’s Day', month: 6, day: 1, lunar: false },
  qixi: { zh: '七夕', en: 'Qixi', month: 7, day: 7, lunar: true },
  'mid-autumn': { zh: '中秋节', en: 'Mid-Autumn Festival', month: 8, day: 15, lunar: true },
  teachers: { zh: '教师节', en: 'Teachers’ Day', month: 9, day: 10, lunar: false },
  'double-ninth': { zh: '重阳节', en: 'Double Ninth Festival', month: 9, day: 9, lunar: true },
  national: { zh: '国庆节', en: 'National Day', month: 10, day: 1, lunar: false },
  laba: { zh: '腊八节', en: 'Laba Festival', month: 12, day: 8, lunar: true },
} as const satisfies Record<
  string,
  { zh: string; en: string; month: number; day: number; lunar: boolean; before?: number }
>;
export type Festival = keyof typeof festivals;

/** The first day of this festival that has not ended at `now`; null when the table of lunar years has come to its end. */
export function nextDay(name: Festival, now: number): string | null {
  const festival: (typeof festivals)[Festival] & { before?: number } = festivals[name];
  const { month, day, before = 0 } = festival;
  const today = Math.floor((now + ZONE_MS) / DAY_MS);
  const year = new Date(today * DAY_MS).getUTCFullYear();
  // A lunar year's last months belong to the next one of ours.
  for (const one of [year - 1, year, year + 1]) {
    const found = festival.lunar ? lunarDay(one, month, day) : Date.UTC(one, month - 1, day) / DAY_MS;
    if (found !== null && found - before >= today) return dayName(found - before);
  }
  return null;
}

const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
