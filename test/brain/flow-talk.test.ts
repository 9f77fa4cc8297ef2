/** How a dialog goes on: one test for each way people do not simply answer what was asked. */
import { describe, expect, test } from 'vitest';
import type { Flow } from '../../shared/flow.ts';
import { freshMind, think, type Mind } from '../../worker/brain/think.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';
import { knowledge, optionsOf, START, Talk, wordsOf } from './robot.ts';

const found = { ok: true as const, outcome: 'ok', values: { item: '夹克', amount: '329.00' } };
const HOUR = 3_600_000;

/** A refund with its order found, asked for the reason. */
function refunding(): Talk {
  const talk = new Talk();
  talk.say('申请退款');
  talk.say('YX20261120001');
  expect(wordsOf(talk.answered(found))).toMatch(/退款的原因是什么/u);
  return talk;
}

/** A refund read back, waiting for a yes. */
function confirming(): Talk {
  const talk = refunding();
  expect(wordsOf(talk.say('3'))).toMatch(/确认提交吗/u);
  return talk;
}

const slotsOf = (talk: Talk) => talk.mind.flow?.slots;
const askedOf = (talk: Talk) => talk.mind.flow?.asked;

describe('F2 several slots in one sentence', () => {
  test('a first sentence fills all it holds, and only the rest is asked', () => {
    const talk = new Talk();
    const thought = talk.say('预约明天下午3点上门安装，地址上海市浦东新区张江路88号3栋502室，电话13800138000');
    expect(thought.call).toMatchObject({ kind: 'check', action: 'appointment-time', irreversible: false });
    expect(slotsOf(talk)).toEqual({
      service: 'install',
      day: '2025-11-26',
      hour: '15:00',
      address: '上海市浦东新区张江路88号3栋502室',
      phone: '+8613800138000',
    });
    expect(wordsOf(talk.answered({ ok: true, outcome: 'ok' }))).toMatch(/11月26日.*15:00[\s\S]*13800138000/u);
  });
  test('free texts called by their name, in the middle of a flow', () => {
    const talk = new Talk();
    talk.say('开一张发票');
    talk.say('YX20261120001');
    talk.answered(found);
    const thought = talk.say('公司，抬头：杭州一线科技有限公司，税号91330106MA2ABCDE0X，邮箱lin@example.com');
    expect(thought.call).toMatchObject({ action: 'tax-number', slots: { order: 'YX20261120001' } });
    expect(slotsOf(talk)).toMatchObject({
      title: '杭州一线科技有限公司',
      'tax-number': '91330106MA2ABCDE0X',
      email: 'lin@example.com',
    });
  });
});

describe('F3 choices, optional slots, bounds and conditions', () => {
  test.each(['2', '２', '第二个', '尺码或规格不合适', '尺码不合适', '太大了穿不了', '我选2'])('%s chooses', (text) => {
    const talk = refunding();
    talk.say(text);
    expect(slotsOf(talk)?.['reason']).toBe('size');
  });
  test('a tap chooses; a tap on an old dialog does not', () => {
    const talk = refunding();
    const option = optionsOf(talk.say('嗯哼哼')).find((one) => one.label === '质量问题')?.id ?? '';
    expect(option).toMatch(/^pick:/u);
    const other = new Talk();
    other.wait(5000);
    other.say('申请换货');
    other.tap(option, '质量问题');
    expect(slotsOf(other)).toEqual({});
    talk.tap(option, '质量问题');
    expect(slotsOf(talk)?.['reason']).toBe('quality');
  });
  test('a slot with a condition is asked only then; an optional one is skipped by words or by a tap', () => {
    const talk = refunding();
    expect(wordsOf(talk.say('1'))).toMatch(/照片/u);
    expect(wordsOf(talk.say('跳过'))).toMatch(/确认提交吗/u);
    const other = refunding();
    const skip = optionsOf(other.say('1')).find((one) => one.label === '跳过')?.id ?? '';
    expect(wordsOf(other.tap(skip, '跳过'))).toMatch(/确认提交吗/u);
    const third = refunding();
    expect(wordsOf(third.say('5'))).toMatch(/具体原因/u);
    expect(wordsOf(third.say('和描述的功能不一样'))).toMatch(/确认提交吗/u);
  });
  test('“怎么填” where a name is asked for is no name', () => {
    const talk = new Talk();
    talk.say('开一张发票');
    talk.say('YX20261120001');
    talk.answered(found);
    talk.say('公司');
    expect(wordsOf(talk.say('呃这个怎么写呀'))).toMatch(/公司全称/u);
    expect(slotsOf(talk)).not.toHaveProperty('title');
  });
  test('a picture is a value where one is asked for', () => {
    const talk = refunding();
    talk.say('1');
    talk.body({ kind: 'image', url: 'https://media.example/1.jpg' });
    expect(slotsOf(talk)?.['photo']).toBe('https://media.example/1.jpg');
    const other = refunding();
    expect(wordsOf(other.body({ kind: 'image', mediaId: 'm' }))).toMatch(/需要文字[\s\S]*退款的原因/u);
    expect(slotsOf(other)).toEqual({ order: 'YX20261120001' });
  });
  test('a place on the map is an address', () => {
    const talk = new Talk();
    talk.say('预约上门安装 明天 10点');
    talk.answered({ ok: true, outcome: 'ok' });
    talk.body({ kind: 'location', latitude: 31.2, longitude: 121.5, label: '上海市浦东新区世纪大道 100 号' });
    expect(slotsOf(talk)?.['address']).toBe('上海市浦东新区世纪大道 100 号');
  });
  test('bounds are told, and what is outside is not taken', () => {
    const talk = new Talk();
    talk.say('预约上门安装');
    expect(wordsOf(talk.say('12月30日'))).toMatch(/2025-11-26 到 2025-12-09/u);
    expect(slotsOf(talk)).toEqual({ service: 'install' });
    talk.say('后天');
    expect(slotsOf(talk)?.['day']).toBe('2025-11-27');
  });
});

