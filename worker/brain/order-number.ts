/** Finds an order number in what a customer typed. */

/** A number ready for the company's hook: 8–20 letters and digits, at least six of them digits, upper case. */
export type OrderNumber = { number: string; looksLikePhone: boolean };

const DATE = /^(?:19|20)\d\d-\d{1,2}-\d{1,2}$/u;
const PHONE = /^(?:86)?1[3-9]\d{9}$/u;
const NAMED = /订单|单号|编号|\border\b|\bnumber\b|\bno\b/iu;
const PHONE_NAMED = /(?:手机|电话|联系方式|phone|mobile|tel)\D{0,6}$/iu;

/** The order number in the text, if one stands there; full width is accepted, spaces and dashes are dropped. */
export function orderNumberIn(text: string): OrderNumber | null {
  const plain = text.normalize('NFKC').replace(/[‐-―−－]/gu, '-');
  return (
    first(plain, /(?<![A-Za-z0-9])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9])/gu) ??
    first(plain, /(?<![A-Za-z0-9])(?:[A-Z]{1,4} ?)?\d[A-Za-z0-9]*(?:[ -]+\d[A-Za-z0-9]*)+(?![A-Za-z0-9])/gu)
  );
}

/** Nothing but a number was typed. */
export function isBareNumber(text: string): boolean {
  return /^[\sA-Za-z0-9#：:.。，,-]+$/u.test(text.normalize('NFKC')) && !/[A-Za-z]{5}/u.test(text);
}

function first(plain: string, shape: RegExp): OrderNumber | null {
  for (const match of plain.matchAll(shape)) {
    if (DATE.test(match[0]) || PHONE_NAMED.test(plain.slice(0, match.index))) continue;
    const number = match[0].replace(/[ -]/gu, '').toUpperCase();
    const digits = number.replace(/\D/gu, '').length;
    if (number.length < 8 || number.length > 20 || digits < 6) continue;
    return { number, looksLikePhone: PHONE.test(number) && !NAMED.test(plain.slice(0, match.index)) };
  }
  return null;
}
