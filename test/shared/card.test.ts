/** The card's rules: pure. */
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { people, usualPeople, type PersonField } from '../../shared/settings/people.ts';
import {
  actedOn,
  cardViewOf,
  freshCard,
  isBlocked,
  knownTo,
  masked,
  type Card,
} from '../../worker/customer/person/card.ts';

const by = { id: 'a_1', name: '王晴' };
const doing = { by, leads: false, now: 1_000, people: usualPeople };
const field = (type: PersonField['type'], choices: string[] = []): PersonField => ({
  ...{ id: 'f', zh: '字段', en: 'Field', type, choices, masked: false },
});

function after(card: Card, act: Parameters<typeof actedOn>[1], more: Partial<typeof doing> = {}) {
  const step = actedOn(card, act, { ...doing, ...more });
  if ('ok' in step) throw new Error(step.detail);
  return step;
}
function refusal(act: Parameters<typeof actedOn>[1], more: Partial<typeof doing> = {}, card = freshCard) {
  const step = actedOn(card, act, { ...doing, ...more });
  return 'ok' in step ? step.code : null;
}

describe('a card', () => {
  it.each([
    ['text', '上海一线', true],
    ['text', '两\n行', false],
    ['text', '长'.repeat(201), false],
    ['long', '两\n行', true],
    ['date', '1990-05-12', true],
    ['date', '1990-02-30', false],
    ['date', '5/12', false],
    ['number', '-12.5', true],
    ['number', '１２', false],
    ['choice', '金', true],
    ['choice', '铁', false],
  ] as const)('V1 a %s field takes %j: %s', (type, value, good) => {
    const settings = { ...usualPeople, fields: [field(type, ['金', '银'])] };
    const told = refusal({ act: 'fields', values: { f: value } }, { people: settings });
    expect(told).toBe(good ? null : 'bad_request');
  });

  it('V1 a field the settings do not know is refused, the name is always known; nothing of a refused act is kept', () => {
    expect(refusal({ act: 'fields', values: { shoe: '42' } })).toBe('bad_request');
    const named = after(freshCard, { act: 'fields', values: { name: ' 林小满 ' } });
    expect(named.card.fields['name']).toEqual({ value: '林小满', by, at: 1_000 });
    expect(refusal({ act: 'fields', values: { name: '甲', birthday: '昨天' } }, {}, named.card)).toBe('bad_request');
    expect(named.card.fields['name']?.value).toBe('林小满');
  });

  it('V1 masked values are shown in part, in the card and in its history', () => {
    expect([masked('1990-05-12'), masked('短'), masked('')]).toEqual(['1****12', '****', '']);
    const { card, news } = after(freshCard, { act: 'fields', values: { birthday: '1990-05-12', company: '一线' } });
    expect(news.find((one) => one.field === 'birthday')).toMatchObject({ from: '', to: '1****12' });
    const view = cardViewOf(card, null, [], usualPeople);
    expect(view.fields.map(({ id, value, masked: hidden }) => [id, value, hidden])).toEqual([
      ['company', '一线', undefined],
      ['birthday', '1****12', true],
    ]);
    expect(JSON.stringify([view, news])).not.toContain('1990-05');
  });

  it('V2 what is set again, or empty where nothing stood, is no change; an empty value takes it off', () => {
    const { card } = after(freshCard, { act: 'fields', values: { company: '一线', city: '' } });
    expect(Object.keys(card.fields)).toEqual(['company']);
    expect(after(card, { act: 'fields', values: { company: '一线' } }).news).toEqual([]);
    const gone = after(card, { act: 'fields', values: { company: '' } });
    expect(gone.card.fields).toEqual({});
    expect(gone.news).toEqual([{ what: 'field', field: 'company', from: '一线', to: '' }]);
  });

  it('V3 tags beyond the list are refused where it is closed, save those that stand', () => {
    const closed = { ...usualPeople, free: false };
    expect(refusal({ act: 'tags', tags: ['自定义'] }, { people: closed })).toBe('not_allowed');
    const { card, news } = after(freshCard, { act: 'tags', tags: ['自定义', '老客户', '老客户'] });
    expect(card.tags).toEqual(['自定义', '老客户']);
    expect(news.map((one) => one.to)).toEqual(['自定义', '老客户']);
    expect(after(card, { act: 'tags', tags: ['自定义'] }, { people: closed }).news).toEqual([
      { what: 'untag', from: '老客户' },
    ]);
  });

  it('V3 the level is a lead’s to set, with a reason, and goes before the login’s until it is taken off', () => {
    const act = { act: 'level' as const, level: '金卡', reason: '投诉补偿' };
    expect(refusal(act)).toBe('not_allowed');
    const { card } = after(freshCard, act, { leads: true });
    const levels = [
      { level: '银卡', tier: 1 },
      { level: '金卡', tier: 2 },
    ];
    expect(cardViewOf(card, '银卡', levels, usualPeople).level).toMatchObject({ level: '金卡', tier: 2, from: 'lead' });
    const back = after(card, { act: 'level', level: null, reason: '到期' }, { leads: true }).card;
    expect(cardViewOf(back, '银卡', levels, usualPeople).level).toEqual({ level: '银卡', tier: 1, from: 'login' });
  });

  it('V4 whom they know is their owner and who served them last', () => {
    const owned = after(freshCard, { act: 'owner', owner: 'a_9' }).card;
    expect(knownTo(owned, 'a_2')).toEqual([
      { agent: 'a_9', why: 'owner' },
      { agent: 'a_2', why: 'last' },
    ]);
    expect(knownTo(freshCard, null)).toEqual([]);
  });

  it('a block ends by itself after its term', () => {
    const { card } = after(freshCard, { act: 'block', reason: '辱骂', days: 1 });
    expect([isBlocked(card, 1_001), isBlocked(card, 1_000 + 24 * 3_600_000)]).toEqual([true, false]);
    expect(isBlocked(after(card, { act: 'unblock', reason: '误判' }).card, 1_001)).toBe(false);
  });

  it('V1 a list of fields with one id twice, or the name’s, does not hold', () => {
    const with_ = (fields: PersonField[]) => v.safeParse(people, { ...usualPeople, fields }).success;
    expect(with_([field('text')])).toBe(true);
    expect(with_([field('text'), field('date')])).toBe(false);
    expect(with_([{ ...field('text'), id: 'name' }])).toBe(false);
  });
});
