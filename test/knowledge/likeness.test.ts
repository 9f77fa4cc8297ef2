/** What is a question at all, before it is grouped. */
import { expect, test } from 'vitest';
import { isNoise } from '../../worker/knowledge/likeness.ts';

test.each([
  'abc',
  'BBBB',
  'asdf',
  '123',
  '！！？',
  '😀😀',
  '算了',
  '谢谢你，再见',
  '好的谢谢',
  'Thank you, bye!',
  '嗯嗯',
  '码',
])('K63 %s asks nothing', (text) => expect(isNoise(text)).toBe(true));

test('K63 one piece over and over asks nothing, however long', () => {
  expect(isNoise('退'.repeat(200))).toBe(true);
  expect(isNoise('退款'.repeat(100))).toBe(true);
  expect(isNoise('再说一遍，'.repeat(40))).toBe(true);
});

test.each([
  '退货',
  '怎么退货',
  '谢谢，怎么退货',
  'pos',
  'vip',
  '你们是谁',
  'refund',
  'hi, where is my order',
  '算了吗我的积分',
  'ABC订单',
  '哈尔滨能送吗',
])('K63 %s is a question', (text) => expect(isNoise(text)).toBe(false));
