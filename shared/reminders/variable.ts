/** The typed variables of a reminder: what a company may give under each, and how it reads in words and in a carrier's template. */
import * as v from 'valibot';
import { isPlain, isPlainLines } from '../plain.ts';

export const variableTypes = [
  'order',
  'amount',
  'date',
  'time',
  'text',
  'phone',
  'carrier',
  'number',
  'passage',
] as const;
export const variableType = v.picklist(variableTypes);
export type VariableType = v.InferOutput<typeof variableType>;

/** Amounts in fen, times in unix ms, whole numbers; everything else as text, days as 2026-11-28. */
export type Value = string | number;
export type Values = Readonly<Record<string, Value>>;

/** `zh` and `en`: in words. `template`: as WeChat's templates and mainland SMS take it. `plain`: the same in both languages. */
export type Reads = 'zh' | 'en' | 'template' | 'plain';

type Words = { zh: string; en: string };

/** What each type takes, in a sentence: what is refused says it. */
export const typeRules: Record<VariableType, Words> = {
  order: { zh: '1 到 32 个英文字母、数字或符号，不含空格', en: '1 to 32 letters, digits or signs of ASCII, no spaces' },
  amount: { zh: '以分为单位的整数，0 到 1 亿元', en: 'a whole number of fen, 0 to 10,000,000,000' },
  date: { zh: '日期，写成 2026-11-28', en: 'a day, written 2026-11-28' },
  time: { zh: '时间，毫秒时间戳', en: 'a moment in unix milliseconds' },
  text: { zh: '1 到 60 个字，不换行', en: '1 to 60 letters in one line' },
  phone: { zh: '5 到 17 位电话号码', en: 'a telephone number of 5 to 17 characters' },
  carrier: { zh: '1 到 20 个字的公司名', en: 'a name of 1 to 20 letters' },
  number: { zh: '整数，不超过 9 位', en: 'a whole number of at most 9 digits' },
  passage: { zh: '1 到 400 个字，可换行', en: '1 to 400 letters in any number of lines' },
};

export const typeNames: Record<VariableType, Words> = {
  order: { zh: '编号', en: 'Number or code' },
  amount: { zh: '金额', en: 'Amount' },
  date: { zh: '日期', en: 'Day' },
  time: { zh: '时间', en: 'Time' },
  text: { zh: '文字', en: 'Words' },
  phone: { zh: '电话', en: 'Telephone' },
  carrier: { zh: '公司', en: 'Carrier' },
  number: { zh: '数量', en: 'Count' },
  passage: { zh: '段落', en: 'Passage' },
};

const letters = (value: string): number => [...value].length;
const within = (value: Value, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
const worded = (value: Value, most: number): boolean =>
  typeof value === 'string' && value.trim() === value && value !== '' && letters(value) <= most && isPlain(value);
const matches = (value: Value, rule: RegExp): boolean => typeof value === 'string' && rule.test(value);

const YEAR_3000 = Date.UTC(3000, 0, 1);

function isDay(value: Value): boolean {
  if (!matches(value, /^\d{4}-\d{2}-\d{2}$/u)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(String(value));
}

const takes: Record<VariableType, (value: Value) => boolean> = {
  order: (value) => matches(value, /^[\x21-\x7e]{1,32}$/u),
  amount: (value) => within(value, 0, 10_000_000_000),
  date: isDay,
  time: (value) => within(value, 1, YEAR_3000),
  text: (value) => worded(value, 60),
  phone: (value) => matches(value, /^\+?\d[\d -]{3,15}\d$/u),
  carrier: (value) => worded(value, 20),
  number: (value) => within(value, -999_999_999, 999_999_999),
  passage: (value) => typeof value === 'string' && value.trim() !== '' && letters(value) <= 400 && isPlainLines(value),
};

/** Whether a value is one of this type. */
export const isOfType = (type: VariableType, value: Value): boolean => takes[type](value);

const CHINA_MS = 8 * 3_600_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A value in words or as a template takes it; one that is none of its type reads as it is. */
export function reads(type: VariableType, value: Value, as: Reads): string {
  if (!isOfType(type, value)) return String(value);
  switch (type) {
    case 'amount': {
      const yuan = (Number(value) / 100).toFixed(2);
      return as === 'en' || as === 'plain' ? `¥${yuan}` : `${yuan}元`;
    }
    case 'date':
      return dayIn(String(value), as);
    case 'time': {
      const china = new Date(Number(value) + CHINA_MS).toISOString();
      return `${dayIn(china.slice(0, 10), as)}${as === 'en' ? ', ' : ' '}${china.slice(11, 16)}`;
    }
    case 'order':
    case 'text':
    case 'phone':
    case 'carrier':
    case 'number':
    case 'passage':
      return String(value);
  }
}

function dayIn(day: string, as: Reads): string {
  if (as === 'plain') return day;
  const [year, month = 1, date] = day.split('-').map(Number);
  if (as === 'en') return `${MONTHS[month - 1]} ${date}`;
  return as === 'zh' ? `${month}月${date}日` : `${year}年${month}月${date}日`;
}

/** Values that try a place out: the least and the most of a type, and what usually breaks a rule. The first is the example shown. */
export function samples(type: VariableType, now: number): [Value, ...Value[]] {
  const china = new Date(now + CHINA_MS).toISOString().slice(0, 10);
  switch (type) {
    case 'order':
      return ['YX20261120001', 'A', 'X'.repeat(32)];
    case 'amount':
      return [12_900, 0, 10_000_000_000];
    case 'date':
      return [china, '2026-01-01', '2026-12-31'];
    case 'time':
      return [now + 24 * 3_600_000, Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31, 3, 59)];
    case 'text':
      return ['到店保养', '好', '长'.repeat(60)];
    case 'phone':
      return ['0571-88001234', '10086', '+86 138-0013-8000'];
    case 'carrier':
      return ['顺丰速运', 'S', '速'.repeat(20)];
    case 'number':
      return [3, -999_999_999, 999_999_999];
    case 'passage':
      return ['签收后 7 天内可以申请无理由退货。', '好', '长'.repeat(400)];
  }
}
