import { expect, it } from 'vitest';
import { addressesOf } from '../../miniprogram/line/person.ts';
import { humanFirst, switchesOf } from '../../miniprogram/own/choices.ts';
import type { EndpointView } from '../../shared/line.ts';
import type { ChoiceView } from '../../shared/notice.ts';
import { entry, line } from './pages-line.ts';

const endpoint = (id: string, channel: EndpointView['channel'], change: Partial<EndpointView> = {}): EndpointView => ({
  ...{ id, channel, account: 'a', accountName: '', label: '', window: null, lastInboundAt: 0 },
  ...change,
});
const said = (at: number, channel: ChoiceView['channel'], given: boolean): ChoiceView => ({
  ...{ purpose: 'marketing', channel, given, at, evidence: '' },
});
const held = (choices: ChoiceView[]) =>
  line([], {
    endpoints: [endpoint('e1', 'miniprogram'), endpoint('e2', 'sms', { blocked: { code: 'unlinked', detail: '' } })],
    own: { choices, humanFirst: false, subscriptions: [] },
  });
const on = (choices: ChoiceView[], pending: Parameters<typeof switchesOf>[1] = []) =>
  switchesOf(held(choices), pending, 'zh').map((one) => `${one.key.trim()} ${one.on ? 'on' : 'off'}`);

it('N44 until the person speaks only news of their own matters may come; the newest word counts; a number given back has no switch', () => {
  expect(on([])).toEqual(['service miniprogram on', 'marketing miniprogram off', 'personal off']);
  expect(on([said(2, 'miniprogram', true), said(1, null, false)])[1]).toBe('marketing miniprogram on');
  expect(on([said(1, 'miniprogram', true), said(2, null, false)])[1]).toBe('marketing miniprogram off');
  expect(addressesOf(held([])).map(({ id }) => id)).toEqual(['e1']);
  expect(switchesOf(null, [], 'zh')).toEqual([]);
});

it('N44 what was switched stands at once, while it is on its way', () => {
  const act = (given: object) => entry('k', { type: 'act', act: given });
  const pending = [act({ act: 'choose', purpose: 'marketing', channel: 'miniprogram', given: true })];
  expect(on([], pending)[1]).toBe('marketing miniprogram on');
  expect(humanFirst(held([]), [])).toBe(false);
  expect(humanFirst(held([]), [act({ act: 'human-first', on: true })])).toBe(true);
});
