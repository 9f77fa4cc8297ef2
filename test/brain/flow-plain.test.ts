/** What people say beside an answer: they give up, want a moment, submit in the button's words, change their mind, wonder. */
import { describe, expect, test } from 'vitest';
import { askedOf, confirming, refunding, slotsOf } from './refunding.ts';
import { Talk, wordsOf } from './robot.ts';

/** A visit with its day and time, asked for the address. */
function visiting(): Talk {
  const talk = new Talk();
  talk.say('预约上门安装 明天 10点');
  talk.answered({ ok: true, outcome: 'ok' });
  expect(askedOf(talk)).toEqual({ kind: 'slot', slot: 'address' });
  return talk;
}

describe('F5 giving up', () => {
  test.each([
    '算了不约了',
    '别约了',
    '我不想弄了',
    '先不退了',
    '不办了',
    'i changed my mind, cancel it',
    "I've changed my mind, please cancel this",
    '那还是算了吧，谢谢',
    '唉，不弄了不弄了',
  ])('%s leaves', (text) => {
    for (const talk of [refunding(), visiting(), confirming()]) {
      expect(wordsOf(talk.say(text))).toMatch(/没有提交|nothing was submitted/u);
      expect(talk.mind.flow).toBeNull();
    }
  });
  test.each(['不取消', '先别取消', '不用取消', "don't cancel", '算了还是继续吧', '没事，继续'])(
    '%s does not',
    (text) => {
      const talk = refunding();
      talk.say(text);
      expect(talk.mind.flow).not.toBeNull();
    },
  );
  test.each(['不想要了', 'I changed my mind'])('%s is the reason asked for', (text) => {
    const talk = refunding();
    talk.say(text);
    expect(slotsOf(talk)?.['reason']).toBe('unwanted');
  });
});

describe('F4 the button’s words', () => {
  test.each(['提交', '确认提交', '确认', 'submit', 'Yes, submit', '是的，确认提交', '没问题，提交吧', 'confirm'])(
    '%s submits',
    (text) => {
      expect(confirming().say(text).call).toMatchObject({ kind: 'act', action: 'refund' });
    },
  );
  test.each(['先不提交', '怎么提交', '让我确认一下', '确认吗', "don't submit", '提交了吗'])('%s does not', (text) => {
    expect(confirming().say(text).call).toBeUndefined();
  });
});

describe('F5 somebody who looks something up', () => {
  test.each([
    '等一下我看看日历',
    '稍等',
    'hold on',
    '我看一下日历',
    '等等，我找一下单号',
    'hold on, let me check my calendar',
    '稍等我问下我老婆',
  ])('%s costs no try', (text) => {
    for (const talk of [refunding(), visiting(), confirming()]) {
      const before = askedOf(talk);
      for (let nth = 0; nth < 4; nth += 1) expect(talk.say(text).handover).toBeUndefined();
      expect(talk.mind.flow).toMatchObject({ asked: before, tries: 0 });
    }
  });
});
