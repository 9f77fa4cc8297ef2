import { describe, expect, test } from 'vitest';
import { hearing, optionsOf, Talk, wordsOf } from './robot.ts';

const card = { no: '202611250012', stateText: '运输中', items: [{ title: '充电宝' }] };

function asking(): Talk {
  const talk = new Talk();
  expect(wordsOf(talk.say('我的快递到哪了'))).toBe('请问您的订单号是多少？');
  return talk;
}

describe('the well-known words about orders', () => {
  test('R4 a question about the number itself is answered, also while a dialog waits for it', () => {
    expect(hearing('哪里能看到订单号啊').say[0]?.source?.entry).toBe('order-number');
    const inside = asking().say('哪里能看到订单号啊');
    expect(inside.say[0]?.source?.entry).toBe('order-number');
    expect(wordsOf(inside)).toMatch(/订单号/u);
    expect(inside.mind.flow?.asked).toMatchObject({ kind: 'slot' });
  });
});

describe('greeting', () => {
  test('says what it is and can do, offers the top questions and a person, once', () => {
    const talk = new Talk();
    const hello = talk.greet();
    expect(hello.say).toHaveLength(1);
    expect(wordsOf(hello)).toMatch(/机器人[\s\S]*人工[\s\S]*退款流程/u);
    expect(optionsOf(hello).at(-1)).toEqual({ id: 'human', label: '转人工' });
    expect(talk.greet().say).toEqual([]);
  });
  test('a typed number, its wording or a tap picks from what was offered', () => {
    for (const typed of ['1', '１', '1.', '选1', '第一个', '退款流程']) {
      const talk = new Talk();
      talk.greet();
      expect(talk.say(typed).say[0]?.source?.entry, typed).toBe('refund-steps');
    }
    const talk = new Talk();
    talk.greet();
    expect(talk.tap('entry:refund-steps').say[0]?.source?.entry).toBe('refund-steps');
    expect(talk.say('3').say[0]?.source?.entry).toBe('ship-time');
    expect(talk.say('6').handover?.reason).toBe('customer_asked');
    expect(talk.say('1').say[0]?.source, 'an old menu is forgotten after a hand-over').toBeUndefined();
  });
  test('the language follows the customer', () => {
    const talk = new Talk();
    expect(wordsOf(talk.say('hello'))).toMatch(/service robot/u);
    expect(wordsOf(talk.say('1'))).toMatch(/^A refund takes/u);
    expect(wordsOf(talk.say('退款流程'))).toMatch(/^退款/u);
  });
  test('thanks and goodbye are answered shortly and are no misses', () => {
    const talk = new Talk();
    talk.say('你们老板叫什么');
    expect(wordsOf(talk.say('谢谢！'))).toMatch(/不客气/u);
    expect(talk.mind.misses).toBe(0);
  });
});

describe('R2 not knowing (GB/T 47746, 5.2.2.6 a)', () => {
  test('first honest, second offers a person, third hands over with what was said', () => {
    const talk = new Talk();
    const first = talk.say('今天天气怎么样');
    expect(wordsOf(first)).toMatch(/不想乱答/u);
    const second = talk.say('红烧肉怎么做');
    expect(optionsOf(second).map((one) => one.id)).toEqual(['human', 'no']);
    const third = talk.say('世界杯谁赢了');
    expect(third.handover).toMatchObject({ reason: 'not_understood', urgency: 'normal', skill: 'general' });
    expect(third.handover?.summary.zh).toContain('今天天气');
    expect(third.handover?.summary.zh).toContain('世界杯');
  });
  test('guesses nobody picks count as misses, one picked does not', () => {
    const talk = new Talk();
    for (const last of [false, false, true]) expect(talk.say('有没有学生优惠').handover !== undefined).toBe(last);
    const other = new Talk();
    const guess = other.say('有没有学生优惠');
    expect(wordsOf(guess)).toMatch(/^猜您想问/u);
    expect(optionsOf(guess).length).toBeLessThanOrEqual(4);
    expect(other.say('1').say[0]?.source).toBeDefined();
    expect(other.mind.misses).toBe(0);
  });
  test('yes to the offer hands over', () => {
    const talk = new Talk();
    talk.say('给我讲个笑话');
    talk.say('红烧肉怎么做');
    expect(talk.say('好的').handover?.reason).toBe('not_understood');
  });
  test('a picture is met honestly, an event on the channel with silence, a transcript as words', () => {
    const talk = new Talk();
    expect(wordsOf(talk.body({ kind: 'image', mediaId: 'm' }))).toMatch(/只看得懂文字/u);
    const before = talk.mind;
    expect(talk.body({ kind: 'event', event: 'VIEW' })).toEqual({ mind: before, say: [] });
    expect(talk.body({ kind: 'voice', transcript: '退款流程' }).say[0]?.source?.entry).toBe('refund-steps');
  });
});

