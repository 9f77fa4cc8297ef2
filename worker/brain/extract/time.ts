/** Hours of the day: 15:30, 下午三点半, 3pm; and parts of the day, which are spans. */
import { COUNT, numberOf } from './numerals.ts';
import { readings, type Finder, type Reading, type Scene } from './reading.ts';

const PARTS: Record<string, readonly [number, number]> = {
  凌晨: [0, 6], 清晨: [5, 8], 早晨: [6, 9], 早上: [6, 9], 清早: [6, 9], 大清早: [6, 9], 一早: [6, 9], 早: [6, 9], 上午: [8, 12], 中午: [11, 13],
  正午: [12, 13], 午后: [12, 18], 下午: [12, 18], 傍晚: [17, 19], 晚上: [18, 24], 晚间: [18, 24], 夜里: [21, 24], 夜间: [21, 24], 午夜: [0, 1], 午间: [11, 13], 黄昏: [17, 19], 半夜: [0, 4], 深夜: [22, 24],
  晚: [18, 24], 夜: [18, 24],
}; // prettier-ignore
const NAMES = Object.keys(PARTS).sort((left, right) => right.length - left.length);
/** Behind a day; the day itself is read elsewhere. */
const RELATIVE = '(?:(?:当天|当日|次日|隔天|第二天|翌日)的?\\s{0,3})?';
const PART = `(${NAMES.join('|')})`;
/** The numeral right behind 周 is the weekday's: 周二十点 is ten o'clock. */
const HOUR =
  '(2[0-4]|1\\d|0?\\d|(?<!周|星期|礼拜)(?:二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九]))';
const MINUTE =
  '([0-5]?\\d|[零一二三四五]?十[一二三四五六七八九]?|[二三四五]十[一二三四五六七八九]?|零[一二三四五六七八九])';

/** One clock time for building shapes; groups: part, digits' hour, digits' minute, hour, half or quarter, minute. */
export const CLOCK = `(?:${PART}\\s{0,3})?(?:(2[0-4]|1\\d|0?\\d):([0-5]\\d)(?::[0-5]\\d)?(?![\\d:])|${HOUR}\\s?(?:点钟?|时(?!间|候|长|段))(?:(半|整|一刻|三刻)|过?(?:\\s(?=\\d{1,2}\\s?分))?${MINUTE}(?:\\s?分)?(?!\\s?[天个元块]|\\d))?)`;
/** A part of the day begins a new word whatever figure stands before it (12/3上午, 周3晚上); 晚 alone may count nights (3晚). */
export const ANEW = `(?=${NAMES.filter((name) => name.length > 1).join('|')})`;
/** No clock begins inside a number; the numeral of 周三 is none of the clock's. */
const START = `(?:(?<![\\d.:一二三四五六七八九十])|(?<=(?:周|星期|礼拜)[一二三四五六])|${ANEW})`;
const AT = new RegExp(`${START}${RELATIVE}${CLOCK}(?![击评赞餐菜单播名货水]|建议|意见|疑问|原因)`, 'gu');
const NAMED = new RegExp(`${RELATIVE}${PART}(?!报|饭|餐|班车|市场|茶)`, 'gu');
/** 早 and 晚 alone are parts of a day only behind one. */
const SHORT = /^[早晚夜]$/u;
const NOW = /现在/gu;
const ENGLISH = /\b(?:(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([ap])\.?m\b\.?|(2[0-3]|[01]?\d):([0-5]\d)(?![\d:]))/giu;
const CLOCKED = new RegExp(
  `\\b(?:(half|quarter) (past|to) )?(${COUNT})(?: o'?clock)\\b|\\b(half|quarter) (past|to) (${COUNT})\\b`,
  'giu',
);
const WORDS = /\b(noon|midday|midnight|morning|afternoon|evening|tonight|night)\b/giu;

const words: Record<string, string> = {
  noon: '12:00', midday: '12:00', midnight: '00:00', morning: '06:00/12:00', afternoon: '12:00/18:00', evening: '18:00/22:00',
  tonight: '18:00/24:00', night: '18:00/24:00',
}; // prettier-ignore

const two = (value: number) => String(value).padStart(2, '0');

/** HH:MM of a match of CLOCK's groups; `inherited` is the part of the day said with an earlier time. */
export function hourOf(groups: readonly (string | undefined)[], inherited?: string): string | null {
  const [part = inherited, digits, digitMinute, spoken, fraction, spokenMinute] = groups;
  const hour = numberOf(digits ?? spoken ?? '');
  const minute = digitMinute ?? spokenMinute;
  const past =
    fraction === '半' ? 30 : fraction === '一刻' ? 15 : fraction === '三刻' ? 45 : minute ? numberOf(minute) : 0;
  if (hour === null || past === null || past > 59 || hour > 24) return null;
  const [from = 0] = PARTS[part ?? ''] ?? [];
  const evening = from >= 12 && hour < 12;
  const noon = from === 11 && hour < 4;
  const night = hour === 12 && (from === 0 || from >= 18) && part !== undefined;
  // Nobody makes an appointment for 三点 at night without saying so; 03:00 is meant as written.
  const afternoon = part === undefined && spoken !== undefined && hour >= 1 && hour <= 5;
  return `${two(night ? 0 : evening || noon || afternoon ? hour + 12 : hour)}:${two(past)}`;
}

function chinese({ text, minute, wants }: Scene): Reading[] {
  const found = [
    ...readings(text, 'time', AT, ([whole, ...groups]) => {
      // 一点 alone is “a little”.
      if (/^一点$/u.test(whole)) return null;
      return hourOf(groups);
    }),
    ...readings(text, 'time', NAMED, (match) => {
      const [whole, part = ''] = match;
      const before = text.slice(Math.max(0, match.index - 4), match.index);
      if (SHORT.test(whole) && !/[今明昨]$/u.test(before)) return null;
      const [from, to] = PARTS[part] ?? [0, 24];
      return `${two(from)}:00/${two(to)}:00`;
    }),
  ].map((reading) =>
    // 今晚 in one piece, where the day isn't asked for.
    !wants('date') && /[今明昨]$/u.test(text.slice(0, reading.start)) && /^[早晚夜]/u.test(text.slice(reading.start))
      ? { ...reading, start: reading.start - 1 }
      : reading,
  );
  if (found.length > 0) return found;
  return readings(text, 'time', NOW, () => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);
}

function english({ text }: Scene): Reading[] {
  return [
    ...readings(text, 'time', ENGLISH, ([, twelve, past, half, hour, minute]) => {
      if (twelve === undefined) return `${two(Number(hour))}:${minute ?? '00'}`;
      const base = (Number(twelve) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
      return `${two(base)}:${past ?? '00'}`;
    }),
    ...readings(text, 'time', CLOCKED, ([, first, side, hour, part, way, other = '']) => {
      const value = numberOf(hour ?? other);
      const fraction = (first ?? part)?.toLowerCase();
      if (value === null || value > 12) return null;
      const minutes = fraction === undefined ? 0 : fraction === 'half' ? 30 : 15;
      return (side ?? way)?.toLowerCase() === 'to'
        ? `${two((value + 11) % 12)}:${two(60 - minutes)}`
        : `${two(value)}:${two(minutes)}`;
    }),
    ...readings(text, 'time', WORDS, ([whole]) => words[whole.toLowerCase()] ?? null),
  ];
}

/** HH:MM, or `a/b` for a part of the day. 现在 counts where no other hour is said. */
export const times: Finder = (scene) => [...chinese(scene), ...english(scene)];
