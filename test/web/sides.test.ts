/** Both of two who may be one person, side by side. */
import { expect, it } from 'vitest';
import type { AlikePair, PersonSide } from '../../shared/alike-desk.ts';
import { compared, ordered, type Spoken } from '../../web/dashboard/src/panel/sides.ts';

const side = (customer: string, more: Partial<PersonSide> = {}): PersonSide => ({
  ...{ customer, name: customer, userId: null, since: 1, addresses: [], session: null, tickets: [], consents: [] },
  card: { revision: 0, fields: [], tags: [], owner: null, level: null, block: null },
  ...more,
});
const by = { id: 'a_1', name: '林小夏' };
const field = (id: string, value: string) => ({ id, value, by, at: 1 });
const spoken: Spoken = {
  label: (part) => part,
  time: String,
  address: (channel, label) => `${channel} ${label}`,
  session: ({ number, state }) => `${number} ${state}`,
  ticket: ({ number }) => number,
  consent: ({ purpose, given }) => `${purpose} ${given}`,
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
    ...{ userId: 'u-1', addresses: [{ channel: 'web', label: '访客', at: 1 }] },
    ...{ card: { ...card(field('name', '小满'), field('birthday', '19**')), tags: ['企业客户'] } },
    session: { number: '1126-1', state: 'agent', agent: '王晴' },
  });
  const other = side('b', {
    card: { ...card(field('name', '林小满'), field('city', '上海')), tags: ['老客户'] },
    tickets: [{ number: 'T1', title: '发票', state: { zh: '处理中', en: 'Doing' } }],
  });
  const rows = compared([one, other], spoken);
  const of = (id: string) => rows.find((row) => row.id === id);
  expect(rows.filter(({ differs }) => differs).map(({ id }) => id)).toEqual(['field-name']);
  expect(of('known')?.sides).toEqual([['u-1'], []]);
  expect(of('field-birthday')).toMatchObject({ label: 'birthday', sides: [['19**'], []] });
  expect(of('field-city')?.sides).toEqual([[], ['上海']]);
  expect(of('tags')).toMatchObject({ sides: [['企业客户'], ['老客户']], differs: false });
  expect(of('session')?.sides).toEqual([['1126-1 agent'], []]);
  expect(of('tickets')?.sides).toEqual([[], ['T1']]);
  // What neither has takes no line, but for the parts everybody looks for.
  expect(of('owner')).toBeUndefined();
  expect(of('consents')?.sides).toEqual([[], []]);
});
