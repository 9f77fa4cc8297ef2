/** Every ready flow, walked from its first words to its end in both languages. */
import { describe, expect, test } from 'vitest';
import type { CompanyAnswer } from '../../worker/brain/think.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';
import { knowledge, Talk, wordsOf } from './robot.ts';

type Step = string | { answer: string; values?: Record<string, string>; to: string };
type Walk = { flow: string; steps: Step[]; slots: Record<string, string>; ends: RegExp; rests?: 'resume' };

const item = { item: '轻量防风夹克', amount: '329.00' };
const walks: Walk[] = [
  {
    flow: 'order-status',
    steps: ['查订单', 'YX20261120001', { answer: 'done', to: 'order-status' }],
    slots: { order: 'YX20261120001' },
    ends: /最新情况/u,
  },
  {
    flow: 'order-status',
    steps: ['check my order', 'YX20261120001', { answer: 'done', to: 'order-status' }],
    slots: { order: 'YX20261120001' },
    ends: /latest on your order/u,
  },
  {
    flow: 'logistics',
    steps: [
      '我的快递到哪了',
      'YX20261120001',
      { answer: 'done', values: { company: '顺丰', number: 'SF1', last: '已到杭州' }, to: 'logistics-track' },
    ],
    slots: { order: 'YX20261120001' },
    ends: /顺丰运单 SF1：已到杭州/u,
  },
  {
    flow: 'logistics',
    steps: ['track my parcel', 'YX20261120001', { answer: 'not-shipped', to: 'logistics-track' }],
    slots: { order: 'YX20261120001' },
    ends: /has not been shipped/u,
  },
  {
    flow: 'refund',
    steps: [
      '申请退款',
      'YX20261120001',
      { answer: 'ok', values: item, to: 'refund-eligibility' },
      '尺码不合适',
      '是',
      { answer: 'done', values: { ticket: 'RF1', amount: '329.00', days: '3' }, to: 'refund' },
    ],
    slots: { order: 'YX20261120001', reason: 'size' },
    ends: /RF1.*¥329\.00/u,
  },
  {
    flow: 'refund',
    steps: [
      'please refund my order',
      'YX20261120001',
      { answer: 'ok', values: item, to: 'refund-eligibility' },
      'it is broken',
      'skip',
      'yes',
      { answer: 'done', values: { ticket: 'RF1', amount: '329.00', days: '3' }, to: 'refund' },
    ],
    slots: { order: 'YX20261120001', reason: 'quality' },
    ends: /submitted, number RF1/u,
  },
  {
    flow: 'exchange',
    steps: [
      '申请换货',
      'YX20261109311',
      { answer: 'ok', values: item, to: 'exchange-eligibility' },
      '换大一码',
      'XL',
      '上海市浦东新区张江路88号3栋502室',
      '确认提交',
      { answer: 'done', values: { ticket: 'EX1' }, to: 'exchange' },
    ],
    slots: { order: 'YX20261109311', want: 'size', detail: 'XL', address: '上海市浦东新区张江路88号3栋502室' },
    ends: /EX1/u,
  },
  {
    flow: 'exchange',
    steps: [
      'exchange my item',
      'YX20261109311',
      { answer: 'ok', values: item, to: 'exchange-eligibility' },
      '3',
      'skip',
      'yes',
      { answer: 'done', values: { ticket: 'EX1' }, to: 'exchange' },
    ],
    slots: { order: 'YX20261109311', want: 'same' },
    ends: /number EX1/u,
  },
  {
    flow: 'invoice',
    steps: [
      '我要开发票',
      'YX20261120001',
      { answer: 'ok', values: item, to: 'invoice-eligibility' },
      '公司',
      '杭州一线科技有限公司',
      '91330106MA2ABCDE0X',
      { answer: 'ok', to: 'tax-number' },
      'lin@example.com',
      '对',
      { answer: 'done', values: { number: 'FP1' }, to: 'invoice' },
    ],
    slots: {
      order: 'YX20261120001',
      type: 'company',
      title: '杭州一线科技有限公司',
      'tax-number': '91330106MA2ABCDE0X',
      email: 'lin@example.com',
    },
    ends: /FP1.*lin@example\.com/u,
  },
  {
    flow: 'invoice',
    steps: [
      'issue an invoice',
      'YX20261120001',
      { answer: 'ok', values: item, to: 'invoice-eligibility' },
      'personal',
      'emma@example.com',
      'yes',
      { answer: 'done', values: { number: 'FP1' }, to: 'invoice' },
    ],
    slots: { order: 'YX20261120001', type: 'personal', email: 'emma@example.com' },
    ends: /number FP1/u,
  },
  {
    flow: 'complaint',
    steps: [
      '反馈问题',
      '快递物流',
      '快递员把包裹放在门口，没有打电话',
      'YX20261120001',
      '跳过',
      '13800138000',
      { answer: 'done', values: { ticket: 'TS1', due: '12月4日' }, to: 'ticket-complaint' },
    ],
    slots: {
      about: 'delivery',
      what: '快递员把包裹放在门口，没有打电话',
      order: 'YX20261120001',
      phone: '+8613800138000',
    },
    ends: /工单号 TS1/u,
  },
  {
    flow: 'complaint',
    steps: [
      'I want to give feedback',
      '1',
      'the colour is not the one in the picture',
      'skip',
      'skip',
      '+44 7700 900123',
      { answer: 'done', values: { ticket: 'TS1', due: '12月4日' }, to: 'ticket-complaint' },
    ],
    slots: { about: 'goods', what: 'the colour is not the one in the picture', phone: '+447700900123' },
    ends: /ticket TS1/u,
  },
  {
    flow: 'member-rights',
    steps: [
      '查会员',
      '1',
      {
        answer: 'done',
        values: { level: '金卡会员', points: '3260', coupons: '4', benefits: '包邮', next: '' },
        to: 'member-rights',
      },
    ],
    slots: { topic: 'level' },
    ends: /金卡会员，有 3260 积分/u,
  },
  {
    flow: 'member-rights',
    steps: ['check my points balance', { answer: 'sign-in', to: 'member-rights' }],
    slots: { topic: 'points' },
    ends: /signed in/u,
    rests: 'resume',
  },
  {
    flow: 'appointment',
    steps: [
      '预约上门',
      '安装',
      '明天',
      '下午三点',
      { answer: 'ok', to: 'appointment-time' },
      '上海市浦东新区张江路88号3栋502室',
      '13800138000',
      '是的',
      { answer: 'done', values: { number: 'YY1' }, to: 'appointment' },
    ],
    slots: {
      service: 'install',
      day: '2025-11-26',
      hour: '15:00',
      address: '上海市浦东新区张江路88号3栋502室',
      phone: '+8613800138000',
    },
    ends: /预约号 YY1/u,
  },
  {
    flow: 'appointment',
    steps: [
      'book a technician',
      'repair',
      'tomorrow',
      '10 am',
      { answer: 'ok', to: 'appointment-time' },
      '123 Main Street, Shanghai',
      '13800138000',
      'yes',
      { answer: 'done', values: { number: 'YY1' }, to: 'appointment' },
    ],
    slots: {
      service: 'repair',
      day: '2025-11-26',
      hour: '10:00',
      address: '123 Main Street, Shanghai',
      phone: '+8613800138000',
    },
    ends: /number YY1/u,
  },
];

