/** How a dialog goes on: one test for each way people do not simply answer what was asked. */
import { describe, expect, test } from 'vitest';
import type { Flow } from '../../shared/flow.ts';
import { freshMind, think, type Mind } from '../../worker/brain/think.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';
import { askedOf, confirming, found, refunding, slotsOf } from './refunding.ts';
import { knowledge, signedIn, Talk, wordsOf } from './robot.ts';

const HOUR = 3_600_000;

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

describe('F5 somebody who needs a moment', () => {
  test.each(['等一下', '我再想想', '稍等，我找找', 'hold on'])('%s is waited for and costs no try', (text) => {
    for (const talk of [refunding(), confirming()]) {
      const before = askedOf(talk);
      for (let nth = 0; nth < 4; nth += 1) expect(talk.say(text).handover).toBeUndefined();
      expect(talk.mind.flow).toMatchObject({ asked: before, tries: 0 });
    }
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
      think(mind, { kind: 'message', body: { kind: 'text', text }, now: talk.now, asker: signedIn }, [], later);
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
  test('what a check rests on changed: it is asked again', () => {
    const talk = new Talk();
    talk.say('预约上门安装 明天 10点');
    talk.answered({ ok: true, outcome: 'ok' });
    talk.say('上海市浦东新区张江路88号3栋502室');
    expect(wordsOf(talk.say('13800138000'))).toMatch(/确认预约吗/u);
    expect(talk.say('改到后天').call).toMatchObject({ action: 'appointment-time', slots: { day: '2025-11-27' } });
    expect(wordsOf(talk.answered({ ok: true, outcome: 'ok' }))).toMatch(/11月27日.*10:00/u);
    expect(talk.say('手机改成13900139001').call).toBeUndefined();
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
  });
});
