/** The editor's two tools: does a flow hold together, and how does it play. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { flow as flowSchema, type Flow } from '../../shared/flow.ts';
import { tryFlowAnswer } from '../../shared/knowledge-api.ts';
import { checkFlow } from '../../worker/brain/flow/check.ts';
import { playFlow } from '../../worker/brain/flow/play.ts';
import { demoFlows } from '../../worker/knowledge/flows.ts';
import { START } from './robot.ts';

function ready(id: string): Flow {
  const found = demoFlows().find((flow) => flow.id === id);
  if (!found) throw new Error(id);
  return structuredClone(found);
}

describe('F10 a flow is checked before it is published', () => {
  test('the ready ones hold together', () => {
    for (const flow of demoFlows()) expect(checkFlow(v.parse(flowSchema, flow))).toEqual([]);
  });
  const spoils: [code: string, where: string, spoil: (flow: Flow) => void][] = [
    ['unknown_name', 'confirm', (flow) => (flow.confirm = { zh: '{nobody}', en: 'ok' })],
    ['unknown_name', 'outcomes.done', (flow) => (flow.outcomes['done'] = { say: { zh: '好', en: '{Nobody}' } })],
    [
      'unknown_slot',
      'outcomes.done',
      (flow) => (flow.outcomes['done'] = { say: { zh: '好', en: 'ok' }, ask: 'nobody' }),
    ],
    [
      'two_ways',
      'outcomes.failed',
      (flow) => (flow.outcomes['failed'] = { say: { zh: '好', en: 'ok' }, ask: 'order', handover: true }),
    ],
    ['no_done', 'outcomes', (flow) => delete flow.outcomes['done']],
    ['language_missing', 'starts', (flow) => (flow.starts.en = [])],
    ['unknown_slot', 'photo', (flow) => change(flow, 'photo', { when: { slot: 'nobody', is: ['x'] } })],
    ['unknown_option', 'photo', (flow) => change(flow, 'photo', { when: { slot: 'reason', is: ['nothing'] } })],
    ['no_options', 'reason', (flow) => change(flow, 'reason', { options: undefined })],
    ['idle_options', 'order', (flow) => change(flow, 'order', { options: flow.slots[1]?.options })],
    ['bounds', 'detail', (flow) => change(flow, 'detail', { least: 10, most: 2 })],
    ['twice', 'order', (flow) => change(flow, 'photo', { name: 'order' })],
    ['nothing_to_confirm', 'confirm', (flow) => delete flow.action],
  ];
  test.each(spoils)('%s at %s', (code, where, spoil) => {
    const flow = ready('refund');
    spoil(flow);
    expect(checkFlow(flow)).toContainEqual(expect.objectContaining({ code, where }));
  });
});

function change(flow: Flow, name: string, more: Partial<Flow['slots'][number]>): void {
  flow.slots = flow.slots.map((slot) => (slot.name === name ? { ...slot, ...more } : slot));
}

describe('F10 a flow is played as it is written', () => {
  test('from its first words to the end, with the company’s words given', () => {
    const said = ['想退掉', 'YX20261120001', '不合适', '不', '算了'];
    const turns = playFlow(ready('refund'), 'zh', said, ['not-found', 'ok'], START);
    expect(v.safeParse(tryFlowAnswer, { ok: true, turns }).success).toBe(true);
    expect(turns.map(({ asked, ended }) => ended ?? asked)).toEqual(['order', 'order', 'order', 'order', 'cancelled']);
    const again = playFlow(ready('refund'), 'zh', ['我要退', 'YX20261120001', '尺码不合适', '是'], [], START);
    expect(again.map(({ called }) => called)).toEqual([
      null,
      { action: 'refund-eligibility', answer: 'ok' },
      null,
      { action: 'refund', answer: 'done' },
    ]);
    expect(again.map(({ asked }) => asked)).toEqual(['order', 'reason', 'confirm', null]);
    expect(again[3]).toMatchObject({ ended: 'done', slots: { order: 'YX20261120001', reason: 'size' } });
  });
  test('in English, to a person, and nothing said gives nothing', () => {
    const turns = playFlow(ready('invoice'), 'en', ['invoice', 'hm', 'hmm hmm', 'what?!'], [], START);
    expect(JSON.stringify(turns[0]?.says)).toMatch(/Which order is it for/u);
    expect(turns.at(-1)?.ended).toBe('handover');
    expect(playFlow(ready('invoice'), 'en', [], [], START)).toEqual([]);
  });
});