describe('F3 help grows, then a person takes over with everything', () => {
  test('other words each time, at last a hand-over that names step and slots', () => {
    const talk = refunding();
    const first = wordsOf(talk.say('呃呃呃'));
    const second = wordsOf(talk.say('哼哼哈哈'));
    expect(second).not.toBe(first);
    expect(talk.say('啦啦啦啦').handover).toMatchObject({
      reason: 'flow_failed',
      skill: 'aftersales',
      flow: { name: 'refund', step: 'reason' },
      slots: [{ name: 'order', value: 'YX20261120001', label: { zh: '订单号', en: 'order number' } }],
    });
  });
  test('an answer in between starts the count anew', () => {
    const talk = refunding();
    talk.say('呃呃呃');
    talk.say('哼哼哈哈');
    talk.say('3');
    expect(talk.say('呃呃呃').handover).toBeUndefined();
  });
});

describe('F4 what cannot be taken back is confirmed', () => {
  test('nothing is done without a yes; a yes does it once', () => {
    const talk = confirming();
    for (const text of ['谢谢', '你好', '运费怎么算', '呃呃呃']) expect(talk.say(text).call, text).toBeUndefined();
    expect(talk.say('是').call).toMatchObject({ kind: 'act', action: 'refund', irreversible: true });
    expect(talk.say('是').call).toBeUndefined();
    expect(talk.say('确认').call).toBeUndefined();
    expect(wordsOf(talk.say('取消'))).toMatch(/正在提交/u);
  });
  test('a no asks what to change; naming it, or saying the new value at once, changes it', () => {
    const talk = confirming();
    expect(wordsOf(talk.say('不'))).toMatch(/还没有提交[\s\S]*订单号[\s\S]*退款原因/u);
    expect(wordsOf(talk.say('退款原因'))).toMatch(/退款的原因是什么/u);
    expect(wordsOf(talk.say('一直没收到'))).toMatch(/一直没收到[\s\S]*确认提交吗/u);
    const other = confirming();
    expect(wordsOf(other.say('不对，原因是一直没收到'))).toMatch(/已改为 一直没收到[\s\S]*确认提交吗/u);
  });
  test('a changed value is checked again before it is read back', () => {
    const talk = confirming();
    const thought = talk.say('订单号错了，应该是YX20261122017');
    expect(thought.call).toMatchObject({ action: 'refund-eligibility', slots: { order: 'YX20261122017' } });
    expect(wordsOf(talk.answered({ ...found, values: { item: '杯子', amount: '108.00' } }))).toMatch(/108\.00/u);
  });
  test('cancelled, nothing is submitted; garbage goes to a person, never to the company', () => {
    const talk = confirming();
    expect(wordsOf(talk.say('算了'))).toMatch(/没有提交/u);
    expect(talk.mind.flow).toBeNull();
    const other = confirming();
    other.say('呃呃呃');
    other.say('哼哼哈哈');
    const last = other.say('啦啦啦啦');
    expect(last.call).toBeUndefined();
    expect(last.handover?.reason).toBe('flow_failed');
  });
});

