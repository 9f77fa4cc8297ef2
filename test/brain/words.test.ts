import { describe, expect, test } from 'vitest';
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
  ] as const)('%s after %s is %s', (text, before, language) => {
    expect(languageOf(text, before)).toBe(language);
  });
});
