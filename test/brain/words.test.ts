import { describe, expect, test } from 'vitest';
import { tongueOf } from '../../worker/brain/tongue.ts';
import { languageOf, normalise } from '../../worker/brain/words.ts';

describe('words', () => {
  test('full width and case make no difference', () => {
    expect(normalise('ＡＢＣ１２３')).toBe('abc123');
  });
  test.each([
    ['查订单', 'en', 'zh'],
    ['where is it', 'zh', 'en'],
    ['ok', 'en', 'en'],
    ['ok', 'zh', 'zh'],
    ['YX20261125001', 'zh', 'zh'],
    ['YX20261125001', 'en', 'en'],
    ['2', 'en', 'en'],
    ['fapiao', 'zh', 'zh'],
    ['FAPIAO', 'zh', 'zh'],
    ['ｆａｐｉａｏ', 'zh', 'zh'],
    ['tuihuo zenme nong', 'zh', 'zh'],
    ['rengong', 'zh', 'zh'],
    ['zhuan ren gong', 'zh', 'zh'],
    ['wo yao tuikuan', 'zh', 'zh'],
    ['BBBB', 'zh', 'zh'],
    ['VIP', 'zh', 'zh'],
    ['asdfghjkl', 'zh', 'zh'],
    ['iPhone15', 'zh', 'zh'],
    ['iPhone 15 Pro Max', 'zh', 'zh'],
    ['Nike Air Max', 'zh', 'zh'],
    ['iPhone 15 is broken', 'zh', 'en'],
    ['which note can I take', 'zh', 'en'],
    ['Nike', 'en', 'en'],
    ['refund', 'zh', 'en'],
    ['hello', 'zh', 'en'],
    ['human', 'zh', 'en'],
    ['can you change the size', 'zh', 'en'],
    ['change name', 'zh', 'en'],
    ['damage', 'zh', 'en'],
    ['tuihuo', 'en', 'en'],
    ['I want to talk to a person', 'zh', 'en'],
  ] as const)('%s after %s is %s', (text, before, language) => {
    expect(languageOf(text, before)).toBe(language);
  });
  test.each([
    ['fapiao', 'zh'],
    ['ｆａｐｉａｏ', 'zh'],
    ['zhuan ren gong', 'zh'],
    ['BBBB', null],
    ['VIP', null],
    ['ok', null],
    ['YX20261125001', null],
    ['agent', 'en'],
    ['where is my order', 'en'],
    ['quiero hablar con una persona', 'es'],
  ] as const)('G3 %s is written in %s, as the packet tells it', (text, language) => {
    expect(tongueOf(text)).toBe(language);
  });
});
