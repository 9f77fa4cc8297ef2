import { describe, expect, test } from 'vitest';
import { buildIndex as build, match, type Document } from '../../worker/brain/retrieval/retrieval.ts';
import { languageOf, normalise, termsOf } from '../../worker/brain/words.ts';

function entry(id: string, question: string, ...similar: string[]): Document {
  return { id, question, similar };
}
const buildIndex = (documents: readonly Document[], language: 'zh' | 'en') => build(documents, { language });
const rank = (index: ReturnType<typeof build>, question: string, limit = 5) => match(index, question, { limit });

const entries = [
  entry('refund', '退款多久到账', '退的钱什么时候到'),
  entry('ship', '付款后多久发货', '几天发货'),
  entry('invoice', '怎么开发票', '申请发票'),
];

describe('terms', () => {
  test('full width, case and spacing make no difference', () => {
    expect(normalise('ＡＢＣ１２３')).toBe('abc123');
    expect(termsOf('怎么开 发票？', 'zh')).toEqual(termsOf('怎么开，发票', 'zh'));
    expect(termsOf('ＳＦ快递', 'zh')).toContain('sf');
  });
  test('words and character bigrams stand side by side; empty words are gone', () => {
    const terms = termsOf('请问怎么申请退款呢', 'zh');
    expect(terms).toContain('退款');
    expect(terms).toContain('退款·');
    expect(terms.join('')).not.toMatch(/怎么|请问|呢/u);
  });
  test('ways of asking for a time meet', () => {
    expect(termsOf('多久发货', 'zh')).toEqual(termsOf('什么时候发货', 'zh'));
  });
  test('English stems lightly', () => {
    const [one] = termsOf('shipping', 'en');
    expect(termsOf('shipped ships ship', 'en')).toEqual([one, one, one]);
    expect(termsOf('policies', 'en')).toEqual(termsOf('policy', 'en'));
  });
  test('nothing in, nothing out', () => {
    for (const text of ['', '？？', '👍', '的了吗']) expect(termsOf(text, 'zh')).toEqual([]);
  });
});

describe('language', () => {
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

describe('ranking', () => {
  const index = buildIndex(entries, 'zh');
  test('the question itself is certain, a stranger is not', () => {
    expect(rank(index, '退款多久到账')[0]).toMatchObject({ id: 'refund' });
    expect(rank(index, '退款多久到账')[0]?.confidence).toBeGreaterThan(0.9);
    expect(rank(index, '红烧肉菜谱')).toEqual([]);
  });
  test('a similar question leads to its entry', () => {
    expect(rank(index, '请问几天能发货')[0]?.id).toBe('ship');
  });
  test('unknown words lower the certainty', () => {
    const plain = rank(index, '申请发票')[0]?.confidence ?? 0;
    const strange = rank(index, '申请发票需要提供营业执照副本扫描件')[0]?.confidence ?? 0;
    expect(plain).toBeGreaterThan(strange);
  });
  test('the same question ranks the same, at most the limit', () => {
    expect(rank(index, '多久', 1)).toHaveLength(1);
    expect(rank(index, '多久')).toEqual(rank(index, '多久'));
  });
  test('an empty index and a very long question are harmless', () => {
    expect(rank(buildIndex([], 'zh'), '退款')).toEqual([]);
    const started = performance.now();
    rank(index, '退款'.repeat(2000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
