import { describe, expect, it } from 'vitest';
import type { Flow } from '../../shared/flow.ts';
import { flowProblems, problemsUnder } from '../../web/dashboard/src/knowledge/flow/check.ts';
import { slotLabel, valueLabel } from '../../web/dashboard/src/knowledge/flow/label.ts';
import { blankFlow, blankSlot, flowDraft, flowOf } from '../../web/dashboard/src/knowledge/flow/draft.ts';

const both = (text: string) => ({ zh: text, en: text });
const flow: Flow = {
  id: 'refund-ask',
  title: both('退款'),
  skill: 'aftersales',
  starts: { zh: ['我要退款'], en: ['refund please'] },
  slots: [
    {
      name: 'order',
      kind: 'order-number',
      label: both('订单号'),
      ask: both('订单号？'),
      help: [both('在订单里')],
      check: 'check-order',
    },
    {
      ...{ name: 'why', kind: 'choice', label: both('原因'), ask: both('为什么？'), help: [both('选一个')] },
      options: [
        { id: 'broken', label: both('坏了'), words: ['破了', '摔了'] },
        { id: 'other', label: both('其他') },
      ],
    },
    {
      ...{ name: 'note', kind: 'text', label: both('说明'), ask: both('请说明'), help: [both('几句话')] },
      ...{ optional: true, when: { slot: 'why', is: ['other'] }, least: 2, most: 200 },
    },
  ],
  confirm: both('为订单 {order} 申请退款？'),
  action: 'refund',
  values: ['number'],
  outcomes: {
    done: { say: both('已申请 {number}，订单尾号 {order.end}') },
    failed: { say: both('失败'), handover: true },
  },
  keepHours: 24,
};

describe('a flow on the desk', () => {
  it('W18 is shown by the labels of its slots and options', () => {
    expect(slotLabel(flow, 'why', 'zh')).toBe('原因');
    expect(valueLabel(flow, 'why', 'broken', 'zh')).toBe('坏了');
    expect(valueLabel(flow, 'order', 'YX1', 'zh')).toBe('YX1');
    expect([slotLabel(flow, 'gone', 'en'), valueLabel(flow, 'gone', 'x', 'en')]).toEqual(['gone', 'x']);
  });

  it('W18 comes back from the desk as it was laid there', () => {
    expect(flowOf(flowDraft(flow))).toEqual(flow);
  });

  it('W18 tells what would not work, each with its place', () => {
    expect(flowProblems(flow)).toEqual([]);
    const draft = flowDraft(flow);
    draft.zh = '';
    draft.en = '';
    draft.slots[1]!.options.pop();
    draft.slots[2]!.whenSlot = 'later';
    draft.slots[2]!.least = '300';
    draft.slots.push({ ...blankSlot('order'), label: both('又一个'), ask: both('{nothing}'), help: [both('x')] });
    draft.outcomes = draft.outcomes.filter((one) => one.name !== 'done');
    draft.outcomes[0]!.ask = 'gone';
    const problems = flowProblems(flowOf(draft));
    const codes = (path: string) => problemsUnder(problems, path).map((one) => one.code);
    expect(codes('starts')).toEqual(['starts']);
    expect(codes('slots.1')).toContain('options');
    expect(codes('slots.2').sort()).toEqual(['bounds', 'when']);
    expect(codes('slots.3').sort()).toEqual(['place', 'twice']);
    expect(codes('outcomes')).toContain('done');
    expect(codes('outcomes.failed')).toContain('ask');
  });

  it('names the sentences of a new flow that are still empty', () => {
    const problems = flowProblems(blankFlow('flow-1'));
    expect(problems.some((one) => one.path === 'title.zh' && one.code === 'empty')).toBe(true);
    expect(problems.some((one) => one.path === 'slots.0.ask.en' && one.code === 'empty')).toBe(true);
  });
});
