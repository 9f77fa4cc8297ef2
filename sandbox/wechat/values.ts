const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const CJK = /[\u3400-\u9fff\uf900-\ufaff]/;
const CLOCK = String.raw`\d{1,2}:\d{2}(:\d{2})?`;
const DAY = String.raw`(\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})`;
const TIME = new RegExp(`^(${DAY} ?)?${CLOCK}$`);
const DATE = new RegExp(`^${DAY}( ?${CLOCK})?$`);

const length = (value: string): number => Array.from(value).length;
const range = (value: string, one: RegExp): boolean => {
  const parts = value.split('~').map((part) => part.trim());
  return parts.length <= 2 && parts.every((part) => one.test(part));
};

const RULES: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  number: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.replace(/\D/g, '').length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5 && !/[\p{L}\p{N}\s]/u.test(value),
  character_string: (value) => /^[\x21-\x7e]{1,32}$/.test(value),
  time: (value) => range(value, TIME),
  date: (value) => range(value, DATE),
  amount: (value) => /^[¥￥$€£]?\d{1,10}(\.\d+)?元?$/.test(value),
  phone_number: (value) => /^[\d+()\-# ]{1,17}$/.test(value),
  car_number: (value) => /^[\u4e00-\u9fffA-Z\d][A-Z\d]{1,6}[\u4e00-\u9fffA-Z\d]$/.test(value),
  name: (value) => (CJK.test(value) ? length(value) <= 10 : length(value) <= 20),
  phrase: (value) => /^[\u3400-\u9fff]{1,5}$/.test(value),
  enum: (value) => length(value) <= 20,
};

/** Is this a value that a subscription message may carry under this key? An unknown prefix may not be sent at all. */
export function valueAllowed(key: string, value: string): boolean {
  const prefix = /^([a-z_]+?)\d+$/.exec(key)?.[1];
  const rule = prefix === undefined ? undefined : RULES[prefix];
  return rule !== undefined && value.length > 0 && !CONTROL.test(value) && rule(value);
}
