/** Both of two who may be one person, side by side. */
import { expect, it } from 'vitest';
import type { AlikePair, PersonSide } from '../../shared/alike-desk.ts';
import { compared, ordered, type Spoken } from '../../web/dashboard/src/panel/sides.ts';

const side = (customer: string, more: Partial<PersonSide> = {}): PersonSide => ({
  ...{ customer, name: customer, userId: null, since: 1, addresses: [], session: null, tickets: [], consents: [] },
  card: { revision: 0, fields: [], tags: [], owner: null, level: null, block: null },
  ...{ own: { choices: [], humanFirst: false, subscriptions: [] }, notices: { unread: 0, kept: 0, newest: [] } },
  ...{ appointments: [], profile: { off: false, tags: [] } },
  ...more,
});
const by = { id: 'a_1', name: '林小夏' };
const field = (id: string, value: string) => ({ id, value, by, at: 1 });
const spoken: Spoken = {
  label: (part) => part,
  time: String,
  address: ({ channel, label }) => `${channel} ${label}`,
  session: ({ number, state }) => `${number} ${state}`,
  ticket: ({ number }) => number,
  consent: ({ purpose, given }) => `${purpose} ${given}`,
  block: ({ reason }) => reason,
  choice: ({ purpose, channel, given }) => `${purpose} ${channel} ${given}`,
  humanFirst: '直接人工',
  subscription: ({ title, left }) => `${title} ${left}`,
  appointment: ({ what, time }) => `${what} ${time}`,
  notices: ({ kept, newest }) => (kept === 0 ? [] : [String(kept), ...newest.map(({ title }) => title.zh)]),
  ...{ profileTag: ({ name, confidence }) => `${name.zh} ${confidence}`, profileOff: 'off' },
  fields: [{ id: 'name', label: '称呼' }],
  ...{ tags: '标签', owner: '归属人', level: '等级' },
};
const card = (...fields: ReturnType<typeof field>[]) => ({ ...side('').card, fields });

it('I43 the one that stays comes first, whoever is looked at', () => {
  const pair: AlikePair = {
    ...{ ok: true, survivor: 'b', sides: [side('a'), side('b')], why: { zh: '', en: '' }, barred: null },
  };
  expect(ordered(pair).map(({ customer }) => customer)).toEqual(['b', 'a']);
  expect(ordered({ ...pair, survivor: 'a' }).map(({ customer }) => customer)).toEqual(['a', 'b']);
});

it('I43 everything either has is shown; only what both have and not alike differs', () => {
  const one = side('a', {
    ...{ userId: 'u-1', addresses: [{ channel: 'web', label: '访客', at: 1, window: null }] },
    ...{ card: { ...card(field('name', '小满'), field('birthday', '19**')), tags: ['企业客户'] } },
    session: { number: '1126-1', state: 'agent', agent: '王晴' },
  });
  const other = side('b', {
    card: { ...card(field('name', '林小满'), field('city', '上海')), tags: ['老客户'] },
    tickets: [{ number: 'T1', title: '发票', state: { zh: '处理中', en: 'Doing' } }],
  });
  const rows = compared([one, other], spoken);
  const of = (id: string) => rows.find((row) => row.id === id);
  expect(rows.filter(({ differs }) => differs !== null).map(({ id }) => id)).toEqual(['field-name']);
  expect(of('known')?.sides).toEqual([['u-1'], []]);
  expect(of('field-birthday')).toMatchObject({ label: 'birthday', sides: [['19**'], []] });
  expect(of('field-city')?.sides).toEqual([[], ['上海']]);
  expect(of('tags')).toMatchObject({ sides: [['企业客户'], ['老客户']], differs: null });
  expect(of('session')?.sides).toEqual([['1126-1 agent'], []]);
  expect(of('tickets')?.sides).toEqual([[], ['T1']]);
  // What neither has takes no line, but for the parts everybody looks for.
  expect(of('owner')).toBeUndefined();
  expect(of('consents')?.sides).toEqual([[], []]);
});

it('I43 what stands beside the card is compared as well, with whose word counts once they are one', () => {
  const choice = (given: boolean, channel: 'sms' | null = null) => ({
    ...{ purpose: 'marketing' as const, channel, given, at: 1, evidence: 'web' },
  });
  const subscription = (left: number) => ({
    ...{ template: 't', kind: 'order' as const, title: '发货', left, refusedAt: null },
  });
  const block = { reason: '骚扰', until: null, by, at: 1 };
  const title = { zh: '已发货', en: 'Sent' };
  const one = side('a', {
    own: { choices: [choice(true)], humanFirst: false, subscriptions: [subscription(1)] },
    appointments: [{ id: 'x', what: '上门', time: 9 }],
  });
  const other = side('b', {
    own: { choices: [choice(false), choice(true, 'sms')], humanFirst: true, subscriptions: [subscription(2)] },
    card: { ...side('').card, block },
    notices: { unread: 1, kept: 7, newest: [{ id: 'n', title, at: 1, read: false }] },
    profile: { off: true, tags: [] },
  });
  const rows = compared([one, other], spoken);
  const of = (id: string) => rows.find((row) => row.id === id);
  expect(of('choices')).toMatchObject({ differs: 'newer' });
  expect(of('choices')?.sides[1]).toEqual(['marketing null false', 'marketing sms true', '直接人工']);
  expect(of('subscriptions')).toMatchObject({ sides: [['发货 1'], ['发货 2']], differs: 'stays' });
  expect(of('block')).toMatchObject({ sides: [[], ['骚扰']], differs: 'stricter' });
  expect(of('appointments')).toMatchObject({ sides: [['上门 9'], []], differs: null });
  expect(of('notices')?.sides[1]).toEqual(['7', '已发货']);
  expect(of('profile')?.sides).toEqual([[], ['off']]);
  const alike = compared([one, side('c', { own: one.own })], spoken).find(({ id }) => id === 'choices');
  expect(alike?.differs).toBeNull();
  expect(compared([side('a'), side('b')], spoken).map(({ id }) => id)).not.toContain('choices');
});
