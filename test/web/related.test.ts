import { describe, expect, it } from 'vitest';
import { relatedNow } from '../../web/client/related.ts';
import { quickOf } from '../../web/client/guesses.ts';
import { entry, line, message, text } from '../miniprogram/pages-line.ts';

const related = [{ id: 'entry:coupon-fail', label: '优惠券为什么用不了' }];
const answer = (revision: number) =>
  message(revision, {
    ...{ direction: 'out', speaker: { kind: 'robot' } },
    source: { entry: 'coupon-use', version: 'v1', related },
  });
const session = (state: 'robot' | 'queued' | 'agent' | 'closed') => ({ id: 's1', state, openedAt: 0, fence: 1 });

describe('N75 questions beside the newest answer', () => {
  it('stand while nothing follows it, a note of the staff aside', () => {
    expect(relatedNow(line([message(1), answer(2)]), [])).toEqual(related);
    expect(relatedNow(line([message(1), answer(2), message(3, { direction: 'note' })]), [])).toEqual(related);
    expect(relatedNow(line([answer(2), message(3)]), [])).toEqual([]);
    expect(relatedNow(line([message(1)]), [])).toEqual([]);
    expect(relatedNow(null, [])).toEqual([]);
  });

  it('go as soon as something is on its way; an act changes nothing', () => {
    expect(relatedNow(line([answer(2)]), [entry('1', text('退款'))])).toEqual([]);
    expect(relatedNow(line([answer(2)]), [entry('1', { type: 'act', act: { act: 'feedback' } })])).toEqual(related);
  });

  it.each(['queued', 'agent', 'closed'] as const)('are none while it is %s, nor of an encounter before', (state) => {
    expect(relatedNow(line([answer(2)], { session: session(state) }), [])).toEqual([]);
    expect(relatedNow(line([answer(2)], { session: { ...session('robot'), id: 's2' } }), [])).toEqual([]);
    expect(relatedNow(line([answer(2)], { session: null }), [])).toEqual([]);
  });
});

describe('N76 what a screen offers as the line opens', () => {
  const parcel = { about: 'parcel' as const, words: '订单 YX1 到哪了' };
  const often = { about: 'entry' as const, words: '退款流程', id: 'refund-steps' };

  it('is the person’s own, then what is asked most; until that is counted the screen’s own questions', () => {
    expect(quickOf([parcel, often], ['订单到哪了'], ['怎么退货'])).toEqual([parcel, often]);
    const common = (words: string) => ({ about: 'common', words });
    expect(quickOf([], ['订单到哪了'], ['怎么退货'])).toEqual([common('订单到哪了'), common('怎么退货')]);
    expect(quickOf([parcel], ['订单到哪了'], ['怎么退货'])).toEqual([parcel, common('怎么退货')]);
    expect(quickOf([parcel, parcel], [], ['1', '2', '3'])).toHaveLength(4);
  });
});