describe('F5 digression, correction, cancel', () => {
  test('a sure answer in between, then the asked slot again; both in one message too', () => {
    const talk = refunding();
    const thought = talk.say('运费怎么算');
    expect(thought.say[0]?.source?.entry).toBe('shipping-fee');
    expect(wordsOf(thought)).toMatch(/回到刚才的“申请退款”：退款的原因是什么/u);
    const both = talk.say('不想要了，顺便问下运费怎么算');
    expect(both.say.map((line) => line.source?.entry)).toEqual(['shipping-fee', undefined]);
    expect(slotsOf(talk)?.['reason']).toBe('unwanted');
  });
  test.each([
    ['不对，是YX20261122017', 'YX20261122017'],
    ['订单号错了，应该是YX20261122017', 'YX20261122017'],
    ["no, it's YX20261122017", 'YX20261122017'],
    ['不是YX20261120001，是YX20261122017', 'YX20261122017'],
    ['YX20261122017', 'YX20261122017'],
  ])('%s corrects an earlier slot', (text, order) => {
    const talk = refunding();
    expect(talk.say(text).call?.slots['order']).toBe(order);
  });
  test('naming what is wrong asks it again; a bare “不对” means the slot before', () => {
    const talk = refunding();
    expect(wordsOf(talk.say('订单号错了'))).toMatch(/要退哪个订单/u);
    const other = refunding();
    expect(wordsOf(other.say('不对'))).toMatch(/要退哪个订单/u);
    expect(slotsOf(other)).toEqual({});
  });
  test('a story told in free words is no correction, though it says “错了”', () => {
    const talk = new Talk();
    talk.say('反馈问题');
    talk.say('1');
    talk.say('商品发错了，颜色不是我要的');
    expect(slotsOf(talk)).toEqual({ about: 'goods', what: '商品发错了，颜色不是我要的' });
    talk.say('跳过');
    talk.say('跳过');
    expect(askedOf(talk)).toEqual({ kind: 'slot', slot: 'phone' });
  });
  test('while free words are asked for, another slot can still be put right', () => {
    const talk = new Talk();
    talk.say('开一张发票');
    talk.say('YX20261120001');
    talk.answered(found);
    talk.say('公司，邮箱lin@example.com');
    expect(askedOf(talk)).toEqual({ kind: 'slot', slot: 'title' });
    talk.say('邮箱写错了，是wang@example.com');
    expect(slotsOf(talk)).toMatchObject({ email: 'wang@example.com' });
    expect(slotsOf(talk)).not.toHaveProperty('title');
  });
  test.each(['算了', '取消', '不退了', '不办了', 'cancel', 'never mind', '那算了吧'])('%s leaves', (text) => {
    const talk = refunding();
    const thought = talk.say(text);
    expect(thought.call ?? thought.handover).toBeUndefined();
    expect(talk.mind.flow).toBeNull();
  });
});