describe('R4 F1 the order flow', () => {
  test('asks, looks up, shows the card; the number stays for a later hand-over', () => {
    const talk = asking();
    const looked = talk.say('２０２６ １１２５ ００１２');
    expect(looked).toMatchObject({
      say: [],
      call: { kind: 'act', slots: { order: '202611250012' }, irreversible: false },
    });
    const shown = talk.answered({ ok: true, outcome: 'done', order: card });
    expect(shown.say).toEqual([{ body: { kind: 'order', text: expect.any(String), order: card } }]);
    expect(talk.say('转人工').handover).toMatchObject({
      slots: [{ name: 'order', value: '202611250012', label: { zh: '订单号' } }],
      skill: 'logistics',
      flow: null,
    });
  });
  test('an answer nobody waits for is silent', () => {
    const talk = asking();
    const first = talk.say('202611250012');
    const second = talk.say('不对，是202611250013');
    expect(second.call?.slots).toEqual({ order: '202611250013' });
    expect(second.call?.id).not.toBe(first.call?.id);
    expect(talk.answered({ ok: true, outcome: 'done', order: card }, first.call?.id).say).toEqual([]);
    talk.say('转人工');
    expect(talk.answered({ ok: true, outcome: 'done', order: card }, second.call?.id).say).toEqual([]);
  });
  test('two numbers within one millisecond are two questions', () => {
    const first = hearing('查订单 202611250012');
    const second = hearing('查订单 202611250013', first.mind);
    const third = hearing('查订单 202611250014', second.mind);
    expect(new Set([first, second, third].map((one) => one.call?.id)).size).toBe(3);
  });
  test('asks again at most twice, each time with more help, then hands over', () => {
    const talk = asking();
    const first = talk.say('嗯哼');
    expect(first.handover).toBeUndefined();
    const second = talk.say('123456');
    expect(optionsOf(second).map((one) => one.id)).toEqual(['human']);
    expect(wordsOf(second)).not.toBe(wordsOf(first));
    expect(talk.say('不晓得嘛').handover).toMatchObject({ reason: 'flow_failed', skill: 'logistics' });
  });
  test('not found asks again, repeating only the end of the number', () => {
    const talk = asking();
    talk.say('202611250012');
    const told = talk.answered({ ok: true, outcome: 'not-found' });
    expect(wordsOf(told)).toContain('0012');
    expect(wordsOf(told)).not.toContain('202611250012');
    expect(talk.say('202611250013').call?.slots).toEqual({ order: '202611250013' });
  });
  test('answers another question in between and comes back', () => {
    const talk = asking();
    const answered = talk.say('运费怎么算');
    expect(answered.say[0]?.source?.entry).toBe('shipping-fee');
    expect(wordsOf(answered)).toMatch(/请问您的订单号是多少？$/u);
    expect(talk.mind.flow).toMatchObject({ asked: { kind: 'slot', slot: 'order' }, tries: 0 });
    expect(wordsOf(talk.say('找不到订单号怎么办'))).toMatch(/我的订单/u);
    expect(talk.say('202611250012').call).toBeDefined();
  });
  test.each(['算了', '取消', '不查了', '那算了吧', 'never mind'])('%s leaves the flow', (text) => {
    const talk = asking();
    expect(talk.say(text).handover).toBeUndefined();
    expect(talk.mind.flow).toBeNull();
  });
  test('a phone number is asked about once, then believed', () => {
    const talk = asking();
    expect(wordsOf(talk.say('13812345678'))).toMatch(/像是手机号/u);
    expect(talk.say('13812345678').call?.slots).toEqual({ order: '13812345678' });
  });
  test('F6 the company’s system down: honest words, and a person with the number', () => {
    const talk = asking();
    talk.say('202611250012');
    const told = talk.answered({ ok: false });
    expect(wordsOf(told)).toMatch(/没有回应/u);
    expect(told.handover).toMatchObject({
      reason: 'lookup_failed',
      slots: [{ name: 'order', value: '202611250012' }],
      flow: { name: 'logistics', step: 'logistics-track' },
    });
  });
  test('while it is being looked up, the customer may ask on or leave', () => {
    const talk = asking();
    talk.say('202611250012');
    expect(wordsOf(talk.say('快点'))).toMatch(/正在查询/u);
    expect(talk.say('运费怎么算').say[0]?.source?.entry).toBe('shipping-fee');
    expect(talk.say('人工').handover?.slots).toMatchObject([{ name: 'order', value: '202611250012' }]);
  });
  test('a card typed instead of an order number is not looked up', () => {
    const thought = asking().say('6222021234567890128');
    expect(thought.call).toBeUndefined();
    expect(thought.handover?.reason).toBe('information_security');
  });
});

describe('L8 a hand-over says everything', () => {
  test('last words, skill of the subject, secrets cut', () => {
    const talk = new Talk();
    talk.say('退款多久到账');
    talk.say('密码是abc12345');
    const handed = talk.say('退款申请被拒绝了，转人工').handover;
    expect(handed?.skill).toBe('aftersales');
    expect(handed?.summary.zh).toContain('退款多久到账');
    expect(handed?.summary.zh).not.toContain('abc12345');
  });
  test('the button outside the conversation needs no words', () => {
    expect(new Talk().hear({ kind: 'asked-human', now: 1 }).handover?.reason).toBe('customer_asked');
  });
});
