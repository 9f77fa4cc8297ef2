/** Questions customers' lines tell of: heard once, grouped by likeness, resolved; and what confirmed ones teach. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetKnowledge, lookAgain } from '../../worker/knowledge/shelf.ts';
import { decide, match } from '../../worker/brain/retrieval/retrieval.ts';
import { must, refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';
import { chen, entryOf, freshBase, itemOf, questionOf, zhao } from './rig.ts';

afterEach(() => {
  vi.useRealTimers();
  forgetKnowledge();
});

describe('unknown questions', () => {
  it('K61 are heard once by their key and grouped by likeness under names that stay', async () => {
    const base = freshBase();
    expect(must(await base.heard(questionOf('k-1', '可以货到付款吗', { asker: 'a' }))).duplicate).toBe(false);
    expect(must(await base.heard(questionOf('k-1', '可以货到付款吗', { asker: 'a' }))).duplicate).toBe(true);
    must(
      await base.heard(questionOf('k-2', '支持货到付款吗', { asker: 'b', fate: 'unhelpful', channel: 'sms', at: 5 })),
    );
    must(await base.heard(questionOf('k-3', 'do you accept paypal', { language: 'en' })));
    must(await base.heard(questionOf('k-4', '能带宠物进店吗')));
    const before = await base.unknown();
    expect(before.total).toBe(3);
    expect(before.groups[0]).toMatchObject({
      ...{ count: 2, customers: 2, firstAt: 1, lastAt: 5, channels: ['sms', 'web'] },
      fates: { missed: 1, unhelpful: 1, refused: 0, confirmed: 0 },
    });
    await evictDurableObject(stubOf(base));
    must(await base.heard(questionOf('k-5', '你们支持货到付款么', { asker: 'c', at: 9 })));
    const after = await base.unknown();
    expect(after.groups[0]).toMatchObject({ id: before.groups[0]?.id, count: 3 });
    expect((await base.overview()).unknown).toBe(3);
  });

  it('K63 are no noise and no courtesy, and long ones are kept short', async () => {
    const base = freshBase();
    for (const [at, text] of ['abc', 'BBBB', '123', '算了', '谢谢你，再见', '退'.repeat(3_900)].entries())
      must(await base.heard(questionOf(`n-${at}`, text)));
    expect(await base.unknown()).toEqual({ groups: [], total: 0 });
    must(await base.heard(questionOf('l-1', Array.from({ length: 900 }, (_, at) => `第${at}件`).join(''))));
    expect((await base.unknown()).groups[0]?.questions[0]?.text).toHaveLength(200);
  });

  it('K60 become a new entry, a similar question, or nothing; resolved ones are gone', async () => {
    const base = freshBase();
    const pay = entryOf('pay', '怎么付款');
    must(await base.save({ by: chen, item: itemOf(pay), base: null, note: '' }));
    for (const key of ['k-1', 'k-2', 'k-3']) must(await base.heard(questionOf(key, `货到付款${key}`)));
    const texts = ['货到付款', '怎么付款？', '货到付款'];
    const as = { kind: 'similar' as const, entry: 'pay', texts };
    expect(must(await base.resolve({ by: chen, questions: ['k-1'], as }))).toMatchObject({ entry: 'pay', revision: 2 });
    const { item } = must(await base.item({ kind: 'entry', id: 'pay' }));
    expect(item.body).toMatchObject({ zh: { similar: ['货到付款'] } });
    const cash = entryOf('cash', '货到付款可以吗');
    expect(must(await base.resolve({ by: chen, questions: ['k-2'], as: { kind: 'entry', entry: cash } })).entry).toBe(
      'cash',
    );
    must(await base.resolve({ by: chen, questions: ['k-3'], as: { kind: 'dismiss' } }));
    expect((await base.unknown()).total).toBe(0);
    const lost = { by: chen, questions: ['k-3'], as: { ...as, entry: 'no-such' } };
    expect(refusalOf(await base.resolve(lost))).toBe('not_found');
  });
});

describe('confirmed questions', () => {
  it('K62 teach the ranking once two people, or one of the staff, have confirmed them; one joker teaches nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const base = freshBase();
    const entries = [entryOf('refund', '怎么退款', ['我要退款']), entryOf('invoice', '怎么开发票', ['我要发票'])];
    for (const entry of entries) must(await base.save({ by: chen, item: itemOf(entry), base: null, note: '' }));
    const items = entries.map(({ id }) => ({ kind: 'entry' as const, id }));
    must(await base.publish({ by: zhao, items, note: '' }));
    const said = '小票能换成那个吗';
    const confirmed = (key: string, asker: string, entry = 'invoice') =>
      base.heard(questionOf(key, said, { asker, entry, fate: 'confirmed', at: Date.now() }));
    for (const key of ['c-1', 'c-2', 'c-3']) must(await confirmed(key, 'joker'));
    const source = { KNOWLEDGE: { getByName: () => base } };
    const answers = async () => {
      vi.setSystemTime(Date.now() + 11 * 60_000);
      await runDurableObjectAlarm(stubOf(base));
      await runDurableObjectAlarm(stubOf(base));
      const snapshot = await lookAgain(source);
      return snapshot ? decide(match(snapshot.index.zh, said)).best?.id : undefined;
    };
    expect(await answers()).not.toBe('invoice');
    const version = (await base.overview()).version;
    must(await confirmed('c-4', 'another'));
    expect(await answers()).toBe('invoice');
    expect((await base.overview()).version).not.toBe(version);
    must(await base.heard(questionOf('c-5', '退款那个咋整', { asker: 'staff', entry: 'refund', fate: 'confirmed' })));
    const [change] = await base.drafts([{ kind: 'entry', id: 'refund' }]);
    expect(change?.confirmed).toEqual({ zh: ['退款那个咋整'] });
    expect((await base.unknown()).total).toBe(0);
  });
});
