/** Telephone numbers: mobile, landline, 400/800, international, and local ones that are called a telephone number. */
import { readings, type Finder, type Reading } from './reading.ts';

const MOBILE = /(?<![\w.])(?:\+?(?:00)?86[- ]?)?1[3-9](?:[- ]?\d){9}(?![\w]|\.\d)/gu;
const LANDLINE =
  /(?<![\w.])(?:\+?(?:00)?86[- ]?\(?0?|\(?0)(10|2\d|[3-9]\d\d)(?:\)[- ]?|[- ])?(\d{4}[- ]?\d{3,4})(?:(?:-|转| ?ext\.? ?)(\d{1,5}))?(?![\w]|\.\d)/giu;
const SERVICE =
  /(?<![\w.+])(?:\+?86[- ]?)?([48]00[- ]?\d{3,4}[- ]?\d{3,4})(?:(?:-|转| ?ext\.? ?)\d{1,5})?(?![\w]|\.\d)/gu;
const ABROAD = /(?<![\w.])(?:\+|00)(?!86)([1-9]\d{0,2}(?:[- ]?\(?\d{1,5}\)?){1,5})(?![\w]|\.\d)/gu;
const AMERICAN = /(?<![\w.+-])(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)-)(\d{3})-(\d{4})(?![\w-])/gu;
const LOCAL =
  /(?<=(?:电话|座机|固话|手机|号码|联系方式|热线|拨打|致电|\bphone|\btel|\bcall)[^\d\n]{0,8}|(?:电话|号码)[^\n]{0,24}[和、,或/] ?)[2-9]\d{2,3}[- ]?\d{4}(?![\w-]|\.\d)/giu;
const CALLED_ORDER =
  /(?:订单|单号|编号|运单|\border|\border (?:number|no\.?|id))\s{0,3}(?:号码?)?\s{0,3}(?:是|为|[:#])?\s{0,3}(?:是|为)?\s{0,3}$/iu;

const digitsOf = (text: string) => text.replace(/\D/gu, '');

/** E.164 where the number says its area; what is called an order number is none. */
export const phones: Finder = ({ text }) => {
  const free = ({ index, 0: whole }: RegExpExecArray, value: string) =>
    /^\d+$/u.test(whole) && CALLED_ORDER.test(text.slice(Math.max(0, index - 20), index)) ? null : value;
  const found: Reading[] = [
    ...readings(text, 'phone', MOBILE, (match) => free(match, `+86${digitsOf(match[0]).slice(-11)}`)),
    ...readings(text, 'phone', LANDLINE, (match) => {
      const [, area = '', rest = ''] = match;
      // Beijing and the 02x cities have eight digits behind the code; others seven or eight.
      const length = digitsOf(rest).length;
      return length === 8 || area.length === 3 ? free(match, `+86${area}${digitsOf(rest)}`) : null;
    }),
    ...readings(text, 'phone', SERVICE, (match) =>
      digitsOf(match[1] ?? '').length === 10 ? free(match, `+86${digitsOf(match[1] ?? '')}`) : null,
    ),
    ...readings(text, 'phone', ABROAD, ([, rest = '']) => {
      const digits = digitsOf(rest);
      return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : null;
    }),
    ...readings(
      text,
      'phone',
      AMERICAN,
      ([, first, second, middle = '', last = '']) => `+1${first ?? second ?? ''}${middle}${last}`,
    ),
    ...readings(text, 'phone', LOCAL, (match) => free(match, digitsOf(match[0]))),
  ];
  return found;
};