describe('F1 ready flows from the first word to the end', () => {
  test.each(walks.map((walk) => [walk.flow, String(walk.steps[0]), walk] as const))('%s: %s', (_id, _first, walk) => {
    const talk = new Talk();
    let last = '';
    for (const step of walk.steps) {
      const thought = typeof step === 'string' ? talk.say(step) : talk.answered(answerOf(step));
      expect(thought.handover, JSON.stringify(step)).toBeUndefined();
      expect(thought.say.length).toBeLessThanOrEqual(2);
      if (typeof step !== 'string') expect(before(talk)).not.toBe('');
      last = wordsOf(thought);
      const next = walk.steps[walk.steps.indexOf(step) + 1];
      if (next !== undefined && typeof next !== 'string') {
        expect(thought.call?.action).toBe(next.to);
        expect(thought.call?.flow).toBe(walk.flow);
      }
    }
    expect(last).toMatch(walk.ends);
    expect(talk.mind.flow).toMatchObject({ asked: { kind: walk.rests ?? 'over' }, slots: walk.slots });
    expect(Object.keys(talk.mind.flow?.slots ?? {}).sort()).toEqual(Object.keys(walk.slots).sort());
  });
});

function answerOf(step: Exclude<Step, string>): CompanyAnswer {
  return { ok: true, outcome: step.answer, ...(step.values ? { values: step.values } : {}) };
}

function before(talk: Talk): string {
  return talk.mind.flow?.flow.id ?? '';
}

describe('F2 a ready flow is found by its own questions', () => {
  test.each(
    demoFlows().flatMap((flow) => (['zh', 'en'] as const).map((language) => [flow.id, language, flow] as const)),
  )('%s %s', (id, language, flow) => {
    expect(flow.starts[language].length).toBeGreaterThanOrEqual(12);
    const missed = flow.starts[language].filter((text) => {
      const talk = new Talk();
      const thought = talk.say(text);
      // Anger is asked about first; whoever goes on with the robot is then served.
      const then = thought.mind.confirmHuman ? talk.tap('no', language === 'zh' ? '否，继续' : 'No, go on') : thought;
      return then.mind.flow?.flow.id !== id;
    });
    expect(missed).toEqual([]);
  });

  test('they stand in the published snapshot and are checked', () => {
    expect(knowledge.flows.size).toBe(8);
    for (const flow of demoFlows()) expect(knowledge.flows.get(flow.id)).toEqual(flow);
  });
});
