/** What people say beside an answer: they give up, want a moment, submit in the button's words, change their mind, wonder. */
import { describe, expect, test } from 'vitest';
import { anybody } from '../../worker/brain/think.ts';
import { askedOf, confirming, found, refunding, slotsOf } from './refunding.ts';
import { signedIn, Talk, wordsOf } from './robot.ts';

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

describe('F5 a change of mind that calls nothing wrong', () => {
  test.each([
    ['等等，还是后天吧', { day: '2025-11-27' }, /已改为 .*11月27日/u],
    ['要不改成后天', { day: '2025-11-27' }, /已改为 .*11月27日/u],
    ['还是下午4点吧', { hour: '16:00' }, /已改为 16:00/u],
    ['还是维修吧', { service: 'repair' }, /已改为 上门维修/u],
    ['actually make it the day after tomorrow', { day: '2025-11-27' }, /is now/u],
  ])('%s at the address is a correction, said, and the address asked on', (text, slots, told) => {
    const talk = visiting();
    const asked = talk.say(text);
    const said = asked.call ? talk.answered({ ok: true, outcome: 'ok' }) : asked;
    expect(slotsOf(talk)).toEqual({ service: 'install', day: '2025-11-26', hour: '10:00', ...slots });
    expect(wordsOf(said)).toMatch(told);
    expect(talk.mind.flow).toMatchObject({ asked: { kind: 'slot', slot: 'address' }, tries: 0 });
    expect(talk.mind.flow).not.toHaveProperty('told');
  });
  test('free words that begin so correct too; a story that only holds such a word does not', () => {
    const talk = new Talk();
    talk.say('反馈问题');
    talk.say('1');
    talk.say('等了三天还是没人管，客服换成机器人');
    expect(slotsOf(talk)).toEqual({ about: 'goods', what: '等了三天还是没人管，客服换成机器人' });
  });
  test('what is asked for goes before a change', () => {
    const talk = visiting();
    talk.say('还是送到上海市浦东新区张江路88号3栋502室维修点');
    expect(slotsOf(talk)).toMatchObject({ service: 'install', day: '2025-11-26' });
    expect(slotsOf(talk)?.['address']).toMatch(/张江路88号/u);
  });
});

describe('F5 a question nothing surely answers', () => {
  const asked = { kind: 'slot', slot: 'order' };
  function ordering(): Talk {
    const talk = new Talk();
    talk.say('申请退款');
    expect(askedOf(talk)).toEqual(asked);
    return talk;
  }
  test.each([
    '顺便问下你们在月球上有仓库吗',
    '顺便问一下，老板喜欢吃什么',
    'by the way, who painted the office walls?',
    '你们公司的吉祥物叫什么名字',
    '会员的那个东西怎么算的呀',
  ])('%s gets guesses or an honest word, and the order is asked for again at no cost', (text) => {
    const talk = ordering();
    for (let nth = 0; nth < 4; nth += 1) {
      const thought = talk.say(text);
      expect(thought.handover).toBeUndefined();
      expect(wordsOf(thought)).toMatch(/猜您想问|还不会|不常见|Did you mean|won’t guess|rare/u);
      expect(wordsOf(thought)).toMatch(/回到刚才的“申请退款”|Back to “Refund”/u);
      expect(talk.mind.flow).toMatchObject({ asked, tries: 0 });
      expect(talk.mind.confirmHuman ?? talk.mind.misses).toBe(0);
    }
  });
  test('a question about what stands asked gets its help', () => {
    expect(wordsOf(ordering().say('这个怎么写呀'))).toMatch(/没有看到订单号/u);
  });
  test('a guess that is tapped is answered, then the order is asked for again', () => {
    const talk = ordering();
    const thought = talk.tap('entry:shipping-fee');
    expect(thought.say[0]?.source?.entry).toBe('shipping-fee');
    expect(wordsOf(thought)).toMatch(/回到刚才的“申请退款”/u);
    expect(askedOf(talk)).toEqual(asked);
  });
  test('beside a value both are heard', () => {
    const talk = refunding();
    const thought = talk.say('不想要了，顺便问下你们在月球上有仓库吗');
    expect(slotsOf(talk)?.['reason']).toBe('unwanted');
    expect(wordsOf(thought)).toMatch(/(?:猜您想问|还不会|不常见)[\s\S]*确认提交吗/u);
  });
});

describe('F11 who must be known first', () => {
  test.each(['refund', 'exchange', 'invoice', 'member-rights'])('%s tells a stranger at once', (id) => {
    const talk = new Talk();
    talk.asker = anybody;
    const thought = talk.tap(`flow:${id}`);
    expect(wordsOf(thought)).toMatch(/先登录[\s\S]*转人工/u);
    expect(thought.call).toBeUndefined();
    expect(askedOf(talk)).toEqual({ kind: 'resume' });
    expect(talk.say('转人工').handover?.flow?.name).toBe(id);
  });
  test('what a stranger said is kept, and goes on once they signed in', () => {
    const talk = new Talk();
    talk.asker = anybody;
    const first = talk.say('我要退款，尺码不合适，订单YX20261120001');
    expect(wordsOf(first)).toMatch(/先登录/u);
    expect(first.call).toBeUndefined();
    expect(wordsOf(talk.say('好的'))).toMatch(/先登录/u);
    expect(talk.say('运费怎么算').say[0]?.source?.entry).toBe('shipping-fee');
    talk.asker = signedIn;
    const slots = { order: 'YX20261120001', reason: 'size' };
    expect(talk.say('我登录了').call).toMatchObject({ action: 'refund-eligibility', slots });
    expect(wordsOf(talk.answered(found))).toMatch(/确认提交吗/u);
  });
  test('asked to sign in by the company the wish stays, and goes on after it', () => {
    const talk = new Talk();
    talk.say('我要退款，尺码不合适，订单YX20261120001');
    const told = talk.answered({ ok: true, outcome: 'sign-in' });
    expect(wordsOf(told)).toMatch(/先登录/u);
    expect(talk.mind.flow).toMatchObject({
      asked: { kind: 'resume' },
      slots: { order: 'YX20261120001', reason: 'size' },
    });
    expect(talk.say('我要退款').call).toMatchObject({ action: 'refund-eligibility' });
  });
  test('a dialog the company accepted goes on where nobody vouches', () => {
    const talk = confirming();
    talk.asker = anybody;
    expect(wordsOf(talk.say('在吗'))).toMatch(/确认提交吗/u);
    expect(talk.say('是').call).toMatchObject({ action: 'refund' });
  });
});
