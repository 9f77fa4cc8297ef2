/** Entries from draft to retired: states, two-person review, history, stale bases, references. */
import { describe, expect, it } from 'vitest';
import type { KnowledgeCalls } from '../../shared/knowledge-calls.ts';
import { must, refusalOf } from '../results.ts';
import { chen, entryOf, freshBase, itemOf, zhao } from './rig.ts';

const refund = entryOf('refund', '怎么退款', ['我要退款']);

async function written(base: KnowledgeCalls, entry = refund): Promise<number> {
  return must(await base.save({ by: chen, item: itemOf(entry), base: null, note: '' })).revision;
}

describe('an entry', () => {
  it('K20 is a draft, reviewed, published, retired and restored; what is published stays while a newer draft is written', async () => {
    const base = freshBase();
    expect(await written(base)).toBe(1);
    must(await base.move({ by: chen, kind: 'entry', id: 'refund', base: 1, to: 'in-review' }));
    must(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 2, to: 'published' }));
    const changed = { ...refund, category: 'other' };
    must(await base.save({ by: chen, item: itemOf(changed), base: 3, note: '换分类' }));
    const view = must(await base.item({ kind: 'entry', id: 'refund' }));
    expect(view).toMatchObject({
      state: 'draft',
      revision: 4,
      live: { revision: 3, item: { body: { category: 'test' } } },
    });
    must(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 4, to: 'retired' }));
    expect(must(await base.item({ kind: 'entry', id: 'refund' })).live).toBeNull();
    expect(refusalOf(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 5, to: 'published' }))).toBe(
      'wrong_state',
    );
    must(await base.move({ by: chen, kind: 'entry', id: 'refund', base: 5, to: 'draft' }));
    expect(must(await base.move({ by: chen, kind: 'entry', id: 'refund', base: 6, to: 'published' })).state).toBe(
      'published',
    );
    const again = must(await base.item({ kind: 'entry', id: 'refund' }));
    expect(again.live?.item.body).toMatchObject({ category: 'other' });
  });

  it('K21 keeps its whole history: who, when, which fields, with what note, and the version it went out with', async () => {
    const base = freshBase();
    await written(base);
    const more = {
      ...refund,
      skill: 'money',
      zh: { question: '怎么退款', similar: ['退钱'], answer: { text: '点退款' } },
    };
    must(await base.save({ by: zhao, item: itemOf(more), base: 1, note: '写清楚' }));
    must(await base.publish({ by: zhao, items: [{ kind: 'entry', id: 'refund' }], note: '上线' }));
    const { history } = must(await base.item({ kind: 'entry', id: 'refund' }));
    expect(history.map(({ revision, state, by, note, changed }) => [revision, state, by.name, note, changed])).toEqual([
      [3, 'published', '赵敏', '上线', []],
      [2, 'draft', '赵敏', '写清楚', ['skill', 'zh.similar', 'zh.answer']],
      [
        1,
        'draft',
        '陈雨',
        '',
        ['id', 'category', 'skill', 'audience', 'owner', 'related', 'zh.question', 'zh.similar', 'zh.answer'],
      ],
    ]);
    expect(history.map(({ version }) => version !== null)).toEqual([true, false, false]);
    const first = must(await base.revision({ kind: 'entry', id: 'refund', revision: 1 }));
    expect(first.item.body).toEqual(refund);
    expect(refusalOf(await base.revision({ kind: 'entry', id: 'refund', revision: 9 }))).toBe('not_found');
  });

  it('K22 is written upon the revision its editor saw: another one there is refused, the same words again change nothing', async () => {
    const base = freshBase();
    await written(base);
    expect(await written(base)).toBe(1);
    const [mine, theirs] = [
      { ...refund, skill: 'mine' },
      { ...refund, skill: 'theirs' },
    ];
    must(await base.save({ by: zhao, item: itemOf(theirs), base: 1, note: '' }));
    expect(refusalOf(await base.save({ by: chen, item: itemOf(mine), base: 1, note: '' }))).toBe('stale');
    expect(refusalOf(await base.save({ by: chen, item: itemOf(mine), base: null, note: '' }))).toBe('exists');
    expect(refusalOf(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 1, to: 'published' }))).toBe(
      'stale',
    );
    const hollow = { ...refund, zh: { question: '\u0001', similar: [], answer: { text: '答' } } };
    expect(refusalOf(await base.save({ by: chen, item: itemOf(hollow), base: 2, note: '' }))).toBe('bad_request');
    expect(refusalOf(await base.save({ by: chen, item: itemOf(entryOf('new', '新')), base: 3, note: '' }))).toBe(
      'not_found',
    );
  });

  it('K23 under two-person review is published by a lead who did not write its newest words', async () => {
    const base = freshBase();
    expect(refusalOf(await base.settings({ by: chen, twoPersonReview: true }))).toBe('not_allowed');
    must(await base.settings({ by: zhao, twoPersonReview: true }));
    await written(base);
    const publish = (by: typeof chen, revision: number) =>
      base.move({ by, kind: 'entry', id: 'refund', base: revision, to: 'published' });
    expect(refusalOf(await publish(chen, 1))).toBe('not_allowed');
    expect(refusalOf(await publish(zhao, 1))).toBe('wrong_state');
    must(await base.move({ by: chen, kind: 'entry', id: 'refund', base: 1, to: 'in-review' }));
    must(await publish(zhao, 2));
    must(await base.save({ by: zhao, item: itemOf({ ...refund, skill: 'xx' }), base: 3, note: '' }));
    must(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 4, to: 'in-review' }));
    expect(refusalOf(await publish(zhao, 5))).toBe('own_work');
    const li = { ...zhao, id: 'm_li' };
    expect(must(await publish(li, 5)).state).toBe('published');
    expect(refusalOf(await base.move({ by: chen, kind: 'entry', id: 'refund', base: 6, to: 'retired' }))).toBe(
      'not_allowed',
    );
  });
});

