/** Small words, noise, and answers that didn't help: none of them is a miss, none of them is answered with an entry. */
import { describe, expect, test } from 'vitest';
import { saysNothing, saysUseless, saysWrong } from '../../worker/brain/courtesy.ts';
import { hearing, optionsOf, signedIn, Talk, wordsOf } from './robot.ts';

const ids = (thought: Parameters<typeof optionsOf>[0]) => optionsOf(thought).map((one) => one.id);

describe('R2 small words', () => {
  test.each([
    ['谢谢你，再见', /再见/u],
    ['谢谢你再见', /再见/u],
    ['好的，谢谢！', /不客气/u],
    ['thanks, bye', /goodbye|再见/u],
    ['嗯', /有需要随时告诉我/u],
    ['是', /请继续说您的问题/u],
    ['对', /请继续说您的问题/u],
    ['不用了', /有需要随时告诉我/u],
    ['不对', /理解错了/u],
    ['不是', /理解错了/u],
  ])('R2 %s alone gets a word of its own', (text, words) => {
    const thought = hearing(text);
    expect(wordsOf(thought)).toMatch(words);
    expect(thought).toMatchObject({ mind: { misses: 0, flow: null } });
    expect(thought.handover).toBeUndefined();
    expect(thought.lessons ?? []).toEqual([]);
  });
  test.each(['谢谢，退款流程', '再见面礼是什么', '好的，运费怎么算'])('R2 %s is more than a courtesy', (text) => {
    expect(wordsOf(hearing(text))).not.toMatch(/不客气|再见。$|随时告诉我/u);
  });
  test('R2 no guess was meant: that is a miss like any other, and an offer of a person follows', () => {
    const talk = new Talk();
    talk.say('有没有学生优惠');
    expect(talk.mind).toMatchObject({ misses: 1, guessed: { text: '有没有学生优惠' } });
    const told = talk.say('都不是');
    expect(ids(told)).toEqual(['human', 'no']);
    expect(told.lessons).toEqual([{ fate: 'missed', text: '有没有学生优惠', entry: expect.any(String) }]);
  });
});

describe('R2 an answer that did not help', () => {
  test.each([
    '没用',
    '还是不行',
    '我试过了，还是不行',
    '不管用啊',
    '没解决',
    '不对',
    '不是这个',
    'it still doesn’t work',
  ])('R2 %s → sorry, and a person with one tap', (text) => {
    const talk = new Talk();
    talk.say('退款流程');
    const told = talk.say(text);
    expect(wordsOf(told)).toMatch(/^(?:抱歉，没能帮上忙|Sorry that did not help)/u);
    expect(ids(told)).toEqual(['human', 'no']);
    expect(told.lessons).toEqual([{ fate: 'refused', text: '退款流程', entry: 'refund-steps' }]);
    expect(talk.say('是').handover?.reason).toBe('not_understood');
  });
  test('R2 said twice, it is a yes; “否” goes on without a miss', () => {
    const talk = new Talk();
    talk.say('退款流程');
    talk.say('没用');
    expect(talk.say('还是没用').handover?.reason).toBe('not_understood');
    const other = new Talk();
    other.say('退款流程');
    other.say('没用');
    expect(other.say('否').mind).toMatchObject({ misses: 0 });
  });
  test.each(['优惠券没用上怎么办', '这个码不行', '不对账单怎么看', '订单不对'])('R2 %s is a question', (text) => {
    expect(saysUseless(text) || saysWrong(text)).toBe(false);
  });
});

describe('R2 noise', () => {
  const noise = ['?', '？？？', '。。。', '123', '123456', '0.5', '!', 'BBBB', '呜呜呜', '😀', '…'];
  test.each(noise)('R2 %s ten times is never a hand-over', (text) => {
    const talk = new Talk();
    for (let turn = 0; turn < 10; turn += 1) {
      const thought = talk.say(text);
      expect(wordsOf(thought)).toMatch(/请用一句话说说您的问题/u);
      expect(ids(thought)).toEqual(['human']);
      expect(thought.handover).toBeUndefined();
    }
    expect(talk.mind.misses).toBe(0);
  });
  test('R2 between two misses it changes nothing, and an offer goes on standing', () => {
    const talk = new Talk();
    talk.say('今天天气怎么样');
    talk.say('？');
    expect(ids(talk.say('红烧肉怎么做'))).toEqual(['human', 'no']);
    talk.say('。。。');
    expect(talk.say('是').handover?.reason).toBe('not_understood');
  });
  test('R2 in a dialog a mark asks again and costs no try', () => {
    const talk = new Talk();
    talk.say('我的快递到哪了');
    for (let turn = 0; turn < 5; turn += 1) expect(wordsOf(talk.say('？'))).toBe('请问您的订单号是多少？');
    expect(talk.mind.flow).toMatchObject({ asked: { kind: 'slot', slot: 'order' }, tries: 0 });
  });
  test.each(['发票', '12315', 'YX20261125001', 'refund', '110报警'])('R2 %s is no noise', (text) => {
    expect(saysNothing(text)).toBe(false);
  });
});

describe('G6 a person is offered, never promised', () => {
  test.each(['我是老年人，怎么退款', '我还没满18岁', 'I am an elderly woman'])('G6 %s', (text) => {
    const offered = hearing(text);
    expect(ids(offered)).toEqual(['human', 'no']);
    expect(wordsOf(offered)).not.toMatch(/马上|立即|立刻|right away|at once|immediately/u);
  });
  test('G6 nor in the greeting', () => {
    const talk = new Talk();
    talk.asker = { ...signedIn, care: 'elder' };
    const hello = talk.greet();
    expect(ids(hello)[0]).toBe('human');
    expect(wordsOf(hello)).not.toMatch(/马上|立即|立刻/u);
  });
});