describe('F5 another dialog in between', () => {
  test('the first is put aside with its slots, offered again, and goes on where it was', () => {
    const talk = refunding();
    expect(wordsOf(talk.say('我的快递到哪了'))).toBe('请问您的订单号是多少？');
    talk.say('YX20261122017');
    const ended = talk.answered({ ok: true, outcome: 'not-shipped' });
    expect(wordsOf(ended)).toMatch(/还没有发货[\s\S]*“申请退款”还没办完，要继续吗/u);
    expect(wordsOf(talk.say('好的'))).toMatch(/退款的原因是什么/u);
    expect(slotsOf(talk)).toEqual({ order: 'YX20261120001' });
  });
  test('asked for again it goes on with what it knew; declined it is gone', () => {
    const talk = refunding();
    talk.say('我的快递到哪了');
    expect(wordsOf(talk.say('申请退款'))).toMatch(/回到刚才的“申请退款”：退款的原因/u);
    const other = refunding();
    other.say('我的快递到哪了');
    expect(wordsOf(other.say('取消'))).toMatch(/要继续吗/u);
    expect(wordsOf(other.say('不用了'))).toMatch(/不再继续/u);
    expect(other.mind.flow ?? other.mind.parked).toBeFalsy();
  });
  test('the offer to go on stands through thanks and other questions', () => {
    const talk = refunding();
    talk.say('我的快递到哪了');
    talk.say('取消');
    expect(wordsOf(talk.say('谢谢'))).toMatch(/不客气/u);
    expect(talk.say('运费怎么算').say[0]?.source?.entry).toBe('shipping-fee');
    expect(wordsOf(talk.say('你好'))).toMatch(/要继续吗/u);
    expect(wordsOf(talk.say('质量问题'))).toMatch(/照片/u);
    expect(slotsOf(talk)).toEqual({ order: 'YX20261120001', reason: 'quality' });
  });
  test('before anything told would be lost it asks', () => {
    const talk = new Talk();
    const begin = (words: string, more: string) => {
      talk.say(words);
      return talk.say(more);
    };
    begin('申请退款', 'YX20261120001');
    begin('申请换货', 'YX20261109311');
    begin('开一张发票', 'YX20261122017');
    begin('反馈问题', '1');
    const asked = talk.say('预约上门维修');
    expect(wordsOf(asked)).toMatch(/放弃“申请退款”里已填的内容/u);
    expect(wordsOf(talk.say('不'))).toMatch(/回到刚才的“投诉与建议”/u);
    expect(talk.mind.parked).toHaveLength(3);
    talk.say('预约上门维修');
    talk.say('是');
    expect(talk.mind.flow?.flow.id).toBe('appointment');
    expect(talk.mind.parked?.map((one) => one.flow.id)).toEqual(['exchange', 'invoice', 'complaint']);
  });
  test('a person gets the slots of all of them', () => {
    const talk = refunding();
    talk.say('预约上门维修');
    const slots = talk.say('转人工').handover?.slots.map(({ name, value }) => `${name}=${value}`);
    expect(slots).toEqual(['service=上门维修', 'order=YX20261120001']);
  });
});

describe('F5 resume and time', () => {
  test('after hours, through storage, on another channel, in the middle of a dialog', () => {
    const talk = refunding();
    talk.wait(9 * HOUR);
    expect(wordsOf(talk.say('在吗'))).toMatch(/退款的原因是什么/u);
    talk.wait(9 * HOUR);
    talk.say('尺码不合适');
    talk.wait(9 * HOUR);
    expect(talk.say('是').call?.slots).toEqual({ order: 'YX20261120001', reason: 'size' });
  });
  test('beyond the time its flow keeps it is over; what was told reaches a person', () => {
    const talk = refunding();
    talk.wait(73 * HOUR);
    expect(talk.say('3').mind.flow).toMatchObject({ asked: { kind: 'over' } });
    expect(talk.say('转人工').handover?.slots).toMatchObject([{ name: 'order', value: 'YX20261120001' }]);
  });
  test('a running dialog finishes on the version it started with', () => {
    const talk = refunding();
    const flow = knowledge.flows.get('refund');
    if (!flow) throw new Error('no refund');
    const reason = flow.slots.find((slot) => slot.name === 'reason');
    if (!reason?.options) throw new Error('no reason');
    const changed: Flow = { ...flow, confirm: undefined, slots: [{ ...reason, name: 'cause' }], action: 'other' };
    const later = { ...knowledge, version: 'later', flows: new Map([['refund', changed]]) };
    const say = (mind: Mind, text: string) =>
      think(mind, { kind: 'message', body: { kind: 'text', text }, now: talk.now }, [], later);
    const asked = say(talk.mind, '3');
    expect(wordsOf(asked)).toMatch(/确认提交吗/u);
    expect(say(asked.mind, '是').call).toMatchObject({ action: 'refund', slots: { reason: 'unwanted' } });
    expect(asked.mind.flow?.version).toBe(knowledge.version);
    expect(say(freshMind, '申请退款').mind.flow).toMatchObject({ version: 'later', asked: { slot: 'cause' } });
  });
});