describe('publishing', () => {
  it('K24 refuses what refers to nothing published, as a whole; mutual references go out together', async () => {
    const base = freshBase();
    await written(base, { ...refund, related: ['exchange'] });
    const one = [{ kind: 'entry' as const, id: 'refund' }];
    expect(refusalOf(await base.publish({ by: zhao, items: one, note: '' }))).toBe('bad_reference');
    await written(base, { ...entryOf('exchange', '怎么换货'), related: ['refund'] });
    expect(refusalOf(await base.publish({ by: zhao, items: one, note: '' }))).toBe('bad_reference');
    const both = [...one, { kind: 'entry' as const, id: 'exchange' }];
    expect(must(await base.publish({ by: zhao, items: both, note: '' })).published).toBe(2);
    expect(must(await base.publish({ by: zhao, items: both, note: '' })).published).toBe(0);
    expect(refusalOf(await base.move({ by: zhao, kind: 'entry', id: 'refund', base: 2, to: 'retired' }))).toBe(
      'bad_reference',
    );
  });

  it('K25 tells of a question that stands in two entries, and publishes all the same', async () => {
    const base = freshBase();
    await written(base);
    await written(base, entryOf('return', '退货', ['怎么退款？']));
    must(await base.publish({ by: zhao, items: [{ kind: 'entry', id: 'refund' }], note: '' }));
    const done = must(await base.publish({ by: zhao, items: [{ kind: 'entry', id: 'return' }], note: '' }));
    expect(done.conflicts).toEqual([{ id: 'return', other: 'refund', language: 'zh', question: '怎么退款？' }]);
    expect(await base.clashes()).toMatchObject([{ one: { id: 'refund' }, other: { id: 'return' } }]);
    must(await base.save({ by: chen, item: itemOf(entryOf('return', '退货', ['怎么退货'])), base: 2, note: '' }));
    must(await base.publish({ by: zhao, items: [{ kind: 'entry', id: 'return' }], note: '' }));
    expect(await base.clashes()).toEqual([]);
  });
});

describe('the list', () => {
  it('K26 pages by time, filters by state, category and words, and counts', async () => {
    const base = freshBase();
    for (let number = 0; number < 60; number += 1)
      await written(base, entryOf(`e-${number}`, `问题${number}号`, [], { category: number % 2 ? 'a/b' : 'ab' }));
    const asked = { kind: null, category: null, state: null, search: '', after: null };
    const first = await base.rows(asked);
    const second = await base.rows({ ...asked, after: first.next });
    expect([first.rows.length, second.rows.length, first.total, second.next]).toEqual([50, 10, 60, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(60);
    expect((await base.rows({ ...asked, category: 'a' })).total).toBe(30);
    expect((await base.rows({ ...asked, search: '问题５９' })).rows.map(({ id }) => id)).toEqual(['e-59']);
    expect((await base.rows({ ...asked, state: 'published' })).total).toBe(0);
    expect((await base.overview()).categories).toMatchObject([
      { path: 'a/b', entries: 30 },
      { path: 'ab', entries: 30 },
    ]);
  });
});
