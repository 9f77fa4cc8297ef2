/** How long: 3天, 一个半小时, 1小时-2小时, two weeks; ISO 8601. */
import { COUNT, NUMBER, numberOf } from './numerals.ts';
import { readings, type Finder } from './reading.ts';

const UNIT = '(?:年|个?月|个?星期|个?礼拜|周|天|个?工作日|个?小时|个?钟头|分钟|刻钟|秒钟?)';
const ONE = `(?:(?:${NUMBER}|半)[多来几]?个?半?\\s{0,3}${UNIT}半?)`;
const JOIN = '\\s{0,3}(?:-|~|至|到|(?<=[\\d一二两三四五六七八])、(?=[\\d二两三四五六七八九](?!\\d)))\\s{0,3}';
const SHAPE = new RegExp(
  `(?<![第\\d.\\-/:])(?!(?<=[前后])一)(?:(${NUMBER})${JOIN}(${ONE})|(${ONE})(?:${JOIN}(${ONE}))?)(?![前后份])`,
  'giu',
);
const CLOCK = new RegExp(`(${NUMBER})个?(?:小时|钟头)零?(${NUMBER})分钟?`, 'giu');
const WORDS = '(years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?)';
const ENGLISH = new RegExp(
  `\\b(${COUNT})(?: ?(?:-|to|or) ?(${COUNT}))?[ -](?:of )?(?:business |working )?${WORDS}\\b(?! ago)`,
  'giu',
);
const HALF = /\bhalf an hour\b/giu;

const forms: Record<string, (count: string) => string> = {
  年: (count) => `P${count}Y`,
  月: (count) => `P${count}M`,
  期: (count) => `P${count}W`,
  拜: (count) => `P${count}W`,
  周: (count) => `P${count}W`,
  天: (count) => `P${count}D`,
  日: (count) => `P${count}D`, // 工作日
  时: (count) => `PT${count}H`,
  头: (count) => `PT${count}H`,
  分: (count) => `PT${count}M`,
  秒: (count) => `PT${count}S`,
};
const halves: Record<string, string> = {
  年: 'P6M', 月: 'P15D', 期: 'P3D', 拜: 'P3D', 周: 'P3D', 天: 'PT12H', 时: 'PT30M', 头: 'PT30M', 分: 'PT30S',
}; // prettier-ignore

/** The letter a unit is known by. */
function unitOf(said: string): string {
  const unit = new RegExp(`(${UNIT})半?$`, 'u').exec(said)?.[1] ?? '';
  if (unit.startsWith('分')) return '分';
  if (unit.startsWith('秒')) return '秒';
  return unit === '刻钟' ? '刻' : unit.slice(-1);
}

function isoOf(said: string): string | null {
  const unit = unitOf(said);
  const count = new RegExp(`^${NUMBER}`, 'u').exec(said)?.[0];
  if (count === undefined) return halves[unit] ?? null;
  const value = numberOf(count);
  if (value === null || value > 1000) return null;
  if (unit === '刻') return `PT${value * 15}M`;
  if (unit === '月' && !said.includes('个')) return null;
  const form = forms[unit];
  if (form === undefined) return null;
  const half = /半/u.test(said.slice(count.length)) ? (halves[unit] ?? '') : '';
  const whole = form(String(value));
  if (half === '') return whole;
  // A half of hours joins the time part; days keep theirs behind the T.
  return unit === '时' || unit === '头' ? `${whole}30M` : `${whole}${half.slice(1)}`;
}

const letters: Record<string, (count: number) => string> = {
  y: (count) => `P${count}Y`,
  w: (count) => `P${count}W`,
  d: (count) => `P${count}D`,
  h: (count) => `PT${count}H`,
  s: (count) => `PT${count}S`,
};

function english(count: string, unit: string): string | null {
  const value = numberOf(count);
  if (value === null) return null;
  const lower = unit.toLowerCase();
  if (lower.startsWith('mo')) return `P${value}M`;
  if (lower.startsWith('mi')) return `PT${value}M`;
  return letters[lower.charAt(0)]?.(value) ?? null;
}

/** ISO 8601, a range as `a/b`. */
export const durations: Finder = ({ text }) => [
  ...readings(text, 'duration', CLOCK, ([, hours = '', minutes = '']) => {
    const [whole, part] = [numberOf(hours), numberOf(minutes)];
    return whole === null || part === null ? null : `PT${whole}H${part}M`;
  }),
  ...readings(text, 'duration', SHAPE, ([, low, high, one, other]) => {
    if (low !== undefined && high !== undefined) {
      // The first takes the unit of the second: 2-3天.
      const unit = new RegExp(`个?${UNIT}半?$`, 'u').exec(high)?.[0] ?? '';
      const [from, to] = [isoOf(`${low}${unit}`), isoOf(high)];
      return from === null || to === null ? null : `${from}/${to}`;
    }
    const pair = /^([一二两三四五六七八])([二两三四五六七八九])(?=[个天年周星礼小钟分])/u.exec(one ?? '');
    if (pair !== null && other === undefined) {
      const rest = (one ?? '').slice(2);
      const [from, to] = [isoOf(`${pair[1] ?? ''}${rest}`), isoOf(`${pair[2] ?? ''}${rest}`)];
      return from === null || to === null ? null : `${from}/${to}`;
    }
    const from = isoOf(one ?? '');
    if (other === undefined || from === null) return from;
    const to = isoOf(other);
    return to === null ? null : `${from}/${to}`;
  }),
  ...readings(text, 'duration', ENGLISH, ([, low = '', high, unit = '']) => {
    const from = english(low, unit);
    const to = high === undefined ? null : english(high, unit);
    return from === null ? null : to === null ? from : `${from}/${to}`;
  }),
  ...readings(text, 'duration', HALF, () => 'PT30M'),
];
