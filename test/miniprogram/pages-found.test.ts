import { expect, it } from 'vitest';
import { foundCard, stretchesOf } from '../../miniprogram/own/found.ts';

const marked = (text: string, words: string) =>
  stretchesOf(text, words)
    .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join('');

it('N55 what was looked for is marked, every time, in either case, the longer word first', () => {
  expect(marked('发票怎么开，发票抬头', '发票')).toBe('[发票]怎么开，[发票]抬头');
  expect(marked('Invoice please', 'invoice PLEASE')).toBe('[Invoice] [please]');
  expect(marked('退货退款', '退 退货')).toBe('[退货][退]款');
  expect(marked('无关', '发票')).toBe('无关');
});

it('N55 a hit says who, where and when; this channel is not named', () => {
  const one = { id: 'm1', at: new Date(2026, 10, 25, 9, 5).getTime(), name: '', text: '好的' };
  const now = new Date(2026, 10, 26, 8).getTime();
  const card = foundCard({ ...one, by: 'robot', channel: 'wechat' }, '好', 'zh', now);
  expect(card).toMatchObject({ who: '智能客服', channel: '公众号', at: '昨天 09:05' });
  expect(foundCard({ ...one, by: 'customer', channel: 'miniprogram' }, '好', 'en', now)).toMatchObject({
    who: 'You',
    channel: '',
    at: 'Yesterday 09:05',
  });
});
