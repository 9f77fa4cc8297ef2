/** What a dialog takes: several values at once, choices, pictures, bounds, the last yes. */
import { describe, expect, test } from 'vitest';
import { confirming, found, refunding, slotsOf } from './refunding.ts';
import { optionsOf, Talk, wordsOf } from './robot.ts';

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
  test.each([
    ['我的手机壳坏了要退款，单号YX20261120001', 'refund', { order: 'YX20261120001', reason: 'quality' }],
    ['这个订单YX20261120001给我退款吧', 'refund', { order: 'YX20261120001' }],
    ['YX20261120001 开个发票', 'invoice', { order: 'YX20261120001' }],
    ['想换货，YX20261109311', 'exchange', { order: 'YX20261109311' }],
    ['order YX20261120001 refund please', 'refund', { order: 'YX20261120001' }],
    ['YX20261120001', 'order-status', { order: 'YX20261120001' }],
  ])('%s wants something done with an order: %s', (text, id, slots) => {
    const talk = new Talk();
    expect(talk.say(text).call?.flow).toBe(id);
    expect(slotsOf(talk)).toEqual(slots);
  });
  test('a number in a question about rules starts nothing', () => {
    const talk = new Talk();
    expect(talk.say('YX20261120001这个订单怎么开发票').say[0]?.source?.entry).toBe('invoice-apply');
    expect(talk.mind.flow).toBeNull();
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
      flow: { name: 'refund', step: 'reason', title: { zh: '申请退款' }, waited: { zh: '退款原因' } },
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
