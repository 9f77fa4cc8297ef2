/** Whatever is typed: nothing is thrown, offsets hold, readings don't overlap, time is bounded. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extract, TEXT_LIMIT } from '../../worker/brain/extract/extract.ts';

const NOW = Date.UTC(2026, 10, 25, 10, 0);
const pieces = [
  '一', '零', '十', '万', '半', '1', '1-', '12:30', '2026-11-03', '138', '0571', '+86 ', '订单', '电话', '号', '路', '中路', '北京', '市', '地址是',
  '周一', '至', '到', '下午', '3点', '块', '元', '¥', '¥1,0', '月', '月底', '今晚', '国庆', '三天前', '小时', ' ', '，', '（', ')', '😀', '\n', 'a@b.', 'next ',
  'Friday', ' in two days', ' 3pm', 'Main Street', 'order #', 'A1', '１２', '－', '\ud83d',
]; // prettier-ignore
const typed = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })))
  .map((parts) => parts.join(''));
const moments = fc.oneof(fc.constant(NOW), fc.double(), fc.integer());

it('E6 text between the offsets is the text found, sorted, without overlaps', () => {
  let seen = 0;
  fc.assert(
    fc.property(typed, (text) => {
      let last = 0;
      for (const found of extract(text, NOW)) {
        expect(text.slice(found.start, found.end)).toBe(found.text);
        expect(found.start).toBeGreaterThanOrEqual(last);
        expect(found.end).toBeGreaterThan(found.start);
        expect(found.value).not.toBe('');
        last = found.end;
        seen += 1;
      }
    }),
    { numRuns: 600 },
  );
  expect(seen).toBeGreaterThan(300);
});

it('E6 values are in their normal form whatever was typed', () => {
  const forms: Record<string, RegExp> = {
    'order-number': /^[A-Z0-9]{4,24}$/u,
    phone: /^(?:\+\d{8,15}|\d{7,8})$/u,
    amount: /^(?:\d+\.\d\d|\d+\.\d\d\/\d+\.\d\d|\d+\.\d\d\/\.\.|\.\.\/\d+\.\d\d)$/u,
    date: /^\d{4}-\d\d-\d\d$/u,
    'date-range': /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/u,
    time: /^[0-2]\d:[0-5]\d(?:\/[0-2]\d:[0-5]\d)?$/u,
    'time-range': /^(?:(?:^|,)(?:[1-7](?:-[1-7])? )?[0-2]\d:[0-5]\d\/[0-2]\d:[0-5]\d)+$/u,
    duration: /^P[\dYMWDTHS.]+(?:\/P[\dYMWDTHS.]+)?$/u,
    address: /\S/u,
    email: /^[^@\s]+@[^@\s]+\.[a-z]+$/u,
  };
  fc.assert(
    fc.property(typed, (text) => {
      for (const { kind, value } of extract(text, NOW)) expect(value, kind).toMatch(forms[kind] ?? /^$/u);
    }),
    { numRuns: 600 },
  );
});

it('E6 never throws, for any moment and any zone', () => {
  fc.assert(
    fc.property(typed, moments, fc.option(fc.string(), { nil: undefined }), (text, now, timeZone) => {
      expect(Array.isArray(extract(text, now, { timeZone }))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('E6 long texts of repeated pieces cost bounded time, and only their beginning is read', () => {
  extract('今天', NOW);
  const slowest = pieces.map((piece, at) => {
    const text = `${piece}${pieces[(at * 7 + 3) % pieces.length] ?? ''}`.repeat(TEXT_LIMIT);
    const began = performance.now();
    const found = extract(text, NOW);
    expect(found.every(({ end }) => end <= TEXT_LIMIT)).toBe(true);
    return performance.now() - began;
  });
  // Milliseconds on a quiet machine; the limit allows for a loaded one and still catches quadratic shapes.
  expect(Math.max(...slowest)).toBeLessThan(1500);
});
