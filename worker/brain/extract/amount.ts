/** Amounts of money in yuan. */
import { NUMBER, numberOf } from './numerals.ts';
import { readings, type Finder } from './reading.ts';

const UNIT = '(?:元钱|元|圆|块钱|块|人民币|rmb\\b|cny\\b|yuan\\b|kuai\\b|renminbi\\b)';
const FRONT = '(?:¥|人民币|rmb|cny)';
const SMALLER = `(?:零?(${NUMBER})?(?:[角毛](?:零?(${NUMBER})分?)?|分)?(?:钱)?)`;
/** 块 also counts pieces: it is money unless a thing follows. */
const PIECES = /块$/u;
const THING = /^[\p{Script=Han}](?<![钱的吧吗呢啊呀了多左以到还都就也才不是能可够差给退补少便优我你他运邮包和或跟])/u;

const JOIN = '\\s{0,3}(?:-|~|至|到)\\s{0,3}';
const RANGE = new RegExp(`(?:${FRONT}\\s{0,3})?(${NUMBER})\\s{0,3}${UNIT}?${JOIN}(${NUMBER})\\s{0,3}${UNIT}`, 'giu');
const ONE = new RegExp(
  `(?:${FRONT}\\s{0,3})?(?<![\\d.])(${NUMBER})(k|w)?(半)?[多来几余]?\\s{0,3}(${UNIT})(?:${SMALLER})(?![\\d.])`,
  'giu',
);
const IN_FRONT = new RegExp(`${FRONT}\\s{0,3}(${NUMBER})(k|w)?(?![\\d.])`, 'giu');
const SMALL_CHANGE = new RegExp(`(?<![\\d.元块\\p{Script=Han}])(${NUMBER})[毛角](?:(${NUMBER})分?)?钱?`, 'giu');
const CENTS = new RegExp(`(?<![\\d.])(${NUMBER})分钱`, 'giu');
const CALLED = new RegExp(
  `(?<=(?:金额|价格|单价|总价|房费|票价|运费|押金|花了|付了|支付了?|赔付?|赔偿|退款?|退了|充值?了?|转账?了?|预算|消费|补|差价)(?:是|为|了|共|大概|约|我|:|\\s){0,3})(${NUMBER})(k|w)?(?=$|[^\\p{L}\\d.%-]|[吧吗呢啊呀了的左多以就])`,
  'giu',
);
/** 两万三, 3千5, 1.2万: nobody counts things so. */
const SAID =
  /(?<![\d.\p{Script=Han}])(?:\d+(?:\.\d+)?|[一二两三四五六七八九])[千万](?:\d|[一二三四五六七八九])?(?=$|[^\p{L}\d.]|[吧吗呢啊呀的左多])/giu;
const ABOVE = /^(?:及|或)?(?:以上|起)/u;
const BELOW = /^(?:及|或)?(?:以下|以内|之内)/u;

const yuan = (value: number) => value.toFixed(2);
const letters: Record<string, number> = { k: 1000, w: 10_000 };

function worth(text: string | undefined, letter?: string): number | null {
  const value = text === undefined ? null : numberOf(text);
  if (value === null) return null;
  const whole = value * (letters[letter?.toLowerCase() ?? ''] ?? 1);
  return whole < 1e12 ? whole : null;
}

/** 块五 is five tenths, 块零五 and 块五分 hundredths, 块八毛五 both. */
function change(rest: string): number | null {
  const said = rest.replace(/钱$/u, '');
  if (said === '') return 0;
  const [, zero = '', first = '', tenth = '', second = ''] =
    /^(零?)([\d一二两三四五六七八九]{1,2})([角毛分]?)零?([\d一二三四五六七八九]?)分?$/u.exec(said) ?? [];
  const value = numberOf(first);
  if (value === null || value > 99) return null;
  if (tenth === '分' || zero !== '') return value / 100;
  const cents = second === '' ? 0 : (numberOf(second) ?? 0) / 100;
  return value < 10 ? value / 10 + cents : tenth === '' ? value / 100 : null;
}

/** Two decimals; a range is `a/b`, with `..` where one side is open. */
export const amounts: Finder = ({ text }) => {
  const ranges = readings(text, 'amount', RANGE, ([, low, high]) => {
    const from = worth(low);
    const to = worth(high);
    return from === null || to === null || from > to ? null : `${yuan(from)}/${yuan(to)}`;
  });
  const single = readings(text, 'amount', ONE, (match) => {
    const [whole, count, letter, half, unit = ''] = match;
    const behind = text.slice(match.index + whole.length);
    if (PIECES.test(whole) && THING.test(behind)) return null;
    const value = worth(count, letter);
    const small = change(whole.slice(whole.lastIndexOf(unit) + unit.length));
    return value === null || small === null ? null : yuan(value + small + (half === undefined ? 0 : 0.5));
  }).map((reading) => {
    const behind = text.slice(reading.end);
    const above = ABOVE.exec(behind);
    const below = BELOW.exec(behind);
    const end = reading.end + (above ?? below ?? [''])[0].length;
    const value = above ? `${reading.value}/..` : below ? `../${reading.value}` : reading.value;
    return { ...reading, end, value };
  });
  const one = (match: RegExpExecArray) => {
    const value = worth(match[1], match[2]);
    return value === null || value === 0 || value >= 1e7 ? null : yuan(value);
  };
  return [
    ...ranges,
    ...single,
    ...readings(text, 'amount', IN_FRONT, one),
    ...readings(text, 'amount', SMALL_CHANGE, ([whole]) => {
      const value = change(whole);
      return value === null ? null : yuan(value);
    }),
    ...readings(text, 'amount', CENTS, ([, count]) => {
      const value = worth(count);
      return value === null ? null : yuan(value / 100);
    }),
    ...readings(text, 'amount', CALLED, one),
    ...readings(text, 'amount', SAID, ([whole]) => {
      const value = worth(whole);
      return value === null ? null : yuan(value);
    }),
  ];
};
