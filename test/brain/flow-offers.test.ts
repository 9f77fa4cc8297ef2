/** A question for an order, where a channel is words alone: the person's own orders are numbered choices. */
import { describe, expect, it, test } from 'vitest';
import type { CompanyOrder } from '../../shared/order-api.ts';
import { offerMeant } from '../../worker/brain/flow/offers.ts';
import { optionsOf, signedIn, Talk, wordsOf } from './robot.ts';
import { found, slotsOf } from './refunding.ts';

const order = (no: string, title: string, stateText: string): CompanyOrder => ({
  order: { no, stateText, items: [{ title }] },
  products: [],
});
const orders = [
  order('YX20261120001', '轻薄羽绒服（男款 深蓝）', '已发货'),
  order('YX20261118007', '蓝牙耳机', '已签收'),
  order('YX20261001107', '保温杯', '已完成'),
];
const listed = { ok: true as const, outcome: 'done', orders };

function onSms(channel: 'sms' | 'wechat' | 'phone' = 'sms', own = true): Talk {
  const talk = new Talk();
  talk.asker = { ...signedIn, channel, own };
  return talk;
}

describe('F16 a question for an order offers the person’s own', () => {
  const answers: [said: string, no: string][] = [
    ['2', 'YX20261118007'],
    ['第三个', 'YX20261001107'],
    ['选1', 'YX20261120001'],
    ['0001', 'YX20261120001'],
    ['尾号8007', 'YX20261118007'],
    ['YX20261118007', 'YX20261118007'],
    ['YX99999999999', 'YX99999999999'],
  ];
  test.each(answers)('“%s” is the order %s', (said, no) => {
    const talk = onSms();
    const { call, say } = talk.say('申请退款');
    expect(say).toEqual([]);
    expect(call).toMatchObject({ action: 'orders', kind: 'check', irreversible: false });
    const asked = wordsOf(talk.answered(listed));
    expect(asked).toContain('1. 轻薄羽绒服 已发货 尾号0001');
    expect(asked).toContain('回复序号或订单号后四位');
    const next = talk.say(said);
    expect(next.call).toMatchObject({ action: 'refund-eligibility', slots: { order: no } });
    expect(wordsOf(talk.answered(found))).toContain('退款的原因');
    expect(slotsOf(talk)?.['order']).toBe(no);
  });

  it('a tap in an official account is the order, too', () => {
    const talk = onSms('wechat');
    talk.say('申请退款');
    const options = optionsOf(talk.answered(listed));
    expect(options).toHaveLength(4);
    expect(talk.tap(options[1]?.id ?? '').call?.slots).toEqual({ order: 'YX20261118007' });
  });

  it('an end that two orders have, or none, is asked about again with the same choices', () => {
    const talk = onSms();
    talk.say('申请退款');
    talk.answered({ ...listed, orders: [...orders, order('YX20260908007', '书', '已完成')] });
    for (const said of ['8007', '9']) {
      const again = talk.say(said);
      expect(again.call).toBeUndefined();
      expect(optionsOf(again)).toHaveLength(5);
      expect(slotsOf(talk)).toEqual({});
    }
  });

  it('asked for once; without an answer, without orders, the number is asked for in words', () => {
    for (const answer of [{ ok: false as const }, { ok: true as const, outcome: 'done' }, { ...listed, orders: [] }]) {
      const talk = onSms();
      talk.say('申请退款');
      const asked = talk.answered(answer);
      expect(asked.say).toHaveLength(1);
      expect(asked.handover).toBeUndefined();
      expect(wordsOf(asked)).not.toContain('序号');
      expect(talk.say('YX20261120001').call?.action).toBe('refund-eligibility');
    }
  });

  it('no list for a caller, for a stranger’s number, or where there is a control', () => {
    for (const talk of [onSms('phone'), onSms('sms', false), new Talk()]) {
      const asked = talk.say('申请退款');
      expect(asked.call).toBeUndefined();
      expect(asked.say).toHaveLength(1);
    }
  });

  it('it goes on after a night’s sleep of the line', () => {
    const talk = onSms();
    talk.say('申请退款');
    talk.answered(listed);
    talk.wait(60_000);
    expect(talk.say('2').call?.slots).toEqual({ order: 'YX20261118007' });
  });
});

test('F16 what is no answer to the choice means none of them', () => {
  const offers = orders.map((one) => ({ no: one.order.no, label: '' }));
  for (const said of ['', '12', '001 和 007', '我没有订单', '人工', '10000', 'abc'])
    expect(offerMeant(offers, said), said).toBeNull();
  expect(offerMeant([], '1')).toBeNull();
});
