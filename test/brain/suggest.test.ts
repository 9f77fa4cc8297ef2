import { describe, expect, it } from 'vitest';
import { completions, lastQuestion, suggestions } from '../../worker/brain/suggest.ts';
import { anybody, type Asker } from '../../worker/brain/think.ts';
import { base, NOW } from './base.ts';

const suggested = (question: string, asker: Partial<Asker> = {}) =>
  suggestions(question, { asker: { ...anybody, ...asker }, now: NOW, language: 'zh' }, base);
const ids = (question: string, asker: Partial<Asker> = {}) => suggested(question, asker).map(({ entry }) => entry);

describe('M9 what is suggested to a colleague', () => {
  it('is only what this person may hear, now', () => {
    expect(ids('会员生日礼物怎么领')).not.toContain('member-gift');
    expect(ids('会员生日礼物怎么领', { known: true, member: true })[0]).toBe('member-gift');
    expect(ids('手机号换了怎么改绑')).not.toContain('known-only');
    expect(ids('手机号换了怎么改绑', { known: true })[0]).toBe('known-only');
    expect(ids('春节几号停发货')).not.toContain('spring');
    expect(ids('双十一红包怎么抢')).not.toContain('autumn');
  });

  it.each([
    ['web', '退款分三步。'],
    ['sms', '短信：打开订单，点申请退款。'],
    ['wechat', '微信：订单里点申请退款。'],
    ['phone', '请打开订单，再点申请退款。'],
  ] as const)('is what %s would carry', (channel, words) => {
    expect(suggested('怎么申请退款', { channel })[0]).toMatchObject({ entry: 'refund-steps', body: { text: words } });
  });

  it('is at most three, the likeliest first, and nothing for words nobody wrote about', () => {
    for (const question of ['上门预约', '退款', '发票', '运费']) {
      const sure = suggested(question).map(({ confidence }) => confidence);
      expect(sure.length).toBeLessThanOrEqual(3);
      expect(sure).toEqual([...sure].sort((left, right) => right - left));
    }
    expect(ids('qwertz')).toEqual([]);
  });
});

describe('M9 the question a colleague answers', () => {
  it.each<[string[], string]>([
    [['怎么退款', '转人工'], '怎么退款'],
    [['怎么退款', '人工客服', '好的', '谢谢'], '怎么退款'],
    [['怎么退款', '运费怎么算'], '运费怎么算'],
    [['我的快递三天没动了，帮我转人工看看怎么回事'], '我的快递三天没动了，帮我转人工看看怎么回事'],
    [['转人工'], '转人工'],
    [['How do I get a refund?', 'talk to a human'], 'How do I get a refund?'],
    [[], ''],
  ])('%j is about %s', (said, about) => {
    expect(lastQuestion(said)).toBe(about);
  });
});

describe('N77 what may be meant by what is being typed', () => {
  const given = (asker: Partial<Asker> = {}) => ({
    asker: { ...anybody, ...asker },
    now: NOW,
    language: 'zh' as const,
  });
  const typed = (words: string, asker: Partial<Asker> = {}) =>
    completions(words, given(asker), base).map(({ question }) => question);

  it('the questions in which it stands come first, at most five', () => {
    expect(
      typed('预约')
        .slice(0, 2)
        .every((question) => question.includes('预约')),
    ).toBe(true);
    expect(typed('怎么').length).toBe(5);
    expect(typed('退款')[0]).toBe('怎么申请退款');
    expect(typed('qwertz')).toEqual([]);
  });

  it('only what this person may hear, now', () => {
    expect(typed('生日礼物')).toEqual([]);
    expect(typed('生日礼物', { member: true })).toEqual(['会员生日礼物怎么领']);
    expect(typed('停发货')).toEqual([]);
  });
});
