import { expect, test } from 'vitest';
import { orderNumberIn } from '../../worker/brain/order-number.ts';

test.each([
  ['12345678', '12345678'],
  ['YX20261125001', 'YX20261125001'],
  ['ＹＸ２０２６１１２５００１', 'YX20261125001'],
  ['2026 1125 0012', '202611250012'],
  ['2026–1125–0012', '202611250012'],
  ['20261125-001234', '20261125001234'],
  ['买了2个，单号是20261125001', '20261125001'],
  ['my order is 88001234567 please', '88001234567'],
  ['1234567', null],
  ['ABCDEFGH12345', null],
  ['123456789012345678901', null],
  ['2026-11-25 买的', null],
  ['没有', null],
  ['手机号：13812345678', null],
])('%s → %s', (text, number) => {
  expect(orderNumberIn(text)?.number ?? null).toBe(number);
});

test('a phone number is told apart, unless it is called an order', () => {
  expect(orderNumberIn('13812345678')?.looksLikePhone).toBe(true);
  expect(orderNumberIn('订单号13812345678')?.looksLikePhone).toBe(false);
});
