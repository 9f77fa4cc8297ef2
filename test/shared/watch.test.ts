/** 敏感词: what is found, however it is spread, and what only looks like it. */
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { demoWatchwords, watchwords, type Watchwords } from '../../shared/settings/watchwords.ts';
import { watchedIn } from '../../shared/watch.ts';
import * as v from 'valibot';

const words = (text: string, direction: 'in' | 'out' = 'out') =>
  watchedIn(text, direction, demoWatchwords).map((one) => one.word);
const one = (list: Partial<Watchwords['lists'][number]>): Watchwords => ({
  lists: [
    {
      ...{ id: 'a', zh: '一', en: 'One', direction: 'both', action: 'block', on: true, words: [], except: [] },
      ...list,
    },
  ],
});

describe('A1 words of a watchlist', () => {
  it.each([
    ['您可以加微信聊', ['加微信']],
    ['您可以加 微 信 聊', ['加微信']],
    ['加。微，信', ['加微信']],
    ['加\u200b微\u200b信', ['加微信']],
    ['加我ＱＱ', ['加我QQ']],
    ['We PROMISE you', ['we promise']],
    ['用微信支付就可以', []],
    ['这是最佳使用温度', []],
    ['这是最佳的', ['最佳']],
    ['class assessment', []],
    ['加一下，然后微信支付', []],
    ['', []],
  ])('in “%s”', (text, expected) => expect(words(text)).toEqual(expected));

  it('of one direction are looked for there only', () => {
    expect(words('我要打12315投诉', 'in')).toEqual(['12315']);
    expect(words('我要打12315投诉', 'out')).toEqual([]);
    expect(words('订单 2123150 到哪了', 'in')).toEqual([]);
    expect(words('你这个傻 逼', 'in')).toEqual(['傻逼']);
    expect(words('你这个傻 逼', 'out')).toEqual(['傻逼']);
  });

  it('that are switched off are not looked for', () => {
    expect(watchedIn('加微信', 'out', one({ words: ['加微信'], on: false }))).toEqual([]);
    expect(watchedIn('加微信', 'out', one({ words: ['加微信'] }))).toMatchObject([{ list: 'a', from: 0, to: 3 }]);
  });

  it('stand where they are said to stand, whatever is around', () => {
    const list = one({ words: ['退款', 'refund'] });
    const around = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const text = `${before} 退·款 ${after}`;
        const found = watchedIn(text, 'in', list).filter((each) => each.word === '退款');
        expect(found.length).toBeGreaterThanOrEqual(1);
        for (const { from, to } of found)
          expect(
            text
              .slice(from, to)
              .replace(/[^\p{L}]/gu, '')
              .normalize('NFKC'),
          ).toBe('退款');
      }),
      { numRuns: 300 },
    );
  });

  it('are found in bounded time in the longest text over the longest lists', () => {
    const many = one({ words: Array.from({ length: 5_000 }, (_, n) => `${'啊'.repeat(30)}${n}`) });
    const started = performance.now();
    watchedIn('啊'.repeat(100_000), 'in', many);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('are bounded in number', () => {
    expect(v.is(watchwords, demoWatchwords)).toBe(true);
    expect(v.is(watchwords, one({ words: Array.from({ length: 5_001 }, (_, n) => String(n)) }))).toBe(false);
  });
});
