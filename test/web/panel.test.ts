import { describe, expect, it } from 'vitest';
import type { CardView } from '../../shared/person.ts';
import { newestOf } from '../../web/dashboard/src/panel/consents.ts';
import { changed, draftOf, renewed, revealed } from '../../web/dashboard/src/panel/draft.ts';

const who = (name: string) => ({ id: name, name });
function card(revision: number, fields: Record<string, string>, masked: string[] = [], name = '王晴'): CardView {
  return {
    ...{ revision, tags: [], owner: null, level: null, block: null },
    fields: Object.entries(fields).map(([id, value]) => ({
      ...{ id, value, by: who(name), at: revision },
      ...(masked.includes(id) ? { masked: true } : {}),
    })),
  };
}
const ids = ['name', 'company', 'birthday'];

describe('consents', () => {
  it('V8 what stands now is the newest for its purpose on its address', () => {
    const consent = (
      at: number,
      given: boolean,
      label = '138****8000',
      purpose: 'marketing' | 'trail' = 'marketing',
    ) => ({
      ...{ purpose, given, channel: 'sms' as const, label, evidence: 'sms:k', at },
    });
    const list = [
      consent(4, true),
      consent(3, false),
      consent(2, false, '139****0001'),
      consent(1, true, '138****8000', 'trail'),
    ];
    expect(newestOf(list).map(({ now }) => now)).toEqual([true, false, true, true]);
  });
});

describe('a card that is being written', () => {
  it('V2 sends what was changed alone, and takes a colleague’s change of what was not touched', () => {
    let draft = draftOf(card(3, { name: '林', company: '甲' }), ids);
    draft.values['company'] = '乙';
    draft = renewed(draft, card(4, { name: '林小满', company: '甲' }));
    expect(draft).toMatchObject({ revision: 4, values: { name: '林小满', company: '乙' }, theirs: {} });
    expect(changed(draft)).toEqual({ company: '乙' });
  });

  it('V2 tells whose newer words would be overwritten, and an older telling changes nothing', () => {
    let draft = draftOf(card(3, { company: '甲' }), ids);
    draft.values['company'] = '乙';
    draft = renewed(draft, card(4, { company: '丙' }, [], '李明'));
    expect(draft.theirs).toEqual({ company: { value: '丙', name: '李明' } });
    expect(draft.values['company']).toBe('乙');
    expect(renewed(draft, card(3, { company: '甲' }))).toBe(draft);
  });

  it('V1 a masked field left alone stays; shown, it may be changed and taken off', () => {
    const held = card(3, { birthday: '1****12' }, ['birthday']);
    let draft = draftOf(held, ids);
    expect(changed(draft)).toEqual({});
    draft = renewed(draft, { ...held, revision: 4 });
    expect(draft.values['birthday']).toBe('');
    draft = revealed(draft, 'birthday', '1990-05-12');
    expect(changed(draft)).toEqual({});
    draft.values['birthday'] = '';
    expect(changed(draft)).toEqual({ birthday: '' });
  });
});
