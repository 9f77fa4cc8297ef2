/** Order and waybill numbers: 8–20 letters and digits of which six are digits, or shorter when called an order number. */
import { readings, type Finder } from './reading.ts';

const TOKEN = /(?<![A-Za-z0-9_@.+])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9_@])/gu;
const SPACED =
  /(?<![A-Za-z0-9_@.+-])(?:[A-Z]{1,4} )?\d[A-Za-z0-9]{0,6}(?:[ -]\d[A-Za-z0-9]{0,6}){1,6}(?![A-Za-z0-9_@])/gu;
const CALLED =
  /(?<=(?:订单|单号|编号|运单|\border|\border (?:number|no\.?|id))\s{0,3}(?:号码?)?\s{0,3}(?:是|为|[:#])?\s{0,3}(?:是|为)?\s{0,3}#?)[A-Za-z]{0,4}-?\d[A-Za-z0-9]{3,19}(?![A-Za-z0-9_@-])/giu;
const CALLED_BEHIND =
  /(?<![A-Za-z0-9_@.+-])[A-Za-z]{0,4}\d[A-Za-z0-9]{3,19}(?= ?号?(?:的|这个|那个)?(?:订单|运单|单号|快递单))/gu;
/** What follows makes a short number something else: a year, an amount, a count; a long one only an amount or a part. */
const COUNTED =
  /^ ?(?:年|月|日|元|块|个|件|天|点|分|折|米|台|条|%|\.\d|,\d{3}|(?:yuan|rmb|cny|days?|hours?|items?|pieces?)\b)/iu;
const PRICED = /^ ?(?:元|块|万|%|\.\d|,\d{3}|(?:yuan|rmb|cny)\b)/iu;
const LONG_DATE = /^(?:19|20)\d\d-?(?:0?[1-9]|1[0-2])-?(?:0?[1-9]|[12]\d|3[01])$/u;

const plain = (text: string) => text.replace(/[ -]/gu, '').toUpperCase();
const digits = (text: string) => text.replace(/\D/gu, '').length;

function whole(text: string): boolean {
  const { length } = plain(text);
  return length >= 8 && length <= 20 && digits(text) >= 6 && !LONG_DATE.test(text);
}

/** Upper case, without spaces and dashes. */
export const orderNumbers: Finder = ({ text }) => {
  const behind = ({ index, 0: words }: RegExpExecArray) => text.slice(index + words.length, index + words.length + 12);
  const long = (match: RegExpExecArray) => (whole(match[0]) && !PRICED.test(behind(match)) ? plain(match[0]) : null);
  return [
    ...readings(text, 'order-number', TOKEN, long),
    // Groups of digits belong together only where none of them is a number of its own.
    ...readings(text, 'order-number', SPACED, (match) => (match[0].split(' ').some(whole) ? null : long(match))),
    ...readings(text, 'order-number', CALLED, (match) => (COUNTED.test(behind(match)) ? null : plain(match[0]))),
    ...readings(text, 'order-number', CALLED_BEHIND, ([number]) => plain(number)),
  ];
};