describe('F6 F7 the company’s answer', () => {
  test('a check that fails says why and asks again; an outcome of the flow is followed', () => {
    const talk = new Talk();
    talk.say('开一张发票');
    talk.say('YX20261120001');
    talk.answered(found);
    talk.say('公司，抬头：杭州一线科技有限公司，税号是12345678901234567');
    const told = talk.answered({ ok: true, outcome: 'wrong', say: { zh: '税号不对。', en: 'Wrong number.' } });
    expect(wordsOf(told)).toMatch(/^税号不对。/u);
    expect(askedOf(talk)).toEqual({ kind: 'slot', slot: 'tax-number' });
    expect(slotsOf(talk)).toMatchObject({ title: '杭州一线科技有限公司' });
    const other = refunding();
    other.say('订单号错了，应该是YX20261015233');
    expect(wordsOf(other.answered({ ok: true, outcome: 'too-late' }))).toMatch(/5233.*超过 7 天/u);
    expect(askedOf(other)).toEqual({ kind: 'over' });
  });
  test('an unknown word, also one every object knows, counts as failed', () => {
    for (const outcome of ['strange', 'constructor', '__proto__', 'toString']) {
      const talk = confirming();
      talk.say('是');
      expect(talk.answered({ ok: true, outcome }).handover, outcome).toMatchObject({ reason: 'flow_failed' });
    }
  });
  test('an answer to another call, or after the customer left, is discarded', () => {
    const talk = confirming();
    const call = talk.say('是').call?.id ?? '';
    const before = talk.mind;
    expect(talk.answered({ ok: true, outcome: 'done' }, `${call}+`)).toEqual({ mind: before, say: [] });
    talk.answered({ ok: true, outcome: 'done', values: { ticket: 'RF1' } });
    const after = talk.mind;
    expect(talk.answered({ ok: true, outcome: 'done' }, call)).toEqual({ mind: after, say: [] });
  });
  test('down: said, and handed over with everything; an act that may have been done is named as such', () => {
    const checking = new Talk();
    checking.say('申请退款');
    checking.say('YX20261120001');
    const told = checking.answered({ ok: false });
    expect(wordsOf(told)).toMatch(/没有回应/u);
    expect(told.handover).toMatchObject({ reason: 'lookup_failed', slots: [{ value: 'YX20261120001' }] });
    const acting = confirming();
    acting.say('是');
    const unsure = acting.answered({ ok: false });
    expect(wordsOf(unsure)).toMatch(/可能已经提交。请不要重复提交/u);
    expect(unsure.handover?.slots.map((one) => one.value)).toEqual(['YX20261120001', '不想要了']);
    const unsent = confirming();
    unsent.say('是');
    expect(wordsOf(unsent.answered({ ok: false, unsent: true }))).not.toMatch(/可能已经提交/u);
  });
  test('asked for again, an act whose fate is unknown goes under the same id; a settled one under a new', () => {
    const talk = confirming();
    const first = talk.say('是').call?.id;
    talk.answered({ ok: false });
    talk.wait(HOUR);
    const again = (): string | undefined => {
      talk.say('申请退款');
      talk.say('YX20261120001');
      talk.answered(found);
      talk.say('3');
      return talk.say('是').call?.id;
    };
    expect(again()).toBe(first);
    talk.answered({ ok: true, outcome: 'done', values: { ticket: 'RF1' } });
    expect(again()).not.toBe(first);
  });
});

describe('R5 R9 safety and a person come before any slot', () => {
  test('anger in a story is asked about, and the story is kept', () => {
    const talk = new Talk();
    talk.say('反馈问题');
    talk.say('3');
    const thought = talk.say('客服骂人，太垃圾了，气死我了');
    expect(thought.mind.confirmHuman).toBe(true);
    talk.tap('no', '否，继续');
    expect(slotsOf(talk)).toMatchObject({ about: 'service', what: '客服骂人，太垃圾了，气死我了' });
    expect(askedOf(talk)).toEqual({ kind: 'slot', slot: 'order' });
  });
  test('a password in free words is never kept', () => {
    const talk = new Talk();
    talk.say('反馈问题');
    talk.say('1');
    const thought = talk.say('我的密码是 abc12345 登录不了');
    expect(thought.handover?.reason).toBe('information_security');
    expect(JSON.stringify(thought)).not.toContain('abc12345');
  });
  test('every flow, at every slot, one word reaches a person', () => {
    for (const flow of demoFlows()) {
      const talk = new Talk();
      talk.tap(`flow:${flow.id}`, flow.title.zh);
      expect(talk.mind.flow?.flow.id).toBe(flow.id);
      expect(talk.say('转人工').handover?.flow?.name).toBe(flow.id);
    }
    expect(START).toBeGreaterThan(0);
  });
});
