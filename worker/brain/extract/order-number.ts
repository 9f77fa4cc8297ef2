/** Order and waybill numbers: 8–20 letters and digits of which six are digits, or shorter when called an order number. */
import { readings, type Finder, type Reading } from './reading.ts';

const TOKEN = /(?<![A-Za-z0-9_@.+])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9_@])/gu;
const SPACED =
  /(?<![A-Za-z0-9_@.+-])(?:[A-Z]{1,4} )?\d[A-Za-z0-9]{0,6}(?:[ -]\d[A-Za-z0-9]{0,6}){1,6}(?![A-Za-z0-9_@])/gu;
const CALLED =
  /(?<=(?:订单|单号|编号|运单|\border|\border (?:number|no\.?|id))\s{0,3}(?:号码?)?\s{0,3}(?:是|为|[:#])?\s{0,3}(?:是|为)?\s{0,3}#?)[A-Za-z]{0,4}-?\d[A-Za-z0-9]{3,19}(?![A-Za-z0-9_@-])/giu;
const CALLED_BEHIND =
  /(?<![A-Za-z0-9_@.+-])[A-Za-z]{0,4}\d[A-Za-z0-9]{3,19}(?= ?号?(?:的|这个|那个)?(?:订单|运单|单号|快递单))/gu;
/** What follows makes it something else: a year, an amount, a count. */
const COUNTED =
  /^ ?(?:年|月|日|元|块|个|件|天|点|分|折|米|台|条|%|\.\d|,\d{3}|(?:yuan|rmb|cny|days?|hours?|items?|pieces?)\b)/iu;
const LONG_DATE = /^(?:19|20)\d\d-?(?:0?[1-9]|1[0-2])-?(?:0?[1-9]|[12]\d|3[01])$/u;

const plain = (text: string) => text.replace(/[ -]/gu, '').toUpperCase();
const digits = (text: string) => text.replace(/\D/gu, '').length;

function whole(text: string): boolean {
  const { length } = plain(text);
  return length >= 8 && length <= 20 && digits(text) >= 6 && !LONG_DATE.test(text);
}

/** Upper case, without spaces and dashes. */
export const orderNumbers: Finder = ({ text }) => {
  const counted = ({ index, 0: words }: RegExpExecArray) => COUNTED.test(text.slice(index + words.length));
  const found: Reading[] = readings(text, 'order-number', TOKEN, (match) =>
    whole(match[0]) && !counted(match) ? plain(match[0]) : null,
  );
  // Groups of digits belong together only where none of them is a number of its own.
  const spaced = readings(text, 'order-number', SPACED, (match) =>
    whole(match[0]) && !match[0].split(' ').some(whole) && !counted(match) ? plain(match[0]) : null,
  );
  const called = readings(text, 'order-number', CALLED, (match) => (counted(match) ? null : plain(match[0])));
  const behind = readings(text, 'order-number', CALLED_BEHIND, ([number]) => plain(number));
  return [...found, ...spaced, ...called, ...behind];
};
