import { expect, it } from 'vitest';
import { addressesOf } from '../../miniprogram/line/person.ts';
import type { OfferView } from '../../shared/campaign/api.ts';
import { humanFirst, switchesOf, takesHere, takesOffers } from '../../miniprogram/own/choices.ts';
import { offersShown } from '../../miniprogram/own/offers-view.ts';
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

it('O51 no more offers by any channel stands at once, while it is on its way and after; one channel switched on again takes them', () => {
  const act = (given: object) => entry('k', { type: 'act', act: { act: 'choose', purpose: 'marketing', ...given } });
  const agreed = [said(1, 'miniprogram', true)];
  expect([takesOffers(held([]), []), takesOffers(held(agreed), []), takesOffers(null, [])]).toEqual([
    false,
    true,
    null,
  ]);
  expect(takesOffers(held(agreed), [act({ given: false })])).toBe(false);
  expect(takesOffers(held([...agreed, said(2, null, false)]), [])).toBe(false);
  expect(on([...agreed, said(2, null, false)])[1]).toBe('marketing miniprogram off');
  expect(takesOffers(held([said(2, null, false), said(3, 'miniprogram', true)]), [])).toBe(true);
  const bySms = held([said(1, 'sms', true)]);
  expect([takesHere(held(agreed), []), takesHere(bySms, []), takesHere(null, [])]).toEqual([true, false, false]);
  expect(takesHere(held(agreed), [act({ given: false })])).toBe(false);
});

it('O51 O52 an offer is shown with the rule that meant them, the consent it came by and why it came then; what never left is not', () => {
  const words = { title: '满 199 减 50', text: '母婴专区' };
  const one = (id: string, state: OfferView['state']): OfferView => ({
    ...{ id, campaign: 'k_1', name: '会员日', rule: { id: 'r', zh: '年轻妈妈', en: 'Young mother' }, arm: 'a', state },
    ...{ channel: 'miniprogram', zh: words, en: { title: '50 off', text: 'Nappies' }, at: 0, why: null },
    ...{ evidence: 'miniprogram:own-choice', replied: false, optedOut: false, then: null },
  });
  const all = offersShown([one('o1', 'read'), one('o2', 'fell'), one('o3', 'failed'), one('o4', 'later')], 'zh', 0);
  expect(all).toMatchObject([{ id: 'o1', title: words.title, rule: '您符合“年轻妈妈”这一条' }]);
  expect(all[0]?.consent).toMatch(/^您同意过在小程序接收优惠$/u);
  expect(all[0]?.then, 'it came at no hour of theirs').toBe('');
  expect(offersShown([one('o1', 'sent')], 'en', 0)[0]?.title).toBe('50 off');
  const evening = { ...one('o1', 'sent'), then: { zh: '您通常在晚上联系我们', en: 'you mostly write in the evening' } };
  expect(offersShown([evening], 'en', 0)[0]?.then).toBe('you mostly write in the evening');
});
